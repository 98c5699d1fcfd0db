import Access
import Diagnostics
import Files
import Foundation
import Testing

@Suite struct ManifestTests {
    @Test func theSampleIsSound() throws {
        #expect(try SamplePortal.manifest().problems(with: try SamplePortal.files()) == [])
    }

    @Test func isTheSameBytesWhateverTheOrderOfItsParts() throws {
        let manifest = try SamplePortal.manifest()
        let shuffled = Manifest(
            baseURL: manifest.baseURL, snapshot: manifest.snapshot,
            editions: SamplePortal.editions.reversed(),
            users: SamplePortal.users.reversed())
        #expect(shuffled == manifest && shuffled.json() == manifest.json())
        let files = try SamplePortal.files()
        #expect(PublishedFile.lines(files) == PublishedFile.lines(files.reversed()))
    }

    @Test func theJSONSaysWhoMayReadWhat() throws {
        let object =
            try JSONSerialization.jsonObject(with: Data(try SamplePortal.manifest().json())) as? [String: Any]
        let rules = try #require(object?["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String }.prefix(3) == ["acme", "acme-corp", "acme.board"])
        #expect(rules[0]["prefix"] as? String == "/acme/" && rules[0]["groups"] as? [String] == ["acme"])
        let landing = try #require(rules.first { $0["id"] as? String == "landing" })
        #expect(landing["exact"] as? String == "/" && landing["serves"] as? String == "/assets/landing.html")
        #expect(landing["public"] as? Bool == true)
        let defaults = try #require(object?["defaults"] as? [String: Any])
        #expect(
            defaults["effect"] as? String == "deny" && defaults["methods"] as? [String] == ["GET", "HEAD"])
        let text = String(decoding: try SamplePortal.manifest().json(), as: UTF8.self)
        #expect(!text.contains("$2y$") && !text.contains("secret of"))
    }

    @Test func aLineOfTheFileListHoldsWhatIsKnown() throws {
        let file = PublishedFile(
            path: try RelativePath(checking: "acme/files/report-2.pdf"), digest: Digest(of: "x"), size: 1,
            classification: .confidential, record: "documents report-2", retainUntil: "2031-12-31")
        let expected =
            #"{"path":"/acme/files/report-2.pdf","rule":"acme","headers":"download","sha256":""#
            + Digest(of: "x").hex
            + #"","bytes":1,"media_type":"application/pdf","classification":"confidential","record":"documents report-2","retain_until":"2031-12-31"}"#
        #expect(String(decoding: PublishedFile.lines([file]), as: UTF8.self) == expected + "\n")
    }

    @Test func isReadAsItWasWritten() throws {
        for manifest in [try SamplePortal.manifest(.hosts), try SamplePortal.manifest(asking: ["acme"])] {
            #expect(try Manifest(reading: manifest.json()) == manifest)
        }
    }

    @Test(arguments: WebServer.allCases)
    func noServerIsGivenARuleThatItCannotKeep(_ server: WebServer) throws {
        let refusal = AccessError.notExpressible(
            server: server.rawValue, what: "the second factor that `acme` asks for",
            reason: "its users are known by passwords alone")
        #expect(throws: refusal) {
            try server.accessFiles(
                SamplePortal.manifest(asking: ["acme"]), credentials: SamplePortal.credentials(),
                roots: ServerRoots(root: "/srv/portal"))
        }
    }

    struct HeaderCase: Sendable {
        let path: String
        let set: HeaderSet
    }

    @Test(arguments: [
        HeaderCase(path: "acme/index.html", set: .page),
        HeaderCase(path: "acme/files/a.html", set: .download),
        HeaderCase(path: "acme/files/a/b.pdf", set: .download),
        HeaderCase(path: "acme/search.html", set: .search),
        HeaderCase(path: "acme/x/search.html", set: .page),
        HeaderCase(path: "acme/x/files/a.pdf", set: .page),
        HeaderCase(path: "assets/a.css", set: .asset), HeaderCase(path: "assets/404.html", set: .page),
        HeaderCase(path: "assets/x/a.html", set: .asset), HeaderCase(path: "assets-2/a.css", set: .page),
    ])
    func headersFollowThePath(_ example: HeaderCase) throws {
        #expect(HeaderSet(for: try RelativePath(checking: example.path)) == example.set)
    }

    struct DecisionCase: Sendable, CustomTestStringConvertible {
        let user: String?
        let path: String
        var address: String?
        let decision: Decision
        var testDescription: String { "\(user ?? "-") \(path) \(address ?? "")" }
    }

    @Test(arguments: [
        DecisionCase(
            user: "alice", path: "/acme/index.html", decision: .allowed(rule: "acme", group: "acme")),
        DecisionCase(user: "alice", path: "/acme/missing", decision: .allowed(rule: "acme", group: "acme")),
        DecisionCase(user: "alice", path: "/acme-corp/index.html", decision: .denied(.notAReader)),
        DecisionCase(user: "alice", path: "/acme.board/index.html", decision: .denied(.notAReader)),
        DecisionCase(
            user: "carol", path: "/acme/index.html", decision: .allowed(rule: "acme", group: "acme")),
        DecisionCase(user: "bob", path: "/acme/index.html", decision: .denied(.notAReader)),
        DecisionCase(user: "dave", path: "/acme/index.html", decision: .denied(.outsideValidity)),
        DecisionCase(user: "erin", path: "/acme/index.html", decision: .denied(.outsideValidity)),
        DecisionCase(user: "mallory", path: "/acme/index.html", decision: .denied(.unknownUser)),
        DecisionCase(user: nil, path: "/acme/index.html", decision: .denied(.needsPassword)),
        DecisionCase(user: nil, path: "/acme", decision: .denied(.noRule)),
        DecisionCase(user: "alice", path: "/ACME/index.html", decision: .denied(.noRule)),
        DecisionCase(user: nil, path: "/", decision: .allowedToEveryone(rule: "landing")),
        DecisionCase(user: nil, path: "/index.html", decision: .denied(.noRule)),
        DecisionCase(user: "dave", path: "/assets/404.html", decision: .allowedToEveryone(rule: "assets")),
        DecisionCase(
            user: "bob", path: "/far/x", address: "10.1.2.3", decision: .allowed(rule: "far", group: "far")),
        DecisionCase(
            user: "bob", path: "/far/x", address: "2001:db8::1", decision: .allowed(rule: "far", group: "far")
        ),
        DecisionCase(user: "bob", path: "/far/x", address: "11.1.2.3", decision: .denied(.outsideNetworks)),
        DecisionCase(
            user: "bob", path: "/far/x", address: "not an address", decision: .denied(.outsideNetworks)),
    ])
    func decides(_ example: DecisionCase) throws {
        let manifest = try SamplePortal.manifest()
        #expect(
            manifest.decide(user: example.user, urlPath: example.path, address: example.address)
                == example.decision)
    }

    @Test func anEditionIsToBeHadOnItsOwnHostAlone() throws {
        let manifest = Manifest(
            baseURL: "https://example.org", snapshot: try SamplePortal.manifest().snapshot,
            editions: [Manifest.Edition(name: "acme", host: "acme.example.org")],
            users: [AccessUser(name: "alice", groups: ["acme"], home: "acme")])
        func decide(_ path: String, on host: String) -> Decision {
            manifest.decide(user: "alice", urlPath: path, host: host)
        }
        #expect(decide("/acme/", on: "acme.example.org").isAllowed)
        #expect(decide("/acme/", on: "zeta.example.org") == .denied(.otherHost))
        #expect(decide("/", on: "zeta.example.org").isAllowed)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let message: String
        var editions: [Manifest.Edition] = [Manifest.Edition(name: "acme")]
        var users: [AccessUser] = []
        var rules: [AccessRule] = []
        var extraGroups: [Manifest.Group] = []
        var realm = "Client portal"
        var baseURL = "https://example.org"
        var file = "acme/index.html"
        var testDescription: String { message }
    }

    @Test(arguments: [
        Fault(
            message: "the prefix `/acme/x/` lies inside `/acme/`",
            rules: [AccessRule(id: "x", scope: .prefix("/acme/x/"), readers: .groups(["acme"]))]),
        Fault(
            message: "two rules are named `acme`",
            rules: [AccessRule(id: "acme", scope: .prefix("/b/"), readers: .groups(["acme"]))]),
        Fault(
            message: "the prefix `/b` is not a folder below the root",
            rules: [AccessRule(id: "b", scope: .prefix("/b"), readers: .groups(["acme"]))]),
        Fault(
            message: "the prefix `/` is not a folder below the root",
            rules: [AccessRule(id: "b", scope: .prefix("/"), readers: .groups(["acme"]))]),
        Fault(
            message: "the rule `b` would make an edition public",
            rules: [AccessRule(id: "b", scope: .prefix("/b/"), readers: .everyone)]),
        Fault(
            message: "the rule `c` would make an edition public",
            rules: [AccessRule(id: "c", scope: .exact("/c", serves: "/acme/x"), readers: .everyone)]),
        Fault(
            message: "the rule `b` has no readers",
            rules: [AccessRule(id: "b", scope: .prefix("/b/"), readers: .groups([]))]),
        Fault(
            message: "the rule `b` names the unknown group `acmee`",
            rules: [AccessRule(id: "b", scope: .prefix("/b/"), readers: .groups(["acmee"]))]),
        Fault(
            message: "the rule `Acme` does not cover the edition of its name",
            editions: [Manifest.Edition(name: "Acme"), Manifest.Edition(name: "acme")]),
        Fault(
            message: "the rule `assets` does not cover the edition of its name",
            editions: [Manifest.Edition(name: "assets"), Manifest.Edition(name: "acme")]),
        Fault(
            message: "`10.0.0.1/8` is not an address range",
            editions: [Manifest.Edition(name: "acme", networks: ["10.0.0.1/8"])]),
        Fault(
            message: "the rule `acme` is for `Acme.example`, which is no host name",
            editions: [Manifest.Edition(name: "acme", host: "Acme.example")]),
        Fault(
            message: "the rule `acme-corp` names no host, and others do",
            editions: [
                Manifest.Edition(name: "acme", host: "acme.example"), Manifest.Edition(name: "acme-corp"),
            ]),
        Fault(
            message: "the rule `assets` is public for some only",
            rules: [
                AccessRule(id: "assets", scope: .prefix("/assets/"), readers: .everyone, host: "a.example")
            ]),
        Fault(
            message: "the rule `assets` is public for some only",
            rules: [
                AccessRule(
                    id: "assets", scope: .prefix("/assets/"), readers: .everyone, isSecondFactorRequired: true
                )
            ]),
        Fault(
            message: "no rule names the group `lost`", extraGroups: [Manifest.Group(id: "lost", kind: .staff)]
        ),
        Fault(
            message: "the user `u` may read nothing", users: [AccessUser(name: "u", groups: [], home: "acme")]
        ),
        Fault(
            message: "the user `u` is in the unknown group `acm`",
            users: [AccessUser(name: "u", groups: ["acm"], home: "acm")]),
        Fault(
            message: "the home `b` of the user `u` is not his to read",
            users: [AccessUser(name: "u", groups: ["acme"], home: "b")]),
        Fault(
            message: "the user name `a:b` cannot stand in a password file",
            users: [AccessUser(name: "a:b", groups: ["acme"], home: "acme")]),
        Fault(
            message: "two users are named `u`",
            users: [
                AccessUser(name: "u", groups: ["acme"], home: "acme"),
                AccessUser(name: "u", groups: ["acme"], home: "acme"),
            ]),
        Fault(message: "the realm `a\"b` cannot be sent by every server", realm: "a\"b"),
        Fault(message: "the realm `$host` cannot be sent by every server", realm: "$host"),
        Fault(message: "the base URL `ftp://x` is not an https address", baseURL: "ftp://x"),
        Fault(message: "no rule covers the file `acme-corp/index.html`", file: "acme-corp/index.html"),
        Fault(message: "no rule covers the file `robots.txt`", file: "robots.txt"),
        Fault(message: "no rule covers the file `acme`", file: "acme"),
        Fault(message: "`assets/404.html` is published twice", file: "assets/404.html"),
    ])
    func validationFinds(_ fault: Fault) throws {
        let snapshot = try SamplePortal.manifest().snapshot
        let base = Manifest(
            baseURL: fault.baseURL, snapshot: snapshot, editions: fault.editions, users: fault.users)
        let manifest = Manifest(
            baseURL: fault.baseURL, realm: fault.realm, snapshot: snapshot,
            groups: base.groups + fault.extraGroups,
            users: fault.users, rules: base.rules + fault.rules)
        let extra = try RelativePath(checking: fault.file)
        let files = (PublicPages.all + [extra]).map {
            PublishedFile(path: $0, digest: Digest(of: ""), size: 0)
        }
        let messages = manifest.problems(with: files).map(\.message)
        #expect(messages.contains(fault.message), "\(messages)")
    }

    @Test(arguments: Classification.allCases)
    func noFileIsAboveItsReaders(_ highest: Classification) throws {
        let manifest = Manifest(
            baseURL: "https://example.org", snapshot: try SamplePortal.manifest().snapshot,
            editions: [Manifest.Edition(name: "acme", classification: highest)], users: [])
        for own in Classification.allCases {
            let file = PublishedFile(
                path: try RelativePath(checking: "acme/files/a.pdf"), digest: Digest(of: ""), size: 0,
                classification: own)
            let pages = PublicPages.all.map { PublishedFile(path: $0, digest: Digest(of: ""), size: 0) }
            let problems = manifest.problems(with: pages + [file]).map(\.message)
            let message =
                "the file `acme/files/a.pdf` is \(own.rawValue), and its readers may have what is \(highest.rawValue) at most"
            #expect(problems == (own > highest ? [message] : []))
        }
    }

    @Test func theAnswersOfServersMustBePublished() throws {
        let manifest = try SamplePortal.manifest()
        #expect(manifest.problems(with: []).count == 3)
    }

    @Test(arguments: ["acme", "acme-corp", "acme.board", "acme.u.12", "a", "staff.board", "1-2.3"])
    func editionNamesMayBe(_ name: String) { #expect(EditionName.isValid(name)) }

    @Test(arguments: [
        "", "-a", "a-", "a--b", "a..b", ".a", "a.", "a-.b", "A", "a_b", "ä", "assets", "u", "x", "a/b",
        String(repeating: "a", count: 65),
    ])
    func editionNamesMayNotBe(_ name: String) { #expect(!EditionName.isValid(name)) }
}
