public import SQLite

/// Adds requests of a web server's log to `access_log`.
public final class AccessLogWriter {
    /// One request, as far as it is known.
    public struct Request {
        /// The reader's name, where the server had verified it.
        public var user: String?
        /// The client whose edition was asked for, by slug.
        public var client: String?
        /// The record behind the page or file: its table, and its code or key.
        public var record: (table: String, name: String)?
        /// As it was asked for.
        public var path: String
        /// `GET`
        public var method: String
        /// Of the answer.
        public var status: Int
        /// Of the answer's body.
        public var bytes: Int?
        /// The instant in UTC.
        public var at: String
        /// In place of the address.
        public var addressHash: String
        /// Of the log's line, unique.
        public var line: String

        /// A request of which user, client and record are not known yet.
        public init(
            path: String, method: String, status: Int, bytes: Int?, at: String, addressHash: String,
            line: String
        ) {
            self.path = path
            self.method = method
            self.status = status
            self.bytes = bytes
            self.at = at
            self.addressHash = addressHash
            self.line = line
        }
    }

    private struct NamedRecord: Hashable {
        let client: Int64
        let table: String
        let name: String
    }

    private let database: Connection
    private let source: SourceSchema
    private let insert: Statement
    private let users: [String: Int64]
    private let clients: [String: Int64]
    private var records: [NamedRecord: Int64?] = [:]
    private var finders: [String: Statement?] = [:]

    /// A writer within a change of the database.
    public init(_ writer: PortalWriter) throws(SQLiteError) {
        database = writer.database
        // Digests of lines come in no order: with the 2 MiB that SQLite keeps, every second one is read from the disk anew.
        _ = try database.text("pragma cache_size = -65536")
        source = try SourceSchema(database)
        insert = try database.prepare(
            """
            insert or ignore into access_log (user_id, client_id, record_table, record_id, path, method, status, bytes,
                accessed_at, address_hash, line_sha256)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """)
        users = try Self.keys("select username, id from users", in: database)
        clients = try Self.keys("select slug, id from clients", in: database)
    }

    /// Adds a request; false where its line was added before.
    public func add(_ request: Request) throws(SQLiteError) -> Bool {
        let client = request.client.flatMap { clients[$0] }
        var record: Int64?
        if let client, let named = request.record {
            record = try key(of: NamedRecord(client: client, table: named.table, name: named.name))
        }
        try insert.bind(request.user.flatMap { users[$0] }, at: 1)
        try insert.bind(client, at: 2)
        try insert.bind(record == nil ? nil : request.record?.table, at: 3)
        try insert.bind(record, at: 4)
        try insert.bind(request.path, at: 5)
        try insert.bind(request.method, at: 6)
        try insert.bind(Int64(request.status), at: 7)
        try insert.bind(request.bytes.map(Int64.init), at: 8)
        try insert.bind(request.at, at: 9)
        try insert.bind(request.addressHash, at: 10)
        try insert.bind(request.line, at: 11)
        try insert.run()
        return database.changes == 1
    }

    private func key(of record: NamedRecord) throws(SQLiteError) -> Int64? {
        if let known = records[record] { return known }
        var found: Int64?
        if let find = try finder(for: record.table) {
            try find.bind(record.client, at: 1)
            try find.bind(record.name, at: 2)
            if try find.step() { found = find.integer(at: 0) }
            find.reset()
        }
        records[record] = .some(found)
        return found
    }

    private func finder(for table: String) throws(SQLiteError) -> Statement? {
        if let known = finders[table] { return known }
        var finder: Statement?
        if let described = source.table(table), let key = described.key, described.has("client_id") {
            let name = RowName.quoted(described.has("code") ? "code" : key)
            finder = try database.prepare(
                """
                select \(RowName.quoted(key)) from \(RowName.quoted(table))
                where client_id = ?1 and \(name) = ?2
                """)
        }
        finders[table] = .some(finder)
        return finder
    }

    private static func keys(_ sql: String, in database: Connection) throws(SQLiteError) -> [String: Int64] {
        let rows = try database.prepare(sql, isLongLived: false)
        var keys: [String: Int64] = [:]
        while try rows.step() { keys[rows.text(at: 0) ?? ""] = rows.integer(at: 1) }
        return keys
    }
}
