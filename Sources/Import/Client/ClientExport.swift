internal import Diagnostics
internal import Files
internal import JSON
public import PortalData
internal import SQLite

/// Everything of one client in a folder of plain files, for `ClientImport` and for anybody else.
public struct ClientExport {
    /// What was exported.
    public struct Outcome: Hashable, Sendable {
        /// One table.
        public struct Table: Hashable, Sendable {
            /// Its name.
            public let name: String
            /// At least one.
            public let rows: Int
        }
        /// In byte order of their names.
        public var tables: [Table] = []
        /// Files below `content/`.
        public var files = 0
    }

    static let description = "export.json"
    /// Never exported: who has the folder must not be able to log in.
    static let secrets: Set = ["password_hash"]
    static let format: Int64 = 1

    private let client: String
    private let path: String
    private let author: Author

    /// Ends of names of what lies beside notes and files and is neither.
    private static let leftFiles = [".sql", ".key"]

    /// An export of the client of a slug into a folder that does not exist yet.
    public init(of client: String, to path: String, as author: Author) {
        self.client = client
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.author = author
    }

    /// Writes it. The folder has its name only once all of it is on the disk; rows pass one by one.
    ///
    /// - Parameter content: the folder with the clients' files.
    /// - Throws: `DiagnosticList`; `FileError`.
    public func run(of portal: LivePortal, content: String) throws -> Outcome {
        try portal.clients(concernedBy: client, in: "clients")
        guard FileSystem.kind(path) == nil else {
            throw DiagnosticList([
                Diagnostic(
                    "there is something already", file: path, hint: "name a folder that does not exist")
            ])
        }
        // That everything left the portal is part of the log, and of what leaves.
        try portal.write(as: author) { writer in
            try writer.record(AuditEntry("export-client", table: "clients", record: client, client: client))
        }
        let unfinished = path + ".unfinished"
        try FileSystem.removeTree(unfinished)
        do {
            _ = try Folder.create(path: unfinished, mode: 0o700)
            let outcome = try fill(unfinished, of: portal, content: content)
            try FileSystem.synchroniseAll(holding: unfinished)
            try FileSystem.rename(unfinished, to: path)
            return outcome
        } catch {
            try? FileSystem.removeTree(unfinished)
            throw error
        }
    }

    private func fill(_ path: String, of portal: LivePortal, content: String) throws -> Outcome {
        let frozen = path + "/.frozen.sqlite"
        try Freeze.freeze(portal.path, to: frozen)
        let database = try Connection(path: frozen, mode: .readOnly)
        let find = try database.prepare("select id from clients where slug = ?1", isLongLived: false)
        try find.bind(client, at: 1)
        guard try find.step() else { return Outcome() }
        let rows = try ClientRows(of: find.integer(at: 0), in: database)
        var sums: [(String, Digest)] = []
        var outcome = Outcome()
        _ = try Folder.create(path: path + "/rows", mode: 0o700)
        for (table, condition) in rows.conditions {
            let order = (table.primaryKey.isEmpty ? ["rowid"] : table.primaryKey).map(quoted)
            let written = try write(
                table.columns.map(\.name).filter { !Self.secrets.contains($0) },
                "from \(quoted(table.name)) where \(condition) order by \(order.joined(separator: ", "))",
                in: database, to: path + "/rows/\(table.name).jsonl")
            guard let written else { continue }
            outcome.tables.append(.init(name: table.name, rows: written.rows))
            sums.append(("rows/\(table.name).jsonl", written.digest))
        }
        let log = try write(
            [
                "id", "done_at", "actor", "action", "table_name", "record", "client", "before_json",
                "after_json", "sha256",
            ], "from audit_log where client = '\(client)' order by id", in: database,
            to: path + "/audit_log.jsonl")
        if let log { sums.append(("audit_log.jsonl", log.digest)) }
        try FileSystem.remove(frozen)
        for name in [client, "_shared"] where FileSystem.kind(content + "/" + name) == .folder {
            let files = try Folder(path: content + "/" + name)
            let copies = try Folder.create(path: path + "/content/" + name, mode: 0o700)
            for file in try files.files() where !Self.leftFiles.contains(where: file.hasSuffix) {
                sums.append(("content/\(name)/\(file)", try copies.copy(file, of: files, mode: 0o600).digest))
                outcome.files += 1
            }
        }
        try writeDescriptions(outcome, auditRows: log?.rows ?? 0, &sums, to: path)
        return outcome
    }

    /// One line of JSON a row; nil, and no file, where there is none.
    private func write(
        _ columns: [String], _ query: String, in database: Connection, to path: String
    ) throws -> (rows: Int, digest: Digest)? {
        let rows = try database.prepare(
            "select \(columns.map(quoted).joined(separator: ", ")) \(query)", isLongLived: false)
        var file: GrowingFile?
        var count = 0
        while try rows.step() {
            var line = JSONWriter()
            line.beginObject()
            for (index, column) in columns.enumerated() {
                line.name(column)
                line.json(try RowValue.json(of: rows, at: index, named: column))
            }
            line.endObject()
            line.newline()
            let open = try file ?? GrowingFile(path)
            file = open
            try open.append(line.bytes)
            count += 1
        }
        return try file.map { (count, try $0.finish()) }
    }

    private func writeDescriptions(
        _ outcome: Outcome, auditRows: Int, _ sums: inout [(String, Digest)], to path: String
    ) throws {
        var json = JSONWriter(indentation: 2)
        json.beginObject()
        json.name("format")
        json.int(Self.format)
        json.name("schema")
        json.int(Migrations.version)
        json.name("client")
        json.string(client)
        json.name("made_at")
        json.string(author.at)
        json.name("tables")
        json.beginObject()
        for table in outcome.tables {
            json.name(table.name)
            json.int(table.rows)
        }
        json.endObject()
        json.endObject()
        json.newline()
        let counts = outcome.tables.map { "| `\($0.name)` | \($0.rows) |\n" }.joined()
        let text = """
            # Everything of \(client)

            Made by Vitrine at \(author.at). `sha256sum -c SHA256SUMS` tells whether it is whole; `vitrine import FOLDER` makes the
            client of it in another portal.

            Internal rows, columns and notes are in it: it is the agency's own, and not for the client as it is. Passwords
            and keys are not, nor what ends with `.sql`.

            - `rows/`: the database, a file a table, a row a line of JSON. A column that ends with `_id` names a row of
              another file by its `id`; what has no file here is text.
            - `audit_log.jsonl`: what was done with the client's records (\(auditRows) rows), as evidence; it is not imported.
            - `content/`: notes and files of the client, and those that all clients share (\(outcome.files) files).

            | table | rows |
            |---|---|
            \(counts)
            """
        for (name, bytes) in [(Self.description, json.bytes), ("README.md", Array(text.utf8))] {
            try AtomicWrite.write(bytes, to: path + "/" + name, mode: 0o600)
            sums.append((name, Digest(of: bytes)))
        }
        sums.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        try AtomicWrite.write(
            sums.map { "\($0.1)  \($0.0)\n" }.joined(), to: path + "/SHA256SUMS", mode: 0o600)
    }
}
