/// The operator's own file, `site.apache.conf`: written once, then his to change.
///
/// It says where the server listens and includes the generated file; nothing in it decides who may read what.
struct ApacheSite {
    /// The whole text.
    let text: String

    /// A file that includes the generated one.
    init(_ listener: Listener, roots: ServerRoots) throws(AccessError) {
        let access = try ApacheText.quoted("\(roots.servers)/\(ApacheConfig.name)", what: "the access folder")
        let include = [
            "", "# Who may read what; nothing may follow it.", "Include \(access)",
        ]
        var lines = [
            "# The portal's server. Written once by vitrine and yours from then on: host, TLS, ACME, logs.",
            "# Who may read what stands in the included file, which each publication writes anew.",
            "# Modules: auth_basic authn_file authz_host authz_user headers rewrite, and ssl for TLS.", "",
        ]
        switch listener {
        case .plain(let address):
            let address = try ApacheText.word(address, what: "the address")
            lines += ["Listen \(address)", ""]
            lines += ApacheText.section("VirtualHost", address, ["ServerName localhost"] + include)
        case .secure(let host, let certificate, let key):
            let isPattern = host.hasPrefix("*.")
            let name = try ApacheText.word(String(host.dropFirst(isPattern ? 2 : 0)), what: "the host")
            let names = ["ServerName \(name)"] + (isPattern ? ["ServerAlias *.\(name)"] : [])
            lines += ["ServerTokens Prod", ""]
            lines += ApacheText.section(
                "VirtualHost", "*:80",
                names + Self.challenge + [
                    "RewriteEngine On",
                    #"RewriteCond "%{REQUEST_URI}" "!^/\.well-known/acme-challenge/""#,
                    "RewriteRule \"^\" \"https://\(isPattern ? "%{SERVER_NAME}" : name)%{REQUEST_URI}\" [R=301,L,NE]",
                ])
            lines.append("")
            lines += ApacheText.section(
                "VirtualHost", "*:443",
                names + [
                    "ErrorLog /var/log/apache2/portal.error.log",
                    "# As `combined`, but `%u` would be the user of the page of the error: none.",
                    #"CustomLog /var/log/apache2/portal.access.log "%h %l %<u %t \"%r\" %>s %O"#
                        + #" \"%{Referer}i\" \"%{User-Agent}i\"""#, "",
                    "# TLS: your certificate.", "SSLEngine On",
                    "SSLCertificateFile \(try ApacheText.quoted(certificate, what: "the certificate"))",
                    "SSLCertificateKeyFile \(try ApacheText.quoted(key, what: "the key"))",
                    "SSLProtocol -all +TLSv1.2 +TLSv1.3", "SSLSessionTickets Off",
                ] + include)
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static let challenge = [
        "", "# ACME: enable it if certbot writes its answers here.",
        "# Alias /.well-known/acme-challenge/ /var/lib/letsencrypt/.well-known/acme-challenge/",
        "# <Directory /var/lib/letsencrypt/.well-known/acme-challenge>", "#     Require all granted",
        "# </Directory>", "",
    ]

    /// A whole configuration for one Apache of its own in the foreground, for demonstrations and tests.
    ///
    /// It loads Debian's modules. `workFolder` takes its pid file and log; `site` is the file that holds `text`.
    static func standalone(
        site: String, workFolder: String, user: String? = nil
    ) throws(AccessError) -> String {
        let folder = try ApacheText.quoted(workFolder, what: "the work folder")
        let inside = folder.dropLast()
        var lines = [
            "ServerRoot \(folder)", "ServerName localhost", "DefaultRuntimeDir \(folder)",
            "PidFile \(inside)/apache.pid\"", "ErrorLog \(inside)/error.log\"", "ServerTokens Prod",
            "TypesConfig /dev/null",
        ]
        lines += modules.map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so" }
        if let user {
            let name = try ApacheText.word(user, what: "the user")
            lines += ["User \(name)", "Group \(name)"]
        }
        lines += ApacheText.section("Directory", "/", ["AllowOverride None", "Require all denied"])
        lines.append("Include \(try ApacheText.quoted(site, what: "the site file"))")
        return lines.joined(separator: "\n") + "\n"
    }

    private static let modules = [
        "mpm_event", "authn_core", "authn_file", "authz_core", "authz_host", "authz_user", "auth_basic",
        "alias",
        "autoindex", "dir", "env", "headers", "mime", "negotiation", "rewrite", "setenvif",
        "socache_shmcb", "ssl", "status",
    ]
}
