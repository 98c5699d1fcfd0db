internal import Diagnostics
internal import SQLite

/// Finds records whose time has come, by the policies of the database.
struct DueRecords {
    let database: Connection
    let source: SourceSchema
    /// Until which day.
    let day: String
    private(set) var problems: [Diagnostic] = []

    init(_ database: Connection, _ source: SourceSchema, day: String) {
        (self.database, self.source, self.day) = (database, source, day)
    }

    private struct Policy {
        let id: String
        let basis: String
        let days: Int64
        let action: RetentionItem.Action
    }

    /// Every due record, in the order of clients, tables and names.
    mutating func all() throws -> [RetentionItem] {
        var result: [RetentionItem] = []
        for policy in try policies() {
            for name in try tables(of: policy.id) {
                if let table = table(name, for: policy), name != "access_log" {
                    result += try items(in: table, policy)
                }
            }
        }
        return Self.sorted(result)
    }

    /// The policy for reads, if there is one, and the last day whose reads are due.
    func log() throws -> RetentionOutcome.Log? {
        let find = try database.prepare(
            """
            select retention_policies.id, date(?1, '-' || days || ' days') from retention_rules
            join retention_policies on retention_policies.id = retention_policy_id where table_name = 'access_log'
            """, isLongLived: false)
        try find.bind(day, at: 1)
        guard try find.step(), let last = find.text(at: 1) else { return nil }
        return RetentionOutcome.Log(policy: find.text(at: 0) ?? "", lastDay: last)
    }

    /// Records that were pruned once, and are there again after a restoration.
    func returned(_ list: PrunedList) throws -> [RetentionItem] {
        var wanted: [String: [String: PrunedList.Record]] = [:]
        for record in list.records where record.action != "forget" {
            wanted[record.table, default: [:]][record.digest + record.madeAt] = record
        }
        var result: [RetentionItem] = []
        for (name, records) in wanted {
            guard let table = source.table(name), Deletion.isCountable(table) else { continue }
            let rows = try database.prepare(select(from: table, basis: "''"), isLongLived: false)
            while try rows.step() {
                let item = item(rows, table, policy: nil, action: .delete)
                guard let record = records[item.digest + item.madeAt] else { continue }
                let action = record.action == "archive" ? RetentionItem.Action.archive : .delete
                result.append(
                    RetentionItem(
                        policy: record.policy, action: action, table: name, record: item.record,
                        client: item.client,
                        due: String(record.at.prefix(10)), isAgain: true, madeAt: item.madeAt, id: item.id))
            }
        }
        return Self.sorted(result)
    }

    // MARK: Parts

    private func policies() throws -> [Policy] {
        let rows = try database.prepare("select id, basis, days, action from retention_policies order by id")
        var result: [Policy] = []
        while try rows.step() {
            guard let action = RetentionItem.Action(rawValue: rows.text(at: 3) ?? "") else { continue }
            result.append(
                Policy(
                    id: rows.text(at: 0) ?? "", basis: rows.text(at: 1) ?? "", days: rows.integer(at: 2),
                    action: action))
        }
        return result
    }

    private func tables(of policy: String) throws -> [String] {
        let rows = try database.prepare(
            """
            select 'documents' union
            select table_name from retention_rules where retention_policy_id = ?1 order by 1
            """, isLongLived: false)
        try rows.bind(policy, at: 1)
        var result: [String] = []
        while try rows.step() { result.append(rows.text(at: 0) ?? "") }
        return result
    }

    /// The table that a rule names, if a policy can be for it.
    private mutating func table(_ name: String, for policy: Policy) -> SourceSchema.Table? {
        func refuse(_ message: String, _ hint: String) {
            problems.append(Diagnostic(message, row: "retention_rules \(name)", hint: hint))
        }
        guard let table = source.table(name) else {
            refuse("there is no table `\(name)`", "correct `table_name`")
            return nil
        }
        guard Self.mayBeRuled(table) else {
            refuse(
                "rows of `\(name)` have no time of their own",
                "name the table of the records that they belong to")
            return nil
        }
        guard RetentionDates.expression(policy.basis, of: table) != nil else {
            refuse("rows of `\(name)` have no day for the basis `\(policy.basis)`", "use another policy")
            return nil
        }
        if policy.action == .withhold, !table.has("audience") {
            refuse("rows of `\(name)` cannot be withheld", "they have no audience: archive or delete them")
            return nil
        }
        if policy.action == .archive, name == "clients" {
            refuse("a client cannot be archived as a whole", "archive its records by rules of their tables")
            return nil
        }
        if name == "access_log", policy.action != .delete || policy.basis != "created" {
            refuse("reads can only be deleted, so long after they were made", "use another policy")
            return nil
        }
        return table
    }

    private static let others: Set = [
        "clients", "access_log", "access_requests", "sync_errors", "companies", "contacts", "deals",
        "activities",
        "time_entries",
    ]

    private static func mayBeRuled(_ table: SourceSchema.Table) -> Bool {
        Deletion.isCountable(table)
            && (others.contains(table.name) || (table.has("audience") && table.has("client_id")))
    }

    private func select(from table: SourceSchema.Table, basis: String) -> String {
        let name = RecordNames.column(of: table) ?? table.key ?? "rowid"
        let slug =
            table.name == "clients"
            ? "t.slug"
            : table.has("client_id") ? "(select slug from clients where clients.id = t.client_id)" : "null"
        return """
            select t.rowid, cast(t.\(RowName.quoted(name)) as text), \(slug), \(RetentionDates.made(table)), \(basis)
            from \(RowName.quoted(table.name)) as t
            """
    }

    private func items(in table: SourceSchema.Table, _ policy: Policy) throws -> [RetentionItem] {
        guard let start = RetentionDates.expression(policy.basis, of: table) else { return [] }
        let due = "date(substr(\(start), 1, 10), '+\(policy.days) days')"
        let ruled = "(select retention_policy_id from retention_rules where table_name = ?3)"
        let own =
            table.name == "documents"
            ? "coalesce(t.retention_policy_id, (select retention_policy_id from document_types"
                + " where document_types.id = t.type_id), \(ruled)) = ?1" : "\(ruled) = ?1"
        let visible = policy.action == .withhold ? " and t.audience <> 'internal'" : ""
        let rows = try database.prepare(
            "\(select(from: table, basis: due)) where \(own) and \(due) <= ?2\(visible)", isLongLived: false)
        try rows.bind(policy.id, at: 1)
        try rows.bind(day, at: 2)
        try rows.bind(table.name, at: 3)
        var result: [RetentionItem] = []
        while try rows.step() { result.append(item(rows, table, policy: policy.id, action: policy.action)) }
        return result
    }

    private func item(
        _ row: Statement, _ table: SourceSchema.Table, policy: String?, action: RetentionItem.Action
    ) -> RetentionItem {
        RetentionItem(
            policy: policy, action: action, table: table.name, record: row.text(at: 1) ?? "",
            client: row.text(at: 2),
            due: row.text(at: 4) ?? "", isAgain: false, madeAt: row.text(at: 3) ?? "", id: row.integer(at: 0))
    }

    private static func sorted(_ items: [RetentionItem]) -> [RetentionItem] {
        items.sorted { left, right in
            for (one, other) in [
                (left.client ?? "", right.client ?? ""), (left.table, right.table),
                (left.record, right.record),
            ] where one != other {
                return one.utf8.lexicographicallyPrecedes(other.utf8)
            }
            return left.id < right.id
        }
    }
}
