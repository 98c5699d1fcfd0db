/// Who may read which prefix, in lighttpd's words.
struct LighttpdRules {
    /// The assignments and conditions.
    let lines: [String]

    /// The rules of editions for a realm in quotes.
    init(_ editions: [ServedEdition], realm: String) {
        func entry(_ prefix: String, _ users: [String]) -> String {
            let readers =
                users.isEmpty ? "user=\(Self.nobody)" : users.map { "user=\($0)" }.joined(separator: "|")
            return
                "\"\(prefix)\" => (\"method\" => \"basic\", \"realm\" => \(realm), \"require\" => \"\(readers)\")"
        }
        func entry(_ edition: ServedEdition) -> String {
            entry("/\(edition.name)/", edition.readers.map(\.user))
        }
        func rules(_ editions: [ServedEdition]) -> [String] {
            let open = editions.filter(\.networks.isEmpty).map(entry) + [entry("/", [])]
            return LighttpdText.list("auth.require", open) + Self.networks(editions, entry)
        }
        let hosts = Set(editions.compactMap(\.host)).sorted(by: Manifest.precedes)
        lines =
            rules(editions.filter { $0.host == nil })
            + hosts.flatMap { host in
                LighttpdText.block(
                    "$HTTP[\"host\"] == \"\(host)\"", rules(editions.filter { $0.host == host }))
            }
    }

    /// No user has this name, and no password file can hold it.
    private static let nobody = "-"

    /// Editions for some addresses only: everyone else is answered as if they did not exist.
    private static func networks(
        _ editions: [ServedEdition], _ entry: (ServedEdition) -> String
    ) -> [String] {
        let networks = Set(editions.flatMap(\.networks)).sorted(by: Manifest.precedes)
        return networks.flatMap { network in
            LighttpdText.block(
                "$HTTP[\"remoteip\"] == \"\(network)\"",
                editions.filter { $0.networks.contains(network) }.flatMap { edition in
                    LighttpdText.block(
                        "$HTTP[\"url\"] =^ \"/\(edition.name)/\"",
                        LighttpdText.list("auth.require", [entry(edition)]))
                })
        }
    }
}
