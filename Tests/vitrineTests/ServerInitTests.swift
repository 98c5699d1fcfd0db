import Access
import Foundation
import TestSupport
import Testing

/// `vitrine server init`: the operator's file is written once, and nothing else ever writes it.
@Suite struct ServerInitTests {
    let folder = TemporaryFolder()

    init() throws {
        try #require(Tool.vitrine("init", in: folder.url).code == 0)
    }

    private func text(_ server: String) throws -> String {
        try String(
            contentsOfFile: folder.path("output/access/servers/site.\(server).conf"), encoding: .utf8)
    }

    @Test(arguments: WebServer.allCases)
    func theFileIsWrittenOnce(_ server: WebServer) throws {
        let command = ["server", "init", "--server", server.rawValue]
        #expect(try Tool.vitrine(command, in: folder.url).code == 0)
        let first = try text(server.rawValue)
        #expect(first.contains("portal.agency.example") && first.contains("/srv/portal/access/servers/"))
        let plain = command + ["--listen", "127.0.0.1:8080"]
        let again = try Tool.vitrine(plain, in: folder.url)
        #expect(again.code == 3 && again.errors.contains("`--force`"))
        #expect(try text(server.rawValue) == first)
        #expect(try Tool.vitrine(plain + ["--force"], in: folder.url).code == 0)
        #expect(try text(server.rawValue).contains("8080"))
    }

    @Test func aPublicationLeavesItAloneAndWritesNone() throws {
        try #require(Tool.vitrine("db", "load", "first.sql", in: folder.url).code == 0)
        #expect(try Tool.vitrine("server", "init", in: folder.url).code == 0)
        try folder.write("# mine\n", to: "output/access/servers/site.nginx.conf")
        #expect(try Tool.vitrine("build", "--publish", in: folder.url).code == 0)
        #expect(try text("nginx") == "# mine\n")
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.path("output/access/servers"))
        #expect(names.filter { $0.hasPrefix("site.") } == ["site.nginx.conf"])
        #expect(names.contains("access.nginx.conf"))
    }

    @Test func hostAndCertificateAreWhatTheyAreSaidToBe() throws {
        let options = ["--host", "*.clients.example", "--certificate", "/c.pem", "--key", "/k.pem"]
        #expect(try Tool.vitrine(["server", "init"] + options, in: folder.url).code == 0)
        let text = try text("nginx")
        for part in ["*.clients.example", "\"/c.pem\"", "\"/k.pem\""] { #expect(text.contains(part)) }
    }

    @Test func eachClientsHostIsMeantWhereTheLayoutSaysSo() throws {
        let settings = try String(contentsOfFile: folder.path("vitrine.yaml"), encoding: .utf8)
        try folder.write(settings + "  layout: hosts\n", to: "vitrine.yaml")
        #expect(try Tool.vitrine("server", "init", in: folder.url).code == 0)
        #expect(try text("nginx").contains("server_name *.portal.agency.example;"))
    }

    @Test(arguments: [
        ["--server", "iis"], ["--host", "a b"], ["--host", "x\";"],
        ["--listen", "1:1", "--host", "a.example"],
        ["--listen", "8080"], ["--listen", "127.0.0.1"], ["--listen", "127.0.0.1:0"],
        ["--listen", "127.0.0.1:65536"], ["--listen", "127.0.0.1:+80"], ["--listen", "127.0.0.0/8:80"],
        ["--listen", "::1:80"], ["--listen", "[127.0.0.1]:80"], ["--listen", "127.0.0.1:80 {"],
        ["--certificate", "tls/portal.pem"], ["--key", "portal.key"], ["nginx"],
    ])
    func whatNoServerCanBeToldIsWrongUse(_ options: [String]) throws {
        let outcome = try Tool.vitrine(["server", "init"] + options, in: folder.url)
        #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("output/access/servers")))
    }

    @Test(arguments: WebServer.allCases)
    func anAddressOfEitherKindIsTaken(_ server: WebServer) throws {
        for address in ["127.0.0.1:8080", "[::1]:8080"] {
            let options = ["--server", server.rawValue, "--listen", address, "--force"]
            #expect(try Tool.vitrine(["server", "init"] + options, in: folder.url).code == 0)
            #expect(try text(server.rawValue).contains("8080"))
        }
    }

    @Test func theServerIsOneThatFilesAreWrittenFor() throws {
        let settings = try String(contentsOfFile: folder.path("vitrine.yaml"), encoding: .utf8)
        try folder.write(settings + "  kinds: [lighttpd, caddy]\n", to: "vitrine.yaml")
        let other = try Tool.vitrine("server", "init", "--server", "nginx", in: folder.url)
        #expect(other.code == 2 && other.errors.contains("`servers.kinds` of vitrine.yaml"), "\(other.text)")
        #expect(try Tool.vitrine("server", "init", in: folder.url).output.contains("site.lighttpd.conf"))
    }

    @Test func aPathThatHoldsMoreThanAPathIsRefused() throws {
        let outcome = try Tool.vitrine(
            "server", "init", "--certificate", "/x\"; root /", in: folder.url)
        #expect(outcome.code == 1 && outcome.errors.contains("nginx cannot express the certificate"))
    }
}
