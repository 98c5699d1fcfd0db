import Access
import Files
import Foundation
import LiveServers
import TestSupport

extension WebServer {
    /// Whether it leaves symbolic links alone; Caddy cannot be told to, so nothing but `vitrine` may write what it serves.
    fileprivate var refusesLinks: Bool { self != .caddy && self != .caddy26 }
}

/// A real web server that serves `SamplePortal`, with what must never be served beside it.
struct SampleServer {
    let kind: WebServer
    let layout: SamplePortal.Layout
    private let folder: TemporaryFolder
    private let server: LiveServer

    /// The server, where it is installed; nil elsewhere, or a failure where it must be.
    ///
    /// - Parameters:
    ///   - cost: of the passwords' hashes.
    ///   - signOn: who knows the readers; nil where the server asks for their passwords.
    ///   - edit: what somebody changed in the generated files, by their names.
    ///   - site: what somebody wrote by hand instead of the operator's file, for a port.
    init?(
        _ kind: WebServer, _ layout: SamplePortal.Layout = .paths, cost: Int = 4,
        signOn: SingleSignOn? = nil,
        edit: (_ name: String, _ text: String) -> String = { $1 },
        site: ((_ port: UInt16, _ roots: ServerRoots) -> String)? = nil
    ) throws {
        guard kind.isAvailable(for: "asking a real server") else { return nil }
        self.kind = kind
        self.layout = layout
        folder = TemporaryFolder()
        let roots = ServerRoots(root: folder.path("srv"))
        let published = try Folder.create(path: roots.site)
        for content in SamplePortal.contents {
            try published.write(content.text, to: try RelativePath(checking: content.path))
        }
        let credentials = try SamplePortal.credentials(cost: cost)
        try credentials.write(to: roots.credentials)
        try FileSystem.makeFolder(roots.servers)
        let manifest = try SamplePortal.manifest(layout)
        for file in try kind.accessFiles(
            manifest, credentials: credentials, roots: roots, signOn: signOn)
        {
            try AtomicWrite.write(
                Array(edit(file.name, file.text).utf8), to: "\(roots.servers)/\(file.name)", mode: file.mode)
        }
        try Self.plantSecrets(in: folder, roots, links: kind.refusesLinks)
        server = try LiveServer(kind, roots: roots, site: site)
    }

    /// What must never be served although it lies beside the published files, or among them.
    private static func plantSecrets(in folder: TemporaryFolder, _ roots: ServerRoots, links: Bool) throws {
        for path in [
            "access/access.json", "portal.sqlite", ".git/config", "site/.git/config", "site/.htpasswd",
            "site/index.html", "site/acme.zip", "site/acme.html", "site/nowhere/index.html", "site/acme~",
            "site/.well-known/acme-challenge/x",
        ] { try folder.write(SamplePortal.secret, to: "srv/" + path) }
        guard links else { return }
        symlink("\(roots.access)/access.json", "\(roots.site)/acme/link.html")
        symlink(roots.access, "\(roots.site)/acme/linked")
    }

    /// Sends bytes as they are over a connection of their own and reads to its end.
    func send(_ request: [UInt8], patienceMilliseconds: Int = 20_000) throws -> HTTPResponse {
        try server.send(request, patienceMilliseconds: patienceMilliseconds)
    }

    /// The same of several at once.
    func send(_ requests: [[UInt8]], patienceMilliseconds: Int) throws -> [HTTPResponse] {
        try server.send(requests, patienceMilliseconds: patienceMilliseconds)
    }

    /// Where it listens on 127.0.0.1.
    var port: UInt16 { server.port }

    /// Takes a published file away.
    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: folder.path("srv/site/" + path))
    }

    /// Publishes another text for a file, of the same length and the same time.
    func exchange(_ path: String, for text: String) throws {
        let site = folder.url.appending(path: "srv/site")
        let published = site.appending(path: path).path()
        let next = site.deletingLastPathComponent().appending(path: "next").path()
        try Data(text.utf8).write(to: URL(filePath: next))
        var status = stat()
        stat(published, &status)
        utimensat(AT_FDCWD, next, [status.st_atim, status.st_mtim], 0)
        try FileSystem.rename(next, to: published)
    }
}
