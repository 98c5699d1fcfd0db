internal import Diagnostics
internal import PortalData

/// `vitrine audit …`.
enum AuditCommands {
    static let all = [list, verify]

    private static let verify = Command(
        "audit verify", summary: "Prove that nobody changed the audit log",
        details: """
            Calculates the digest of every row anew. Finds rows that were edited, removed or reordered and names them; and rows that
            are missing at the end, by the newest digest, which `output/state/audit-head` keeps. Exit code 1 where it finds any.
            """
    ) { invocation in
        let report = try LivePortal(of: invocation).checkAudit()
        Terminal.complain(report.diagnostics)
        guard report.diagnostics.isEmpty else { return .inputErrors }
        Terminal.say("the audit log is sound: \(report.rows) \(report.rows == 1 ? "row" : "rows")")
        if report.erased > 0 {
            Terminal.say(
                "what \(report.erased) \(report.erased == 1 ? "row" : "rows") said was erased, as later rows tell"
            )
        }
        if report.waiting > 0 {
            Terminal.say(
                "\(report.waiting) changes made with plain SQL will be added by the next command that writes")
        }
        return .done
    }

    private static let list = Command(
        "audit list", summary: "Show what was done, by whom and when",
        details:
            "The newest row last. Columns that changed are named; `--json` shows their values, one row a line.",
        options: [
            .init("table", "TABLE", "only rows about this table"),
            .init("record", "CODE", "only rows about this record"),
            .init("client", "SLUG", "only rows about this client"),
            .init("actor", "NAME", "only what this one did; `sql` for changes made past the tool"),
            .init("since", "DATE", "only from this day on"),
            .init("last", "N", "at most so many, the newest; 50 by default"),
            .init("json", nil, "everything of each row as JSON"),
        ]
    ) { invocation in
        let options = invocation.options
        guard let count = Int(options["last"] ?? "50"), (1...1_000_000).contains(count) else {
            throw UsageError(message: "`--last` takes a number from 1 to 1000000", command: nil)
        }
        let filter = AuditFilter(
            table: options["table"], record: options["record"], client: options["client"],
            actor: options["actor"],
            since: options["since"], last: count)
        for row in try LivePortal(of: invocation).audit(filter) {
            Terminal.say(invocation.has("json") ? row.json : TerminalText.neutralised(row.line))
        }
        return .done
    }
}
