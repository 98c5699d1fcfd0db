internal import Files
internal import JSON
internal import SQLite

/// Adds rows to `audit_log`, each bound to the one before by its digest.
struct AuditChain {
    private let database: Connection
    private let last: Statement
    private let insert: Statement

    /// The chain of a database whose transaction the caller has begun.
    init(_ database: Connection) throws(SQLiteError) {
        self.database = database
        last = try database.prepare("select id, sha256 from audit_log order by id desc limit 1")
        insert = try database.prepare(
            """
            insert into audit_log (id, done_at, actor, action, table_name, record, client, before_json, after_json,
                content_sha256, previous_sha256, sha256)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """)
    }

    /// Adds a row after the last.
    func append(_ entry: AuditEntry, by author: Author) throws(SQLiteError) {
        let head = try head()
        let content = AuditContent(before: Self.json(entry.before), after: Self.json(entry.after))
        let row = AuditRow(
            id: (head?.id ?? 0) + 1, doneAt: author.at, actor: author.actor, action: entry.action,
            table: entry.table, record: entry.record, client: entry.client, content: content.digest.hex,
            previous: head?.digest ?? AuditHead.none)
        try insert.bind(row.id, at: 1)
        let texts: [String?] = [
            row.doneAt, row.actor, row.action, row.table, row.record, row.client, content.before,
            content.after,
            row.content, row.previous, row.digest.hex,
        ]
        for (index, text) in texts.enumerated() { try insert.bind(text, at: index + 2) }
        try insert.run()
    }

    /// The newest row; nil while there is none.
    func head() throws(SQLiteError) -> AuditHead? {
        defer { last.reset() }
        guard try last.step() else { return nil }
        return AuditHead(id: last.integer(at: 0), digest: last.text(at: 1) ?? "")
    }

    private static func json(_ members: [JSONValue.Member]) -> String? {
        guard !members.isEmpty else { return nil }
        var writer = JSONWriter()
        writer.json(.object(members))
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// The newest row of the chain: whoever knows it can tell whether rows at the end are missing.
struct AuditHead: Hashable {
    let id: Int64
    /// 64 hexadecimal digits.
    let digest: String

    /// The line of the file that keeps it: the number and the digest.
    var text: String { "\(id) \(digest)\n" }

    /// Reads what `text` wrote; nil for everything else.
    init?(text: String) {
        let parts = text.split { $0.isWhitespace }
        guard parts.count == 2, let id = Int64(parts[0]), parts[1].utf8.count == 64 else { return nil }
        self.init(id: id, digest: String(parts[1]))
    }

    init(id: Int64, digest: String) {
        self.id = id
        self.digest = digest
    }

    /// What the first row holds as the digest of the one before.
    static let none = String(repeating: "0", count: 64)
}

/// What a row says of a change; it may be erased, its digest stays.
struct AuditContent: Hashable {
    let before: String?
    let after: String?

    /// Of both as they are stored; JSON holds no line ends of its own.
    var digest: Digest { Digest(of: "\(before ?? "null")\n\(after ?? "null")") }
}

/// What the digest of a row is made of.
struct AuditRow: Hashable {
    let id: Int64
    let doneAt: String
    let actor: String
    let action: String
    let table: String?
    let record: String?
    let client: String?
    let content: String
    let previous: String

    /// Of the canonical JSON array of its columns, in the table's order.
    var digest: Digest {
        var writer = JSONWriter()
        writer.beginArray()
        writer.int(id)
        for text in [doneAt, actor, action, table, record, client, content, previous] {
            writer.string(orNull: text)
        }
        writer.endArray()
        return Digest(of: writer.bytes)
    }
}
