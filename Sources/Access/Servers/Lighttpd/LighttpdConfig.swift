internal import Files

/// The lighttpd configuration that enforces a manifest, and the password file that it reads.
///
/// lighttpd 1.4.69 stops at 4,096 conditions, so there is none for each edition: one list says which users each prefix
/// lets in, with nobody for the rest, and one password file has all users. lighttpd takes the first prefix that fits.
struct LighttpdConfig: Hashable, Sendable {
    /// Both, the second one secret.
    let files: [ServerFile]

    /// The file of the configuration.
    static let name = "access.lighttpd.conf"
    /// The file of all users' hashes.
    static let passwordsName = "access.lighttpd.htpasswd"

    /// The configuration for a manifest whose `problems` are none.
    ///
    /// - Throws: `notExpressible` for whatever lighttpd cannot be told safely.
    init(_ manifest: Manifest, credentials: CredentialSet, roots: ServerRoots) throws(AccessError) {
        let editions = try ServedEdition.all(manifest, credentials: credentials, server: "lighttpd")
        let rules = LighttpdRules(
            editions, realm: try LighttpdText.quoted(manifest.realm, what: "the realm"))
        let passwords = try LighttpdText.quoted(
            "\(roots.servers)/\(Self.passwordsName)", what: "the access folder")
        var lines = ["# Generated from access.json; changes are lost. Included at the outermost level.", ""]
        lines += try LighttpdAnswers.lines(roots)
        lines += [
            "",
            "# Who may read what. Each prefix has an entry of its own, because lighttpd remembers a login by entry.",
        ]
        lines += [
            #"auth.backend = "htpasswd""#, "auth.backend.htpasswd.userfile = \(passwords)",
            "# A login is remembered for as long, or until the server is reloaded.",
            #"auth.cache = ("max-age" => 60)"#,
        ]
        lines += rules.lines + [""] + LighttpdAnswers.exceptions
        let conditions = lines.count { $0.drop { $0 == " " }.hasPrefix("$") }
        guard conditions <= Self.mostConditions else {
            throw .notExpressible(
                server: "lighttpd", what: "\(conditions) hosts and networks",
                reason: "it takes 4,096 conditions; have one host for all clients, or another server")
        }
        files = [
            ServerFile(Self.name, lines.joined(separator: "\n") + "\n"),
            ServerFile(Self.passwordsName, try Self.passwords(editions), isSecret: true),
        ]
    }

    /// What is left of 4,096 for the operator's own is enough.
    private static let mostConditions = 4_000

    private static func passwords(_ editions: [ServedEdition]) throws(AccessError) -> String {
        var hashes: [String: PasswordHash] = [:]
        for entry in editions.flatMap(\.readers) {
            if let known = hashes[entry.user], known != entry.hash {
                throw .notExpressible(
                    server: "lighttpd", what: "the user `\(entry.user)`", reason: "he has two passwords")
            }
            hashes[entry.user] = entry.hash
        }
        let entries = hashes.map { CredentialFile.Entry(user: $0.key, hash: $0.value) }
        return CredentialFile(edition: "", entries: entries).text
    }
}
