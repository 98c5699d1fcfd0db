internal import Diagnostics
internal import JSON
internal import SQLite

extension PortalWriter {
    /// Withholds, archives and deletes what is due on `day`, and deletes once more what `list` says was pruned.
    ///
    /// The audit log gets a row for each record, without what was in it, and what earlier rows said of it is erased. Files
    /// are the caller's to remove. A legal hold keeps a record, and is reported.
    ///
    /// - Parameter day: `YYYY-MM-DD`; nil for nothing but what the list has.
    public func retain(until day: String?, _ list: PrunedList) throws -> RetentionOutcome {
        try database.execute("pragma secure_delete = on")
        let source = try SourceSchema(database)
        var due = DueRecords(database, source, day: day ?? "")
        var items = try due.returned(list)
        let known = Set(items.map { [$0.table, "\($0.id)"] })
        if day != nil { items += try due.all().filter { !known.contains([$0.table, "\($0.id)"]) } }
        guard due.problems.isEmpty else { throw DiagnosticList(due.problems) }
        var outcome = try prune(items, source)
        if day != nil { outcome.log = try due.log().map(prune) }
        outcome.forgotten = try forgetAgain(list)
        return outcome
    }

    /// Deletes one by one, all in the same transaction.
    private func prune(_ items: [RetentionItem], _ source: SourceSchema) throws -> RetentionOutcome {
        let hold = try LegalHold(database, source)
        let names = ContentNames(database: database, source: source)
        var outcome = RetentionOutcome()
        var all = Deletion(database, source)
        var named: [String: RetentionItem] = [:]
        for var item in items {
            var deletion = Deletion(database, source)
            if item.table == "clients" {
                try deletion.add(client: item.id)
            } else {
                try deletion.add(item.id, of: item.table)
            }
            item.rows = item.action == .withhold ? 1 : deletion.count
            item.hold = try hold.reason(for: deletion, client: item.client)
            guard item.hold == nil else {
                outcome.held.append(item)
                continue
            }
            if item.action == .withhold {
                try withhold(item)
                outcome.done.append(item)
                continue
            }
            var files: Set<String> = []
            for (table, ids) in deletion.rows {
                for id in ids { files.formUnion(try names.names(of: id, in: table)) }
            }
            item.files = files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for file in item.files where named[file] == nil { named[file] = item }
            if item.action == .archive {
                outcome.archived.append(.init(item: item, rows: try deletion.export()))
            }
            if item.table == "clients" {
                outcome.clients.append(item.record)
                outcome.erased += try eraseAudit(ofClient: item.record)
            }
            outcome.done.append(item)
            if !item.isAgain { outcome.records.append(item.pruned(at: author.at)) }
            all.add(deletion)
        }
        outcome.rows = all.count
        outcome.erased += try erase(all, source)
        try all.run()
        for item in outcome.done where item.action != .withhold { try note(item) }
        let needed = try names.all()
        for (path, item) in named.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            if needed.contains(path) {
                outcome.shared.append(path)
            } else {
                outcome.files.append((path, item))
            }
        }
        return outcome
    }

    /// Deletes reads, which are too many to be told one by one.
    private func prune(_ log: RetentionOutcome.Log) throws -> RetentionOutcome.Log {
        let delete = try database.prepare(
            """
            delete from access_log where substr(accessed_at, 1, 10) <= ?1 and not exists (
                select 1 from clients where clients.id = access_log.client_id and is_legal_hold = 1)
            """, isLongLived: false)
        try delete.bind(log.lastDay, at: 1)
        try delete.run()
        var log = log
        log.rows = database.changes
        if log.rows > 0 {
            try record(
                AuditEntry(
                    "delete", table: "access_log",
                    after: [
                        .init(name: "policy", value: .string(log.policy)),
                        .init(name: "rows", value: .int(Int64(log.rows))),
                    ]))
        }
        return log
    }

    private func withhold(_ item: RetentionItem) throws {
        guard let table = try finder().source.table(item.table) else { return }
        let found = FoundRecord(
            table: table, key: .int(item.id), name: item.record, clientID: nil, client: item.client)
        try update(found, [.init(name: "audience", value: .string("internal"))], action: "withhold")
    }

    /// The deletion record: which, by its digest, and why.
    private func note(_ item: RetentionItem) throws {
        try record(
            AuditEntry(
                item.action.rawValue, table: item.table, record: item.digest, client: item.client,
                after: [
                    .init(name: "policy", value: item.policy.map { .string($0) } ?? .null),
                    .init(name: "rows", value: .int(Int64(item.rows))),
                    .init(name: "files", value: .int(Int64(item.files.count))),
                ]))
    }

    /// Erases what the audit log says of rows that go.
    private func erase(_ deletion: Deletion, _ source: SourceSchema) throws -> Int {
        var erased = 0
        for (name, ids) in deletion.rows.sorted(by: { $0.key < $1.key }) {
            guard let table = source.table(name) else { continue }
            let column = RowName.quoted(RecordNames.column(of: table) ?? table.key ?? "rowid")
            let owner = RecordFinder.owner(of: table)
            let find = try database.prepare(
                "select cast(\(column) as text), (select slug from clients as c where c.id = \(owner))"
                    + " from \(RowName.quoted(name)) where rowid = ?1", isLongLived: false)
            for id in ids.sorted() {
                try find.bind(id, at: 1)
                guard try find.step() else { continue }
                let (record, client) = (find.text(at: 0) ?? "", find.text(at: 1))
                find.reset()
                erased += try eraseAudit(of: record, in: name, client: client)
            }
        }
        return erased
    }
}
