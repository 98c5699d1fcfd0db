internal import PortalData

/// `vitrine client …`: clients come and go.
enum ClientCommands {
    static let all = [
        add,
        status(
            "suspend", "suspended", "Shut a client's portal for now",
            "Nobody at the client gets in from the next publication on, and the editions are withdrawn."),
        status(
            "offboard", "offboarded", "Shut a client's portal for good",
            "As `client suspend`; the periods of retention begin."),
    ]

    private static let add = Command(
        "client add", operands: "SLUG NAME [COLUMN=VALUE…]", count: 2...100, summary: "Add a client",
        details: """
            SLUG is the first part of every address of the portal. The client is a draft, built and never published, until
            `vitrine set clients SLUG status=active`. Columns are written as for `vitrine add`.

                vitrine client add acme "Acme Ltd" locale=en-GB time_zone=Europe/London currency=GBP lead=ada
            """,
        options: [Author.option]
    ) { invocation in
        let columns = try Assignment.all(in: invocation.operands.dropFirst(2))
        let change = try invocation.changing { writer in
            try writer.add(
                [Assignment("slug", invocation.operands[0]), Assignment("name", invocation.operands[1])]
                    + columns,
                to: "clients")
        }
        ChangeReport.say("added", change)
        return .done
    }

    private static func status(_ verb: String, _ status: String, _ summary: String, _ details: String)
        -> Command
    {
        Command(
            "client \(verb)", operands: "SLUG", count: 1...1, summary: summary, details: details,
            options: [Author.option]
        ) { invocation in
            let change = try invocation.changing { writer in
                try writer.set([Assignment("status", status)], of: invocation.operands[0], in: "clients")
            }
            ChangeReport.say(status, change)
            return .done
        }
    }
}
