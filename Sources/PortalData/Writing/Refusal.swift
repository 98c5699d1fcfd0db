internal import Diagnostics
internal import SQLite

/// What the database refuses, in words for whoever wrote the row.
enum Refusal {
    static func diagnostic(_ error: SQLiteError, of table: SourceSchema.Table) -> Diagnostic {
        let words = error.message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        func rest(_ prefix: String) -> String? {
            words.hasPrefix(prefix) ? String(words.dropFirst(prefix.utf8.count)) : nil
        }
        if let columns = rest("UNIQUE constraint failed: ") {
            return Diagnostic("`\(table.name)` has a row with the same \(columns) already")
        }
        if let column = rest("NOT NULL constraint failed: ") {
            return Diagnostic("`\(column)` must not be empty")
        }
        if let rule = rest("CHECK constraint failed: ") {
            if let words = CheckRule.words(rule) { return Diagnostic("`\(table.name)`: \(words)") }
            return Diagnostic("the row breaks a rule of `\(table.name)`", hint: "the rule is: \(rule)")
        }
        if words.hasPrefix("FOREIGN KEY constraint failed") {
            return Diagnostic(
                "`\(table.name)`: other rows need this one, or it names a row that is not this client's")
        }
        // A trigger's own words.
        return Diagnostic(words)
    }
}
