import Access
import Files
import Foundation
import LiveServers
import TestSupport
import Testing

/// What only Caddy does, or does differently, with real ones.
@Suite struct CaddyTests {
    static let servers: [WebServer] = [.caddy, .caddy26]

    /// A server with one edition, `acme`, and its port.
    private struct Portal {
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
            for file in try kind.accessFiles(manifest, credentials: credentials, roots: roots) {
                try folder.write(file.text, to: "srv/access/servers/\(file.name)")
            }
        }

        func get(_ user: String, _ password: String, more: String = "") throws -> HTTPResponse {
            let value = HTTPConnection.basic(user: user, password: password)
            let lines = "GET /acme/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: \(value)\r\n"
            return try server.send(Array((lines + more + "\r\n").utf8))
        }
    }

    private static func user(_ name: String, until day: String? = nil) -> AccessUser {
        AccessUser(name: name, groups: ["acme"], home: "acme", validUntil: day)
    }

    @Test(arguments: servers)
    func aUsersLastDayEndsByItself(_ kind: WebServer) throws {
        let users = [
            Self.user("ada"), Self.user("bob", until: "2020-01-01"), Self.user("cem", until: "9998-12-31"),
        ]
        guard let portal = try Portal(kind, users: users) else { return }
        #expect(try portal.get("ada", "right").text == "acme/index.html")
        #expect(try portal.get("cem", "right").text == "acme/index.html")
        let late = try portal.get("bob", "right")
        #expect(late.status == 401)
        #expect(try late == portal.get("ada", "wrong"), "as if the password were wrong")
    }

    @Test(arguments: servers)
    func whoIsRevokedIsRefusedFromTheReloadOn(_ kind: WebServer) throws {
        let ada = Self.user("ada")
        guard let portal = try Portal(kind, users: [ada, Self.user("bob")]) else { return }
        // The second time from the cache of logins.
        for _ in 0..<2 { #expect(try portal.get("bob", "right").status == 200) }
        try portal.publish([ada])
        try portal.server.reload()
        #expect(try portal.get("bob", "right").status == 401)
        #expect(try portal.get("ada", "right").status == 200)
    }

    /// Caddy by itself spends 0.8 s of processor time on a name that it does not know.
    @Test(arguments: servers)
    func anUnknownNameTakesNoLongerThanAKnownOne(_ kind: WebServer) throws {
        guard let portal = try Portal(kind, users: [Self.user("ada")]) else { return }
        let second = "Authorization: \(HTTPConnection.basic(user: "ada", password: "x"))\r\n"
        for more in ["", second] {
            var fastest = Duration.seconds(60)
            for attempt in 0..<8 {
                let start = ContinuousClock.now
                let answer = try portal.get("mallory", "guess \(attempt) \(more.count)", more: more)
                let time = ContinuousClock.now - start
                #expect(answer.status == 401)
                fastest = min(fastest, time)
            }
            #expect(fastest < .milliseconds(300), "\(fastest)")
        }
        #expect(try portal.get("-unknown", "right").status == 401)
    }
}
