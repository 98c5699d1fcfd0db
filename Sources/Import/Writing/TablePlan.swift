internal import Diagnostics
internal import PortalData
internal import SQLite

/// One table of a mapping, checked against the database: what each column reads, and which of them are the key.
struct TablePlan {
    let table: SourceSchema.Table
    let mapping: TableMapping
    let columns: [ColumnReader]
    /// Positions in `columns`.
    let key: [Int]
    let policies: [ConflictPolicy]
    let fieldNames: [String]
    /// The client that the mapping names.
    let client: Int64?
    let now: String
}

/// Makes the plans of a mapping's tables and collects what is wrong.
struct TablePlanner {
    let database: Connection
    let schema: SourceSchema
    let fieldNames: [String]
    /// Whether a source may lack a field that the mapping names, as JSON may.
    let allowsMissingFields: Bool
    /// The client that the mapping or the command line names.
    let client: (slug: String, id: Int64)?
    let ownership: Ownership
    let now: String
    private(set) var problems: [Diagnostic] = []

    init(
        database: Connection, schema: SourceSchema, fieldNames: [String], allowsMissingFields: Bool,
        client: (slug: String, id: Int64)?, ownership: Ownership, now: String
    ) {
        self.database = database
        self.schema = schema
        self.fieldNames = fieldNames
        self.allowsMissingFields = allowsMissingFields
        self.client = client
        self.ownership = ownership
        self.now = now
    }

    /// Nil where something is wrong with the table.
    mutating func plan(_ mapping: TableMapping) throws(SQLiteError) -> TablePlan? {
        let count = problems.count
        guard let table = schema.table(mapping.table), ClosedTables.allow(table.name) else {
            let refusal = ClosedTables.refusal(of: mapping.table, in: schema)
            report(refusal.message, mapping.place, hint: refusal.hint)
            return nil
        }
        var columns: [ColumnReader] = []
        for rule in mapping.columns + clientRule(table, mapping) {
            guard let column = try column(rule, of: table) else { continue }
            if columns.contains(where: { $0.column == column.column }) {
                report("`\(column.column)` is given twice", rule.place, hint: nil)
            } else {
                columns.append(column)
            }
        }
        for filter in mapping.filters { checkField(filter.field, mapping.place) }
        guard let key = key(table, mapping, columns), problems.count == count else { return nil }
        let policies = columns.map { ownership.policy(table.name, $0.column) }
        return TablePlan(
            table: table, mapping: mapping, columns: columns, key: key, policies: policies,
            fieldNames: fieldNames,
            client: client?.id, now: now)
    }

    mutating func checkField(_ field: String, _ place: Diagnostic) {
        guard !allowsMissingFields, !fieldNames.contains(field) else { return }
        report(
            "the source has no field `\(field)`", place,
            hint: didYouMean(field, in: fieldNames) ?? "it has "
                + fieldNames.prefix(12).map { "`\($0)`" }.joined(separator: ", "))
    }

    // MARK: Parts

    /// Rows of the client that the mapping or the command line names.
    private mutating func clientRule(_ table: SourceSchema.Table, _ mapping: TableMapping) -> [ColumnRule] {
        guard let column = table.columns.first(where: { $0.name == "client_id" }),
            !mapping.columns.contains(where: { ["client", "client_id"].contains($0.column) })
        else { return [] }
        guard let client else {
            if !column.isOptional {
                report(
                    "nothing says whose rows of `\(table.name)` these are", mapping.place,
                    hint: "say `--client SLUG`, or give a column `client` with slugs")
            }
            return []
        }
        return [ColumnRule(column: "client", place: mapping.place, origin: .constant(client.slug))]
    }

    private mutating func column(_ rule: ColumnRule, of table: SourceSchema.Table) throws(SQLiteError)
        -> ColumnReader?
    {
        for field in rule.fields { checkField(field, rule.place) }
        let name = table.has(rule.column) ? rule.column : rule.column + "_id"
        guard let column = table.columns.first(where: { $0.name == name }), !name.hasPrefix("password") else {
            let names = table.columns.map { $0.name.hasSuffix("_id") ? String($0.name.dropLast(3)) : $0.name }
            report(
                "`\(table.name)` has no column `\(rule.column)`", rule.place,
                hint: didYouMean(rule.column, in: names + table.columns.map(\.name)))
            return nil
        }
        if let owner = ownership.owner(table.name, name) {
            report(
                "`\(table.name).\(name)` belongs to the source `\(owner)`", rule.place,
                hint: "leave it out, or change `integration_tables`")
        }
        let isNamed = name != rule.column
        var lookup: Lookup?
        if isNamed || rule.lookup != nil {
            guard let (target, to) = reference(table, name) else {
                report("`\(name)` refers to no table", rule.place, hint: "only references are looked up")
                return nil
            }
            let candidates = Lookup.names + (target.key.map { [$0] } ?? [])
            guard let by = rule.lookup ?? candidates.first(where: { target.has($0) }), target.has(by) else {
                report(
                    "`\(target.name)` has no column `\(rule.lookup ?? "code")`", rule.place,
                    hint: didYouMean(rule.lookup ?? "", in: target.columns.map(\.name)))
                return nil
            }
            lookup = try Lookup(target, key: to, column: by, database: database)
        }
        return ColumnReader(
            rule, column: name, kind: ValueKind(name, type: column.type), lookup: lookup,
            fieldNames: fieldNames)
    }

    /// The table that a column refers to, and its key.
    private func reference(
        _ table: SourceSchema.Table, _ column: String
    ) -> (target: SourceSchema.Table, key: String)? {
        // Children refer to their client through their parent.
        if column == "client_id" { return schema.table("clients").map { ($0, "id") } }
        for key in table.foreignKeys where key.pairs.allSatisfy({ [column, "client_id"].contains($0.from) }) {
            guard let pair = key.pairs.first(where: { $0.from == column }),
                let target = schema.table(key.table)
            else { continue }
            return (target, pair.to)
        }
        return nil
    }

    /// The mapping's key, or the first `unique` of the table whose columns are all given.
    private mutating func key(_ table: SourceSchema.Table, _ mapping: TableMapping, _ columns: [ColumnReader])
        -> [Int]?
    {
        let given = columns.map(\.column)
        if !mapping.key.isEmpty {
            var result: [Int] = []
            for name in mapping.key {
                guard let index = given.firstIndex(of: name) ?? given.firstIndex(of: name + "_id") else {
                    report(
                        "the key `\(name)` is not among the columns", mapping.place,
                        hint: didYouMean(name, in: given))
                    return nil
                }
                result.append(index)
            }
            // A code is unique in its client.
            if let client = given.firstIndex(of: "client_id"), !result.contains(client) {
                result.append(client)
            }
            return result
        }
        let candidates = table.uniqueKeys + (table.primaryKey.isEmpty ? [] : [table.primaryKey])
        if let found = candidates.first(where: { key in key.allSatisfy { given.contains($0) } }) {
            return found.compactMap { given.firstIndex(of: $0) }
        }
        let hint = candidates.first.map {
            "give " + $0.map { "`\($0)`" }.joined(separator: ", ") + ", or name a `key` in a mapping file"
        }
        report("nothing tells the rows of `\(table.name)` apart", mapping.place, hint: hint)
        return nil
    }

    private mutating func report(_ message: String, _ place: Diagnostic, hint: String?) {
        var problem = place
        problem.message = message
        problem.hint = hint
        problems.append(problem)
    }
}
