public import SQLite

/// Tells which records a slice holds that are published on their own: rows with an audience of theirs.
public struct SliceRecords {
    private let tables: [(name: String, rows: Statement)]

    /// For every filling of a slice to come.
    public init(of slice: Slice) throws(SQLiteError) {
        let published = slice.schema.tables.filter { $0.column("audience") != nil }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var tables: [(name: String, rows: Statement)] = []
        for table in published {
            guard let column = table.column("code") == nil ? table.key : "code" else { continue }
            let sql =
                "select cast(\(SliceSQL.name(column)) as text) from \(SliceSQL.name(table.name)) order by 1"
            tables.append((table.name, try slice.connection.prepare(sql)))
        }
        self.tables = tables
    }

    /// Calls `body` with each table, in byte order of the names, that has such rows in the slice at hand, and with the rows'
    /// codes, or keys where the table has no codes, in byte order.
    public func forEach(_ body: (_ table: String, _ names: [String]) throws -> Void) throws {
        for (name, rows) in tables {
            defer { rows.reset() }
            var names: [String] = []
            while try rows.step() { names.append(rows.text(at: 0) ?? "") }
            if !names.isEmpty { try body(name, names) }
        }
    }
}
