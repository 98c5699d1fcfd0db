internal import Access
internal import PortalData
internal import Publishing

/// `vitrine user …`.
enum UserCommands {
    static let passwd = Command(
        "user passwd", operands: "USERNAME", count: 1...1,
        summary: "Give a user a new password, shown once",
        details: """
            The password is generated from 128 bits of randomness; the database keeps its bcrypt hash. It takes effect with the
            next publication.
            """
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let password = Password.generated()
        // Cost 6: a server computes it at every request, and a generated password cannot be guessed at any cost.
        let hash = try PasswordHash(of: password, cost: 6)
        let path = try Configuration(of: folder).databasePath(in: folder)
        try Database.setPasswordHash(hash.text, of: invocation.operands[0], in: path)
        return Terminal.say(password.text)
    }
}
