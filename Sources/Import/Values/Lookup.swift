internal import Diagnostics
internal import PortalData
internal import SQLite

/// Finds the row of another table that a value names, inside of one client where that table has clients.
final class Lookup {
    let table: String
    let column: String
    private let statement: Statement
    private let isOfClient: Bool
    private let isInteger: Bool

    /// What rows are named by where no column is: the first of these that the table has.
    static let names = ["code", "slug", "username", "key", "number"]

    /// Looks for `key` of the table where `column` is the value.
    init(_ table: SourceSchema.Table, key: String, column: String, database: Connection) throws(SQLiteError) {
        self.table = table.name
        self.column = column
        isOfClient = table.has("client_id")
        isInteger = table.columns.first { $0.name == key }?.type.hasPrefix("INT") ?? false
        let collation = column == "email" || column == "username" ? " collate nocase" : ""
        statement = try database.prepare(
            "select \(quoted(key)) from \(quoted(table.name)) where \(quoted(column)) = ?1\(collation)"
                + (isOfClient ? " and (?2 is null or client_id = ?2)" : "") + " limit 2")
    }

    /// The key of the one row; nil where there is none.
    ///
    /// - Throws: `RowProblem` where there are several.
    func key(_ value: FieldValue, client: Int64?, _ record: RecordBuffer) throws -> FieldValue? {
        try value.bind(to: statement, at: 1, record)
        if isOfClient { try statement.bind(client, at: 2) }
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let found: FieldValue =
            isInteger ? .integer(statement.integer(at: 0)) : .text(statement.text(at: 0) ?? "")
        if try statement.step() {
            throw RowProblem(
                "several rows of `\(table)` have this `\(column)`",
                hint: "look it up by a column that names one row")
        }
        return found
    }
}

func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
