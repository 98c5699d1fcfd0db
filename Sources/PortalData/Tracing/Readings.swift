public import Diagnostics
internal import SQLite

/// Who has opened something, as far as the imported access log tells.
public struct Readings: Hashable, Sendable {
    /// What one user opened.
    public struct Reader: Hashable, Sendable {
        /// Nil where the log names nobody that the portal knows.
        public let username: String?
        /// Answers of the server that had content.
        public let count: Int
        /// The day of the last one, `YYYY-MM-DD`.
        public let lastOn: String
    }

    /// In byte order of the names, nobody first.
    public let readers: [Reader]
    /// The day of the newest line of the log; nil where no log was imported.
    public let logEndsOn: String?

    /// A sentence without its full stop.
    public var text: String {
        guard let logEndsOn else { return "no access log has been imported: who opened it is not known" }
        guard !readers.isEmpty else { return "opened by nobody, by the access log until \(logEndsOn)" }
        let list = readers.map { reader in
            let times = reader.count == 1 ? "once" : "\(reader.count) times, last"
            return "\(reader.username ?? "somebody unknown") \(times) on \(reader.lastOn)"
        }
        return "opened by \(list.joined(separator: "; "))"
    }
}

extension LivePortal {
    /// Who opened the page or the files of a record; of a client: anything of its portal.
    public func readings(of name: String, in table: String) throws(DiagnosticList) -> Readings {
        try read { database in
            let finder = try RecordFinder(database: database, source: SourceSchema(database))
            let found = try finder.record(name, in: finder.table(table))
            let thing =
                table == "clients"
                ? "client_id = ?1 and ?2 is not null" : "record_id = ?1 and record_table = ?2"
            let rows = try database.prepare(
                """
                select username, count(*), date(max(accessed_at)) from access_log
                left join users on users.id = access_log.user_id
                where \(thing) and access_log.status between 200 and 299
                group by access_log.user_id order by username
                """, isLongLived: false)
            try rows.bind(found.rowID, at: 1)
            try rows.bind(table, at: 2)
            var readers: [Readings.Reader] = []
            while try rows.step() {
                readers.append(
                    Readings.Reader(
                        username: rows.text(at: 0), count: Int(rows.integer(at: 1)),
                        lastOn: rows.text(at: 2) ?? ""))
            }
            let newest = try database.prepare(
                "select date(max(accessed_at)) from access_log", isLongLived: false)
            return Readings(readers: readers, logEndsOn: try newest.step() ? newest.text(at: 0) : nil)
        }
    }
}
