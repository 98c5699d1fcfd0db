internal import SQLite
public import TemplateEngine

/// A question in SQL that templates ask of a slice: judged and prepared once, asked for every page of every edition.
public final class Query {
    /// The number by which the slice knows it.
    public let id: Int
    /// Its records, as the checker sees them.
    public let shape: Shape
    /// What it reads: tables and views, sorted; a view's tables are among them.
    public let tables: [String]
    /// How many values it takes for its `?`.
    public let parameterCount: Int

    let statement: Statement
    let source: SliceLayout.Source

    init(
        id: Int, shape: Shape, tables: [String], statement: Statement, source: SliceLayout.Source
    ) {
        self.id = id
        self.shape = shape
        self.tables = tables
        self.statement = statement
        self.source = source
        parameterCount = statement.parameterCount
    }

    /// Why a value of this type cannot stand for a `?`; nil where it can.
    public static func refusal(of type: ValueType) -> QueryError? {
        switch type {
        case .list, .record: QueryError("a query takes no list and no record", hint: "pass one of its fields")
        case .markup: QueryError("a query takes no markup", hint: "pass the text that it was made of")
        default: nil
        }
    }

    /// Puts the values in the place of the `?`.
    func bind(_ arguments: UnsafeBufferPointer<Value>) throws {
        for (index, value) in arguments.enumerated() {
            let parameter = index + 1
            switch value.kind {
            case .null: try statement.bindNull(at: parameter)
            case .bool, .int, .money: try statement.bind(value.integer, at: parameter)
            case .double: try statement.bind(value.double ?? 0, at: parameter)
            case .string: try statement.bind(text: value.bytes, at: parameter)
            case .date:
                try statement.bind(CalendarText.text(days: value.integer ?? 0), at: parameter)
            case .instant:
                try statement.bind(CalendarText.text(seconds: value.integer ?? 0), at: parameter)
            case .undefined:
                throw QueryError("value \(parameter) of the query is undefined", hint: "use `default(…)`")
            case .list, .record, .markup:
                throw Self.refusal(of: value.kind == .markup ? .markup : .list(.any))
                    ?? QueryError("a query takes no such value")
            }
        }
    }
}
