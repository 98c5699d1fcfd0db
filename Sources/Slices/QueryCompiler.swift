internal import Diagnostics
internal import SQLite
internal import TemplateEngine

/// Judges a query against a slice's schema: what it may read, and what its columns are in templates.
struct QueryCompiler {
    let schema: SliceSchema
    let layout: SliceLayout
    let connection: Connection

    /// What may be called: functions whose result depends on their arguments alone.
    static let functions: Set = [
        "->", "->>", "abs", "avg", "ceil", "ceiling", "coalesce", "count", "cume_dist", "date", "datetime",
        "dense_rank", "first_value", "floor", "glob", "group_concat", "ifnull", "iif", "json_array_length",
        "json_extract", "julianday", "lag", "last_value", "lead", "length", "like", "lower", "ltrim", "max",
        "min", "nth_value", "ntile", "nullif", "percent_rank", "rank", "replace", "round", "row_number",
        "rtrim",
        "sign", "strftime", "substr", "substring", "sum", "time", "total", "trim", "typeof", "unixepoch",
        "upper",
    ]

    /// The rules for everything that a query reads and calls.
    var rules: Guard {
        Guard(
            tables: Set(schema.tables.map(\.name) + schema.views.map(\.name) + ["json_each"]),
            functions: Self.functions)
    }

    func compile(_ sql: String, id: Int) throws -> Query {
        let text = QueryText(sql)
        guard let first = text.tokens.first, ["select", "with"].contains(first.text) else {
            throw QueryError("a query begins with `select` or `with`", range: text.tokens.first?.range)
        }
        if let literal = text.tokens.first(where: { $0.text == "'now'" }) {
            throw Self.noClock(at: literal.range)
        }
        let (statement, tables) = try prepare(sql, text)
        // SQLite 3.40 asks no authorizer about columns that `natural join` and `using` compare, its own tables' included.
        if let own = text.tokens.first(where: { $0.name.hasPrefix("sqlite_") }) {
            throw QueryError("there is no table `\(own.name)` to ask", range: own.range)
        }
        guard statement.isReadOnly, !statement.isExplain else { throw QueryError("a query only reads") }
        guard statement.hasOnlyNumberedParameters else {
            throw QueryError(
                "a query's parameters have no names", hint: "write `?`, and pass the values in the same order"
            )
        }
        guard text.isOrdered else {
            throw QueryError(
                "the query does not say in which order its rows come",
                hint: "add `order by`, down to a column that is unique")
        }
        let (source, fields) = try columns(of: statement, tables: tables)
        return Query(
            id: id, shape: Shape(name: "query", fields: fields), tables: tables, statement: statement,
            source: source)
    }

    static func noClock(at range: Range<Int>? = nil) -> QueryError {
        QueryError(
            "a query cannot ask for the time of day, so that the same data gives the same page",
            hint: "the date of the data is `(select as_of_on from moment)`", range: range)
    }

    private func prepare(_ sql: String, _ text: QueryText) throws -> (Statement, tables: [String]) {
        do throws(SQLiteError) {
            _ = connection.takeTablesRead()
            let statement = try connection.guarded { () throws(SQLiteError) in try connection.prepare(sql) }
            return (statement, connection.takeTablesRead().filter { $0 != "json_each" })
        } catch {
            throw explanation(of: error, text)
        }
    }

    // MARK: Columns

    private func columns(
        of statement: Statement, tables: [String]
    ) throws -> (SliceLayout.Source, [Shape.Field]) {
        let names = statement.columnNames
        var fields: [SliceLayout.Field] = []
        var visible: [Shape.Field] = []
        for (index, name) in names.enumerated() where name != "id" {
            guard Self.isName(name) else {
                throw QueryError(
                    "a column of the query has no name: `\(name)`", hint: "write `\(name) as …`")
            }
            let (kind, fieldName) = try kind(of: index, name, statement)
            guard !visible.contains(where: { $0.name == fieldName }) else {
                throw QueryError(
                    "two columns of the query are named `\(fieldName)`", hint: "rename one by `as`")
            }
            fields.append(SliceLayout.Field(column: index, field: visible.count, name: name, kind: kind))
            visible.append(.init(name: fieldName, type: kind.type(shapes: layout.shapes), isOptional: true))
        }
        let currency = names.firstIndex(of: "currency")
        let isOfManyCurrencies = layout.sources.contains {
            $0.currency != nil && $0.name != "clients" && tables.contains($0.name)
        }
        if currency == nil, isOfManyCurrencies, let money = fields.first(where: { $0.kind == .money }) {
            throw QueryError(
                "`\(money.name)` needs its currency", hint: "select the column `currency` beside it")
        }
        return (
            SliceLayout.Source(
                name: "query", shape: nil, fields: fields, key: nil, currency: currency,
                fieldCount: visible.count), visible
        )
    }

    /// As in a table or view, the name decides; where it says nothing, the column that it comes from.
    private func kind(
        of index: Int, _ name: String, _ statement: Statement
    ) throws -> (FieldKind, name: String) {
        if let target = SliceLayout.target(ofViewColumn: name, in: schema), layout.shapes[target] != nil {
            return (.reference(table: target), String(name.dropLast(3)))
        }
        let kind = FieldKind(column: name, storage: .any)
        guard kind == .any, let origin = statement.origin(of: index),
            let table = schema.table(origin.table).map({ schema.tables[$0] }),
            let column = table.column(origin.column)
        else { return (kind, name) }
        if origin.column == table.key, origin.column == "id" {
            throw QueryError("a row's `id` is not shown", hint: "select its `code`")
        }
        return (FieldKind(column: origin.column, storage: table.columns[column].storage), name)
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return !["null", "true", "false"].contains(name.lowercased())
            && name.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
                    || byte == 95
            }
    }
}

// MARK: Errors

extension QueryCompiler {
    /// What SQLite refused, in the author's words, with the nearest name that there is.
    func explanation(of error: SQLiteError, _ text: QueryText) -> QueryError {
        let range = error.offset.flatMap { offset in text.tokens.first { $0.range.contains(offset) }?.range }
        switch error.kind {
        case .interrupted where connection.isLate:
            return QueryError(
                "the query takes longer than 10 seconds", hint: "does it work on long texts, row by row?")
        case .interrupted:
            return QueryError(
                "the query takes too many steps", hint: "does it join each row with every other?")
        case .tooBig: return QueryError("a value of the query is too large", hint: "at most 256 KiB")
        case .outOfMemory: return QueryError("the query takes too much memory")
        default: break
        }
        let message = error.message
        if message.contains("neither the clock") { return Self.noClock() }
        // `access to projects.code is prohibited`, of other databases `access to temp.projects.code is prohibited`
        let prohibited = message.dropPrefix("access to ").flatMap { $0.dropSuffix(" is prohibited") }
            .flatMap { $0.split(separator: ".").dropLast().last.map(String.init) }
        if let name = message.dropPrefix("no such table: ") ?? prohibited
            ?? message.dropPrefix("vtable constructor failed: ")
        {
            let known = schema.tables.map(\.name) + schema.views.map(\.name)
            return QueryError(
                "there is no table `\(name)` to ask", hint: didYouMean(name, in: known), range: range)
        }
        if let path = message.dropPrefix("no such column: ") {
            let name = path.split(separator: ".").last.map(String.init) ?? path
            let known = layout.sources.filter { source in text.tokens.contains { $0.text == source.name } }
                .flatMap(columnNames)
            return QueryError(
                "no table of the query has a column `\(name)`", hint: didYouMean(name, in: known),
                range: range)
        }
        if let name = message.dropPrefix("not authorized to use function: ")
            ?? message.dropPrefix("no such function: ")
        {
            let call = text.tokens.first { $0.text == name.lowercased() }?.range
            if name.lowercased().hasPrefix("current_") { return Self.noClock(at: call) }
            return QueryError(
                "a query has no function `\(name)`", hint: didYouMean(name, in: Self.functions.sorted()),
                range: range ?? call)
        }
        if error.kind == .refused || message == "not authorized" {
            return QueryError("a query only reads the edition's tables", range: range)
        }
        return QueryError(message, range: range)
    }

    private func columnNames(of source: SliceLayout.Source) -> [String] {
        schema.table(source.name).map { schema.tables[$0].columns.map(\.name) } ?? source.fields.map(\.name)
    }
}

extension String {
    fileprivate func dropPrefix(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
    fileprivate func dropSuffix(_ suffix: String) -> String? {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
    }
}
