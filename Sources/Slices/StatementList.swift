internal import SQLite

/// Statements by position, each prepared when it is first used: most editions have rows in few of the tables.
final class StatementList {
    private let connection: Connection
    private let sql: [String]
    private var prepared: [Statement?]

    init(_ sql: [String], on connection: Connection) {
        self.sql = sql
        self.connection = connection
        prepared = sql.map { _ in nil }
    }

    /// The statement at a position.
    func statement(_ position: Int) throws(SQLiteError) -> Statement {
        if let known = prepared[position] { return known }
        let statement = try connection.prepare(sql[position])
        prepared[position] = statement
        return statement
    }
}
