internal import PortalData

/// `vitrine grant` and `vitrine revoke`: one record for one user.
enum GrantCommands {
    static let all = [grant, revoke]

    private static let grant = Command(
        "grant", operands: "TABLE CODE USER", count: 3...3,
        summary: "Give one user one record, and what belongs to it",
        details: """
            The user gets an edition of his own, which nobody else can open. A record that a whole group should see is released to
            an audience instead. Refused where the user would see nothing of it: the record is internal, or belongs to one that
            he does not see.

                vitrine grant documents acme/contract pat --until 2026-12-31
            """,
        options: [
            .init("level", "LEVEL", "`view`: the record without its files; `download`, the default"),
            .init("until", "DATE", "the last day; for good without it"),
            .init("reason", "TEXT", "why"), Author.option,
        ]
    ) { invocation in
        let change = try invocation.changing { writer in
            try writer.grant(
                invocation.operands[1], in: invocation.operands[0], to: invocation.operands[2],
                level: invocation.options["level"], until: invocation.options["until"],
                reason: invocation.options["reason"])
        }
        ChangeReport.say("granted \(invocation.operands[2])", change)
        return .done
    }

    private static let revoke = Command(
        "revoke", operands: "TABLE CODE USER", count: 3...3, summary: "Take a grant back",
        details: """
            The record is gone from the user's edition. \(ImmediateChange.details)
            Where the client's pages stay as they were, the user's own edition is closed until the next publication.

                vitrine revoke documents acme/contract pat --now
            """,
        options: ImmediateChange.options + [Author.option]
    ) { invocation in
        let (table, code) = (invocation.operands[0], invocation.operands[1])
        return try ImmediateChange(invocation: invocation, thing: (table, code)).run {
            let change = try invocation.changing { writer in
                try writer.revoke(code, in: table, from: invocation.operands[2])
            }
            ChangeReport.say("took from \(invocation.operands[2])", change)
        }
    }
}
