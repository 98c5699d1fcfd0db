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
    /// That there were such rows, by whom and when, stays. Answers how many were erased. `client` is the slug of the
    /// record's client, nil for what is no client's.
    @discardableResult
    public func eraseAudit(of record: String, in table: String, client: String?) throws(SQLiteError) -> Int {
        let find = try database.prepare(
            """
            select id from audit_log where table_name = ?1 and record = ?2 and (client is null or ?3 is null or client = ?3)
                and (before_json is not null or after_json is not null) order by id
            """, isLongLived: false)
        for (index, text) in [table, record, client].enumerated() { try find.bind(text, at: index + 1) }
        var rows: [Int64] = []
        while try find.step() { rows.append(find.integer(at: 0)) }
        try eraseAudit(rows: rows)
        return rows.count
    }

    /// Erases what rows of the audit log say of a client and all that is his.
    func eraseAudit(ofClient slug: String) throws(SQLiteError) -> Int {
        let find = try database.prepare(
            """
            select id from audit_log where client = ?1 and (before_json is not null or after_json is not null)
            order by id
            """, isLongLived: false)
        try find.bind(slug, at: 1)
        var rows: [Int64] = []
        while try find.step() { rows.append(find.integer(at: 0)) }
        try eraseAudit(rows: rows)
        return rows.count
    }

    /// Erases what single rows of the audit log say.
    func eraseAudit(rows: [Int64]) throws(SQLiteError) {
        let erase = try database.prepare(
            "update audit_log set before_json = null, after_json = null where id = ?1 returning client",
            isLongLived: false)
        for row in rows {
            try erase.bind(row, at: 1)
            let client = try erase.step() ? erase.text(at: 0) : nil
            try erase.run()
            try record(
                AuditEntry(AuditEntry.erasure, table: "audit_log", record: "\(row)", client: client))
        }
    }

    /// The last step before the commit.
    func end() throws {
        try database.execute("delete from internal_writers")
    }
}
