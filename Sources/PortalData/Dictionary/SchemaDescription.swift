internal import SQLite
internal import Slices

/// Everything that a portal database's schema says of its tables, and what editions see of them.
public struct SchemaDescription: Sendable {
    /// One column of a table.
    public struct Column: Hashable, Sendable {
        /// As it is written.
        public let name: String
        /// By the name's suffix, as `date`; otherwise the declared type in small letters.
        public let type: String
        /// Whether it may be null.
        public let isOptional: Bool
        /// Whether it is, or is a part of, the primary key.
        public let isKey: Bool
        /// As SQL, null where there is none.
        public let defaultValue: String?
        /// The table that it refers to.
        public let reference: String?
        /// The texts that it may hold; empty where it is not limited to some.
        public let choices: [String]
        /// What it means.
        public let comment: String?
        /// Whether editions hold it.
        public let isCopied: Bool
        /// Whether an agency added it.
        public let isOwn: Bool
    }

    /// One table.
    public struct Table: Hashable, Sendable {
        /// As it is written: the variable of templates.
        public let name: String
        /// One sentence or more.
        public let purpose: String
        /// Who sees its rows, as a sentence without an end.
        public let readers: String
        /// Whether editions hold it.
        public let isCopied: Bool
        /// Whether an agency added it.
        public let isOwn: Bool
        /// In the order of the table.
        public let columns: [Column]
    }

    /// A question that is answered over the rows of each edition.
    public struct View: Hashable, Sendable {
        /// The variable of templates.
        public let name: String
        /// One sentence or more.
        public let purpose: String
    }

    /// The `user_version`.
    public let version: Int
    /// In byte order of their names.
    public let tables: [Table]
    /// In byte order of their names.
    public let views: [View]
    /// The statements that add what an agency added to an empty portal database; empty where that is nothing.
    let additions: [String]

    /// The schema of the database at `path`, with what an agency added; nil is that of this version of the tool.
    ///
    /// - Throws: `DiagnosticList` for what is no portal database of this version, or cannot be sliced.
    public init(database path: String? = nil) throws {
        let standard = try Connection()
        try Database.migrate(standard, from: 0)
        let database: Connection
        if let path {
            do {
                database = try Connection(path: path, mode: .readOnly)
                database.setBusyTimeout(milliseconds: 10_000)
                try DatabaseHeader.check(database, path: path)
            } catch {
                throw DatabaseHeader.problems(error, path: path)
            }
        } else {
            database = standard
        }
        try self.init(SourceSchema(database), standard: SourceSchema(standard), database)
    }

    private init(_ source: SourceSchema, standard: SourceSchema, _ database: Connection) throws {
        let plan = try SlicePlan(source)
        let kinds = TableKind.all(in: source)
        let defaults = try database.prepare(
            "select dflt_value from pragma_table_xinfo(?1) where name = ?2 order by 1")
        version = Migrations.version
        tables = try source.tables.map { table in
            let text = TableText(table.sql)
            let sliced = plan.schema.table(table.name).map { plan.schema.tables[$0] }
            return Table(
                name: table.name, purpose: text.purpose ?? "",
                readers: Self.readers(of: table, source: source, kinds: kinds), isCopied: sliced != nil,
                isOwn: standard.table(table.name) == nil,
                columns: try table.columns.map { column in
                    try defaults.bind(table.name, at: 1)
                    try defaults.bind(column.name, at: 2)
                    defer { defaults.reset() }
                    let written = text.column(column.name)
                    return Column(
                        name: column.name, type: Self.type(of: column), isOptional: column.isOptional,
                        isKey: column.keyPosition > 0,
                        defaultValue: try defaults.step() ? defaults.text(at: 0) : nil,
                        reference: Self.target(of: column.name, in: table),
                        choices: written?.choices ?? [], comment: written?.comment,
                        isCopied: sliced?.column(column.name) != nil,
                        isOwn: standard.table(table.name)?.has(column.name) != true)
                })
        }
        additions = try Self.additions(in: source, to: standard, database)
        views = plan.schema.views.map { view in
            let lines = view.sql.split(separator: "\n").prefix { $0.hasPrefix("--") }
            return View(
                name: view.name, purpose: lines.map { $0.dropFirst(3) }.joined(separator: " "))
        }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func target(of column: String, in table: SourceSchema.Table) -> String? {
        let keys = table.foreignKeys.filter { key in key.pairs.contains { $0.from == column } }
        // The client of a composite reference is that of the row above.
        if column == "client_id" { return keys.isEmpty ? nil : "clients" }
        return keys.first?.table
    }

    private static func type(of column: SourceSchema.Column) -> String {
        let name = column.name
        if name.hasSuffix("_on") { return "date" }
        if name.hasSuffix("_at") { return "instant" }
        if name.hasPrefix("is_") { return "boolean" }
        if name.hasSuffix("_minor") { return "money" }
        if name.hasSuffix("_minutes") { return "minutes" }
        if name.hasSuffix("_bp") { return "basis points" }
        if name.hasSuffix("_md") { return "Markdown" }
        if name.hasSuffix("_json") { return "JSON" }
        return column.type.lowercased()
    }

    private static func readers(
        of table: SourceSchema.Table, source: SourceSchema, kinds: [String: TableKind]
    ) -> String {
        let parents = TableKind.parents(of: table, kinds: kinds, source: source).map { "`\($0.table)`" }
        let condition = SlicingRules.conditions[table.name].map { ", where `\($0)`" } ?? ""
        switch kinds[table.name] {
        case .client: return "every reader of the client"
        case .lookup: return "whoever sees a row that names it"
        case .record:
            let above = parents.isEmpty ? "" : " who see its \(list(parents))"
            return "readers of its `audience`\(above)\(condition)"
        case .child: return "whoever sees its \(list(parents))\(condition)"
        case .never, .unsliced, nil: return "the agency alone: never copied"
        }
    }

    private static func list(_ names: [String]) -> String {
        var distinct: [String] = []
        for name in names where !distinct.contains(name) { distinct.append(name) }
        guard let last = distinct.last, distinct.count > 1 else { return distinct.first ?? "" }
        return distinct.dropLast().joined(separator: ", ") + " and " + last
    }
}
