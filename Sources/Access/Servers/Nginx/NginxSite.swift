/// The operator's own file, `site.nginx.conf`: written once, then his to change.
///
/// It says where the server listens and includes the generated files; nothing in it decides who may read what.
struct NginxSite {
    /// The whole text.
    let text: String

    /// A file that includes the generated ones.
    init(_ listener: Listener, roots: ServerRoots) throws(AccessError) {
        let maps = try NginxText.quoted("\(roots.servers)/\(NginxConfig.mapsName)", what: "the access folder")
        let server = try NginxText.quoted(
            "\(roots.servers)/\(NginxConfig.serverName)", what: "the access folder")
        var lines = [
            "# The portal's server. Written once by vitrine and yours from then on: host, TLS, ACME, logs, limits.",
            "# Who may read what stands in the two included files, which each publication writes anew.",
            "", "include \(maps);", "",
            "# Against guessing; the bcrypt of each request also costs time. Enable it here and in the server block, with your",
            "# numbers: an office behind one address opens many pages at once. Or ban by \(Fail2banFilter.file.name).",
            "# limit_req_zone $binary_remote_addr zone=vitrine:10m rate=20r/s;", "",
        ]
        var inside: [String] = []
        switch listener {
        case .plain(let address):
            inside = ["listen \(try NginxText.word(address, what: "the address"));", "server_name _;"]
        case .secure(let host, let certificate, let key):
            let isPattern = host.hasPrefix("*.")
            let name =
                (isPattern ? "*." : "")
                + (try NginxText.word(String(host.dropFirst(isPattern ? 2 : 0)), what: "the host"))
            inside = [
                "listen 443 ssl;", "listen [::]:443 ssl;", "server_name \(name);",
                "ssl_certificate \(try NginxText.quoted(certificate, what: "the certificate"));",
                "ssl_certificate_key \(try NginxText.quoted(key, what: "the key"));",
                "ssl_protocols TLSv1.2 TLSv1.3;", "ssl_session_tickets off;",
            ]
            lines += NginxText.block(
                "server",
                ["listen 80;", "listen [::]:80;", "server_name \(name);", ""] + Self.challenge
                    + NginxText.block(
                        "location /", ["return 301 https://\(isPattern ? "$host" : name)$request_uri;"]))
            lines.append("")
        }
        inside += [
            "# limit_req zone=vitrine burst=60 nodelay;", "# limit_req_status 429;", "", "include \(server);",
        ]
        lines += NginxText.block("server", inside)
        text = lines.joined(separator: "\n") + "\n"
    }

    private static let challenge = [
        "# ACME: enable it if certbot writes its answers here.",
        "# location ^~ /.well-known/acme-challenge/ { root /var/lib/letsencrypt; }",
        "",
    ]

    /// A whole configuration for one nginx of its own in the foreground, for demonstrations and tests.
    ///
    /// `workFolder` takes its pid file and temporary files; `site` is the file that holds `text`.
    static func standalone(
        site: String, workFolder: String, user: String? = nil
    ) throws(AccessError) -> String {
        let folder = try NginxText.quoted(workFolder, what: "the work folder").dropLast()
        let include = try NginxText.quoted(site, what: "the site file")
        let temporary = ["client_body", "fastcgi", "proxy", "scgi", "uwsgi"].map {
            "\($0)_temp_path \(folder)/\($0)\";"
        }
        let main = [
            "daemon off;", "worker_processes 1;", "pid \(folder)/nginx.pid\";",
            "error_log \(folder)/error.log\" info;",
        ]
        var lines = main
        if let user { lines.insert("user \(try NginxText.word(user, what: "the user"));", at: 0) }
        lines += NginxText.block("events", ["worker_connections 256;"])
        lines += NginxText.block("http", ["access_log off;"] + temporary + ["include \(include);"])
        return lines.joined(separator: "\n") + "\n"
    }
}
