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

    @Test func publicationsWriteTheIncludedFilesAndNoneOfTheOperators() throws {
        let servers = folder.path("output/access/servers")
        func included() throws -> [String: String] {
            let names = try FileManager.default.contentsOfDirectory(atPath: servers)
            return try Dictionary(
                uniqueKeysWithValues: names.filter { $0.hasPrefix("access.") }.map {
                    ($0, try String(contentsOfFile: "\(servers)/\($0)", encoding: .utf8))
                })
        }
        for arguments in [["db", "load", "first.sql"], ["user", "passwd", "ada"], ["build", "--publish"]] {
            try #require(Tool.vitrine(arguments, in: folder.url).code == 0)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: servers)
        #expect(!names.contains { $0.hasPrefix("site.") }, "no publication writes one")
        for server in WebServer.allCases {
            try folder.write("# mine", to: "output/access/servers/site.\(server.rawValue).conf")
        }
        let before = try included()
        #expect(try Tool.vitrine("user", "suspend", "ada", "--now", in: folder.url).code == 0)
        let after = try included()
        for server in WebServer.allCases {
            #expect(try text(server.rawValue) == "# mine")
            #expect(after["access.\(server.rawValue).conf"] != nil)
        }
        for name in ["access.caddy.conf", "access.caddy-2.6.conf", "access.lighttpd.htpasswd"] {
            #expect(before[name] != after[name], "\(name)")
        }
    }

    @Test func hostAndCertificateAreWhatTheyAreSaidToBe() throws {
        let options = ["--host", "*.clients.example", "--certificate", "/c.pem", "--key", "/k.pem"]
        #expect(try Tool.vitrine(["server", "init"] + options, in: folder.url).code == 0)
        let text = try text("nginx")
        for part in ["*.clients.example", "\"/c.pem\"", "\"/k.pem\""] { #expect(text.contains(part)) }
    }

    @Test(arguments: WebServer.allCases)
    func eachClientsHostIsMeantWhereTheLayoutSaysSo(_ server: WebServer) throws {
        let settings = try String(contentsOfFile: folder.path("vitrine.yaml"), encoding: .utf8)
        let command = ["server", "init", "--force", "--server", server.rawValue]
        #expect(try Tool.vitrine(command, in: folder.url).code == 0)
        let one = try text(server.rawValue)
        try folder.write(settings + "  layout: hosts\n", to: "vitrine.yaml")
        #expect(try Tool.vitrine(command, in: folder.url).code == 0)
        // lighttpd serves nothing else: only its way from port 80 names a host.
        let sign = server == .lighttpd ? "https://${url.authority}" : "*.portal.agency.example"
        #expect(try text(server.rawValue).contains(sign) && !one.contains(sign))
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
