public import SQLite

/// One change of the live database while it happens: its connection, who makes it, and its audit rows.
///
/// Made by `LivePortal.write`; not to be kept beyond it.
public final class PortalWriter {
    /// Inside of the transaction; may read and write everything, and must not end the transaction.
    public let database: Connection
    /// Who changes the database, and when.
    public let author: Author
    /// As diagnostics name the database.
    let path: String
    private let chain: AuditChain

    init(_ database: Connection, author: Author, path: String) throws(SQLiteError) {
        self.database = database
        self.author = author
        self.path = path
        try ChangeNotes.install(in: database)
        chain = try AuditChain(database)
        try ChangeNotes.fold(in: database, into: chain)
        try database.execute("insert or ignore into internal_writers (id) values (1)")
    }

    /// Adds a row to the audit log.
    ///
    /// Every change by the tool has at least one; what many rows have in common (an import) is one row with counts.
    public func record(_ entry: AuditEntry) throws(SQLiteError) {
        try chain.append(entry, by: author)
    }

    /// Erases what rows of the audit log say of a record, and adds a row for each that says so.
    ///
    /// That there were such rows, by whom and when, stays. Answers how many were erased.
    @discardableResult
    public func eraseAudit(of record: String, in table: String) throws(SQLiteError) -> Int {
        let erase = try database.prepare(
            """
            update audit_log set before_json = null, after_json = null
            where table_name = ?1 and record = ?2 and (before_json is not null or after_json is not null)
            returning id, client
            """, isLongLived: false)
        try erase.bind(table, at: 1)
        try erase.bind(record, at: 2)
        var erased: [(id: Int64, client: String?)] = []
        while try erase.step() { erased.append((erase.integer(at: 0), erase.text(at: 1))) }
        for row in erased.sorted(by: { $0.id < $1.id }) {
            try self.record(
                AuditEntry(AuditEntry.erasure, table: "audit_log", record: "\(row.id)", client: row.client))
        }
        return erased.count
    }

    /// The last step before the commit.
    func end() throws {
        try database.execute("delete from internal_writers")
    }
}
