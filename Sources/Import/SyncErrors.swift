public import Diagnostics
internal import JSON
public import PortalData
internal import SQLite

/// What imports could not take: listed, tried again, decided.
public struct SyncErrors {
    /// A record that could not be taken.
    public struct Item: Hashable, Sendable {
        /// Its number.
        public let id: Int64
        /// The code of its source.
        public let source: String
        /// `rejected`, `conflict` or `timeout`.
        public let kind: String
        /// The table that refused it; nil where none was reached.
        public let table: String?
        /// File and line.
        public let place: String
        /// Why, without a value of the record.
        public let message: String
        /// How often it was tried.
        public let attempts: Int
        /// Before this instant only a forced retry tries it; nil where any does.
        public let nextRetryAt: String?
        /// `YYYY-MM-DDTHH:MM:SSZ`; nil while it is open.
        public let resolvedAt: String?
    }

    /// A source and how its last readings went.
    public struct Source: Hashable, Sendable {
        /// As a mapping calls it.
        public let code: String
        /// When it was last taken, all of it or most; nil where it never was.
        public let lastSuccessAt: String?
        /// How the last run ended: `done`, `partial` or `failed`; nil where there was none.
        public let lastStatus: String?
        /// Records that wait for a decision.
        public let openCount: Int
        /// Whether it is older than it may be; nil where it may be of any age.
        public let isStale: Bool?
    }

    /// Which side of a conflict stays.
    public enum Decision: Sendable {
        /// What is here, whatever the source says.
        case local
        /// What the source said.
        case source
    }

    private let portal: LivePortal
    private let author: Author

    /// The errors of a portal, for whoever acts on them.
    public init(of portal: LivePortal, as author: Author) {
        self.portal = portal
        self.author = author
    }

    /// The sources by code, and the errors in the order of their numbers: those that are open, or all.
    public func list(all: Bool) throws(DiagnosticList) -> (sources: [Source], items: [Item]) {
        try portal.read { database in
            let rows = try database.prepare(
                """
                select code,
                    (select max(finished_at) from sync_runs where integration_id = integrations.id and status <> 'failed'),
                    (select status from sync_runs where integration_id = integrations.id order by id desc limit 1),
                    (select count(*) from sync_errors where integration_id = integrations.id and resolved_at is null),
                    (julianday(?1) - julianday((select max(finished_at) from sync_runs
                        where integration_id = integrations.id and status <> 'failed'))) * 1440 > stale_after_minutes
                from integrations order by code
                """, isLongLived: false)
            try rows.bind(author.at, at: 1)
            var sources: [Source] = []
            while try rows.step() {
                sources.append(
                    Source(
                        code: rows.text(at: 0) ?? "", lastSuccessAt: rows.text(at: 1),
                        lastStatus: rows.text(at: 2),
                        openCount: Int(rows.integer(at: 3)),
                        isStale: rows.optionalInteger(at: 4).map { $0 == 1 }))
            }
            let items = try Self.items(database, all ? "1" : "resolved_at is null")
            return (sources, items)
        }
    }

    /// Tries records again with the mapping of their run: those of `ids`; without any, those that are due, or, where it is
    /// forced, all that are open.
    ///
    /// - Returns: how many were taken, those that were not, and how many were not due.
    public func retry(
        _ ids: [Int64], isForced: Bool
    ) throws(DiagnosticList) -> (taken: Int, left: [Item], waiting: Int) {
        try portal.write(as: author) { writer in
            let all = try Self.open(ids, in: writer.database)
            let open = all.filter { item in
                isForced || !ids.isEmpty || item.nextRetryAt.map { $0 <= author.at } ?? true
            }
            guard !open.isEmpty else { return (0, [], all.count) }
            let attempt = try Attempt(writer)
            var taken = 0
            for item in open where try attempt.take(item, forcesSource: false) { taken += 1 }
            try writer.record(Self.entry("retry", open, taken: taken))
            let numbers = open.map { "\($0.id)" }.joined(separator: ",")
            return (
                taken,
                try Self.items(writer.database, "resolved_at is null and sync_errors.id in (\(numbers))"),
                all.count - open.count
            )
        }
    }

    /// Closes errors. With `.source` a record is written as the source has it; one that still cannot be taken stays open.
    ///
    /// - Returns: how many were closed, and those that were not.
    public func resolve(_ ids: [Int64], with decision: Decision) throws(DiagnosticList) -> (
        closed: Int, left: [Item]
    ) {
        try portal.write(as: author) { writer in
            let open = try Self.open(ids, in: writer.database)
            var closed = 0
            if decision == .source {
                let attempt = try Attempt(writer)
                for item in open where try attempt.take(item, forcesSource: true) { closed += 1 }
            } else {
                let update = try writer.database.prepare(
                    "update sync_errors set resolved_at = ?2, resolved_by = ?3 where id = ?1",
                    isLongLived: false)
                for item in open {
                    try update.bind(item.id, at: 1)
                    try update.bind(author.at, at: 2)
                    try update.bind(author.actor, at: 3)
                    try update.run()
                    closed += 1
                }
            }
            try writer.record(
                Self.entry(
                    decision == .source ? "resolve-with-source" : "resolve-with-local", open, taken: closed))
            let numbers = open.map { "\($0.id)" }.joined(separator: ",")
            return (
                closed,
                try Self.items(writer.database, "resolved_at is null and sync_errors.id in (\(numbers))")
            )
        }
    }

    // MARK: Parts

    /// The expression of when a record that failed again is due: after a quarter of an hour, then twice as long each
    /// time, and at most a day. A record that never was tried again is due at once, and so is one that came anew.
    static func nextRetry(after instant: String) -> String {
        "strftime('%Y-%m-%dT%H:%M:%SZ', \(instant), (min(1440, 15 << min(attempts - 1, 7))) || ' minutes')"
    }

    private static func items(_ database: Connection, _ condition: String) throws(SQLiteError) -> [Item] {
        let rows = try database.prepare(
            """
            select sync_errors.id, code, kind, table_name, place, message, attempts, next_retry_at,
                resolved_at
            from sync_errors join integrations on integrations.id = integration_id where \(condition) order by sync_errors.id
            """, isLongLived: false)
        var result: [Item] = []
        while try rows.step() {
            result.append(
                Item(
                    id: rows.integer(at: 0), source: rows.text(at: 1) ?? "", kind: rows.text(at: 2) ?? "",
                    table: rows.text(at: 3), place: rows.text(at: 4) ?? "", message: rows.text(at: 5) ?? "",
                    attempts: Int(rows.integer(at: 6)), nextRetryAt: rows.text(at: 7),
                    resolvedAt: rows.text(at: 8)))
        }
        return result
    }

    /// The open errors of these numbers; every number that is none is told.
    private static func open(_ ids: [Int64], in database: Connection) throws -> [Item] {
        let open = try items(database, "resolved_at is null")
        guard !ids.isEmpty else { return open }
        let problems = ids.filter { id in !open.contains { $0.id == id } }.map { id in
            Diagnostic("there is no open error \(id)", hint: "`vitrine sync list` shows them")
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        return open.filter { ids.contains($0.id) }
    }

    private static func entry(_ action: String, _ items: [Item], taken: Int) -> AuditEntry {
        AuditEntry(
            "sync-" + action, table: "sync_errors", record: items.map { "\($0.id)" }.joined(separator: " "),
            after: [
                .init(name: "taken", value: .int(Int64(taken))),
                .init(name: "left", value: .int(Int64(items.count - taken))),
            ])
    }
}
