/// nginx in front of the files, oauth2-proxy beside it: who the reader is, and whether he may go on.
struct NginxSignOn {
    /// For the `http` level: the readers of each edition.
    let maps: [String]
    /// For the `server` level: every protected path, and the way to sign in.
    let locations: [String]
    /// How many keys the map has.
    let keyCount: Int

    init(_ signOn: SingleSignOn, _ manifest: Manifest) throws(AccessError) {
        let readers = manifest.readersByEdition
        var keys: [String] = []
        for rule in manifest.rules {
            guard case .groups = rule.readers else { continue }
            for reader in readers[rule.id] ?? [] {
                keys.append(try NginxText.mapKey("\(rule.id):\(reader)", what: "the user `\(reader)`"))
            }
        }
        if let twice = Dictionary(keys.map { ($0.lowercased(), 1) }, uniquingKeysWith: +).filter({
            $0.value > 1
        }).keys.min() {
            throw .notExpressible(
                server: "nginx", what: "the users \(twice)",
                reason: "it tells no capital letters from small ones")
        }
        keyCount = keys.count
        let passed = manifest.users.contains { $0.validUntil != nil } ? "$vitrine_end" : "\"\""
        maps =
            ["", "# Whom the manifest lets in; the way to nowhere for everybody else."]
            + NginxText.block(
                #"map "$vitrine_wanted:\#(Self.user)" $vitrine_gate"#,
                [#"default "/\#(SingleSignOn.nobody)";"#] + keys.map { "\($0) \(passed);" })

        let proxy = "http://\(try NginxText.word(signOn.proxy, what: "the address of oauth2-proxy"))"
        let forwarded = [
            "proxy_set_header Host $host;", "proxy_set_header X-Real-IP $remote_addr;",
            "proxy_set_header X-Forwarded-For $remote_addr;", "proxy_set_header X-Forwarded-Host $host;",
            "proxy_set_header X-Forwarded-Proto $scheme;", "proxy_set_header X-Forwarded-Uri $request_uri;",
        ]
        let prefix = SingleSignOn.prefix
        let groups = signOn.hasGroups ? "?allowed_groups=$vitrine_wanted" : ""
        locations =
            NginxText.block(
                "location /",
                [
                    "# Before oauth2-proxy is asked: its own request has another path.",
                    "set $vitrine_wanted $vitrine_group;",
                    "auth_request \(prefix)/auth;",
                    "auth_request_set \(Self.user) $upstream_http_x_auth_request_\(signOn.name.rawValue);",
                    "try_files $vitrine_gate$vitrine_file =404;",
                ])
            + NginxText.block(
                "location = \(prefix)/auth",
                [
                    "internal;", "proxy_pass \(proxy)\(prefix)/auth\(groups);",
                    "proxy_pass_request_body off;",
                    #"proxy_set_header Content-Length "";"#, #"proxy_set_header Authorization "";"#,
                ] + forwarded)
            + NginxText.block(
                "location \(prefix)/",
                [
                    "proxy_pass \(proxy);", "# Sessions are kept in large cookies.", "proxy_buffer_size 16k;",
                    "proxy_buffers 4 16k;", "proxy_busy_buffers_size 16k;",
                ] + forwarded)
            + NginxText.block(
                "location \(Self.start)", ["return 302 \(prefix)/start?rd=$request_uri;"])
    }

    /// What holds the name of who asks, once oauth2-proxy has said it.
    static let user = "$vitrine_user"

    /// Where somebody is led whom oauth2-proxy does not know.
    static let start = "@vitrine_sign_in"
}
