internal import Diagnostics
internal import JSON
internal import SQLite

/// A row as people name it, found.
struct FoundRecord: Hashable {
    let table: SourceSchema.Table
    /// The primary key: a number, or a text.
    let key: JSONValue
    /// Its code, slug, user name, or primary key.
    let name: String
    let clientID: Int64?
    /// The client's slug.
    let client: String?

    /// The key where it is a number, as that of every record is; else 0.
    var rowID: Int64 { key.int ?? 0 }

    /// `projects website (acme)`
    var description: String {
        "\(table.name) \(name)" + (client.map { $0 == name ? "" : " (\($0))" } ?? "")
    }
}

/// Finds tables and rows by the names that people use, and tells near names where there are none.
struct RecordFinder {
    let database: Connection
    let source: SourceSchema

    /// A table that may be filled by name.
    func table(_ name: String) throws(DiagnosticList) -> SourceSchema.Table {
        if let table = source.table(name), ClosedTables.allow(name) { return table }
        throw DiagnosticList([ClosedTables.refusal(of: name, in: source)])
    }

    /// A row by `code`, or `client/code` where two clients have the same; by its number where the table has no codes.
    func record(_ name: String, in table: SourceSchema.Table) throws -> FoundRecord {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let client = parts.count == 2 ? try self.client(parts[0]) : nil
        let found = try records(parts[parts.count - 1], in: table, client: client?.id)
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            let names = try self.names(in: table, client: client?.id)
            throw DiagnosticList([
                Diagnostic(
                    "there is no `\(name)` in `\(table.name)`",
                    hint: didYouMean(parts[parts.count - 1], in: names))
            ])
        }
        let choices = found.prefix(5).map { "`\($0.client ?? "?")/\($0.name)`" }.joined(separator: " or ")
        throw DiagnosticList([
            Diagnostic(
                "`\(name)` is the name of \(found.count) rows of `\(table.name)`", hint: "write \(choices)")
        ])
    }

    /// A client by its slug.
    func client(_ slug: String) throws -> (id: Int64, slug: String) {
        let find = try database.prepare("select id from clients where slug = ?1", isLongLived: false)
        try find.bind(slug, at: 1)
        if try find.step() { return (find.integer(at: 0), slug) }
        let rows = try database.prepare(
            "select slug from clients order by slug limit 10000", isLongLived: false)
        var slugs: [String] = []
        while try rows.step() { slugs.append(rows.text(at: 0) ?? "") }
        throw DiagnosticList([Diagnostic("there is no client `\(slug)`", hint: didYouMean(slug, in: slugs))])
    }

    /// A user by name.
    func user(_ name: String) throws -> FoundRecord {
        guard let users = source.table("users") else { preconditionFailure("the schema has users") }
        return try record(name, in: users)
    }

    /// Every row of that name, of one client where that is known.
    func records(_ name: String, in table: SourceSchema.Table, client: Int64?) throws -> [FoundRecord] {
        guard let key = table.key else {
            throw DiagnosticList([
                Diagnostic(
                    "rows of `\(table.name)` have no name of their own",
                    hint: "change them with `vitrine db load`")
            ])
        }
        let owner = Self.owner(of: table)
        let column = RowName.quoted(RecordNames.column(of: table) ?? key)
        let find = try database.prepare(
            """
            select \(RowName.quoted(key)), \(owner), (select slug from clients as owner where owner.id = \(owner))
            from \(RowName.quoted(table.name))
            where cast(\(column) as text) = ?1 and (?2 is null or \(owner) is ?2) order by 3, 1
            """, isLongLived: false)
        try find.bind(name, at: 1)
        try find.bind(client, at: 2)
        var found: [FoundRecord] = []
        while try find.step() {
            found.append(
                FoundRecord(
                    table: table, key: find.json(at: 0), name: name, clientID: find.optionalInteger(at: 1),
                    client: find.text(at: 2)))
        }
        return found
    }

    /// The clients whose readers a change of a row may concern.
    func clients(concernedBy found: FoundRecord) throws(SQLiteError) -> Set<Int64> {
        guard found.table.name == "users" else { return Set([found.clientID].compactMap { $0 }) }
        let rows = try database.prepare(
            """
            select client_id from memberships where user_id = ?1
            union select client_id from grants where user_id = ?1 order by client_id
            """, isLongLived: false)
        try rows.bind(found.rowID, at: 1)
        var clients: Set<Int64> = []
        while try rows.step() { clients.insert(rows.integer(at: 0)) }
        return clients
    }

    /// The expression of a row's client.
    static func owner(of table: SourceSchema.Table) -> String {
        table.name == "clients"
            ? "clients.id" : table.has("client_id") ? "\(RowName.quoted(table.name)).client_id" : "null"
    }

    private func names(in table: SourceSchema.Table, client: Int64?) throws(SQLiteError) -> [String] {
        guard let column = RecordNames.column(of: table) else { return [] }
        let rows = try database.prepare(
            "select \(RowName.quoted(column)) from \(RowName.quoted(table.name))"
                + " where ?1 is null or \(Self.owner(of: table)) is ?1 order by 1 limit 10000",
            isLongLived: false)
        try rows.bind(client, at: 1)
        var names: [String] = []
        while try rows.step() { names.append(rows.text(at: 0) ?? "") }
        return names
    }
}
