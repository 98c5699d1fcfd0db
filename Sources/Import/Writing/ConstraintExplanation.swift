internal import PortalData
internal import SQLite

/// Says which rule of its table a row breaks, in a user's words.
final class ConstraintExplanation {
    private let plan: TablePlan
    private let schema: SourceSchema
    private let database: Connection

    init(_ plan: TablePlan, schema: SourceSchema, database: Connection) {
        self.plan = plan
        self.schema = schema
        self.database = database
    }

    /// - Parameter values: what was to be written.
    func problem(_ error: SQLiteError, _ values: [FieldValue], _ record: RecordBuffer) throws -> RowProblem {
        let message = error.message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        func rest(_ prefix: String) -> String? {
            message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : nil
        }
        if let column = rest("NOT NULL constraint failed: ") {
            return problem("`\(column)` is empty", hint: "every row needs it", about: column, record)
        }
        if let columns = rest("UNIQUE constraint failed: ") {
            let names = columns.split(separator: ",").map { "`\($0.split(separator: ".").last ?? "")`" }
            return problem(
                "another row has the same \(names.joined(separator: ", "))",
                hint: "is the key of the mapping the right one?", about: columns, record)
        }
        if message.hasPrefix("FOREIGN KEY") {
            let missing = try missingReference(values, record)
            return problem(
                missing.map { "`\($0.column)`: there is no such row of `\($0.table)`" }
                    ?? "it refers to a row that there is not",
                hint: "does it belong to the same client, and was it imported before?",
                about: missing?.column ?? "", record)
        }
        if let rule = rest("CHECK constraint failed: ") {
            if let words = CheckRule.words(rule) {
                return problem(words, hint: nil, about: rule, record)
            }
            return problem(
                "a rule of `\(plan.table.name)` is broken: \(rule)",
                hint: "the rule is in the table's `create table`", about: rule, record)
        }
        return problem(message, hint: nil, about: message, record)
    }

    private func problem(_ message: String, hint: String?, about text: String, _ record: RecordBuffer)
        -> RowProblem
    {
        let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        let column = plan.columns.first { words.contains($0.column) }
        var result = RowProblem(message, hint: hint)
        if record.line > 0, let field = column?.fields.values.min() { result.place = record.place(field) }
        return result
    }

    /// The first reference whose row is missing.
    private func missingReference(
        _ values: [FieldValue], _ record: RecordBuffer
    ) throws(SQLiteError) -> (column: String, table: String)? {
        for key in plan.table.foreignKeys {
            let positions = key.pairs.map { pair in plan.columns.firstIndex { $0.column == pair.from } }
            let known = positions.compactMap { $0 }
            guard known.count == key.pairs.count, known.allSatisfy({ values[$0] != .null }) else { continue }
            let conditions = key.pairs.enumerated().map { "\(quoted($0.element.to)) = ?\($0.offset + 1)" }
            let found = try database.prepare(
                "select 1 from \(quoted(key.table)) where \(conditions.joined(separator: " and "))",
                isLongLived: false)
            for (index, position) in known.enumerated() {
                try values[position].bind(to: found, at: index + 1, record)
            }
            if try !found.step() {
                return (key.pairs.first { $0.from != "client_id" }?.from ?? key.pairs[0].from, key.table)
            }
        }
        return nil
    }
}
