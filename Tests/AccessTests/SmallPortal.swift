import Access
import Files
import Foundation
import LiveServers
import TestSupport

/// A server with one edition, `acme`, and its port.
struct SmallPortal {
    let folder = TemporaryFolder()
    let server: LiveServer

    init?(_ kind: WebServer, users: [AccessUser]) throws {
        guard kind.isAvailable(for: "asking a real server") else { return nil }
        for path in ["acme/index.html", "assets/401.html", "assets/404.html", "assets/landing.html"] {
            try folder.write(path, to: "srv/site/\(path)")
        }
        try Self.publish(kind, users, in: folder)
        server = try LiveServer(kind, roots: ServerRoots(root: folder.path("srv")))
    }

    /// Who may read from now on, once the server has been told.
    func publish(_ users: [AccessUser]) throws { try Self.publish(server.kind, users, in: folder) }

    private static func publish(
        _ kind: WebServer, _ users: [AccessUser], in folder: TemporaryFolder
    ) throws {
        let manifest = Manifest(
            baseURL: "https://portal.example.org/",
            snapshot: AccessSnapshot(
                id: "1", asOf: "2020-01-01", builtAt: "2020-01-01T00:00:00Z",
                filesDigest: Digest(of: ""), generator: "vitrine test"),
            editions: [Manifest.Edition(name: "acme")], users: users)
        let hash = try PasswordHash(of: try Password("right"), cost: 4)
        let credentials = CredentialSet(
            manifest, hashes: users.map { CredentialFile.Entry(user: $0.name, hash: hash) })
        let roots = ServerRoots(root: folder.path("srv"))
        try credentials.write(to: roots.credentials)
        for file in try kind.accessFiles(manifest, credentials: credentials, roots: roots) {
            try folder.write(file.text, to: "srv/access/servers/\(file.name)")
        }
    }

    func get(_ user: String, _ password: String, more: String = "") throws -> HTTPResponse {
        let value = HTTPConnection.basic(user: user, password: password)
        let lines = "GET /acme/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: \(value)\r\n"
        return try server.send(Array((lines + more + "\r\n").utf8))
    }

    /// Somebody who reads it.
    static func user(_ name: String, until day: String? = nil) -> AccessUser {
        AccessUser(name: name, groups: ["acme"], home: "acme", validUntil: day)
    }
}
