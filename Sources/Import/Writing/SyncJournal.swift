internal import Files
internal import JSON
internal import SQLite

/// What a run leaves in `integrations`, `sync_runs` and `sync_errors`.
final class SyncJournal {
    let integration: Int64
    /// When the source was last taken, all of it or most; nil where it never was.
    let lastSuccess: String?
    private let database: Connection
    private let now: String
    private var run: Int64 = 0
    private let fail: Statement
    private let resolve: Statement
    private let countOpen: Statement
    /// Whether there may be an open error that a record could resolve.
    private var hasOpenErrors = false

    /// Finds the source's row, or makes it.
    init(_ mapping: Mapping, database: Connection, now: String) throws(SQLiteError) {
        self.database = database
        self.now = now
        let make = try database.prepare(
            """
            insert into integrations (code, system, client_label, stale_after_minutes, created_at, updated_at)
            values (?1, ?1, ?2, ?3, ?4, ?4) on conflict (code) do nothing
            """, isLongLived: false)
        try make.bind(mapping.source, at: 1)
        try make.bind(mapping.label, at: 2)
        try make.bind(mapping.staleAfterMinutes.map { Int64($0) }, at: 3)
        try make.bind(now, at: 4)
        try make.run()
        let find = try database.prepare(
            """
            select id, (select max(finished_at) from sync_runs where integration_id = integrations.id and status <> 'failed')
            from integrations where code = ?1
            """, isLongLived: false)
        try find.bind(mapping.source, at: 1)
        _ = try find.step()
        integration = find.integer(at: 0)
        lastSuccess = find.text(at: 1)
        find.reset()
        fail = try database.prepare(
            """
            insert into sync_errors (integration_id, sync_run_id, kind, table_name, record_key, place, message, payload,
                first_failed_at, last_failed_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
            on conflict (integration_id, record_key) where resolved_at is null do update set
                sync_run_id = excluded.sync_run_id, kind = excluded.kind, table_name = excluded.table_name,
                place = excluded.place, message = excluded.message, payload = excluded.payload,
                attempts = attempts + 1, last_failed_at = excluded.last_failed_at,
                next_retry_at = case when payload = excluded.payload
                    then \(SyncErrors.nextRetry(after: "excluded.last_failed_at")) end
            """)
        resolve = try database.prepare(
            """
            update sync_errors set resolved_at = ?3, resolved_by = 'import'
            where integration_id = ?1 and record_key = ?2 and resolved_at is null
            """)
        countOpen = try database.prepare(
            "select exists (select 1 from sync_errors where integration_id = ?1 and resolved_at is null)")
    }

    /// Begins the row of a run, which `end` completes; `text` is the mapping as a file.
    func begin(_ request: ImportRequest, _ mapping: Mapping, text: String) throws(SQLiteError) {
        let source = request.files.map(\.name).joined(separator: ", ")
        let insert = try database.prepare(
            """
            insert into sync_runs (integration_id, status, source, mapping, client_slug, started_at, finished_at)
            values (?1, 'failed', ?2, ?3, ?4, ?5, ?5) returning id
            """, isLongLived: false)
        try insert.bind(integration, at: 1)
        for (index, text) in [source, text, mapping.client, now].enumerated() {
            try insert.bind(text, at: index + 2)
        }
        if try insert.step() { run = insert.integer(at: 0) }
        try insert.run()
        try countOpen.bind(integration, at: 1)
        hasOpenErrors = try countOpen.step() && countOpen.integer(at: 0) == 1
        countOpen.reset()
    }

    /// Completes the row of the run.
    func end(status: String, _ report: ImportReport) throws(SQLiteError) {
        let update = try database.prepare(
            """
            update sync_runs set status = ?2, inserted = ?3, updated = ?4, unchanged = ?5, rejected = ?6 where id = ?1
            """, isLongLived: false)
        try update.bind(run, at: 1)
        try update.bind(status, at: 2)
        for (index, count) in [report.inserted, report.updated, report.unchanged, report.rejected]
            .enumerated()
        {
            try update.bind(Int64(count), at: index + 3)
        }
        try update.run()
    }

    /// Keeps a record that could not be taken; one that failed before counts one attempt more.
    func keep(
        _ problem: RowProblem, _ record: RecordBuffer, fieldNames: [String], identity: String?, place: String
    ) throws(SQLiteError) {
        let payload = Self.payload(record, fieldNames)
        try fail.bind(integration, at: 1)
        try fail.bind(run, at: 2)
        // Without a key of its own, a record is told by all that it holds.
        let key = Digest(of: identity ?? payload).hex
        let texts: [String?] = [problem.kind, problem.table, key, place, problem.message, payload, now]
        for (index, text) in texts.enumerated() { try fail.bind(text, at: index + 3) }
        try fail.run()
        hasOpenErrors = true
    }

    /// Closes what was open of a record that was taken.
    func settle(_ identity: @autoclosure () -> String?) throws(SQLiteError) {
        guard hasOpenErrors, let identity = identity() else { return }
        try resolve.bind(integration, at: 1)
        try resolve.bind(Digest(of: identity).hex, at: 2)
        try resolve.bind(now, at: 3)
        try resolve.run()
    }

    private static func payload(_ record: RecordBuffer, _ names: [String]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for (index, name) in names.enumerated() where index < record.count && !name.isEmpty {
            writer.name(name)
            writer.string(record.text(index))
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
