/// An edition as servers whose configuration is a list of sections need it, checked once for all of them.
struct ServedEdition: Sendable {
    /// The folder in the document root, and the first segment of its URLs.
    let name: String
    /// Address ranges that its readers must come from; empty allows all.
    let networks: [String]
    /// The only host on which it is; nil for every host.
    let host: String?
    /// Who has a password for it, in byte order.
    let readers: [CredentialFile.Entry]
    /// The last days of those of its readers who have one, in order, each with their names in byte order.
    let lastDays: [(day: String, users: [String])]

    /// The editions of a manifest, in byte order of their names.
    ///
    /// - Throws: `notExpressible` for a name, network or host that would mean something else in a configuration, and for
    ///   a rule that names other groups than the edition's own.
    static func all(
        _ manifest: Manifest, credentials: CredentialSet, server: String
    ) throws(AccessError) -> [ServedEdition] {
        let files = Dictionary(
            credentials.files.map { ($0.edition, $0.entries) }, uniquingKeysWith: { first, _ in first })
        let ends = Dictionary(
            manifest.users.compactMap { user in user.validUntil.map { (user.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        var editions: [ServedEdition] = []
        for rule in manifest.rules {
            guard case .groups(let groups) = rule.readers else { continue }
            try check(rule, groups, server)
            let readers = files[rule.id] ?? []
            for reader in readers where !AccessUser.isValidName(reader.user) {
                throw .notExpressible(
                    server: server, what: "the user `\(reader.user)`", reason: "not a plain name")
            }
            editions.append(
                ServedEdition(
                    name: rule.id, networks: rule.networks, host: rule.host, readers: readers,
                    lastDays: lastDays(of: readers.map(\.user), ends)))
        }
        return editions
    }

    private static func check(_ rule: AccessRule, _ groups: [String], _ server: String) throws(AccessError) {
        guard EditionName.isValid(rule.id), rule.scope == .prefix("/\(rule.id)/") else {
            throw .notExpressible(
                server: server, what: "the rule `\(rule.id)`",
                reason: "it does not cover the edition of its name")
        }
        guard groups == [rule.id] else {
            throw .notExpressible(
                server: server, what: "the readers of `\(rule.id)`",
                reason: "they are not one group of its name")
        }
        for network in rule.networks where Network(network) == nil {
            throw .notExpressible(
                server: server, what: "the network `\(network)`", reason: "not an address range")
        }
        if let host = rule.host, !HostName.isValid(host) {
            throw .notExpressible(
                server: server, what: "the host `\(host)`", reason: "not the name of a host")
        }
    }

    private static func lastDays(
        of users: [String], _ ends: [String: String]
    ) -> [(day: String, users: [String])] {
        var days: [String: [String]] = [:]
        for user in users { if let day = ends[user] { days[day, default: []].append(user) } }
        return days.sorted { Manifest.precedes($0.key, $1.key) }.map { ($0.key, $0.value) }
    }
}
