/// Who may read which edition, as Caddy looks it up for a request.
struct CaddyReaders {
    /// The readers of each edition, the number of its networks where it has some, the last day of each user.
    let maps: [String]
    /// A user name and a hash a line.
    let accounts: [String]
    /// Matches an `Authorization` whose user name is known, without decoding it.
    let knownUser: String
    /// Refuses who comes from elsewhere than an edition's readers may.
    let networks: [String]

    /// Stands in for whoever is unknown; no user's name begins so, and it is nine bytes with its colon, which base64 keeps apart
    /// from what follows.
    static let stranger = "-unknown"

    init(_ manifest: Manifest, credentials: CredentialSet) throws(AccessError) {
        var readers: [String: [String]] = [:]
        var hashes: [String: PasswordHash] = [:]
        for file in credentials.files {
            readers[file.edition] = file.entries.map(\.user)
            for entry in file.entries { hashes[entry.user] = entry.hash }
        }
        var lists: [[String]] = []
        var editions: [String] = []
        for rule in manifest.rules {
            guard case .groups = rule.readers else { continue }
            var number = 0
            if !rule.networks.isEmpty {
                if !lists.contains(rule.networks) { lists.append(rule.networks) }
                number = 1 + (lists.firstIndex(of: rule.networks) ?? 0)
            }
            // Each name stands between two spaces, so that none is found in another.
            let names = (readers[rule.id] ?? []).map { $0 + " " }.joined()
            editions.append("\(rule.host ?? "")/\(rule.id) \" \(names)\" net\(number)")
        }
        let host = manifest.rules.contains { $0.host != nil } ? "{http.request.host}" : ""
        maps =
            ["# Who may read it; by default nobody."]
            + CaddyText.block(
                "map * \(host)/{vitrine_edition} {vitrine_readers} {vitrine_network}",
                editions + ["default \" \" net0"])
            + Self.lastDays(manifest)
        networks = try Self.outside(lists)
        let users = hashes.sorted { Manifest.precedes($0.key, $1.key) }
        if users.contains(where: { $0.key == "import" }) {
            throw .notExpressible(
                server: "Caddy", what: "the user name `import`", reason: "a line that begins so reads a file")
        }
        accounts =
            users.map { "\($0.key) \($0.value.text)" }
            + ["\(Self.stranger) \(Self.strangersHash(like: users.map(\.value)))"]
        knownUser = Base64Prefix.pattern(of: [Self.stranger] + users.map(\.key))
    }

    /// Whoever has a last day is refused after it, whether or not something was published since.
    private static func lastDays(_ manifest: Manifest) -> [String] {
        let days = manifest.users.compactMap { user in user.validUntil.map { "/\(user.name) \($0)" } }
        return ["", "# The last day on which a user may read, in UTC."]
            + CaddyText.block("map * /{http.auth.user.id} {vitrine_last_day}", days + ["default 9999-12-31"])
    }

    private static func outside(_ lists: [[String]]) throws(AccessError) -> [String] {
        var lines: [String] = []
        for (index, list) in lists.enumerated() {
            for network in list where Network(network) == nil {
                throw .notExpressible(
                    server: "Caddy", what: "the network `\(network)`", reason: "not an address range")
            }
            lines += CaddyText.block(
                "@vitrine_outside_\(index + 1)",
                ["vars {vitrine_network} net\(index + 1)", "not remote_ip \(list.joined(separator: " "))"])
            lines.append("error @vitrine_outside_\(index + 1) 401")
        }
        return lines
    }

    /// A hash that nobody knows a password for, as costly as most of the others.
    private static func strangersHash(like hashes: [PasswordHash]) -> String {
        var counts: [Int: Int] = [:]
        for hash in hashes { counts[hash.cost, default: 0] += 1 }
        let cost = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 10
        return "$2y$\(cost < 10 ? "0" : "")\(cost)$" + String(repeating: ".", count: 53)
    }
}
