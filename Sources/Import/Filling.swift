internal import Diagnostics
internal import Files
internal import JSON
internal import PortalData
internal import SQLite

/// One run inside of its transaction: every source in turn, record by record.
final class Filling {
    private let request: ImportRequest
    private var mapping: Mapping
    private let writer: PortalWriter
    private let schema: SourceSchema
    private let journal: SyncJournal
    private let context: WriterContext
    private let ownership: Ownership
    private let onProblem: (Diagnostic) -> Void
    private let onProgress: (Int, Int) -> Void
    private var report = ImportReport()
    private let record = RecordBuffer()

    init(
        _ request: ImportRequest, _ mapping: Mapping, _ writer: PortalWriter,
        onProblem: @escaping (Diagnostic) -> Void,
        onProgress: @escaping (Int, Int) -> Void
    ) throws {
        self.request = request
        self.mapping = mapping
        self.writer = writer
        self.onProblem = onProblem
        self.onProgress = onProgress
        // A row's parents must be there when it comes, so that its own line is told.
        try writer.database.execute("pragma defer_foreign_keys = off")
        schema = try SourceSchema(writer.database)
        journal = try SyncJournal(mapping, database: writer.database, now: writer.author.at)
        ownership = try Ownership(of: mapping.source, database: writer.database)
        context = WriterContext(
            database: writer.database, schema: schema, written: try WrittenRows(writer.database),
            lastSuccess: journal.lastSuccess, now: writer.author.at)
    }

    func run() throws -> ImportReport {
        let sources = try SourceList(request, mapping)
        // An error that is kept names its run, so the run's row comes first.
        var hasBegun = false
        for source in sources.all {
            let reader = try source.reader(mapping)
            if let warning = source.warning { onProblem(warning) }
            let mapping = try mapping(for: reader, source)
            if !hasBegun { try journal.begin(request, mapping, text: mapping.text) }
            hasBegun = true
            let records = try RecordWriter(
                mapping, fieldNames: reader.fieldNames, allowsMissingFields: source.format != .csv,
                ownership: ownership, context: context)
            try fill(from: reader, through: records, before: source.bytesBefore, of: sources.bytes)
        }
        let status = report.rejected > 0 ? "partial" : "done"
        try journal.end(status: status, report)
        try writer.record(.run(of: mapping, status: status, report))
        return report
    }

    private func mapping(for reader: any RecordReader, _ source: SourceList.Source) throws -> Mapping {
        guard case .table(let name) = request.target else { return mapping }
        guard let table = schema.table(name), ClosedTables.allow(name) else {
            throw DiagnosticList([ClosedTables.refusal(of: name, in: schema)])
        }
        var direct = try Mapping.direct(
            into: table, fields: reader.fieldNames, format: source.format, file: reader.name)
        direct.client = mapping.client
        direct.source = mapping.source
        return direct
    }

    private func fill(
        from reader: any RecordReader, through records: RecordWriter, before: Int, of total: Int
    ) throws {
        var count = 0
        while true {
            count += 1
            if count % 1000 == 0 { onProgress(before + reader.bytesRead, total) }
            let next = try reader.next(into: record)
            if case .end = next { return }
            do {
                if case .unusable(let problem) = next { throw problem }
                let changes = try records.write(record)
                if changes.isEmpty { report.filtered += 1 }
                for change in changes { report.add(change, records.tableNames) }
                try journal.settle(records.identity(record))
            } catch let problem as RowProblem {
                report.rejected += 1
                onProblem(diagnostic(problem, reader, number: count))
                guard request.isPartial, !request.isDryRun else { continue }
                var identity: String?
                if case .record = next { identity = records.identity(record) }
                let place =
                    record.line > 0 ? "\(reader.name):\(record.line)" : "\(reader.name), record \(count)"
                try journal.keep(
                    problem, record, fieldNames: reader.fieldNames, identity: identity, place: place)
            }
        }
    }

    private func diagnostic(_ problem: RowProblem, _ reader: any RecordReader, number: Int) -> Diagnostic {
        var place = problem.place
        if place == nil, record.line > 0 { place = SourceRange(line: record.line, column: 1) }
        return Diagnostic(
            problem.message, file: reader.name, range: place, row: place == nil ? "record \(number)" : nil,
            hint: problem.hint)
    }
}
