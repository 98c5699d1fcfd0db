internal import Diagnostics
internal import SQLite

/// Who invites: what the portal's configuration says of the agency.
public struct Inviter: Sendable {
    let agency: String
    let title: String
    let contact: String
    let address: @Sendable (_ edition: String) -> String

    /// The agency, the portal's title, an address for replies, and where the readers of an edition begin.
    public init(
        agency: String, title: String, contact: String,
        address: @escaping @Sendable (_ edition: String) -> String
    ) {
        self.agency = agency
        self.title = title
        self.contact = contact
        self.address = address
    }
}

extension PortalWriter {
    /// The message that tells a user where his portal is, under which name he logs in, and whom to ask: RFC 5322, in the
    /// client's language where that is German or French, else in English. Never the password, which goes another way.
    public func invitation(for username: String, from inviter: Inviter) throws -> String {
        let user = try finder().user(username)
        let readers = try FrozenPortal(reading: database, path: path).readership(asOf: author.day).readers
        guard let reader = readers.first(where: { $0.username == username }), reader.passwordHash != nil
        else {
            throw DiagnosticList([
                Diagnostic(
                    "`\(username)` cannot get in yet",
                    hint: "it takes an active client, a membership or grant that"
                        + " is valid today, and a password: `vitrine user passwd \(username)`")
            ])
        }
        let slug = String(reader.home.prefix { $0 != "." })
        let facts = try facts(of: user, at: slug)
        guard let address = facts.address else {
            throw DiagnosticList([
                Diagnostic(
                    "`\(username)` has no e-mail address",
                    hint: "`vitrine set users \(username) email=…`, or name a person"
                        + " who has one")
            ])
        }
        let words = InvitationWords(locale: facts.locale)
        let text = words.text(
            name: facts.name ?? username, client: facts.client, agency: inviter.agency,
            home: inviter.address(reader.home), username: username,
            ask: [facts.lead ?? inviter.agency, facts.leadAddress ?? inviter.contact, facts.leadPhone])
        try noteInvitation(of: user)
        return MailMessage(
            from: .init(name: inviter.agency, address: inviter.contact),
            to: .init(name: facts.name ?? "", address: address),
            subject: words.subject(inviter.title, facts.client),
            text: text, at: author.at
        ).rendered
    }

    private struct Facts {
        var name: String?
        var address: String?
        var client = ""
        var locale = ""
        var lead: String?
        var leadAddress: String?
        var leadPhone: String?
    }

    private func facts(of user: FoundRecord, at slug: String) throws -> Facts {
        let find = try database.prepare(
            """
            select people.name, coalesce(users.email, people.email), clients.name, clients.locale, staff.name, staff.email,
                staff.phone
            from users left join people on people.id = users.person_id
            join clients on clients.slug = ?2 left join staff on staff.id = clients.lead_id
            where users.id = ?1
            """, isLongLived: false)
        try find.bind(user.key, at: 1)
        try find.bind(slug, at: 2)
        guard try find.step() else { return Facts() }
        return Facts(
            name: find.text(at: 0), address: find.text(at: 1), client: find.text(at: 2) ?? "",
            locale: find.text(at: 3) ?? "", lead: find.text(at: 4), leadAddress: find.text(at: 5),
            leadPhone: find.text(at: 6))
    }
}

/// An invitation in the client's language.
private struct InvitationWords {
    let locale: String

    private func pick(_ english: String, _ german: String, _ french: String) -> String {
        switch locale.prefix(2) {
        case "de": german
        case "fr": french
        default: english
        }
    }

    func subject(_ title: String, _ client: String) -> String { "\(title): \(client)" }

    func text(
        name: String, client: String, agency: String, home: String, username: String, ask: [String?]
    ) -> String {
        let whom = ask.compactMap { $0 }.joined(separator: ", ")
        return pick(
            """
            Hello \(name),

            \(agency) keeps a portal for \(client): what is being done, what is decided, and what waits for you.

              Address:   \(home)
              User name: \(username)

            Your password reaches you another way. If it does not, or if you have a question: \(whom)

            """,
            """
            Guten Tag \(name),

            \(agency) führt ein Portal für \(client): was getan wird, was entschieden ist und was auf Sie wartet.

              Adresse:      \(home)
              Benutzername: \(username)

            Ihr Passwort erhalten Sie auf anderem Weg. Falls nicht, oder bei Fragen: \(whom)

            """,
            """
            Bonjour \(name),

            \(agency) tient un portail pour \(client) : ce qui est en cours, ce qui est décidé et ce qui vous attend.

              Adresse :     \(home)
              Utilisateur : \(username)

            Votre mot de passe vous parviendra par un autre moyen. Sinon, ou pour toute question : \(whom)

            """)
    }
}
