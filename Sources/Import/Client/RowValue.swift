internal import Diagnostics
internal import JSON
internal import SQLite

/// A column's value as JSON and back, without loss.
enum RowValue {
    static func json(of rows: Statement, at column: Int, named name: String) throws -> JSONValue {
        switch rows.storage(at: column) {
        case .null: return .null
        case .integer: return .int(rows.integer(at: column))
        case .double: return .double(rows.double(at: column))
        case .text: return .string(rows.text(at: column) ?? "")
        case .blob:
            throw DiagnosticList([
                Diagnostic(
                    "`\(name)` holds bytes that are no text, which an export cannot",
                    hint: "keep them in a file")
            ])
        }
    }

    /// Binds what `json` made; false for anything else.
    static func bind(
        _ value: JSONValue, to statement: Statement, at parameter: Int
    ) throws(SQLiteError) -> Bool {
        switch value {
        case .null: try statement.bindNull(at: parameter)
        case .int(let number): try statement.bind(number, at: parameter)
        case .double(let number): try statement.bind(number, at: parameter)
        case .string(let text): try statement.bind(text, at: parameter)
        case .bool, .array, .object: return false
        }
        return true
    }
}
