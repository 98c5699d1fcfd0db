public import Diagnostics
internal import Files
internal import SQLite

/// What a look at the whole audit log found.
public struct AuditReport: Hashable, Sendable {
    /// Rows that were edited, removed, reordered or are missing at the end; warnings for what cannot be told.
    public let diagnostics: [Diagnostic]
    /// How many rows there are.
    public let rows: Int
    /// Rows whose contents were erased, as later rows say.
    public let erased: Int
    /// Changes made with plain SQL that the next command will add.
    public let waiting: Int
}

extension LivePortal {
    /// Calculates every digest of the audit log anew, and compares its end with the head that is kept outside.
    public func checkAudit() throws(DiagnosticList) -> AuditReport {
        do {
            let database = try Connection(path: path, mode: .readOnly)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            return try database.reading {
                var check = AuditCheck()
                try check.run(on: database)
                try check.compare(withHead: keptHead(&check), in: database)
                return AuditReport(
                    diagnostics: check.problems, rows: check.rows, erased: check.erasedCount,
                    waiting: Int(try database.integer("select count(*) from internal_changes")))
            }
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    private func keptHead(_ check: inout AuditCheck) throws -> AuditHead? {
        guard let auditHead, FileSystem.kind(auditHead) != nil else { return nil }
        let text = String(decoding: try FileSystem.read(auditHead, limit: 200), as: UTF8.self)
        if let head = AuditHead(text: text) { return head }
        check.problems.append(
            Diagnostic(
                "the file that keeps the end of the audit log is damaged", file: auditHead,
                hint: "compare the log with a backup, then delete the file"))
        return nil
    }
}

/// Follows the chain row by row.
private struct AuditCheck {
    var problems: [Diagnostic] = []
    var rows = 0
    private var last: AuditHead?
    /// Rows whose contents are gone, until a later row says so.
    private var erased: Set<Int64> = []
    private(set) var erasedCount = 0

    mutating func run(on database: Connection) throws(SQLiteError) {
        let rows = try database.prepare(
            """
            select id, done_at, actor, action, table_name, record, client, content_sha256, previous_sha256, sha256,
                before_json, after_json
            from audit_log order by id
            """, isLongLived: false)
        while try rows.step() {
            self.rows += 1
            let row = AuditRow(
                id: rows.integer(at: 0), doneAt: rows.text(at: 1) ?? "", actor: rows.text(at: 2) ?? "",
                action: rows.text(at: 3) ?? "", table: rows.text(at: 4), record: rows.text(at: 5),
                client: rows.text(at: 6), content: rows.text(at: 7) ?? "", previous: rows.text(at: 8) ?? "")
            check(row, digest: rows.text(at: 9) ?? "")
            check(AuditContent(before: rows.text(at: 10), after: rows.text(at: 11)), of: row)
        }
        for id in erased.sorted() { report("what it said was erased, and no later row says by whom", id) }
    }

    private mutating func check(_ row: AuditRow, digest: String) {
        let expected = (last?.id ?? 0) + 1
        if row.id > expected {
            let missing =
                row.id == expected + 1 ? "row \(expected) is" : "rows \(expected) to \(row.id - 1) are"
            report("\(missing) missing before it", row.id)
        } else if row.previous != last?.digest ?? AuditHead.none {
            report("it does not follow row \(expected - 1): one of the two was replaced or moved", row.id)
        }
        if row.digest.hex != digest { report("it was edited", row.id) }
        if row.action == AuditEntry.erasure, row.table == "audit_log",
            let id = row.record.flatMap({ Int64($0) })
        {
            erased.remove(id)
        }
        last = AuditHead(id: row.id, digest: digest)
    }

    private mutating func check(_ content: AuditContent, of row: AuditRow) {
        if content.digest.hex == row.content { return }
        if content.before == nil, content.after == nil {
            erased.insert(row.id)
            erasedCount += 1
        } else {
            report("what it says of the change was edited", row.id)
        }
    }

    /// The row that was the newest when the head was kept must still be there.
    mutating func compare(withHead head: AuditHead?, in database: Connection) throws(SQLiteError) {
        guard let head else { return }
        let find = try database.prepare("select sha256 from audit_log where id = ?1", isLongLived: false)
        try find.bind(head.id, at: 1)
        guard try find.step() else {
            let end = last.map { "ends at row \($0.id)" } ?? "is empty"
            problems.append(
                Diagnostic("the audit log \(end), but row \(head.id) was written: its end is missing"))
            return
        }
        if find.text(at: 0) != head.digest { report("it is not the row that was written", head.id) }
    }

    private mutating func report(_ message: String, _ id: Int64) {
        problems.append(Diagnostic(message, row: "audit_log \(id)"))
    }
}
