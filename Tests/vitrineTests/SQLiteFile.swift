import SQLite

/// A database that a test looks into.
struct SQLiteFile {
    private let connection: Connection

    init(_ path: String) throws { connection = try Connection(path: path, mode: .readWrite) }

    /// The first column of every row.
    func column(_ sql: String) throws -> [String] {
        let rows = try connection.prepare(sql)
        var result: [String] = []
        while try rows.step() { result.append(rows.text(at: 0) ?? "") }
        return result
    }
}
