internal import Access
internal import PortalData

/// `vitrine user …`.
enum UserCommands {
    static let passwd = Command(
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
