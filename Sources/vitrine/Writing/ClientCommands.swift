internal import Diagnostics
internal import PortalData

/// `vitrine client …`: clients come and go.
enum ClientCommands {
    static let all = [add, activate, suspend, offboard]

    private static let add = Command(
        "client add", operands: "SLUG NAME [COLUMN=VALUE…]", count: 2...100, summary: "Add a client",
        details: """
            SLUG is the first part of every address of the portal. The client is a draft, built and never published, until
            `vitrine client activate SLUG`. Columns are written as for `vitrine add`.

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

    private static let activate = Command(
        "client activate", operands: "SLUG", count: 1...1,
        summary: "Open a client's portal, or open it again",
        details: """
            A draft or suspended client is published from the next publication on, for everybody who was a reader. After
            `client offboard` users and memberships are to be renewed one by one: their access has ended.
            """,
        options: [Author.option]
    ) { invocation in
        try setStatus("active", invocation)
        return .done
    }

    private static let suspend = Command(
        "client suspend", operands: "SLUG", count: 1...1, summary: "Shut a client's portal for now",
        details: """
            Nobody at the client gets in, and its editions are withdrawn; users keep their access at other clients.
            `vitrine client activate SLUG` opens it again. Says who had opened the portal, by the imported access log.
            \(ImmediateChange.details)

                vitrine client suspend acme --now
            """,
        options: ImmediateChange.options + [Author.option]
    ) { invocation in
        try ending(invocation) { try setStatus("suspended", invocation) }
    }

    private static let offboard = Command(
        "client offboard", operands: "SLUG", count: 1...1, summary: "Shut a client's portal for good",
        details: """
            As `client suspend`, and in the same transaction: memberships and grants end, pending requests expire, users who
            have no other client are suspended, which voids invitations, and `clients.offboarded_on` is the day from which
            the periods of retention count. Doing it again changes nothing.
            \(ImmediateChange.details)

                vitrine client offboard acme --now
            """,
        options: ImmediateChange.options + [Author.option]
    ) { invocation in
        try ending(invocation) {
            let slug = invocation.operands[0]
            guard let done = try invocation.changing({ try $0.offboard(slug) }) else {
                Terminal.say("\(slug) is offboarded already: nothing was changed")
                return
            }
            ChangeReport.say("offboarded", done.change)
            Terminal.say(
                "ended: \(done.memberships) memberships, \(done.grants) grants, \(done.requests) requests; "
                    + "suspended: "
                    + (done.suspended.isEmpty ? "nobody" : done.suspended.joined(separator: ", ")))
            Terminal.say(
                "next: `vitrine export --client \(slug) --to FOLDER`, then `vitrine retention --plan`")
        }
    }

    private static func ending(_ invocation: Invocation, _ change: () throws -> Void) throws -> ExitCode {
        let slug = invocation.operands[0]
        return try ImmediateChange(invocation: invocation, thing: ("clients", slug), pages: .go).run {
            try change()
            ChangeReport.say(try LivePortal(of: invocation).readings(of: slug, in: "clients"))
        }
    }

    private static func setStatus(_ status: String, _ invocation: Invocation) throws {
        let slug = invocation.operands[0]
        guard let change = try invocation.changing({ try $0.setStatus(status, ofClient: slug) }) else {
            Terminal.say("\(slug) is \(status) already: nothing was changed")
            return
        }
        ChangeReport.say(status == "active" ? "activated" : status, change)
    }
}
