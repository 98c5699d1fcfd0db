import Access
import Files
import Foundation
import LiveServers
import TestSupport
import Testing

@Suite struct ServerSyntaxTests {
    let root = TemporaryFolder()

    @Test(arguments: WebServer.allCases)
    func thousandsOfEditionsAreRead(_ kind: WebServer) throws {
        guard kind.isAvailable(for: "reading its configuration") else { return }
        let editions = (0..<4_000).map { number in
            let name = "client-with-a-long-name-\(number).board.finance.owners.team"
            return Manifest.Edition(name: name, networks: number % 100 == 0 ? ["10.0.0.0/8"] : [])
        }
        let snapshot = try SamplePortal.manifest().snapshot
        let manifest = Manifest(
            baseURL: "https://portal.example.org", realm: "Portal of Mueller & Sons", snapshot: snapshot,
            editions: editions,
            users: [])
        let result = try check(kind, .plain(address: "127.0.0.1:1"), manifest)
        expectAccepted(result)
    }

    @Test(arguments: WebServer.allCases)
    func theSiteWithACertificateIsRead(_ kind: WebServer) throws {
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
            host: "portal.example.org", certificate: certificate, key: key)
        let result = try check(kind, listener, try SamplePortal.manifest())
        expectAccepted(result)
    }

    /// nginx alone tries to bind the ports, which only root may; the syntax it has read by then.
    private func expectAccepted(_ result: Tool.Outcome) {
        #expect(result.code == 0 || result.text.contains("syntax is ok"), "\(result.text)")
        #expect(!result.text.contains("[warn]"), "\(result.text)")
    }

    private func check(
        _ kind: WebServer, _ listener: Listener, _ manifest: Manifest
    ) throws -> Tool.Outcome {
        let roots = ServerRoots(root: root.path("srv"))
        try FileSystem.makeFolder(roots.site)
        for file in try kind.accessFiles(manifest, credentials: CredentialSet([]), roots: roots) {
            try root.write(file.text, to: "srv/access/servers/\(file.name)")
        }
        return try LiveServer.check(kind, listener, roots: roots)
    }
}
