internal import Access
internal import YAML

/// What `servers:` of `vitrine.yaml` says of the web servers that enforce the manifest.
struct ServerSettings: Hashable, Sendable {
    /// Where a server finds `site/` and `access/`.
    var root = "/srv/portal"
    /// The servers that files are written for, in a fixed order; none where something else enforces the manifest.
    var kinds = WebServer.allCases
    /// Whether each client has a host of its own, `<slug>.<host of base_url>`, instead of a folder at one host.
    var hasClientHosts = false
    /// Who knows the readers; nil where servers ask for their passwords.
    var signOn: SingleSignOn?

    /// Those of a portal that says nothing of servers.
    init() {}

    /// Reads the mapping; mistakes are reported to it.
    init(_ mapping: YAMLMapping) {
        root = mapping.string("root") ?? root
        if !Self.isPlain(root) {
            mapping.report(
                "`root` cannot be written into server files", at: "root",
                hint: "an absolute path of letters, digits, `-`, `_`, `.` and `/`")
        }
        hasClientHosts = mapping.choice("layout", of: ["paths", "hosts"]) == "hosts"
        let names = mapping.strings("kinds")
        let known = WebServer.allCases.map(\.rawValue)
        for name in names where !known.contains(name) {
            mapping.report(
                "there are no files for `\(name)`", at: "kinds",
                hint: "it may be " + known.map { "`\($0)`" }.joined(separator: ", "))
        }
        // An empty list is said on purpose: something else enforces the manifest.
        if !names.isEmpty || mapping.node("kinds") != nil {
            kinds = WebServer.allCases.filter { names.contains($0.rawValue) }
        }
        signOn = mapping.mapping("single_sign_on").flatMap { Self.signOn($0) }
        if signOn != nil, kinds != [.nginx] {
            mapping.report(
                "no server but nginx is told to ask oauth2-proxy", at: "single_sign_on",
                hint: "write `kinds: [nginx]`")
        }
    }

    /// Reads how oauth2-proxy is asked.
    private static func signOn(_ mapping: YAMLMapping) -> SingleSignOn? {
        let proxy = mapping.string("proxy", required: true) ?? ""
        let parts = proxy.split(separator: ":", omittingEmptySubsequences: false)
        if !proxy.isEmpty,
            parts.count != 2 || !HostName.isValid(String(parts[0])) || WebAddress.port(parts[1]) == nil
        {
            mapping.report(
                "`proxy` is no host and port", at: "proxy",
                hint: "where oauth2-proxy listens: `127.0.0.1:4180`")
        }
        let name = mapping.choice("name", of: SingleSignOn.Name.allCases.map(\.rawValue))
        return SingleSignOn(
            proxy: proxy, name: name.flatMap { .init(rawValue: $0) } ?? .preferredUsername,
            hasGroups: mapping.bool("groups") ?? true, hasSecondFactor: mapping.bool("second_factor") ?? false
        )
    }

    /// The servers that know readers by a password alone.
    var kindsWithPasswordsAlone: [WebServer] { signOn?.hasSecondFactor == true ? [] : kinds }

    /// What each publication writes for these servers, by a manifest.
    ///
    /// - Throws: `notExpressible` for whatever of it one of the servers cannot be told.
    func files(
        _ manifest: Manifest, _ credentials: CredentialSet
    ) throws(AccessError) -> [ServerFile] {
        var files = [Fail2banFilter.file]
        for server in kinds {
            files += try server.accessFiles(
                manifest, credentials: credentials, roots: roots, signOn: signOn)
        }
        return files
    }

    /// Both folders, as servers see them.
    var roots: ServerRoots { ServerRoots(root: root) }

    /// Whether a path needs no quoting in any server's configuration.
    private static func isPlain(_ path: String) -> Bool {
        path.hasPrefix("/")
            && path.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }
}
