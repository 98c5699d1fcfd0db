internal import Diagnostics
internal import PortalData

/// `vitrine request …`: how somebody comes to see more.
enum RequestCommands {
    static let all = [open, list, approve, deny, withdraw, expire]

    private static let answer = Command.Option(
        "answer", "TEXT", "what the requester and the client's owners read")
    private static let comment = Command.Option("comment", "TEXT", "why, for the agency alone")

    private static let open = Command(
        "request open", operands: "USER [TABLE CODE]", count: 1...3,
        summary: "Note that a user asks for a record",
        details: """
            Prints the request's number. What is no record is said in words: `--resource "All invoices of 2025" --client acme`.

                vitrine request open pat documents acme/contract --reason "For the audit"
            """,
        options: [
            .init("level", "LEVEL", "`view` or `download`, the default"), .init("reason", "TEXT", "why"),
            .init("resource", "TEXT", "what is asked for, in words"),
            .init("client", "SLUG", "the client, for what is said in words"), Author.option,
        ]
    ) { invocation in
        let operands = invocation.operands
        let thing: RequestedThing
        if let words = invocation.options["resource"], let client = invocation.options["client"],
            operands.count == 1
        {
            thing = .words(words, client: client)
        } else if operands.count == 3, !invocation.has("resource") {
            thing = .record(table: operands[1], code: operands[2])
        } else {
            throw UsageError(
                message: "`request open` takes USER TABLE CODE, or USER with `--resource` and `--client`",
                command: nil)
        }
        let id = try invocation.changing { writer in
            try writer.openRequest(
                by: operands[0], for: thing, level: invocation.options["level"],
                reason: invocation.options["reason"])
        }
        Terminal.say("\(id)")
        return .done
    }

    private static let list = Command(
        "request list", summary: "Show the requests that are pending",
        options: [
            .init("client", "SLUG", "only this client's"), .init("all", nil, "those that were decided too"),
        ]
    ) { invocation in
        let lines = try LivePortal(of: invocation).requests(
            pendingOnly: !invocation.has("all"), client: invocation.options["client"])
        for line in lines { Terminal.say(TerminalText.neutralised(line)) }
        return .done
    }

    private static let approve = Command(
        "request approve", operands: "ID", count: 1...1,
        summary: "Approve a request, and grant what it asks for",
        options: [
            .init("until", "DATE", "the last day of the grant; for good without it"),
            answer, comment, .init("by", "USER", "who approved it"), Author.option,
        ]
    ) { invocation in
        let id = invocation.operands[0]
        let change = try invocation.changing { writer in
            try writer.approve(
                request: id, by: invocation.options["by"], comment: invocation.options["comment"],
                answer: invocation.options["answer"], until: invocation.options["until"])
        }
        if let change {
            ChangeReport.say("approved request \(id): granted", change)
        } else {
            Terminal.say(
                "approved request \(id), which names no record: grant what it means with `vitrine grant`")
        }
        return .done
    }

    private static let deny = Command(
        "request deny", operands: "ID", count: 1...1, summary: "Deny a request",
        options: [answer, comment, .init("by", "USER", "who denied it"), Author.option]
    ) { invocation in
        try invocation.changing { writer in
            try writer.deny(
                request: invocation.operands[0], by: invocation.options["by"],
                comment: invocation.options["comment"], answer: invocation.options["answer"])
        }
        return Terminal.say("denied request \(invocation.operands[0])")
    }

    private static let withdraw = Command(
        "request withdraw", operands: "ID", count: 1...1, summary: "Take a request back, as its user wishes",
        options: [Author.option]
    ) { invocation in
        let id = invocation.operands[0]
        try invocation.changing { try $0.withdraw(request: id) }
        return Terminal.say("withdrew request \(id)")
    }

    private static let expire = Command(
        "request expire", summary: "Let requests expire that nobody decided",
        details: "For the nightly job. The user may ask again.",
        options: [
            .init("older-than", "DAYS", "how old a request must be; 30 days by default"), Author.option,
        ]
    ) { invocation in
        guard let days = Int(invocation.options["older-than"] ?? "30"), (1...3650).contains(days) else {
            throw UsageError(message: "`--older-than` takes a number of days from 1 to 3650", command: nil)
        }
        let expired = try invocation.changing { try $0.expireRequests(olderThanDays: days) }
        return Terminal.say(
            expired.isEmpty
                ? "no request is older than \(days) days"
                : "expired: requests " + expired.map { "\($0)" }.joined(separator: ", "))
    }
}
