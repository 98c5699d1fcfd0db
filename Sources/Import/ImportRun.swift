public import Diagnostics
internal import Files
internal import JSON
public import PortalData
internal import SQLite

/// Reads files into the tables of a portal: all records or, with `isPartial`, the good ones, in one transaction.
public struct ImportRun {
    let request: ImportRequest
    let author: Author
    /// Is told of each record that cannot be taken, in order, and of what else is worth a word.
    let onProblem: (Diagnostic) -> Void
    /// Is told of bytes read, and of all, now and then.
    let onProgress: (Int, Int) -> Void

    /// A run that has not begun.
    public init(
        _ request: ImportRequest, as author: Author, onProblem: @escaping (Diagnostic) -> Void,
        onProgress: @escaping (Int, Int) -> Void = { _, _ in }
    ) {
        self.request = request
        self.author = author
        self.onProblem = onProblem
        self.onProgress = onProgress
    }

    /// Does it. Where the report says that nothing was written though it was no dry run, records were rejected.
    ///
    /// - Throws: `DiagnosticList` where the mapping does not fit, or a file cannot be read to its end.
    public func run(in portal: LivePortal) throws(DiagnosticList) -> ImportReport {
        let mapping = try Mapping(of: request)
        var report = ImportReport()
        var failure: DiagnosticList?
        do throws(DiagnosticList) {
            try portal.write(as: author) { writer in
                do {
                    let filling = try Filling(
                        request, mapping, writer, onProblem: onProblem, onProgress: onProgress)
                    report = try filling.run()
                } catch let problems as DiagnosticList {
                    failure = problems
                }
                let isTaken = failure == nil && (request.isPartial || report.rejected == 0)
                guard isTaken, !request.isDryRun else { throw DiagnosticList.undo }
                report.isWritten = true
            }
        } catch {
            guard error == .undo else { throw error }
            if !request.isDryRun { try noteFailure(mapping, rejected: report.rejected, in: portal) }
        }
        if let failure { throw failure }
        return report
    }

    /// That the source was not taken, which is all that stays of the run.
    private func noteFailure(_ mapping: Mapping, rejected: Int, in portal: LivePortal) throws(DiagnosticList)
    {
        try portal.write(as: author) { writer in
            let journal = try SyncJournal(mapping, database: writer.database, now: author.at)
            try journal.begin(request, mapping, text: "")
            try journal.end(status: "failed", ImportReport(rejected: rejected))
            try writer.record(.run(of: mapping, status: "failed", ImportReport(rejected: rejected)))
        }
    }
}

extension DiagnosticList {
    /// Nothing is wrong, and nothing is to be kept.
    fileprivate static let undo = DiagnosticList([])
}

extension AuditEntry {
    /// The one row of the audit log that stands for a run.
    static func run(of mapping: Mapping, status: String, _ report: ImportReport) -> AuditEntry {
        var after: [JSONValue.Member] = [.init(name: "status", value: .string(status))]
        for table in report.tables {
            after.append(
                .init(
                    name: table.table,
                    value: .object([
                        .init(name: "inserted", value: .int(Int64(table.inserted))),
                        .init(name: "updated", value: .int(Int64(table.updated))),
                        .init(name: "unchanged", value: .int(Int64(table.unchanged))),
                    ])))
        }
        after.append(.init(name: "rejected", value: .int(Int64(report.rejected))))
        return AuditEntry(
            "import", table: "integrations", record: mapping.source, client: mapping.client, after: after)
    }
}
