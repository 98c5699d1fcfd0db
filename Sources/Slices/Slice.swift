public import Diagnostics
public import SQLite
public import TemplateEngine

/// One edition's rows and nothing else, in a private database in memory that is used again for the next edition.
///
/// Whoever renders holds a slice and no handle to the source, so what was not copied cannot be shown.
public final class Slice {
    /// What it can hold.
    public let schema: SliceSchema
    /// The names and types that templates see; its globals are in the order of `values(into:)`.
    public var vocabulary: Vocabulary { layout.vocabulary }

    let connection: Connection
    let layout: SliceLayout
    private let begin: Statement
    private let commit: Statement
    private let inserts: StatementList
    private let insertsUnderParents: StatementList
    private let deletes: StatementList
    /// What makes optional references null where their rows are missing.
    private let nullings: StatementList
    /// Of each of them, the table and, of a reference to a lookup table, that one.
    private let nulledReferences: [(table: Int, lookup: Int?)]
    private let counts: Statement
    private let baselines: Int?
    private let changes: Int?
    /// Rows of each table that were inserted since the slice was empty.
    private var insertedCounts: [Int]
    /// Of each table, the columns that name rows of a lookup table, and which.
    private let lookups: [[Target]]
    /// Of each lookup table, the keys that inserted rows name.
    private var namedKeys: [NamedKeys]
    /// Of each table, the columns that name parents.
    private let parents: [[Target]]
    /// Of each table that is a parent, the column of the key.
    private let keyColumns: [Int?]
    /// Of each table that is a parent, the keys of its rows, where they are numbers.
    private var keys: [Set<Int64>]
    private typealias Target = (column: Int, table: Int)
    let reader: SliceReader
    /// What templates ask, in the order in which they were compiled.
    var queries: [Query] = []
    var queriesByText: [String: Int] = [:]

    /// An empty slice; the schema's mistakes are what it throws.
    public init(schema: SliceSchema) throws(DiagnosticList) {
        self.schema = schema
        var layout = try SliceLayout(schema)
        var problems: [Diagnostic] = []
        do {
            let connection = try Connection()
            self.connection = connection
            try connection.execute("pragma temp_store = memory")
            for table in schema.tables { try connection.execute(SliceSQL.create(table)) }
            for view in schema.views {
                do throws(Script.Failure) {
                    try Script(view.sql).run(on: connection)
                } catch {
                    problems.append(Self.diagnostic(error, in: view))
                }
            }
            for view in schema.views {
                do throws(SQLiteError) {
                    let columns = try connection.prepare(SliceSQL.select(view), isLongLived: false)
                        .columnNames
                    layout.add(view, columns: columns, schema: schema)
                } catch {
                    problems.append(Diagnostic("view `\(view.name)`: \(error.message)", file: view.file))
                }
            }
            problems += SliceLayout.collisions(in: layout.vocabulary)
            guard problems.isEmpty else { throw DiagnosticList(problems) }
            begin = try connection.prepare("begin immediate")
            commit = try connection.prepare("commit")
            inserts = StatementList(schema.tables.map(SliceSQL.insert), on: connection)
            insertsUnderParents = StatementList(
                schema.tables.map { SliceSQL.insertUnderParents($0, in: schema) }, on: connection)
            parents = schema.tables.map { Self.targets(of: $0, .parent, in: schema) }
            let parentTables = Set(parents.flatMap { $0.map(\.table) })
            keyColumns = schema.tables.enumerated().map { index, table in
                parentTables.contains(index) ? table.key.flatMap(table.column) : nil
            }
            keys = schema.tables.map { _ in [] }
            deletes = StatementList(
                schema.tables.map { "delete from \(SliceSQL.name($0.name))" }, on: connection)
            typealias Nulling = (sql: String, table: Int, lookup: Int?)
            let optional = schema.tables.enumerated().flatMap { index, table in
                table.references.filter { $0.kind != .parent }.compactMap { reference -> Nulling? in
                    guard let target = schema.table(reference.table), let key = schema.tables[target].key
                    else { return nil }
                    let sql = SliceSQL.nulling(
                        reference.column, of: table.name, key: key, target: reference.table)
                    return (sql, index, reference.kind == .lookup ? target : nil)
                }
            }
            nulledReferences = optional.map { ($0.table, $0.lookup) }
            nullings = StatementList(optional.map(\.sql), on: connection)
            counts = try connection.prepare(SliceSQL.counts(of: schema))
            baselines = schema.table("baselines")
            changes = schema.table("changes")
            insertedCounts = schema.tables.map { _ in 0 }
            lookups = schema.tables.map { Self.targets(of: $0, .lookup, in: schema) }
            namedKeys = schema.tables.map { _ in NamedKeys() }
            self.layout = layout
            reader = SliceReader(schema: schema, layout: layout, connection: connection)
        } catch let error as DiagnosticList {
            throw error
        } catch {
            throw DiagnosticList(problems + [Self.diagnostic(error)])
        }
    }

    private static func targets(
        of table: SliceSchema.Table, _ kind: SliceSchema.Reference.Kind, in schema: SliceSchema
    ) -> [Target] {
        table.references.filter { $0.kind == kind }.compactMap { reference in
            guard let column = table.column(reference.column), let target = schema.table(reference.table)
            else { return nil }
            return (column, target)
        }
    }

    // MARK: Filling

    /// Copies the current row of `row`, whose columns are those of the table in order.
    ///
    /// False when a parent that it names is not in the slice: then nothing was copied.
    public func insert(_ row: Statement, into table: Int) throws(SQLiteError) -> Bool {
        let isSure = !schema.tables[table].namesRecord && hasParents(row, table)
        let insert = try (isSure ? inserts : insertsUnderParents).statement(table)
        try insert.run(with: row, count: schema.tables[table].columns.count)
        guard connection.changes == 1 else { return false }
        insertedCounts[table] += 1
        if let key = keyColumns[table], row.storage(at: key) == .integer {
            keys[table].insert(row.integer(at: key))
        }
        for (column, target) in lookups[table] { namedKeys[target].insert(column: column, of: row) }
        return true
    }

    /// The keys of a lookup table that inserted rows name.
    public func keys(ofLookup table: Int) -> NamedKeys { namedKeys[table] }

    /// Whether each parent that a row names is known to be there, by a number; where it is not, SQL decides.
    private func hasParents(_ row: Statement, _ table: Int) -> Bool {
        parents[table].allSatisfy { column, parent in
            switch row.storage(at: column) {
            case .null: true
            case .integer: keys[parent].contains(row.integer(at: column))
            default: false
            }
        }
    }

    /// Does `body` in one transaction, makes null every optional reference whose row was not copied, and proves that each
    /// table holds as many rows as were inserted.
    ///
    /// - Returns: how many that are, of all tables.
    public func filling(_ body: () throws -> Void) throws -> Int {
        try begin.run()
        do {
            try body()
            for (position, (table, lookup)) in nulledReferences.enumerated() where insertedCounts[table] > 0 {
                // A row for each key that is named: none is missing.
                if let lookup, namedKeys[lookup].count == insertedCounts[lookup] { continue }
                try nullings.statement(position).run()
            }
            try commit.run()
        } catch {
            try? connection.execute("rollback")
            forget()
            throw error
        }
        try proveCounts()
        return insertedCounts.reduce(0, +)
    }

    /// Knows of no row any more.
    private func forget() {
        for table in insertedCounts.indices {
            insertedCounts[table] = 0
            if !keys[table].isEmpty { keys[table].removeAll(keepingCapacity: true) }
            namedKeys[table].removeAll()
        }
    }

    private func proveCounts() throws(SQLiteError) {
        guard try counts.step() else { preconditionFailure("a count is one row") }
        defer { counts.reset() }
        for (table, count) in insertedCounts.enumerated() {
            precondition(counts.integer(at: table) == count, "a slice holds what was not copied")
        }
    }

    /// Rows of a table.
    public func count(of table: Int) throws(SQLiteError) -> Int {
        Int(try connection.integer("select count(*) from \(SliceSQL.name(schema.tables[table].name))"))
    }

    /// Calls `body` with the key of each row of a table whose keys are numbers.
    public func forEachKey(of table: Int, _ body: (Int64) throws -> Void) throws {
        guard let key = schema.tables[table].key else { return }
        let rows = try connection.prepare(
            "select \(SliceSQL.name(key)) from \(SliceSQL.name(schema.tables[table].name)) order by 1",
            isLongLived: false)
        while try rows.step() { try body(rows.integer(at: 0)) }
    }

    /// Whether a row is there.
    public func contains(key: Int64, in table: Int) throws(SQLiteError) -> Bool {
        guard let column = schema.tables[table].key else { return false }
        let table = SliceSQL.name(schema.tables[table].name)
        let sql = "select exists (select 1 from \(table) where \(SliceSQL.name(column)) = ?1)"
        let find = try connection.prepare(sql, isLongLived: false)
        try find.bind(key, at: 1)
        return try find.step() && find.integer(at: 0) == 1
    }

    /// Removes every row, and proves it.
    public func clear() throws(SQLiteError) {
        for table in insertedCounts.indices where insertedCounts[table] > 0 {
            try deletes.statement(table).run()
        }
        forget()
        try proveCounts()
    }

    // MARK: Reading

    /// One list of records for each table and view, in the order of the vocabulary's globals.
    ///
    /// References are the records themselves, lists of what refers to a record are complete. They live as long as the
    /// arena's contents.
    ///
    /// - Parameters:
    ///   - views: those that somebody asks for, nil for all: the lists of others are empty.
    ///   - compare: called once with all records; what it says fills the tables `baselines` and `changes`.
    public func values(
        views: Set<String>? = nil, into arena: Arena,
        comparing compare: ([SliceRecord]) -> SliceComparison? = { _ in nil }
    ) throws(DiagnosticList) -> [Value] {
        try reader.read(views: views, rowCounts: insertedCounts, into: arena) { records throws(SQLiteError) in
            guard let comparison = compare(records), let baselines, let changes else { return [] }
            try begin.run()
            let (since, rows) = (try inserts.statement(baselines), try inserts.statement(changes))
            try since.bind(comparison.since, at: 1)
            try since.run()
            for (position, change) in comparison.changes.enumerated() {
                try change.bind(to: rows, position: position)
                try rows.run()
            }
            try commit.run()
            insertedCounts[baselines] += 1
            insertedCounts[changes] += comparison.changes.count
            return [baselines, changes]
        }
    }

    /// The row behind a record, as diagnostics name it: `projects 10 (acme, website)`.
    public func rowName(of record: Value) -> String? {
        guard let shape = record.shape, let fields = record.fields else { return nil }
        guard let source = layout.sources.first(where: { $0.shape == shape }) else { return nil }
        return reader.rowName(source, fields: fields)
    }

    // MARK: Errors

    private static func diagnostic(_ failure: Script.Failure, in view: SliceSchema.View) -> Diagnostic {
        Diagnostic(
            "view `\(view.name)`: \(failure.error.message)", file: view.file,
            range: SourceRange(line: failure.line, column: failure.column), line: failure.text,
            hint: "a view sees the tables and columns that slices copy")
    }

    private static func diagnostic(_ error: any Error) -> Diagnostic {
        guard let error = error as? SQLiteError else { return Diagnostic("\(error)") }
        return Diagnostic(error.message, line: error.statement)
    }
}
