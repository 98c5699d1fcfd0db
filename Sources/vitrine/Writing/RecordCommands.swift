internal import PortalData

/// Commands that decide who may see a record, and in which state it is.
enum RecordCommands {
    static let all = [setState, release, withdraw]

    private static let setState = Command(
        "set-state", operands: "TABLE CODE STATE", count: 3...3, summary: "Move a record along its workflow",
        details: """
            STATE is the state's id or what follows its dot. The database refuses what the workflow does not allow, for this
            command and for any other writer: a way that there is not, a reason that is missing, a column that must be set first,
            a decision that is the client's or that of a role: `--by-person` says who made it.

                vitrine set-state projects acme/website on-hold --reason "Waiting for the new logo"
                vitrine set-state deliverables acme/logo accepted --by-person bo
            """,
        options: [
            .init("reason", "TEXT", "why; the client reads it"),
            .init("internal-reason", "TEXT", "why; the client does not read it"),
            .init("by-person", "CODE", "the person at the client whose decision it was"), Author.option,
        ]
    ) { invocation in
        let change = try invocation.changing { writer in
            try writer.setState(
                invocation.operands[1], in: invocation.operands[0], to: invocation.operands[2],
                reason: invocation.options["reason"], internalReason: invocation.options["internal-reason"],
                person: invocation.options["by-person"])
        }
        ChangeReport.say("moved", change)
        return .done
    }

    private static let release = Command(
        "release", operands: "TABLE CODE", count: 2...2, summary: "Make a record visible to an audience",
        details: """
            An internal record becomes the team's unless `--audience` names another; any other keeps its audience. It is visible
            from the next publication on.

                vitrine release documents acme/contract --audience board
            """,
        options: [
            .init("audience", "KEY", "who sees it"),
            .init("from", "DATE", "the first day on which it is visible"),
            .init("until", "DATE", "the last day on which it is visible"), Author.option,
        ]
    ) { invocation in
        let change = try invocation.changing { writer in
            try writer.release(
                invocation.operands[1], in: invocation.operands[0], to: invocation.options["audience"],
                from: invocation.options["from"], until: invocation.options["until"])
        }
        ChangeReport.say("released", change)
        return .done
    }

    private static let withdraw = Command(
        "withdraw", operands: "TABLE CODE", count: 2...2, summary: "Make a record internal again",
        details: """
            The audit log keeps whose it was. Says who had opened its page or files, by the imported access log.
            \(ImmediateChange.details)
            Here the pages must change: where they may not, nothing does, and the exit code is 3.

                vitrine withdraw documents acme/contract --now
            """,
        options: ImmediateChange.options + [Author.option]
    ) { invocation in
        let (table, code) = (invocation.operands[0], invocation.operands[1])
        return try ImmediateChange(invocation: invocation, thing: (table, code), pages: .mustChange).run {
            let change = try invocation.changing { try $0.withdraw(code, in: table) }
            ChangeReport.say("withdrew", change)
            ChangeReport.say(try LivePortal(of: invocation).readings(of: code, in: table))
        }
    }
}
