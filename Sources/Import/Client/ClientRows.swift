internal import PortalData
internal import SQLite

/// Which rows of a database are one client's: its own, what hangs on them, and what they refer to.
struct ClientRows {
    /// Tables whose rows many clients share: they come because a row of the client names them.
    static let shared: Set = [
        "staff", "users", "services", "document_types", "retention_policies", "workflows", "workflow_states",
        "workflow_transitions", "roles", "role_audiences",
    ]
    /// Written by the tool alone, about a database as a whole.
    static let left: Set = ["audit_log", "internal_changes", "internal_writers"]

    let database: Connection
    let source: SourceSchema
    let client: Int64
    /// Tables without a client of their own whose rows are kept by their keys.
    private let gathered: [SourceSchema.Table]

    /// Finds them; keys of what has no `client_id` are kept in temporary tables.
    init(of client: Int64, in database: Connection) throws(SQLiteError) {
        self.database = database
        self.client = client
        let source = try SourceSchema(database)
        self.source = source
        gathered = source.tables.filter {
            $0.name != "clients" && !$0.has("client_id") && $0.key != nil && !Self.left.contains($0.name)
        }
        for table in gathered {
            try database.execute("create temp table \(Self.keys(table)) (key primary key) without rowid")
        }
        var count: Int64 = -1
        while true {
            try gather()
            var found: Int64 = 0
            for table in gathered {
                found += try database.integer("select count(*) from temp.\(Self.keys(table))")
            }
            if found == count { return }
            count = found
        }
    }

    /// The tables that may have rows of the client, with the condition that theirs meet; in byte order.
    var conditions: [(table: SourceSchema.Table, sql: String)] {
        source.tables.compactMap { table in condition(table).map { (table, $0) } }
    }

    // MARK: Parts

    private func gather() throws(SQLiteError) {
        for child in source.tables {
            for key in child.foreignKeys {
                guard let pair = Self.pair(key), let parent = source.table(key.table) else { continue }
                if isGathered(child), isAbove(parent, child), let own = child.key {
                    try keep(child, own, where: pair.from, isIn: pair.to, of: parent)
                }
                if isGathered(parent), let own = parent.key {
                    try keep(parent, own, where: pair.to, isIn: pair.from, of: child)
                }
            }
        }
    }

    /// Whether rows come along with the rows that they belong to.
    private func isAbove(_ parent: SourceSchema.Table, _ child: SourceSchema.Table) -> Bool {
        Self.shared.contains(child.name)
            ? parent.name == "workflows" : !Self.shared.contains(parent.name)
    }

    private func keep(
        _ table: SourceSchema.Table, _ key: String, where column: String, isIn other: String,
        of related: SourceSchema.Table
    ) throws(SQLiteError) {
        guard let condition = condition(related) else { return }
        try database.execute(
            """
            insert or ignore into temp.\(Self.keys(table)) select \(quoted(key)) from \(quoted(table.name))
            where \(quoted(column)) in (select \(quoted(other)) from \(quoted(related.name)) where \(condition))
            """)
    }

    private func isGathered(_ table: SourceSchema.Table) -> Bool {
        gathered.contains { $0.name == table.name }
    }

    /// Nil where no row can be the client's.
    private func condition(_ table: SourceSchema.Table) -> String? {
        if Self.left.contains(table.name) { return nil }
        if table.name == "clients" { return "id = \(client)" }
        if table.has("client_id") { return "client_id = \(client)" }
        if isGathered(table), let key = table.key {
            return "\(quoted(key)) in (select key from temp.\(Self.keys(table)))"
        }
        // Pairs of rows, such as the ways between states: both must be there.
        let parts = table.foreignKeys.compactMap { key -> String? in
            guard let pair = Self.pair(key), let parent = source.table(key.table), parent.name != table.name,
                let condition = parent.name == "clients" || parent.has("client_id") || isGathered(parent)
                    ? condition(parent) : nil
            else { return nil }
            let column = quoted(pair.from)
            return "(\(column) is null or \(column) in (select \(quoted(pair.to)) from"
                + " \(quoted(parent.name)) where \(condition)))"
        }
        return parts.isEmpty ? nil : parts.joined(separator: " and ")
    }

    /// The one column of a reference beside the client.
    static func pair(_ key: SourceSchema.ForeignKey) -> SourceSchema.ForeignKey.Pair? {
        let pairs = key.pairs.filter { $0.from != "client_id" }
        return pairs.count == 1 ? pairs[0] : nil
    }

    private static func keys(_ table: SourceSchema.Table) -> String { quoted("kept " + table.name) }
}
