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
                names + "; by default the first that `servers.kinds` of vitrine.yaml names, else nginx"),
            .init("host", "HOST", "the host that it answers for, or `*.HOST` for one a client"),
            .init("certificate", "FILE", "the certificate with its chain, as the server finds it"),
            .init("key", "FILE", "the certificate's private key"),
            .init("listen", "ADDRESS", "plain HTTP at this address and port instead"),
            .init("force", nil, "replace the file that is there"),
        ]
    ) { invocation in
        let folder = PortalFolder(root: invocation.folder)
        let configuration = try Configuration(of: folder)
        let file = try OperatorFile(
            for: try server(invocation, configuration), try listener(invocation, configuration), of: folder,
            configuration)
        guard !file.exists || invocation.has("force") else {
            Terminal.complain("vitrine: `\(file.name)` is there already and yours; `--force` writes it anew")
            return .guardRefused
        }
        try file.write()
        return Terminal.say("wrote \(file.name); publications never change it")
    }

    /// The server that is meant: one that publications write files for.
    private static func server(
        _ invocation: Invocation, _ configuration: Configuration
    ) throws(UsageError) -> WebServer {
        let kinds = configuration.serverKinds
        guard let name = invocation.options["server"] else { return kinds.first ?? .nginx }
        guard let server = WebServer(rawValue: name) else { throw wrongUse("`--server` is one of \(names)") }
        guard kinds.contains(server) else {
            throw wrongUse(
                "`servers.kinds` of vitrine.yaml does not name \(name): no publication writes what its file includes"
            )
        }
        return server
    }

    private static func listener(
        _ invocation: Invocation, _ configuration: Configuration
    ) throws(UsageError) -> Listener {
        let options = invocation.options
        if let address = options["listen"] {
            if let other = ["host", "certificate", "key"].first(where: { options[$0] != nil }) {
                throw wrongUse("`--listen` is plain HTTP: `--\(other)` goes without it")
            }
            guard Listener.isAddress(address) else {
                throw wrongUse("`--listen` takes an address and a port such as 127.0.0.1:8080 or [::1]:8080")
            }
            return .plain(address: address)
        }
        if let host = options["host"],
            !HostName.isValid(host.hasPrefix("*.") ? String(host.dropFirst(2)) : host)
        {
            throw wrongUse("`--host` takes a name such as portal.agency.example")
        }
        for name in ["certificate", "key"] where options[name]?.hasPrefix("/") == false {
            throw wrongUse("`--\(name)` takes a path from `/` on: the server begins elsewhere")
        }
        return configuration.secureListener(
            host: options["host"], certificate: options["certificate"], key: options["key"])
    }

    private static let names = WebServer.allCases.map(\.rawValue).joined(separator: ", ")

    private static func wrongUse(_ message: String) -> UsageError {
        UsageError(message: message, command: nil)
    }
}
