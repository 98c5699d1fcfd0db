internal import Diagnostics
internal import JSON
internal import PortalData
internal import SQLite

/// Takes kept records again, each with the mapping of the run that kept it.
final class Attempt {
    private let writer: PortalWriter
    private let schema: SourceSchema
    private let written: WrittenRows
    private let payload: Statement
    private let close: Statement
    private let fail: Statement
    /// By run and the names of the fields.
    private var writers: [[String]: RecordWriter] = [:]

    init(_ writer: PortalWriter) throws {
        self.writer = writer
        try writer.database.execute("pragma defer_foreign_keys = off")
        schema = try SourceSchema(writer.database)
        written = try WrittenRows(writer.database)
        payload = try writer.database.prepare(
            """
            select payload, sync_run_id, mapping, client_slug,
                (select max(finished_at) from sync_runs as earlier
                    where earlier.integration_id = sync_errors.integration_id and status <> 'failed')
            from sync_errors join sync_runs on sync_runs.id = sync_run_id where sync_errors.id = ?1
            """)
        close = try writer.database.prepare(
            """
            update sync_errors set attempts = attempts + 1, resolved_at = ?2, resolved_by = ?3 where id = ?1
            """)
        fail = try writer.database.prepare(
            """
            update sync_errors set attempts = attempts + 1, last_failed_at = ?2, kind = ?3, message = ?4, table_name = ?5,
                next_retry_at = \(SyncErrors.nextRetry(after: "?2"))
            where id = ?1
            """)
    }

    /// Whether the record was taken; its error is closed then, and counts one attempt more otherwise.
    func take(_ item: SyncErrors.Item, forcesSource: Bool) throws -> Bool {
        do {
            try payload.bind(item.id, at: 1)
            defer { payload.reset() }
            guard try payload.step() else { return false }
            let fields = try Self.fields(payload.text(at: 0) ?? "")
            let record = RecordBuffer()
            record.clear(line: 0)
            for field in fields { record.add(field.value.string ?? "", line: 0) }
            _ = try recordWriter(fields.map(\.name)).write(record, forcesSource: forcesSource)
            try close.bind(item.id, at: 1)
            try close.bind(writer.author.at, at: 2)
            try close.bind(writer.author.actor, at: 3)
            try close.run()
            return true
        } catch let problem as RowProblem {
            try fail.bind(item.id, at: 1)
            let texts: [String?] = [writer.author.at, problem.kind, problem.message, problem.table]
            for (index, text) in texts.enumerated() { try fail.bind(text, at: index + 2) }
            try fail.run()
            return false
        }
    }

    /// For the run that `payload` stands on.
    private func recordWriter(_ names: [String]) throws -> RecordWriter {
        let key = ["\(payload.integer(at: 1))"] + names
        if let known = writers[key] { return known }
        var mapping: Mapping
        do {
            mapping = try Mapping(
                yaml: Array((payload.text(at: 2) ?? "").utf8), file: "the mapping of the run")
        } catch {
            throw RowProblem(
                "the mapping of its run cannot be read any more", hint: "import the source again")
        }
        mapping.client = payload.text(at: 3)
        let context = WriterContext(
            database: writer.database, schema: schema, written: written, lastSuccess: payload.text(at: 4),
            now: writer.author.at)
        let made: RecordWriter
        do {
            made = try RecordWriter(
                mapping, fieldNames: names, allowsMissingFields: true,
                ownership: Ownership(of: mapping.source, database: writer.database), context: context)
        } catch let list as DiagnosticList {
            throw RowProblem(list.all.first?.message ?? "the mapping does not fit any more")
        }
        writers[key] = made
        return made
    }

    private static func fields(_ text: String) throws -> [JSONValue.Member] {
        if let members = try? JSONReader.read(text).object { return members }
        throw RowProblem("its record cannot be read any more", hint: "import the source again")
    }
}
