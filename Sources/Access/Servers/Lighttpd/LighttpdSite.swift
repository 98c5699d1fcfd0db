/// The operator's own file, `site.lighttpd.conf`: written once, then his to change.
///
/// It is the whole configuration of a lighttpd that serves the portal and nothing else: where it listens, TLS, logs, and
/// the generated file. Nothing in it decides who may read what.
struct LighttpdSite {
    /// The whole text.
    let text: String

    /// A file that includes the generated one.
    init(_ listener: Listener, roots: ServerRoots) throws(AccessError) {
        let access = try LighttpdText.quoted(
            "\(roots.servers)/\(LighttpdConfig.name)", what: "the access folder")
        var lines = [
            "# The portal's server. Written once by vitrine and yours from then on: host, TLS, ACME, logs.",
            "# Who may read what stands in the included file, which each publication writes anew.", "",
            #"server.username = "www-data""#, #"server.groupname = "www-data""#,
        ]
        let include = ["", "# Who may read what.", "include \(access)"]
        switch listener {
        case .plain(let address):
            guard let colon = address.lastIndex(of: ":"),
                let port = UInt16(address[address.index(after: colon)...])
            else {
                throw .notExpressible(
                    server: "lighttpd", what: "the address", reason: "`\(address)` names no port")
            }
            let host = try LighttpdText.quoted(String(address[..<colon]), what: "the address")
            lines += ["server.bind = \(host)", "server.port = \(port)"] + include
        case .secure(let host, let certificate, let key):
            lines += try Self.secure(host, certificate, key) + include + Self.plainHTTP(host)
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func secure(
        _ host: String, _ certificate: String, _ key: String
    ) throws(AccessError) -> [String] {
        guard HostName.isValid(String(host.dropFirst(host.hasPrefix("*.") ? 2 : 0))) else {
            throw .notExpressible(
                server: "lighttpd", what: "the host", reason: "`\(host)` is not the name of a host")
        }
        return [
            #"server.errorlog = "/var/log/lighttpd/error.log""#, #"server.pid-file = "/run/lighttpd.pid""#,
            #"server.modules = ("mod_openssl", "mod_accesslog")"#,
            #"accesslog.filename = "/var/log/lighttpd/access.log""#, "", "# TLS: your certificate.",
            "server.port = 443", #"ssl.engine = "enable""#,
            "ssl.pemfile = \(try LighttpdText.quoted(certificate, what: "the certificate"))",
            "ssl.privkey = \(try LighttpdText.quoted(key, what: "the key"))",
            #"ssl.openssl.ssl-conf-cmd = ("MinProtocol" => "TLSv1.2")"#,
            #"$SERVER["socket"] == "[::]:443" { ssl.engine = "enable" }"#,
        ]
    }

    /// Port 80 leads to port 443 and asks for no password; a pattern leads to the host that was asked for.
    private static func plainHTTP(_ host: String) -> [String] {
        let target = host.hasPrefix("*.") ? "${url.authority}" : host
        let redirect = [
            #"ssl.engine = "disable""#, "url.rewrite-repeat = ()",
            #"url.redirect = ("" => "https://\#(target)${url.path}${qsa}")"#, "url.redirect-code = 301",
            #"server.error-handler = """#,
            "# ACME: enable it if certbot writes its answers here.",
            #"# $HTTP["url"] =^ "/.well-known/acme-challenge/" {"#,
            #"#     server.document-root = "/var/lib/letsencrypt""#, "#     url.redirect = ()",
            "#     auth.require = ()", "# }",
        ]
        return ["0.0.0.0:80", "[::]:80"].flatMap {
            [""] + LighttpdText.block("$SERVER[\"socket\"] == \"\($0)\"", redirect)
        }
    }

    /// A whole configuration for one lighttpd of its own in the foreground, for demonstrations and tests.
    ///
    /// Its pid file goes to `workFolder`; `site` is the file that holds `text`. It does not answer wrong passwords late.
    static func standalone(
        site: String, workFolder: String, user: String? = nil
    ) throws(AccessError) -> String {
        let folder = try LighttpdText.quoted(workFolder, what: "the work folder").dropLast()
        var lines = [
            "include \(try LighttpdText.quoted(site, what: "the site file"))",
            "server.pid-file := \(folder)/lighttpd.pid\"",
            #"server.feature-flags += ("auth.delay-invalid-creds" => "disable")"#,
        ]
        if let user {
            let name = try LighttpdText.quoted(user, what: "the user")
            lines += ["server.username := \(name)", "server.groupname := \(name)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
