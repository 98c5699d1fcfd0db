internal import Diagnostics
internal import Files
internal import JSON
public import PortalData
internal import SQLite

/// Makes the client of an export in another portal: all of it, or nothing.
public struct ClientImport {
    /// What was imported.
    public struct Outcome: Hashable, Sendable {
        /// The client's slug.
        public let client: String
        /// Rows that are new.
        public var rows = 0
        /// Files below `content/` that are new.
        public var files = 0
        /// Paths of files that all clients share and that are other files here; they stay as they are.
        public var differing: [String] = []
    }

    private let folder: String
    private let slug: String
    /// In byte order of their names.
    private let tables: [String]

    /// Whether a folder is an export, to be read by this.
    public static func isExport(_ path: String) -> Bool {
        FileSystem.kind(path + "/" + ClientExport.description) == .file
    }

    /// An export in a folder.
    ///
    /// - Throws: `DiagnosticList` where it describes none that this version reads.
    public init(of folder: String) throws {
        self.folder = folder
        let bytes = try FileSystem.read(folder + "/" + ClientExport.description, limit: 1 << 20)
        guard let json = try? JSONReader.read(bytes), let slug = json["client"]?.string,
            json["format"]?.int == ClientExport.format, let tables = json["tables"]?.object?.map(\.name),
            FileSystem.isContained(slug), !slug.contains("/"), !slug.hasPrefix("_")
        else { throw Self.problem("this describes no export that this version of vitrine reads") }
        guard json["schema"]?.int == Int64(Migrations.version) else {
            throw Self.problem(
                "the export is of schema \(json["schema"]?.int ?? 0), this version of vitrine has \(Migrations.version)",
                hint: "export it again with this version, after `vitrine db migrate` there")
        }
        self.slug = slug
        self.tables = tables
    }

    /// Does it in one transaction; files come first and go again if that fails.
    ///
    /// - Parameter content: the folder with the clients' files.
    public func run(in portal: LivePortal, content: String, as author: Author) throws -> Outcome {
        let own = content + "/" + slug
        guard FileSystem.kind(own) == nil else {
            throw Self.problem("there are files of a client `\(slug)` already", file: own)
        }
        var outcome = Outcome(client: slug)
        var copied: [String] = []
        do {
            for name in [slug, "_shared"] where FileSystem.kind("\(folder)/content/\(name)") == .folder {
                try copy(name, to: content, &copied, &outcome)
            }
            outcome.files = copied.count
            outcome.rows = try portal.write(as: author) { writer in try rows(writer) }
            return outcome
        } catch {
            for path in copied { try? FileSystem.remove(path) }
            try? FileSystem.removeTree(own)
            throw error
        }
    }

    // MARK: Parts

    /// Copies what is not there yet.
    private func copy(_ name: String, to content: String, _ copied: inout [String], _ outcome: inout Outcome)
        throws
    {
        let files = try Folder(path: "\(folder)/content/\(name)")
        let copies = try Folder.create(path: "\(content)/\(name)")
        for file in try files.files() {
            if copies.size(ofFile: file) != nil {
                if try copies.digest(file).digest != files.digest(file).digest {
                    outcome.differing.append("content/\(name)/\(file)")
                }
                continue
            }
            copied.append("\(content)/\(name)/\(file)")
            _ = try copies.copy(file, of: files)
        }
    }

    private func rows(_ writer: PortalWriter) throws -> Int {
        let database = writer.database
        let find = try database.prepare("select 1 from clients where slug = ?1", isLongLived: false)
        try find.bind(slug, at: 1)
        if try find.step() { throw Self.problem("there is a client `\(slug)` already") }
        let keys = try KeyMap(of: tables, in: folder, database)
        let count = try database.withoutTriggers {
            try tables.reduce(0) { sum, table in try sum + insert(table, keys, database) }
        }
        try checkReferences(database)
        try writer.record(
            AuditEntry(
                "import-client", table: "clients", record: slug, client: slug,
                after: [.init(name: "rows", value: .int(Int64(count)))]))
        return count
    }

    private func insert(_ name: String, _ keys: KeyMap, _ database: Connection) throws -> Int {
        guard let table = keys.source.table(name) else { return 0 }
        let columns = table.columns.filter { !ClientExport.secrets.contains($0.name) }
        let list = columns.map { quoted($0.name) }.joined(separator: ", ")
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let insert = try database.prepare(
            "insert into \(quoted(name)) (\(list)) values (\(places))\(keys.conflictClause(table))",
            isLongLived: false)
        let lines = try RowLines(folder: folder, table: name)
        var count = 0
        var replaced: Set<JSONValue> = []
        while let row = try lines.next() {
            if let other = row.object?.first(where: { !table.has($0.name) }) {
                throw lines.problem("this portal's `\(name)` has no column `\(other.name)`")
            }
            guard try !keys.isThere(row, table) else { continue }
            if let first = keys.replacedBy(table), replaced.insert(row[first] ?? .null).inserted {
                try remove(from: table, where: first, is: row[first] ?? .null, database)
            }
            for (index, column) in columns.enumerated() {
                let value = try keys.value(of: column.name, row, table)
                guard try RowValue.bind(value, to: insert, at: index + 1) else {
                    throw lines.problem("`\(column.name)` is no value of a column")
                }
            }
            do throws(SQLiteError) {
                try insert.run()
            } catch {
                guard error.kind == .constraint else { throw error }
                throw lines.problem("the database refuses the row: \(error.message)")
            }
            count += database.changes > 0 ? 1 : 0
        }
        return count
    }

    private func remove(
        from table: SourceSchema.Table, where column: String, is value: JSONValue, _ database: Connection
    ) throws {
        let remove = try database.prepare(
            "delete from \(quoted(table.name)) where \(quoted(column)) is ?1", isLongLived: false)
        if try RowValue.bind(value, to: remove, at: 1) { try remove.run() }
    }

    private func checkReferences(_ database: Connection) throws {
        let rows = try database.prepare(
            "select distinct \"table\", parent from pragma_foreign_key_check order by 1, 2",
            isLongLived: false)
        var problems: [Diagnostic] = []
        while try rows.step() {
            problems.append(
                Diagnostic(
                    "rows of `\(rows.text(at: 0) ?? "")` refer to rows of `\(rows.text(at: 1) ?? "")` that are not there"
                ))
        }
        if !problems.isEmpty { throw DiagnosticList(problems) }
    }

    static func problem(_ message: String, file: String? = nil, hint: String? = nil) -> DiagnosticList {
        DiagnosticList([Diagnostic(message, file: file ?? ClientExport.description, hint: hint)])
    }
}
