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
    private let inserts: [Statement]
    private let deletes: [Statement]
    private let optionalReferences: [Statement]
    private let lookupKeys: [Statement?]
    private let emptiness: Statement
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
            inserts = try schema.tables.map { try connection.prepare(SliceSQL.insert($0, in: schema)) }
            deletes = try schema.tables.map {
                try connection.prepare("delete from \(SliceSQL.name($0.name))")
            }
            optionalReferences = try SliceSQL.nullings(in: schema).map { try connection.prepare($0) }
            lookupKeys = try schema.tables.map { table in
                try SliceSQL.lookupKeys(of: table, in: schema).map { try connection.prepare($0) }
            }
            emptiness = try connection.prepare(SliceSQL.emptiness(of: schema))
            self.layout = layout
            reader = try SliceReader(schema: schema, layout: layout, connection: connection)
        } catch let error as DiagnosticList {
            throw error
        } catch {
            throw DiagnosticList(problems + [Self.diagnostic(error)])
        }
    }

    // MARK: Filling

    /// Copies the current row of `row`, whose columns are those of the table in order.
    ///
    /// False when a parent that it names is not in the slice: then nothing was copied.
    public func insert(_ row: Statement, into table: Int) throws(SQLiteError) -> Bool {
        let insert = inserts[table]
        for column in 0..<schema.tables[table].columns.count {
            try insert.bind(column: column, of: row, at: column + 1)
        }
        try insert.run()
        return connection.changes == 1
    }

    /// Calls `body` with each key of a lookup table that copied rows name; its column 0 is the key.
    public func forEachKey(ofLookup table: Int, _ body: (Statement) throws -> Void) throws {
        guard let keys = lookupKeys[table] else { return }
        defer { keys.reset() }
        while try keys.step() { try body(keys) }
    }

    /// Does `body` in one transaction.
    public func filling<Result>(_ body: () throws -> Result) throws -> Result {
        try connection.transaction(body)
    }

    /// Makes null every optional reference whose row was not copied: the last step of filling.
    public func dropDanglingReferences() throws(SQLiteError) {
        for statement in optionalReferences { try statement.run() }
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
        for statement in deletes.reversed() { try statement.run() }
        guard try emptiness.step(), emptiness.integer(at: 0) == 0 else {
            preconditionFailure("a cleared slice still holds rows")
        }
        emptiness.reset()
    }

    // MARK: Reading

    /// One list of records for each table and view, in the order of the vocabulary's globals.
    ///
    /// References are the records themselves, lists of what refers to a record are complete. They live as long as the
    /// arena's contents.
    public func values(into arena: Arena) throws(DiagnosticList) -> [Value] {
        try reader.read(into: arena)
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
