internal import PortalData
internal import SQLite

/// A table's prepared statements. Their first parameters are the columns of the plan, in order.
struct TableStatements {
    /// The row that was found.
    struct Identity {
        /// Of its primary key, or its rowid.
        let values: [FieldValue]
        /// Where the key is one whole number.
        let rowID: Int64?
        let updatedAt: String?
    }

    let find: Statement
    let insert: Statement
    private let usual: Statement
    private let forced: Statement
    private let keyCount: Int
    private let hasRowID: Bool
    private let isKey: [Bool]
    /// For each column that is no part of the key, the place of its comparison.
    private var comparisons: [Int?] = []

    init(_ plan: TablePlan, database: Connection) throws(SQLiteError) {
        let table = plan.table
        let name = quoted(table.name)
        let identity = table.primaryKey.isEmpty ? ["rowid"] : table.primaryKey.map(quoted)
        keyCount = identity.count
        hasRowID =
            table.key.map { key in table.columns.contains { $0.name == key && $0.type == "INTEGER" } }
            ?? table.primaryKey.isEmpty
        isKey = plan.columns.indices.map { plan.key.contains($0) }
        let touches = table.has("updated_at") && !plan.columns.contains { $0.column == "updated_at" }
        func parameter(_ index: Int) -> String { "?\(index + 1)" }
        /// What a column becomes: empty leaves what must not be null.
        func value(_ index: Int, isForced: Bool) -> String {
            let column = plan.columns[index].column
            if plan.policies[index] == .local, !isForced {
                return "coalesce(\(quoted(column)), \(parameter(index)))"
            }
            let declared = table.columns.first { $0.name == column }
            let isRequired = declared.map { !$0.isOptional && $0.standIn != nil } ?? false
            return isRequired ? "coalesce(\(parameter(index)), \(quoted(column)))" : parameter(index)
        }

        var selected = identity + [table.has("updated_at") ? "updated_at" : "null"]
        for index in plan.columns.indices {
            comparisons.append(isKey[index] ? nil : selected.count)
            if !isKey[index] {
                selected.append("\(quoted(plan.columns[index].column)) is \(value(index, isForced: false))")
            }
        }
        let conditions = plan.key.map { "\(quoted(plan.columns[$0].column)) is \(parameter($0))" }
        find = try database.prepare(
            "select \(selected.joined(separator: ", ")) from \(name) where \(conditions.joined(separator: " and ")) limit 2"
        )

        var columns = plan.columns.map { quoted($0.column) }
        var values = plan.columns.indices.map { index in
            let declared = table.columns.first { $0.name == plan.columns[index].column }
            return declared?.standIn.map {
                declared?.isOptional == false ? "coalesce(\(parameter(index)), \($0))" : parameter(index)
            }
                ?? parameter(index)
        }
        // The day of the run, as the tool was told it, and not the machine's.
        for stamp in ["created_at", "updated_at"] where table.has(stamp) && !columns.contains(quoted(stamp)) {
            columns.append(stamp)
            values.append("'\(plan.now)'")
        }
        insert = try database.prepare(
            "insert into \(name) (\(columns.joined(separator: ", "))) values (\(values.joined(separator: ", ")))"
        )

        func update(isForced: Bool) throws(SQLiteError) -> Statement {
            var changes = plan.columns.indices.filter { !plan.key.contains($0) }
                .map { "\(quoted(plan.columns[$0].column)) = \(value($0, isForced: isForced))" }
            if touches { changes.append("updated_at = '\(plan.now)'") }
            // A table that is nothing but its key has nothing to change.
            if changes.isEmpty { changes = ["\(identity[0]) = \(identity[0])"] }
            let found = identity.enumerated().map {
                "\($0.element) is ?\(plan.columns.count + 1 + $0.offset)"
            }
            return try database.prepare(
                "update \(name) set \(changes.joined(separator: ", ")) where \(found.joined(separator: " and "))"
            )
        }
        usual = try update(isForced: false)
        forced = try update(isForced: true)
    }

    func update(forcesSource: Bool) -> Statement { forcesSource ? forced : usual }

    /// Whether the row that `find` stands on differs in a column.
    func isChanged(_ column: Int) -> Bool { comparisons[column].map { find.integer(at: $0) == 0 } ?? false }

    /// Of the row that `find` stands on.
    var keyValues: Identity {
        let values: [FieldValue] = (0..<keyCount).map { column in
            find.storage(at: column) == .integer
                ? .integer(find.integer(at: column)) : .text(find.text(at: column) ?? "")
        }
        return Identity(
            values: values, rowID: hasRowID ? find.integer(at: 0) : nil, updatedAt: find.text(at: keyCount))
    }
}

/// The rows that a run has written so far, so that two records of one source with one key do not take turns for ever.
///
/// What was inserted is known by its number, what was changed by a temporary table: memory does not grow with either.
final class WrittenRows {
    private let database: Connection
    private let add: Statement
    private let find: Statement
    private var firstNew: [Int64: Int64] = [:]

    init(_ database: Connection) throws(SQLiteError) {
        self.database = database
        try database.execute("drop table if exists temp.written_rows")
        try database.execute(
            "create temp table written_rows (table_number integer, row_id integer, primary key (table_number, row_id)) without rowid"
        )
        add = try database.prepare("insert or ignore into temp.written_rows values (?1, ?2)")
        find = try database.prepare("select 1 from temp.written_rows where table_number = ?1 and row_id = ?2")
    }

    /// Notes where a table's numbers end before the run.
    func begin(_ table: SourceSchema.Table, number: Int) throws(SQLiteError) {
        guard let key = table.key, table.columns.contains(where: { $0.name == key && $0.type == "INTEGER" })
        else { return }
        firstNew[Int64(number)] = try database.integer(
            "select coalesce(max(\(quoted(key))), 0) + 1 from \(quoted(table.name))")
    }

    func note(_ row: Int64, of table: Int64) throws(SQLiteError) {
        try add.bind(table, at: 1)
        try add.bind(row, at: 2)
        try add.run()
    }

    func contains(_ row: Int64, of table: Int64) throws(SQLiteError) -> Bool {
        if let first = firstNew[table], row >= first { return true }
        try find.bind(table, at: 1)
        try find.bind(row, at: 2)
        defer { find.reset() }
        return try find.step()
    }
}
