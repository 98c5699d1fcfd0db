public import Diagnostics
internal import Glibc
internal import SQLite
internal import Slices

/// Takes one moment of a live database into a private file that nobody changes any more.
public enum Freeze {
    /// Copies the database at `path` to `destination`, a file that does not exist yet, readable by its owner alone.
    ///
    /// Writers of the original are not blocked. The copy gets the indexes that reading by client needs. A damaged page is
    /// copied as any other: `FrozenPortal.check` finds it, as whatever reads it does.
    ///
    /// - Returns: whether no index was missing, so that the copy is the original, page by page.
    @discardableResult
    public static func freeze(_ path: String, to destination: String) throws(DiagnosticList) -> Bool {
        var isExact = true
        _ = try copy(path, to: destination) { copy in
            try DatabaseHeader.check(copy, path: path)
            isExact = try addIndexes(to: copy)
        }
        return isExact
    }

    /// What a copy does not tell of its original.
    public struct Original: Hashable, Sendable {
        /// The number of its schema: this version's, or an older one.
        public let schema: Int
        /// Whether its journal is a write-ahead log; a copy has none.
        public let hasWriteAheadLog: Bool

        /// As a backup tells it.
        public init(schema: Int, hasWriteAheadLog: Bool) {
            self.schema = schema
            self.hasWriteAheadLog = hasWriteAheadLog
        }
    }

    /// Copies a database as it is, of this schema or an older one; one that is damaged is not copied.
    public static func backUp(_ path: String, to destination: String) throws(DiagnosticList) -> Original {
        try copy(path, to: destination) { try DatabaseHeader.checkIntegrity(of: $0, path: path) }
    }

    private static func copy(
        _ path: String, to destination: String, finish: (Connection) throws -> Void
    ) throws(DiagnosticList) -> Original {
        do {
            let source = try Connection(path: path, mode: .readOnly)
            source.setBusyTimeout(milliseconds: 10_000)
            let schema = try DatabaseHeader.checkedVersion(source, path: path)
            let journal = try source.text("pragma journal_mode")
            try makePrivateFile(destination, of: path)
            do {
                let copy = try Connection(path: destination, mode: .readWrite)
                // Nobody else knows the file: no journal, no waiting for the disk.
                for sql in ["pragma journal_mode = off", "pragma synchronous = off"] { try copy.execute(sql) }
                try source.backup(to: copy)
                _ = try copy.text("pragma journal_mode = delete")
                try finish(copy)
            } catch {
                unlink(destination)
                throw error
            }
            return Original(schema: schema, hasWriteAheadLog: journal == "wal")
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    private static func makePrivateFile(_ destination: String, of path: String) throws(DiagnosticList) {
        let descriptor = Glibc.open(destination, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw DiagnosticList([
                Diagnostic("cannot make the frozen copy `\(destination)`: \(reason)", file: path)
            ])
        }
        close(descriptor)
    }

    /// Rows of one client are found without reading all others; returns whether all indexes were there.
    private static func addIndexes(to copy: Connection) throws -> Bool {
        var isComplete = true
        let source = try SourceSchema(copy)
        let kinds = TableKind.all(in: source)
        for table in source.tables where table.has("client_id") && kinds[table.name]?.isSliced == true {
            if table.indexed.contains("client_id") { continue }
            let index = RowName.quoted("vitrine_client_\(table.name)")
            try copy.execute("create index \(index) on \(RowName.quoted(table.name)) (client_id)")
            isComplete = false
        }
        return isComplete
    }
}
