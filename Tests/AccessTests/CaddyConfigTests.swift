import Foundation
import Testing

@testable import Access

@Suite struct CaddyConfigTests {
    private let credentials: CredentialSet

    init() throws { credentials = try SamplePortal.credentials() }

    @Test func theTwoSpellingsDifferInOneWord() throws {
        let today = try text(.caddy)
        #expect(today.contains("\tbasic_auth bcrypt \"Client portal\" {\n"))
        #expect(try text(.caddy26) == today.replacing("basic_auth bcrypt", with: "basicauth bcrypt"))
    }

    @Test func itsFileHoldsHashesAndIsSecret() throws {
        let files = try WebServer.caddy.accessFiles(
            try SamplePortal.manifest(), credentials: credentials, roots: ServerRoots())
        #expect(files.map(\.name) == ["access.caddy.conf"] && files.allSatisfy(\.isSecret))
    }

    @Test func eachEditionNamesItsReadersAndOthersNobody() throws {
        let text = try text(.caddy)
        #expect(text.contains("\tmap * /{vitrine_edition} {vitrine_readers} {vitrine_network} {\n"))
        for line in [
            "/acme \" alice carol \" net0", "/acme-corp \" bob \" net0", "/far \" bob \" net1",
            "/near \" bob \" net2",
            "/default \" dora \" net0", "default \" \" net0", "/alice 9998-06-01",
        ] { #expect(text.contains("\t\t\(line)\n"), "\(line)") }
        #expect(text.contains("not remote_ip 10.0.0.0/8 2001:db8::/32\n"))
        #expect(text.components(separatedBy: " $2y$").count == 1 + 5 + 1, "five readers and the stranger")
    }

    @Test func whereEachClientHasAHostTheEditionIsLookedUpOnThatHost() throws {
        let editions = ["acme", "acme.board", "zeta"].map { name in
            Manifest.Edition(name: name, host: "\(name.prefix { $0 != "." }).portal.example.org")
        }
        let manifest = Manifest(
            baseURL: "https://portal.example.org/", snapshot: try SamplePortal.manifest().snapshot,
            editions: editions, users: [])
        let text = try text(.caddy, manifest)
        #expect(text.contains("map * {http.request.host}/{vitrine_edition} "))
        #expect(text.contains("\t\tzeta.portal.example.org/zeta \" \" net0\n"))
    }

    @Test(arguments: ["Portal {env.HOME}", "a \"quote\"", "a\\b", "a\nb"])
    func whatCaddyWouldReadAsMoreThanTextIsRefused(_ realm: String) throws {
        let sample = try SamplePortal.manifest()
        let manifest = Manifest(
            baseURL: sample.baseURL, realm: realm, snapshot: sample.snapshot, groups: sample.groups,
            users: sample.users,
            rules: sample.rules)
        #expect(throws: AccessError.self) { try text(.caddy, manifest) }
    }

    @Test func aUserWhoseLineWouldReadAFileIsRefused() throws {
        let user = AccessUser(name: "import", groups: ["acme"], home: "acme")
        let manifest = Manifest(
            baseURL: "https://portal.example.org/", snapshot: try SamplePortal.manifest().snapshot,
            editions: [Manifest.Edition(name: "acme")], users: [user])
        let hash = try PasswordHash(of: try Password("x"), cost: 4)
        let credentials = CredentialSet(manifest, hashes: [.init(user: "import", hash: hash)])
        #expect(throws: AccessError.self) {
            try WebServer.caddy.accessFiles(manifest, credentials: credentials, roots: ServerRoots())
        }
    }

    @Test func aKnownNameIsFoundWithoutDecodingIt() throws {
        let names = ["a", "ab", "abc", "bob", "o.b+c@d-e.example", "-unknown", "zzz?"]
        let known = try Regex("^(?:\(Base64Prefix.pattern(of: names)))")
        for password in ["", "x", "ÿÿÿ", "::", String(repeating: "~", count: 80)] {
            for name in names {
                let given = Data("\(name):\(password)".utf8).base64EncodedString()
                #expect(given.firstMatch(of: known) != nil, "\(name):\(password)")
                for stranger in ["\(name)x", "x\(name)", name.uppercased(), ""]
                where !names.contains(stranger) {
                    let given = Data("\(stranger):\(password)".utf8).base64EncodedString()
                    #expect(given.firstMatch(of: known) == nil, "\(stranger):\(password)")
                }
            }
        }
    }

    @Test func theSiteListensWhereItIsTold() throws {
        let plain = try WebServer.caddy.siteFile(.plain(address: "127.0.0.1:8080"), roots: ServerRoots()).text
        #expect(plain.contains("\nhttp://:8080 {\n\tbind 127.0.0.1\n"))
        let site = try WebServer.caddy26.siteFile(
            .secure(host: "*.portal.example.org", certificate: "/a.pem", key: "/a.key"), roots: ServerRoots())
        #expect(site.name == "site.caddy-2.6.conf")
        #expect(site.text.contains("\n*.portal.example.org {\n"))
        #expect(site.text.contains("\ttls \"/a.pem\" \"/a.key\"\n"))
        #expect(site.text.contains("\timport \"/srv/portal/access/servers/access.caddy-2.6.conf\"\n"))
        for address in ["8080", "127.0.0.1:80 {", "{env.X}:80", ":x"] {
            #expect(throws: AccessError.self) {
                try WebServer.caddy.siteFile(.plain(address: address), roots: ServerRoots())
            }
        }
    }

    private func text(_ server: WebServer, _ manifest: Manifest? = nil) throws -> String {
        try #require(
            try server.accessFiles(
                try manifest ?? SamplePortal.manifest(), credentials: credentials, roots: ServerRoots()
            ).first
        ).text
    }
}
