import Access
import Files
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: NginxServer.isWanted, "nginx is not installed: nothing reads its configuration"))
struct NginxSyntaxTests {
    let root = TemporaryFolder()

    @Test func thousandsOfEditionsAreRead() throws {
        let editions = (0..<4_000).map { number in
            let name = "client-with-a-long-name-\(number).board.finance.owners.team"
            return Manifest.Edition(name: name, networks: number % 100 == 0 ? ["10.0.0.0/8"] : [])
        }
        let snapshot = try SamplePortal.manifest().snapshot
        let manifest = Manifest(
            baseURL: "https://portal.example.org", realm: "Portal of Mueller & Sons", snapshot: snapshot,
            editions: editions,
            users: [])
        let result = try check(.plain(address: "127.0.0.1:1"), manifest)
        // Only root may try to bind the ports; the syntax is read in any case.
        #expect(result.text.contains("syntax is ok"), "\(result.text)")
        #expect(!result.text.contains("[warn]"), "\(result.text)")
    }

    @Test func theSiteWithACertificateIsRead() throws {
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
        let result = try check(listener, try SamplePortal.manifest())
        // Only root may try to bind the ports; the syntax is read in any case.
        #expect(result.text.contains("syntax is ok"), "\(result.text)")
        #expect(!result.text.contains("[warn]"), "\(result.text)")
    }

    private func check(_ listener: Listener, _ manifest: Manifest) throws -> Tool.Outcome {
        let roots = ServerRoots(root: root.path("srv"))
        try FileSystem.makeFolder(roots.site)
        for file in try WebServer.nginx.accessFiles(
            manifest, credentials: CredentialSet([]), roots: roots)
        {
            try root.write(file.text, to: "srv/access/servers/\(file.name)")
        }
        let site = "\(roots.servers)/\(WebServer.nginx.siteName)"
        try AtomicWrite.write(try WebServer.nginx.siteFile(listener, roots: roots).text, to: site)
        try FileSystem.makeFolder(root.path("work"))
        try root.write(
            try WebServer.nginx.standalone(site: site, workFolder: root.path("work"), user: NginxServer.user),
            to: "nginx.conf")
        return try Tool.run(
            try #require(NginxServer.path),
            ["-t", "-p", root.path("work"), "-c", root.path("nginx.conf"), "-e", "stderr"])
    }
}
