internal import Access
internal import Publishing

/// `vitrine server …`.
enum ServerCommands {
    static let begin = Command(
        "server init", summary: "Write the file in which a web server is told where it listens",
        details: """
            Writes output/access/servers/site.SERVER.conf once: from then on it is yours (host, TLS, ACME, logs), and
            publications only ever touch the files that it includes. Without `--listen` it is for port 443 of the host of `base_url`, in
            the layout `hosts` of all its sub-domains. Exit code 3 where there is one already.

                vitrine server init --server caddy --host portal.agency.example
                vitrine server init --listen 127.0.0.1:8080     behind something else that ends TLS, or to try it
            """,
        options: [
            .init(
                "server", "NAME",
                WebServer.allCases.map(\.rawValue).joined(separator: ", ") + "; nginx by default"),
            .init("host", "HOST", "the host that it answers for, or `*.HOST` for one a client"),
            .init("certificate", "FILE", "the certificate with its chain, as the server finds it"),
            .init("key", "FILE", "the certificate's private key"),
            .init("listen", "ADDRESS", "plain HTTP at this address and port instead"),
            .init("force", nil, "replace the file that is there"),
        ]
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let configuration = try Configuration(of: folder)
        let options = invocation.options
        let name = options["server"] ?? WebServer.nginx.rawValue
        guard let server = WebServer(rawValue: name) else {
            throw UsageError(
                message: "`--server` is one of \(WebServer.allCases.map(\.rawValue).joined(separator: ", "))",
                command: nil)
        }
        if let other = ["host", "certificate", "key"].first(where: { options[$0] != nil }),
            invocation.has("listen")
        {
            throw UsageError(message: "`--listen` is plain HTTP: `--\(other)` goes without it", command: nil)
        }
        if let host = options["host"],
            !HostName.isValid(host.hasPrefix("*.") ? String(host.dropFirst(2)) : host)
        {
            throw UsageError(message: "`--host` takes a name such as portal.agency.example", command: nil)
        }
        let listener =
            options["listen"].map { Listener.plain(address: $0) }
            ?? configuration.secureListener(
                host: options["host"], certificate: options["certificate"], key: options["key"])
        let file = try OperatorFile(for: server, listener, of: folder, configuration)
        guard !file.exists || invocation.has("force") else {
            Terminal.complain("vitrine: `\(file.name)` is there already and yours; `--force` writes it anew")
            return .guardRefused
        }
        try file.write()
        return Terminal.say("wrote \(file.name); publications never change it")
    }
}
