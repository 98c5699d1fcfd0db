internal import Diagnostics
internal import JSON
internal import SQLite

/// What a command did to one record.
public struct RecordChange: Hashable, Sendable {
    /// As `projects website (acme)`.
    public let record: String
    /// What readers will see of it.
    public let visibility: Visibility
}

extension PortalWriter {
    /// Inserts a row; columns that are not named have their defaults, `code` is made of the name or the title.
    ///
    /// - Throws: every problem of the assignments at once.
    public func add(_ assignments: [Assignment], to name: String) throws -> RecordChange {
        let finder = try finder()
        let row = try newRow(assignments, to: finder.table(name), finder)
        return try showing(Set([row.client].compactMap { $0 })) { try insert(row) }
    }

    /// What the writer finds rows with: the schema as it is now.
    func finder() throws -> RecordFinder {
        try RecordFinder(database: database, source: SourceSchema(database))
    }

    /// A complete row that is not inserted yet.
    func newRow(
        _ assignments: [Assignment], to table: SourceSchema.Table, _ finder: RecordFinder
    ) throws -> RowInput {
        var row = try RowInput(assignments, to: nil, table: table, finder: finder, author: author)
        try row.complete()
        return row
    }

    /// Inserts a row and its audit row.
    func insert(_ row: RowInput) throws -> FoundRecord {
        let table = row.table
        let columns = row.values.map { RowName.quoted($0.name) }.joined(separator: ", ")
        let places = row.values.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let key = table.key.map(RowName.quoted) ?? "null"
        let name = RowName.quoted(table.name)
        let insert = try database.prepare(
            row.values.isEmpty
                ? "insert into \(name) default values returning \(key)"
                : "insert into \(name) (\(columns)) values (\(places)) returning \(key)", isLongLived: false)
        for (index, value) in row.values.enumerated() { try insert.bind(value.value, at: index + 1) }
        let made = try refusals(in: table) { () throws(SQLiteError) -> JSONValue in
            let made = try insert.step() ? insert.json(at: 0) : .null
            try insert.run()
            return made
        }
        let label = try label(of: made, in: table)
        let client = try row.client.map(row.finder.slug)
        try record(AuditEntry("add", table: table.name, record: label, client: client, after: row.values))
        // A client is its own.
        let owner = table.name == "clients" ? made.int : row.client
        return FoundRecord(table: table, key: made, name: label, clientID: owner, client: client)
    }

    /// Changes columns of a row, which `code`, `client/code` or a number names.
    ///
    /// - Throws: every problem of the assignments at once.
    public func set(_ assignments: [Assignment], of code: String, in name: String) throws -> RecordChange {
        let finder = try finder()
        let found = try finder.record(code, in: finder.table(name))
        let row = try RowInput(assignments, to: found, table: found.table, finder: finder, author: author)
        return try showing(clients(of: found)) {
            try update(found, row.values, action: "set")
            return found
        }
    }

    /// The clients whose readers a change of a row may concern.
    func clients(of found: FoundRecord) throws -> Set<Int64> { try finder().clients(concernedBy: found) }

    /// Sets columns of a row, and says before and after of those that changed in the audit log; nothing where none does.
    func update(_ found: FoundRecord, _ values: [JSONValue.Member], action: String) throws {
        guard let key = found.table.key, !values.isEmpty else { return }
        let table = RowName.quoted(found.table.name)
        let find = try database.prepare(
            "select \(values.map { RowName.quoted($0.name) }.joined(separator: ", ")) from \(table)"
                + " where \(RowName.quoted(key)) = ?1", isLongLived: false)
        try find.bind(found.key, at: 1)
        guard try find.step() else { return }
        let before = values.enumerated().map { JSONValue.Member(name: $1.name, value: find.json(at: $0)) }
        find.reset()
        let changed = values.indices.filter { before[$0] != values[$0] }
        guard !changed.isEmpty else { return }
        var sets = changed.map { values[$0] }
        if found.table.has("updated_at") { sets.append(.init(name: "updated_at", value: .string(author.at))) }
        let list = sets.enumerated().map { "\(RowName.quoted($1.name)) = ?\($0 + 1)" }.joined(separator: ", ")
        let update = try database.prepare(
            "update \(table) set \(list) where \(RowName.quoted(key)) = ?\(sets.count + 1)",
            isLongLived: false)
        for (index, value) in (sets.map(\.value) + [found.key]).enumerated() {
            try update.bind(value, at: index + 1)
        }
        try refusals(in: found.table) { () throws(SQLiteError) in try update.run() }
        try record(
            AuditEntry(
                action, table: found.table.name, record: found.name, client: found.client,
                before: changed.map { before[$0] }, after: changed.map { values[$0] }))
    }

    /// Does a change, and tells what it means for the readers of clients; `check` may refuse what it led to.
    func showing(
        _ clients: Set<Int64>, check: (VisibilityMoment) throws -> Void = { _ in },
        _ change: () throws -> FoundRecord
    ) throws -> RecordChange {
        let before = try moment(of: clients)
        let record = try change()
        // A client that is new is nobody's yet; its slug and status decide what it has.
        let all = record.table.name == "clients" ? clients.union([record.rowID]) : clients
        let after = try moment(of: all)
        try check(after)
        return RecordChange(record: record.description, visibility: before.visibility(to: after))
    }

    /// What the editions of clients hold now.
    func moment(of clients: Set<Int64>) throws -> VisibilityMoment {
        try VisibilityMoment(of: clients, in: database, path: path, day: author.day)
    }

    /// Runs a statement; what the table refuses is told in the user's words.
    func refusals<Result>(
        in table: SourceSchema.Table, _ body: () throws(SQLiteError) -> Result
    ) throws -> Result {
        do throws(SQLiteError) {
            return try body()
        } catch {
            guard error.kind == .constraint else { throw error }
            throw DiagnosticList([Refusal.diagnostic(error, of: table)])
        }
    }

    /// How a new row is called.
    private func label(of key: JSONValue, in table: SourceSchema.Table) throws -> String {
        guard let column = RecordNames.column(of: table), let own = table.key else {
            return key.string ?? key.int.map { "\($0)" } ?? ""
        }
        let find = try database.prepare(
            "select \(RowName.quoted(column)) from \(RowName.quoted(table.name)) where \(RowName.quoted(own)) = ?1",
            isLongLived: false)
        try find.bind(key, at: 1)
        return try find.step() ? find.text(at: 0) ?? "" : ""
    }
}

extension Statement {
    /// Binds what a column can hold.
    func bind(_ value: JSONValue, at parameter: Int) throws(SQLiteError) {
        switch value {
        case .null, .array, .object: try bindNull(at: parameter)
        case .bool(let bool): try bind(bool ? 1 : 0 as Int64, at: parameter)
        case .int(let number): try bind(number, at: parameter)
        case .double(let number): try bind(number, at: parameter)
        case .string(let text): try bind(text, at: parameter)
        }
    }
}
