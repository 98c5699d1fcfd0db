internal import Diagnostics
internal import SQLite
internal import TemplateEngine

/// Turns rows into records: statements prepared once, bytes copied straight into the arena.
final class SliceReader {
    private let schema: SliceSchema
    private let layout: SliceLayout
    private let statements: StatementList
    private var indexes: [RecordIndex]
    private var scratch: [Value] = []
    private var problems: [Diagnostic] = []
    /// Of the one client, for amounts without their own.
    private var currency: Currency?
    private var clientSlug: String?
    private let recordTables: [(table: SliceRecord.Table, position: Int)]
    private static let mostProblems = 100

    init(schema: SliceSchema, layout: SliceLayout, connection: Connection) {
        self.schema = schema
        self.layout = layout
        statements = StatementList(
            schema.tables.map(SliceSQL.select) + schema.views.map(SliceSQL.select), on: connection)
        indexes = layout.sources.map { RecordIndex(keyField: $0.fieldCount) }
        recordTables = schema.tables.indices.compactMap { position in
            SliceRecord.Table(position, of: schema, layout: layout).map { ($0, position) }
        }.sorted { $0.table.name.utf8.lexicographicallyPrecedes($1.table.name.utf8) }
    }

    /// - Parameters:
    ///   - views: those that are read, nil for all.
    ///   - rowCounts: of each table.
    ///   - complete: fills tables, once all others are read, and says which.
    func read(
        views: Set<String>?, rowCounts: [Int], into arena: Arena,
        complete: ([SliceRecord]) throws(SQLiteError) -> [Int]
    ) throws(DiagnosticList) -> [Value] {
        problems.removeAll(keepingCapacity: true)
        currency = nil
        clientSlug = nil
        for index in indexes.indices { indexes[index].removeAll() }
        do throws(SQLiteError) {
            for table in schema.tables.indices where rowCounts[table] > 0 { try read(table, into: arena) }
            for table in schema.tables.indices { resolveKeys(of: table) }
            for table in schema.tables.indices.reversed() { addToParents(table) }
            for table in try complete(records) {
                try read(table, into: arena)
                resolveKeys(of: table)
            }
            for view in schema.tables.count..<layout.sources.count
            where views?.contains(layout.sources[view].name) ?? true {
                try read(view, into: arena)
            }
        } catch {
            problems.append(Diagnostic(error.message, line: error.statement))
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        for reverse in layout.reverses { fillLists(reverse, arena: arena) }
        return layout.sources.indices.compactMap { index in
            layout.sources[index].shape.map { list(of: indexes[index].records, shape: $0, arena: arena) }
        }
    }

    /// Those with an audience of their own, by table in byte order.
    private var records: [SliceRecord] {
        recordTables.flatMap { table, position in
            indexes[position].records.map { SliceRecord(table: table, fields: $0) }
        }
    }

    /// What belongs to a record and has no audience of its own changes the record's digest, in whatever order it comes.
    private func addToParents(_ position: Int) {
        let table = schema.tables[position]
        guard layout.sources[position].shape != nil, table.column("audience") == nil else { return }
        for reference in table.references where reference.kind == .parent && reference.table != "clients" {
            guard let target = schema.table(reference.table),
                let field = layout.sources[position].fields.first(where: { $0.name == reference.column })
            else { continue }
            let place = indexes[target].keyField + 1
            for child in indexes[position].records {
                guard let parent = child[field.field].fields else { continue }
                var digest = RowDigest()
                digest.add(child[indexes[position].keyField + 1])
                let sum = UInt64(bitPattern: parent[place].integer ?? 0) &+ digest.bits
                parent[place] = .int(Int64(bitPattern: sum))
            }
        }
    }

    private func list(of records: [UnsafeMutablePointer<Value>], shape: ShapeID, arena: Arena) -> Value {
        scratch.removeAll(keepingCapacity: true)
        for record in records { scratch.append(.record(record, shape: shape)) }
        return arena.list(scratch)
    }

    private func read(_ position: Int, into arena: Arena) throws(SQLiteError) {
        let source = layout.sources[position]
        let row = try statements.statement(position)
        let isTable = position < schema.tables.count
        defer { row.reset() }
        while try row.step() {
            // Behind the fields lie the key and, of a table, the digest.
            let record = arena.fields(count: source.fieldCount + 2)
            if let key = source.key {
                record[source.fieldCount] =
                    row.storage(at: key) == .integer
                    ? .int(row.integer(at: key)) : arena.string(row.bytes(at: key))
            }
            indexes[position].append(record)
            for field in source.fields {
                record[field.field] = value(field, of: source, at: position, row, arena, record)
            }
            if isTable { record[source.fieldCount + 1] = digest(of: record, source) }
        }
        guard isTable else { return }
        indexes[position].build()
        if source.name == "clients" { rememberClient(position) }
    }

    private func digest(of record: UnsafeMutablePointer<Value>, _ source: SliceLayout.Source) -> Value {
        var digest = RowDigest()
        for field in source.fields where field.isCompared {
            let value = record[field.field]
            guard case .reference(let table) = field.kind, let target = value.fields else {
                digest.add(value)
                continue
            }
            digest.add(target[indexes[table].keyField])
        }
        return .int(Int64(bitPattern: digest.bits))
    }

    /// The current row of a query as a record; adds the bytes of its texts. What does not fit its column is an error.
    func record(
        of source: SliceLayout.Source, _ row: Statement, _ arena: Arena, byteCount: inout Int
    ) throws(QueryError) -> UnsafeMutablePointer<Value> {
        let record = arena.fields(count: source.fieldCount + 1)
        problems.removeAll(keepingCapacity: true)
        for field in source.fields {
            let value = value(field, of: source, at: .max, row, arena, record)
            byteCount += value.bytes.count + MemoryLayout<Value>.stride
            record[field.field] = value
        }
        if let problem = problems.first { throw QueryError(problem.message) }
        return record
    }

    /// One column as a value; a reference to a table that is not read yet stays a key.
    private func value(
        _ field: SliceLayout.Field, of source: SliceLayout.Source, at position: Int, _ row: Statement,
        _ arena: Arena, _ record: UnsafeMutablePointer<Value>
    ) -> Value {
        let storage = row.storage(at: field.column)
        if storage == .null { return .null }
        switch (field.kind, storage) {
        case (.reference(let table), .integer), (.reference(let table), .text):
            let key: Value =
                storage == .integer
                ? .int(row.integer(at: field.column)) : arena.string(row.bytes(at: field.column))
            if table >= position { return key }
            return target(key, in: table)
        case (.int, .integer), (.any, .integer): return .int(row.integer(at: field.column))
        case (.double, .double), (.double, .integer), (.any, .double):
            let double = row.double(at: field.column)
            if double.isFinite { return .double(double) }
        case (.bool, .integer):
            let integer = row.integer(at: field.column)
            if integer == 0 || integer == 1 { return .bool(integer == 1) }
        case (.string, .text), (.any, .text):
            let bytes = row.bytes(at: field.column)
            if TextCheck.isShowable(bytes) { return arena.string(bytes) }
            report("is not valid UTF-8", field, source, record)
            return .null
        case (.string, .integer), (.string, .double): return arena.string(row.bytes(at: field.column))
        case (.date, .text):
            if let days = CalendarText.days(row.bytes(at: field.column)) { return .date(days: days) }
        case (.instant, .text):
            if let seconds = CalendarText.seconds(row.bytes(at: field.column)) {
                return .instant(seconds: seconds)
            }
        case (.money, .integer):
            let own = source.currency.flatMap { row.text(at: $0) }
            if let currency = own.map({ Currency($0) }) ?? currency {
                return .money(minorUnits: row.integer(at: field.column), currency: currency)
            }
            report("has no currency that is three capital letters", field, source, record)
            return .null
        default: break
        }
        report("is not \(field.kind.description)", field, source, record)
        return .null
    }

    /// Follows the references of a table to itself and to later ones.
    private func resolveKeys(of position: Int) {
        for field in layout.sources[position].fields {
            guard case .reference(let table) = field.kind, table >= position else { continue }
            for record in indexes[position].records where record[field.field].kind != .null {
                record[field.field] = target(record[field.field], in: table)
            }
        }
    }

    private func target(_ key: Value, in table: Int) -> Value {
        guard let shape = layout.sources[table].shape, let record = indexes[table].find(key) else {
            return .null
        }
        return .record(record, shape: shape)
    }

    /// Gives each parent the list of children that refer to it: a counting sort that keeps the children's order.
    private func fillLists(_ reverse: SliceLayout.Reverse, arena: Arena) {
        guard let shape = layout.sources[reverse.child].shape else { return }
        let parents = indexes[reverse.parent].records
        let children = indexes[reverse.child].records
        for parent in parents { parent[reverse.parentField] = .int(0) }
        var total = 0
        for child in children {
            guard let parent = child[reverse.childField].fields else { continue }
            parent[reverse.parentField] = .int((parent[reverse.parentField].integer ?? 0) + 1)
            total += 1
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: repeatElement(.null, count: total))
        var start = 0
        for parent in parents {
            let count = Int(parent[reverse.parentField].integer ?? 0)
            parent[reverse.parentField] = .int(Int64(start))
            start += count
        }
        for child in children {
            guard let parent = child[reverse.childField].fields else { continue }
            let place = parent[reverse.parentField].integer ?? 0
            scratch[Int(place)] = .record(child, shape: shape)
            parent[reverse.parentField] = .int(place + 1)
        }
        start = 0
        for parent in parents {
            let end = Int(parent[reverse.parentField].integer ?? 0)
            parent[reverse.parentField] = arena.list(scratch[start..<end])
            start = end
        }
    }

    // MARK: The client, and names of rows

    private func rememberClient(_ position: Int) {
        guard let client = indexes[position].records.first else { return }
        for field in layout.sources[position].fields {
            let text = String(decoding: client[field.field].bytes, as: UTF8.self)
            if field.name == "currency" { currency = Currency(text) }
            if field.name == "slug" { clientSlug = text }
        }
    }

    func rowName(_ source: SliceLayout.Source, fields: UnsafeMutablePointer<Value>) -> String {
        let key = fields[source.fieldCount]
        let name =
            key.integer.map { "\(source.name) \($0)" }
            ?? (key.kind == .string ? "\(source.name) `\(text(key))`" : source.name)
        let code = source.fields.first { $0.name == "code" }.map { text(fields[$0.field]) }
        let details = [clientSlug, code].compactMap { $0 }.filter { !$0.isEmpty }
        return details.isEmpty ? name : "\(name) (\(details.joined(separator: ", ")))"
    }

    private func text(_ value: Value) -> String { String(decoding: value.bytes, as: UTF8.self) }

    private func report(
        _ what: String, _ field: SliceLayout.Field, _ source: SliceLayout.Source,
        _ record: UnsafeMutablePointer<Value>
    ) {
        guard problems.count < Self.mostProblems else { return }
        problems.append(
            Diagnostic(
                "`\(source.name).\(field.name)` \(what)", row: rowName(source, fields: record),
                hint: "`vitrine db check` lists every such row"))
    }
}
