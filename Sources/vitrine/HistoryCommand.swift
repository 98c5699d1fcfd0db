internal import Diagnostics
internal import PortalData
internal import Publishing

/// `vitrine history`.
enum HistoryCommand {
    static let command = Command(
        "history", operands: "[TABLE CODE]", count: 0...2,
        summary: "Tell what happened to a record or a user",
        details: """
            When it was made, who changed which columns, moves along the workflow, approvals, versions, grants, requests and who read
            it, oldest first; then in which snapshots each edition held it, and where it is published now. What was changed with
            plain SQL is by `sql`. CODE is the row's code or number; `acme/website` where two clients have the same code.

                vitrine history documents acme/contract
                vitrine history --user ada
            """,
        options: [.init("user", "USER", "what happened to a user, and what he did")]
    ) { invocation in
        let portal = try LivePortal(of: invocation)
        let history: RecordHistory
        switch (invocation.options["user"], invocation.operands.count) {
        case (let user?, 0): history = try portal.history(ofUser: user)
        case (nil, 2): history = try portal.history(of: invocation.operands[1], in: invocation.operands[0])
        default: throw UsageError(message: "`history` takes TABLE CODE or `--user`", command: nil)
        }
        say(history.record)
        for event in history.events {
            say([event.at, event.actor, event.text].compactMap { $0 }.joined(separator: "  "))
        }
        if !history.knowsReadings { say("no access log has been imported: who read it is not known") }
        let folder = PortalFolder(root: invocation.folder)
        guard let client = history.client else { return .done }
        let spans = try RecordSpan.all(label: history.label, client: client, in: folder)
        if !spans.isEmpty { say("snapshots, each of the date that its name begins with:") }
        for span in spans {
            say(
                "  \(span.edition): "
                    + (span.until.map { "\(span.from) until \($0)" } ?? "since \(span.from)"))
        }
        if let published = try PublishedRecord(label: history.label, client: client, in: folder) {
            say("published in \(published.snapshot), as of \(published.asOf):")
            for path in published.paths { say("  \(path)") }
        }
        return .done
    }

    private static func say(_ text: String) { Terminal.say(TerminalText.neutralised(text)) }
}
