internal import Diagnostics
internal import PortalData
internal import Publishing

/// `vitrine forget`.
enum ForgetCommand {
    static let command = Command(
        "forget", operands: "PERSON", count: 1...1, summary: "Erase a person at a client",
        details: """
            PERSON is a user name, the code of a row of `people` (`acme/ada`), or an e-mail address, which stands for everybody who
            has it. Names, addresses, telephone numbers and the password go, memberships and grants end; what the person did stays,
            by a former reader. What rows of the audit log say of the person is erased. Texts and files that name the person are
            listed for you to change, as only people can tell what is meant. `--plan` changes nothing. Exit code 3, and nothing is
            changed, where something that the person signed or approved is on legal hold.

                vitrine forget acme/jane-doe --plan
            """,
        options: [
            .init("plan", nil, "tell what would happen"), .init("apply", nil, "do it"), Author.option,
            PortalLock.waiting,
        ],
        undone: "nothing was changed"
    ) { invocation in
        guard invocation.has("plan") != invocation.has("apply") else {
            throw UsageError(
                message: "`forget` takes either `--plan` or `--apply`; a plan changes nothing", command: nil)
        }
        let folder = PortalFolder(root: invocation.folder)
        let lock = try PortalLock(of: folder, invocation)
        defer { lock.release() }
        let pruning = try Pruning(of: folder, LivePortal(of: invocation), as: Author(of: invocation))
        let word = invocation.operands[0]
        if invocation.has("plan") {
            let person = try pruning.planForgetting(word)
            guard person.holds.isEmpty else { return refuse(person) }
            try say(person, pruning)
            return Terminal.say(
                "nothing was changed; `vitrine forget \(TerminalText.neutralised(word)) --apply` does it")
        }
        let (person, rest) = try pruning.forget(word)
        guard person.holds.isEmpty else { return refuse(person) }
        try say(person, pruning)
        return PruningReport.end(rest, isChanged: true)
    }

    private static func refuse(_ person: ForgetOutcome) -> ExitCode {
        for row in person.rows { Terminal.complain(TerminalText.neutralised("cannot be forgotten: \(row)")) }
        for hold in person.holds { Terminal.complain(TerminalText.neutralised("on legal hold: \(hold)")) }
        Terminal.complain("nothing was changed")
        return .guardRefused
    }

    private static func say(_ person: ForgetOutcome, _ pruning: Pruning) throws {
        for change in person.changes { PruningReport.say(change) }
        if person.erased > 0 {
            Terminal.say("rows of the audit log whose contents are erased: \(person.erased)")
        }
        let mentions = try person.mentions + pruning.lines(naming: person.words)
        if !mentions.isEmpty { Terminal.say("named still, for you to look at:") }
        for mention in mentions { PruningReport.say("  \(mention)") }
    }
}
