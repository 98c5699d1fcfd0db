/// The operator's own file, `site.caddy.conf`: written once, then his to change.
///
/// It says where the server listens and imports the generated file; nothing in it decides who may read what.
struct CaddySite {
    /// The whole text.
    let text: String

    /// A site block that imports `access`, a file of the server files' folder.
    init(_ listener: Listener, roots: ServerRoots, access: String) throws(AccessError) {
        var lines = [
            "# The portal's site. Written once by vitrine and yours from then on: host, TLS, ACME, logs.",
            "# Who may read what stands in the imported file, which each publication writes anew.",
        ]
        var inside: [String] = []
        let address: String
        switch listener {
        case .plain(let plain):
            let (host, port) = try Self.parts(of: plain)
            address = "http://:\(port)"
            inside = ["bind \(host)"]
        case .secure(let host, let certificate, let key):
            address = try CaddyText.word(host, what: "the host")
            inside = [
                "# Without this line Caddy fetches a certificate by itself (ACME), if it can be reached at the host.",
                "tls \(try CaddyText.quoted(certificate, what: "the certificate"))"
                    + " \(try CaddyText.quoted(key, what: "the key"))",
            ]
        }
        inside += ["", "# For `vitrine log import`, and for fail2ban against guessing."]
        inside += ["# log {", "# \toutput file /var/log/caddy/portal.log", "# }", ""]
        inside.append(try CaddyText.imported("\(roots.servers)/\(access)"))
        lines += CaddyText.block(address, inside)
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func parts(of address: String) throws(AccessError) -> (host: String, port: String) {
        let word = try CaddyText.word(address, what: "the address")
        guard let colon = word.lastIndex(of: ":"), Int(word[word.index(after: colon)...]) != nil else {
            throw .notExpressible(server: "Caddy", what: "the address", reason: "`\(word)` names no port")
        }
        let host = word[..<colon].filter { $0 != "[" && $0 != "]" }
        return (host.isEmpty ? "127.0.0.1" : host, String(word[word.index(after: colon)...]))
    }

    /// A whole configuration for one Caddy of its own in the foreground, for demonstrations and tests; it works as whoever
    /// starts it.
    static func standalone(site: String, workFolder: String) throws(AccessError) -> String {
        let folder = try CaddyText.quoted(workFolder, what: "the work folder")
        let socket = try CaddyText.quoted("unix/\(workFolder)/admin.socket", what: "the work folder")
        let options = CaddyText.block(
            "", ["admin \(socket)", "skip_install_trust", "storage file_system \(folder)"])
        return (["{"] + options.dropFirst() + [try CaddyText.imported(site)]).joined(separator: "\n") + "\n"
    }
}
