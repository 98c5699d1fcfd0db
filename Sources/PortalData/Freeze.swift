public import Diagnostics
internal import Glibc
internal import SQLite
internal import Slices

/// Takes one moment of a live database into a private file that nobody changes any more.
public enum Freeze {
    /// Copies the database at `path` to `destination`, a file that does not exist yet, readable by its owner alone.
    ///
    /// Writers of the original are not blocked. The copy gets the indexes that reading by client needs; it is removed
    /// when anything is wrong with it.
    public static func freeze(_ path: String, to destination: String) throws(DiagnosticList) {
        _ = try copy(path, to: destination) { copy in
            try DatabaseHeader.check(copy, path: path)
            try addIndexes(to: copy)
        }
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

    /// Copies a database as it is, of this schema or an older one, otherwise as `freeze` does.
    public static func backUp(_ path: String, to destination: String) throws(DiagnosticList) -> Original {
        try copy(path, to: destination) { _ in }
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
                try DatabaseHeader.checkIntegrity(of: copy, path: path)
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

    /// Rows of one client are found without reading all others.
    private static func addIndexes(to copy: Connection) throws {
        for table in try SourceSchema(copy).tables {
            let name = table.name.split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\"")
            if table.has("client_id"), !table.indexed.contains("client_id") {
                try copy.execute("create index \"vitrine_client_\(name)\" on \"\(name)\" (client_id)")
            }
        }
    }
}
