import Access
import Foundation
import TestSupport
import Testing

/// nginx with the operator's file of `server init`, at free ports and with a certificate of the test's own.
struct SecureServer {
    let server: SampleServer
    /// Where plain HTTP is answered.
    let plainPort: UInt16
    /// The certificate, which nobody else has signed.
    let certificate: String
    private let folder = TemporaryFolder()

    /// Nil where nginx is not installed.
    ///
    /// - Parameters:
    ///   - edit: what somebody changed in his file.
    ///   - generated: what somebody changed in the generated ones, by their names.
    init?(
        _ layout: SamplePortal.Layout = .paths, days: Int = 30, for name: String? = nil,
        editing edit: @escaping (String) -> String = { $0 },
        editingGenerated generated: (_ name: String, _ text: String) -> String = { $1 }
    ) throws {
        let host = layout == .hosts ? "*.portal.example.org" : "portal.example.org"
        let (certificate, key) = (folder.path("certificate.pem"), folder.path("key.pem"))
        let made = try Tool.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days",
                "\(days)", "-subj", "/CN=portal", "-addext", "subjectAltName=DNS:\(name ?? host)", "-keyout",
                key, "-out", certificate,
            ])
        try #require(made.code == 0, "\(made.errors)")
        let plainPort = Loopback.freePort()
        let site = { (port: UInt16, roots: ServerRoots) in
            let listener = Listener.secure(host: host, certificate: certificate, key: key)
            let text = (try? WebServer.nginx.siteFile(listener, roots: roots).text) ?? ""
            return edit(text).replacing("    listen [::]:443 ssl;\n", with: "")
                .replacing("    listen [::]:80;\n", with: "")
                .replacing("listen 443 ssl;", with: "listen 127.0.0.1:\(port) ssl;")
                .replacing("listen 80;", with: "listen 127.0.0.1:\(plainPort);")
        }
        guard let server = try SampleServer(.nginx, layout, edit: generated, site: site) else { return nil }
        self.server = server
        self.plainPort = plainPort
        self.certificate = certificate
    }

    /// Probes it by https.
    func probe(change: (inout Probe.Options) -> Void = { _ in }) throws -> Probe.Report {
        let options = ProbeTests.options {
            $0.connectTo = "127.0.0.1:\(server.port)"
            $0.plainPort = Int(plainPort)
            $0.authority = certificate
            change(&$0)
        }
        return Probe(
            try SamplePortal.manifest(server.layout), files: try SamplePortal.files(),
            at: try #require(WebAddress("https://portal.example.org")), logins: try ProbeTests.logins(),
            options: options
        ).run()
    }
}
