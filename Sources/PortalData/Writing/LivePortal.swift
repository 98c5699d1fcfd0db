public import Diagnostics
internal import Files
public import SQLite

/// The live database of a portal, for whatever changes it.
public struct LivePortal: Hashable, Sendable {
    /// The database file.
    public let path: String
    /// The file that keeps the digest of the newest audit row, outside of the database; nil for none. Its folder exists.
    public let auditHead: String?

    /// A database and the file of its audit head.
    public init(path: String, auditHead: String?) {
        self.path = path
        self.auditHead = auditHead
    }

    /// Changes the database in one transaction that includes its audit rows: all of it, or nothing when `body` throws.
    ///
    /// Waits ten seconds for another writer. What plain SQL changed before is written into the audit log first. Within
    /// `body`, foreign keys are checked at the end.
    public func write<Result>(
        as author: Author, _ body: (PortalWriter) throws -> Result
    ) throws(DiagnosticList) -> Result {
        do {
            let database = try Connection(path: path, mode: .readWrite)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            let result = try database.transaction {
                try database.execute("pragma defer_foreign_keys = on")
                let writer = try PortalWriter(database, author: author, path: path)
                let result = try body(writer)
                try writer.end()
                return result
            }
            try keepHead(of: database)
            return result
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Reads the database beside other writers.
    public func read<Result>(_ body: (Connection) throws -> Result) throws(DiagnosticList) -> Result {
        do {
            let database = try Connection(path: path, mode: .readOnly)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            return try body(database)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Leaves nothing of deleted rows in the database's file and its write-ahead log.
    ///
    /// False where another program keeps the database open, so that its log could not be emptied.
    public func scrub() throws(DiagnosticList) -> Bool {
        do {
            let database = try Connection(path: path, mode: .readWrite)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            try database.execute("pragma secure_delete = on")
            try database.vacuum()
            return try database.integer("pragma wal_checkpoint(truncate)") == 0
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Whether the audit log says that a record went, at that time.
    public func hasPruned(_ record: PrunedList.Record) throws(DiagnosticList) -> Bool {
        try read { database in
            let find = try database.prepare(
                "select 1 from audit_log where table_name = ?1 and record = ?2 and action = ?3 and done_at = ?4"
            )
            for (index, text) in [record.table, record.digest, record.action, record.at].enumerated() {
                try find.bind(text, at: index + 1)
            }
            return try find.step()
        }
    }

    /// Files beneath `content/` that rows name, relative to it, and the slugs of all clients.
    public func namedFiles() throws(DiagnosticList) -> (files: Set<String>, clients: Set<String>) {
        try read { database in
            let files = try ContentNames(database: database, source: SourceSchema(database)).all()
            let rows = try database.prepare("select slug from clients order by slug")
            var clients: Set<String> = []
            while try rows.step() { clients.insert(rows.text(at: 0) ?? "") }
            return (files, clients)
        }
    }

    /// Writes the newest head beside the database, with no writer between reading and writing it.
    private func keepHead(of database: Connection) throws {
        guard let auditHead else { return }
        try database.transaction {
            guard let head = try AuditChain(database).head() else { return }
            try AtomicWrite.write(head.text, to: auditHead, mode: 0o600)
        }
    }
}

extension LivePortal {
    /// Makes sure that a client has a record of that code.
    public func find(_ code: String, of client: String, in table: String) throws(DiagnosticList) {
        do {
            let database = try Connection(path: path, mode: .readOnly)
            try DatabaseHeader.check(database, path: path)
            let finder = try RecordFinder(database: database, source: SourceSchema(database))
            _ = try finder.record("\(client)/\(code)", in: finder.table(table))
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}
