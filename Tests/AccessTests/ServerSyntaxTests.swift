import Access
import Files
import Foundation
import LiveServers
import TestSupport
import Testing

@Suite struct ServerSyntaxTests {
    let root = TemporaryFolder()

    /// As many as the largest agency has: each server's own check reads all of it, and it starts with all of it.
    @Test(arguments: WebServer.allCases, SamplePortal.Layout.allCases)
    func fiveThousandClientsAndTwentyThousandUsersAreServedWithinSeconds(
        _ kind: WebServer, _ layout: SamplePortal.Layout
    ) throws {
        guard kind.isAvailable(for: "reading its configuration") else { return }
        let hash = try PasswordHash(of: try Password("x"), cost: 4)
        let names = (0..<5_000).map { "client-with-a-long-name-\($0).board.finance.owners.team" }
        let editions = names.enumerated().map { index, name in
            Manifest.Edition(
                name: name, networks: index % 100 == 0 ? ["10.0.0.0/8"] : [],
                host: layout == .hosts ? "client-\(index).portal.example.org" : nil)
        }
        let users = names.flatMap { name in
            (0..<4).map { AccessUser(name: "user\($0).\(name)", groups: [name], home: name) }
        }
        let credentials = CredentialSet(
            names.map { name in
                CredentialFile(
                    edition: name,
                    entries: (0..<4).map { CredentialFile.Entry(user: "user\($0).\(name)", hash: hash) })
            })
        let manifest = Manifest(
            baseURL: "https://portal.example.org", realm: "Portal of Mueller & Sons",
            snapshot: try SamplePortal.manifest().snapshot, editions: editions, users: users)
        // It takes 4,096 conditions, and refuses with the reason rather than at its start.
        guard kind != .lighttpd || layout != .hosts else {
            #expect(throws: AccessError.self) { try write(kind, manifest, credentials) }
            return
        }
        let roots = try write(kind, manifest, credentials)
        let clock = ContinuousClock()
        var result: Tool.Outcome?
        let check = try clock.measure {
            result = try LiveServer.check(kind, .plain(address: "127.0.0.1:1"), roots: roots)
        }
        expectAccepted(try #require(result))
        var server: LiveServer?
        let start = try clock.measure { server = try LiveServer(kind, roots: roots) }
        let host = "Host: client-4999.portal.example.org\r\nConnection: close\r\n\r\n"
        let request = Array("GET /\(try #require(names.last))/ HTTP/1.1\r\n\(host)".utf8)
        var status: Int?
        let answer = try clock.measure { status = try server?.send(request).status }
        #expect(status == 401)
        print("\(kind.rawValue), \(layout.rawValue): read in \(check), up in \(start), refuses in \(answer)")
        // A second or two alone; this machine may have other work.
        #expect(check < .seconds(60) && start < .seconds(60))
    }

    @Test(arguments: WebServer.allCases, SamplePortal.Layout.allCases)
    func theSiteWithACertificateIsRead(_ kind: WebServer, _ layout: SamplePortal.Layout) throws {
        guard kind.isAvailable(for: "reading its configuration") else { return }
        let key = root.path("key.pem")
        let certificate = root.path("certificate.pem")
        let made = try Tool.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2",
            ]
                + ["-subj", "/CN=portal.example.org", "-keyout", key, "-out", certificate])
        try #require(made.code == 0, "\(made.text)")
        let listener = Listener.secure(
            host: (layout == .hosts ? "*." : "") + "portal.example.org", certificate: certificate, key: key)
        let roots = try write(kind, try SamplePortal.manifest(layout), try SamplePortal.credentials())
        expectAccepted(try LiveServer.check(kind, listener, roots: roots))
    }

    /// nginx alone tries to bind the ports, which only root may; the syntax it has read by then.
    private func expectAccepted(_ result: Tool.Outcome) {
        #expect(result.code == 0 || result.text.contains("syntax is ok"), "\(result.text)")
        #expect(!result.text.contains("[warn]"), "\(result.text)")
    }

    private func write(
        _ kind: WebServer, _ manifest: Manifest, _ credentials: CredentialSet
    ) throws -> ServerRoots {
        let roots = ServerRoots(root: root.path("srv"))
        try FileSystem.makeFolder(roots.site)
        try FileSystem.makeFolder(roots.servers)
        try root.write("a password", to: "srv/site/assets/401.html")
        for file in try kind.accessFiles(manifest, credentials: credentials, roots: roots) {
            try AtomicWrite.write(Array(file.text.utf8), to: "\(roots.servers)/\(file.name)", mode: file.mode)
        }
        return roots
    }
}
