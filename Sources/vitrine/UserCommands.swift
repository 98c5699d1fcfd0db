internal import Access
internal import PortalData

/// `vitrine user …`.
enum UserCommands {
    static let all = [add, passwd, suspend, expire]

    private static let add = Command(
        "user add", operands: "USERNAME", count: 1...1, summary: "Add a user with a role at a client",
        details: """
            He gets in once he has a password (`vitrine user passwd`), with the next publication.

                vitrine user add pat --client acme --role member --email pat@acme.example
            """,
        options: [
            .init("client", "SLUG", "where"),
            .init("role", "ROLE", "owner, approver, billing, member, viewer, …"),
            .init("email", "ADDRESS", "for the invitation"),
            .init("person", "CODE", "who that is, in `people`"),
            .init("until", "DATE", "the last day of the role; for good without it"), Author.option,
        ]
    ) { invocation in
        guard let client = invocation.options["client"], let role = invocation.options["role"] else {
            throw UsageError(message: "`user add` needs `--client` and `--role`", command: nil)
        }
        let person = invocation.options["person"].map { "\(client)/\($0)" }
        let columns = [("email", invocation.options["email"]), ("person", person)].compactMap { name, value in
            value.map { Assignment(name, $0) }
        }
        let change = try invocation.changing { writer in
            try writer.addUser(
                invocation.operands[0], role: role, at: client, until: invocation.options["until"], columns)
        }
        ChangeReport.say("added", change)
        return Terminal.say("`vitrine user passwd \(invocation.operands[0])` makes a password")
    }

    private static let suspend = Command(
        "user suspend", operands: "USERNAME", count: 1...1, summary: "Keep a user out",
        details: """
            At every client. `vitrine set users USERNAME status=active` lets him in again. \(ImmediateChange.details)

                vitrine user suspend pat --now
            """,
        options: ImmediateChange.options + [Author.option]
    ) { try change("suspended", Assignment("status", "suspended"), $0) }

    private static let expire = Command(
        "user expire", operands: "USERNAME", count: 1...1, summary: "Say when a user's access ends",
        details: "\(ImmediateChange.details)",
        options: [.init("on", "DATE", "the first day without access; today by default")]
            + ImmediateChange.options + [Author.option]
    ) { try change("changed", Assignment("expires_on", $0.options["on"] ?? "today"), $0) }

    private static func change(
        _ verb: String, _ assignment: Assignment, _ invocation: Invocation
    ) throws -> ExitCode {
        let username = invocation.operands[0]
        return try ImmediateChange(invocation: invocation, thing: ("users", username)).run {
            let change = try invocation.changing { try $0.set([assignment], of: username, in: "users") }
            ChangeReport.say(verb, change)
        }
    }

    private static let passwd = Command(
        "user passwd", operands: "USERNAME", count: 1...1,
        summary: "Give a user a new password, shown once",
        details: """
            The password is generated from 128 bits of randomness; the database keeps its bcrypt hash. It takes effect with the
            next publication.
            """, options: [Author.option]
    ) { invocation in
        let password = Password.generated()
        // Cost 6: a server computes it at every request, and a generated password cannot be guessed at any cost.
        let hash = try PasswordHash(of: password, cost: 6)
        try invocation.changing { writer in
            try writer.setPasswordHash(hash.text, of: invocation.operands[0])
        }
        return Terminal.say(password.text)
    }
}
