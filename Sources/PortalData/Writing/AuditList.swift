public import Diagnostics
internal import JSON
internal import SQLite

/// Which rows of the audit log are asked for; nil is all.
public struct AuditFilter: Hashable, Sendable {
    let table: String?
    let record: String?
    let client: String?
    let actor: String?
    let since: String?
    let last: Int

    /// A filter; `since` is a day or an instant, `last` the most rows, of which the newest count.
    public init(
        table: String? = nil, record: String? = nil, client: String? = nil, actor: String? = nil,
        since: String? = nil, last: Int
    ) {
        self.table = table
        self.record = record
        self.client = client
        self.actor = actor
        self.since = since
        self.last = last
    }
}

/// A row of the audit log for people.
public struct AuditLine: Hashable, Sendable {
    /// Number, time, actor, action, record, client and the names of the columns that changed.
    public let line: String
    /// All of it, values included, as one line of JSON.
    public let json: String
}

extension LivePortal {
    /// Rows of the audit log, oldest first.
    public func audit(_ filter: AuditFilter) throws(DiagnosticList) -> [AuditLine] {
        do {
            let database = try Connection(path: path, mode: .readOnly)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            let rows = try database.prepare(
                """
                select * from (
                    select id, done_at, actor, action, table_name, record, client, before_json, after_json from audit_log
                    where (?1 is null or table_name = ?1) and (?2 is null or record = ?2)
                        and (?3 is null or client = ?3) and (?4 is null or actor = ?4)
                        and (?5 is null or done_at >= ?5)
                    order by id desc limit ?6)
                order by id
                """, isLongLived: false)
            let texts = [filter.table, filter.record, filter.client, filter.actor, filter.since]
            for (index, text) in texts.enumerated() { try rows.bind(text, at: index + 1) }
            try rows.bind(Int64(filter.last), at: 6)
            var result: [AuditLine] = []
            while try rows.step() { result.append(AuditLine(rows)) }
            return result
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}

extension AuditLine {
    fileprivate init(_ row: Statement) {
        let before = Self.value(row.text(at: 7))
        let after = Self.value(row.text(at: 8))
        var columns: [String] = []
        for member in (before.object ?? []) + (after.object ?? []) where !columns.contains(member.name) {
            columns.append(member.name)
        }
        let client = row.text(at: 6).map { "(\($0))" }
        let head = (0..<6).map { row.text(at: $0) ?? "" }.filter { !$0.isEmpty } + [client].compactMap { $0 }
        line = head.joined(separator: " ") + (columns.isEmpty ? "" : ": " + columns.joined(separator: ", "))
        var writer = JSONWriter()
        writer.beginObject()
        for (index, name) in ["id", "done_at", "actor", "action", "table_name", "record", "client"]
            .enumerated()
        {
            writer.name(name)
            writer.json(row.json(at: index))
        }
        for (name, value) in [("before", before), ("after", after)] {
            writer.name(name)
            writer.json(value)
        }
        writer.endObject()
        json = String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func value(_ text: String?) -> JSONValue {
        text.flatMap { try? JSONReader.read(Array($0.utf8)) } ?? .null
    }
}
