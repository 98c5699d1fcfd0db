/// What nginx looks up for a request: the edition, its password file, the class of headers.
struct NginxMaps {
    let text: String

    init(_ manifest: Manifest, roots: ServerRoots, signOn: NginxSignOn? = nil) throws(AccessError) {
        let lastDays = try NginxLastDays(
            manifest, name: signOn == nil ? "$remote_user" : NginxSignOn.user)
        var lines = [
            "# Generated from access.json; changes are lost. Included at the http level.",
            "",
            "map_hash_bucket_size 256;",
            "map_hash_max_size \(Self.hashSize(for: manifest.rules.count + lastDays.keyCount + (signOn?.keyCount ?? 0)));",
            "variables_hash_bucket_size 128;",
            "variables_hash_max_size \(Self.hashSize(for: manifest.rules.count { !$0.networks.isEmpty } + lastDays.count));",
            "",
            "# The edition that the normalised path names.",
        ]
        lines += NginxText.block(
            "map $uri $vitrine_edition",
            [#"default "";"#, #""~^/(?<vitrine_first>[a-z0-9.-]+)/" $vitrine_first;"#])
        lines += try Self.readers(
            manifest, roots: signOn == nil ? roots : nil, endsByClock: signOn == nil && lastDays.count > 0)
        lines += lastDays.maps
        lines += signOn?.maps ?? []
        lines += Self.kinds
        for header in NginxHeaders.all { lines += header.map }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// At least 2048, at least 16 times the keys: nginx warns long before a table is full.
    private static func hashSize(for count: Int) -> Int {
        var size = 2048
        while size < count * 16 { size *= 2 }
        return size
    }

    /// The password file of the edition that the path names, or its group where there is none.
    private static func readers(
        _ manifest: Manifest, roots: ServerRoots?, endsByClock: Bool
    ) throws(AccessError) -> [String] {
        func value(_ edition: String?) throws(AccessError) -> String {
            guard let roots else { return "\"\(edition ?? SingleSignOn.nobody)\"" }
            let name = edition.map { $0 + ".htpasswd" } ?? CredentialSet.nobody
            return try NginxText.quoted("\(roots.credentials)/\(name)", what: "the access folder")
        }
        let variable = roots == nil ? "$vitrine_group" : "$vitrine_passwords"
        let nobody = try value(nil)
        var networks: [String] = []
        var entries = ["default \(nobody);"]
        for rule in manifest.rules {
            guard case .groups = rule.readers else { continue }
            let name = rule.host.map { "\($0)/\(rule.id)" } ?? rule.id
            let key = try NginxText.mapKey(name, what: "the edition `\(rule.id)`")
            if rule.networks.isEmpty {
                entries.append("\(key) \(try value(rule.id));")
            } else {
                let number = networks.count { $0.hasPrefix("geo ") } + 1
                networks += try geo(
                    rule, number: number, variable: variable, value: value(rule.id), nobody: nobody)
                entries.append("\(key) \(variable)_\(number);")
            }
        }
        let comment = ["", "# Who may read it; by default nobody."]
        let edition =
            manifest.rules.contains { $0.host != nil } ? "$host/$vitrine_edition" : "$vitrine_edition"
        guard endsByClock else {
            return networks + comment + NginxText.block("map \(edition) \(variable)", entries)
        }
        return networks + comment + NginxText.block("map \(edition) $vitrine_passwords_of_edition", entries)
            + NginxText.block(
                "map $vitrine_end \(variable)",
                ["default $vitrine_passwords_of_edition;", "\"\(NginxLastDays.over)\" \(nobody);"])
    }

    /// An edition for some addresses only: everyone else is answered as if it did not exist.
    private static func geo(
        _ rule: AccessRule, number: Int, variable: String, value: String, nobody: String
    ) throws(AccessError) -> [String] {
        var addresses = ["default 0;"]
        for network in rule.networks {
            guard Network(network) != nil else {
                throw .notExpressible(
                    server: "nginx", what: "the network `\(network)`", reason: "not an address range")
            }
            addresses.append("\(network) 1;")
        }
        return ["", "# Where the readers of \(rule.id) must be."]
            + NginxText.block("geo $vitrine_network_\(number)", addresses)
            + NginxText.block(
                "map $vitrine_network_\(number) \(variable)_\(number)",
                ["default \(nobody);", "1 \(value);"])
    }

    private static let kinds =
        ["", "# The class of headers: by path for a success, `page` for everything else."]
        + NginxText.block(
            "map $uri $vitrine_kind_of_path",
            [
                "default page;",
                #""~^/assets/[^/]+\.html$" page;"#,
                #""~^/assets/" asset;"#,
                #""~^/[^/]+/files/." download;"#,
                #""~^/[^/]+/search\.html$" search;"#,
            ])
        + NginxText.block(
            "map $status $vitrine_kind",
            [
                "volatile;", "default page;", "200 $vitrine_kind_of_path;", "206 $vitrine_kind_of_path;",
                "304 $vitrine_kind_of_path;", "416 \(NginxHeaders.sent);",
            ])
        + NginxText.block("map $status $vitrine_allow", [#"default "";"#, #"405 "GET, HEAD";"#])
        + ["", "# `/acme/` is `/acme/index.html`; no other folder has an index."]
        + NginxText.block("map $uri $vitrine_file", ["default $uri;", #""~/$" "${uri}index.html";"#])
}
