internal import Diagnostics
internal import PortalData
internal import SQLite

/// Puts records into one table: finds the row by its key, inserts it, changes it, or leaves it.
final class TableWriter {
    /// What a record became.
    enum Outcome { case inserted, updated, unchanged, filtered }

    let table: String
    let columns: [ColumnReader]
    /// Positions in `columns`.
    let key: [Int]
    private let mapping: TableMapping
    private let filterFields: [Int?]
    private let policies: [ConflictPolicy]
    private let number: Int64
    private let statements: TableStatements
    private let explanation: ConstraintExplanation
    private let written: WrittenRows
    private let lastSuccess: String?
    private let now: String
    private let clientColumn: Int?
    private let currencyColumn: Int?
    private let audienceColumn: Int?
    private let client: Int64?
    private let currencies: Statement?
    private var values: [FieldValue]

    init(_ plan: TablePlan, number: Int, context: WriterContext) throws {
        table = plan.table.name
        mapping = plan.mapping
        columns = plan.columns
        key = plan.key
        policies = plan.policies
        client = plan.client
        filterFields = plan.mapping.filters.map { plan.fieldNames.firstIndex(of: $0.field) }
        self.number = Int64(number)
        statements = try TableStatements(plan, database: context.database)
        explanation = ConstraintExplanation(plan, schema: context.schema, database: context.database)
        written = context.written
        lastSuccess = context.lastSuccess
        now = context.now
        clientColumn = columns.firstIndex { $0.column == "client_id" }
        currencyColumn = columns.firstIndex { $0.column == "currency" }
        audienceColumn = columns.firstIndex { $0.column == "audience" }
        values = Array(repeating: .null, count: columns.count)
        let wantsCurrency = columns.contains { $0.rule.money == .ofRow }
        currencies =
            wantsCurrency ? try context.database.prepare("select currency from clients where id = ?1") : nil
    }

    /// Whether the last record that was inserted or updated has an audience beyond the agency, which it did not have before.
    private(set) var becameVisible = false

    /// - Throws: `RowProblem` for a record that cannot be taken; nothing of it is in this table then.
    func write(_ record: RecordBuffer, forcesSource: Bool = false) throws -> Outcome {
        becameVisible = false
        for (filter, field) in zip(mapping.filters, filterFields) {
            guard filter.holds(field.map { record.text($0) } ?? "") else { return .filtered }
        }
        try evaluate(record)
        guard key.contains(where: { values[$0] != .null && ($0 != clientColumn || key.count == 1) }) else {
            throw RowProblem(
                "the key is empty: \(names(key.filter { $0 != clientColumn || key.count == 1 }))",
                hint: "the key says which row a record is")
        }
        for (index, value) in values.enumerated() {
            try value.bind(to: statements.find, at: index + 1, record)
        }
        defer { statements.find.reset() }
        guard try statements.find.step() else {
            try run(statements.insert, record)
            becameVisible = isVisible(record)
            return .inserted
        }
        let changed = columns.indices.filter { statements.isChanged($0) }
        guard !changed.isEmpty else { return .unchanged }
        let identity = statements.keyValues
        if try statements.find.step() {
            throw RowProblem(
                "several rows of the table have this key: \(names(key))",
                hint: "choose columns that tell rows apart")
        }
        try checkConflict(changed, identity, forcesSource: forcesSource)
        let update = statements.update(forcesSource: forcesSource)
        for (index, value) in identity.values.enumerated() {
            try value.bind(to: update, at: columns.count + 1 + index, record)
        }
        try run(update, record)
        if let rowID = identity.rowID { try written.note(rowID, of: number) }
        becameVisible = audienceColumn.map { changed.contains($0) } ?? false && isVisible(record)
        return .updated
    }

    /// The text that tells a record from others of its source; nil where its fields are all empty.
    func identity(_ record: RecordBuffer, fieldNames: [String]) -> String? {
        let texts = key.flatMap { columns[$0].rule.fields }
            .map { name in fieldNames.firstIndex(of: name).map { record.text($0) } ?? "" }
        return texts.allSatisfy(\.isEmpty) ? nil : ([table] + texts).joined(separator: "\u{1F}")
    }

    // MARK: Parts

    private func evaluate(_ record: RecordBuffer) throws {
        var surrounding = ColumnReader.Surrounding(client: client, currency: { nil })
        surrounding.currency = { [unowned self] in try currency(record) }
        // The client and the currency come first: others depend on them.
        for index in [clientColumn, currencyColumn].compactMap({ $0 }) {
            values[index] = try columns[index].value(record, surrounding)
            if index == clientColumn, case .integer(let id) = values[index] { surrounding.client = id }
        }
        for index in columns.indices where index != clientColumn && index != currencyColumn {
            values[index] = try columns[index].value(record, surrounding)
        }
    }

    private func currency(_ record: RecordBuffer) throws -> String? {
        if let currencyColumn, let own = values[currencyColumn].string(record) { return own }
        guard let currencies else { return nil }
        if let clientColumn {
            try values[clientColumn].bind(to: currencies, at: 1, record)
        } else {
            try currencies.bind(client, at: 1)
        }
        defer { currencies.reset() }
        return try currencies.step() ? currencies.text(at: 0) : nil
    }

    private func isVisible(_ record: RecordBuffer) -> Bool {
        guard let audience = audienceColumn.flatMap({ values[$0].string(record) }) else { return false }
        return audience != "internal"
    }

    private func run(_ statement: Statement, _ record: RecordBuffer) throws {
        for (index, value) in values.enumerated() { try value.bind(to: statement, at: index + 1, record) }
        do throws(SQLiteError) {
            try statement.run()
        } catch {
            guard error.kind == .constraint else { throw error }
            throw try explanation.problem(error, values, record)
        }
    }

    private func checkConflict(
        _ changed: [Int], _ identity: TableStatements.Identity, forcesSource: Bool
    ) throws {
        if let rowID = identity.rowID, try written.contains(rowID, of: number) {
            throw RowProblem(
                "an earlier record of this run has the same key and other values: \(names(key))",
                hint: "keep one of them, or choose a key that tells them apart")
        }
        guard !forcesSource, let column = changed.first(where: { policies[$0] == .report }) else { return }
        // A row that nobody touched since the source was last read is the source's to change.
        if let touched = identity.updatedAt, let lastSuccess, touched <= lastSuccess { return }
        var problem = RowProblem(
            "`\(columns[column].column)` was changed here and in the source",
            hint: "`vitrine sync resolve` decides which one stays")
        problem.kind = "conflict"
        throw problem
    }

    private func names(_ indices: [Int]) -> String {
        indices.map { "`\(columns[$0].column)`" }.joined(separator: ", ")
    }
}

/// Who wins where a row differs from its source.
enum ConflictPolicy: String, Hashable {
    case source, local, report
}

/// What all writers of a run share.
struct WriterContext {
    let database: Connection
    let schema: SourceSchema
    let written: WrittenRows
    /// When the source was last taken, `YYYY-MM-DDTHH:MM:SSZ`.
    let lastSuccess: String?
    let now: String
}
