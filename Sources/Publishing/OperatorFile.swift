public import Access
internal import Diagnostics
internal import Files

/// The file in which an operator tells a web server where it listens: written once, then his.
///
/// Publications write only the files that it includes.
public struct OperatorFile: Hashable, Sendable {
    /// Below the portal's folder: `output/access/servers/site.nginx.conf`.
    public let name: String
    private let folder: String
    private let path: String
    private let text: String

    /// The one of a server, which finds the published files below `servers.root` of `vitrine.yaml`.
    ///
    /// - Throws: `DiagnosticList` for an address, host or path that the server cannot be told safely.
    public init(
        for server: WebServer, _ listener: Listener, of folder: PortalFolder, _ configuration: Configuration
    ) throws {
        let file: ServerFile
        do throws(AccessError) {
            file = try server.siteFile(listener, roots: configuration.servers.roots)
        } catch {
            throw DiagnosticList([Diagnostic(error.description)])
        }
        self.folder = folder.access + "/servers"
        name = "output/access/servers/" + file.name
        path = self.folder + "/" + file.name
        text = file.text
    }

    /// Whether there is one already.
    public var exists: Bool { FileSystem.kind(path) != nil }

    /// Writes it, in place of the one that is there.
    public func write() throws {
        try FileSystem.makeFolder(folder)
        try AtomicWrite.write(text, to: path)
    }
}

extension Configuration {
    /// The servers that each publication writes files for, in a fixed order.
    public var serverKinds: [WebServer] { servers.kinds }

    /// Port 443 of a host, by default that of `base_url` (all its sub-domains where each client has one), with the
    /// certificate by default where Debian keeps them.
    public func secureListener(
        host: String? = nil, certificate: String? = nil, key: String? = nil
    ) -> Listener {
        let own = host ?? self.host
        let plain = own.hasPrefix("*.") ? String(own.dropFirst(2)) : own
        return .secure(
            host: host ?? (servers.hasClientHosts ? "*.\(own)" : own),
            certificate: certificate ?? "/etc/ssl/certs/\(plain).pem",
            key: key ?? "/etc/ssl/private/\(plain).key")
    }
}
