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

    /// The last step before the commit.
    func end() throws {
        try database.execute("delete from internal_writers")
    }
}
