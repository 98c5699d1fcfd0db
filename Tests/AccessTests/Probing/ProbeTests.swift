import Access
import Foundation
import TestSupport
import Testing

/// A real server is asked as an agency asks its own: a sound one has no fault, and each mistake is named.
@Suite struct ProbeTests {
    /// Noon of the day of the sample's manifest.
    static let now = 1_780_315_200

    static func options(_ change: (inout Probe.Options) -> Void = { _ in }) -> Probe.Options {
        var options = Probe.Options(now: now)
        options.requestsPerSecond = 100_000
        options.origin = "127.0.0.1"
        change(&options)
        return options
    }

    /// Probes a server that listens without encryption.
    static func probe(_ server: SampleServer, _ options: Probe.Options = options()) throws -> Probe.Report {
        var options = options
        options.connectTo = "127.0.0.1:\(server.port)"
        let address = try #require(WebAddress("http://portal.example.org"))
        return Probe(
            try SamplePortal.manifest(server.layout), files: try SamplePortal.files(), at: address,
            logins: try logins(), options: options
        ).run()
    }

    static func logins() throws -> [ProbeLogin] {
        try SamplePortal.users.map { user in
            ProbeLogin(user: user.name, password: try Password(SamplePortal.password(of: user.name)))
        }
    }

    @Test(arguments: MatrixTests.cases)
    func aSoundServerHasNoFault(_ example: MatrixTests.Case) throws {
        guard let server = try SampleServer(example.kind, example.layout) else { return }
        let some = try Self.probe(server)
        #expect(some.faults.isEmpty, "\(some.faults)")
        #expect(some.requests > 500)
        #expect(some.notes.contains { $0.contains("certificate and redirect were not looked at") })
        #expect(some.notes.contains { $0.contains("`--all` sends them") })
        // What asking for everything adds is the same for all servers.
        guard example.kind == .nginx else { return }
        let all = try Self.probe(server, Self.options { $0.isExhaustive = true })
        #expect(all.faults.isEmpty, "\(all.faults)")
        #expect(all.requests > some.requests && !all.notes.contains { $0.contains("--all") })
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        /// What a fault begins with, and what it also says.
        let fault: (start: String, rest: String)
        var line = ""
        var change = ""
        var removed: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Mistake(
            name: "a public PDF", fault: ("leak: GET /acme/files/report.pdf as nobody", "200 instead of 401"),
            line: "location / {", change: #"location ~ \.pdf$ { auth_basic off; } location / {"#),
        Mistake(
            name: "an edition without a password",
            fault: ("leak: GET /acme-corp/", "200 instead of 401"),
            line: "location / {", change: "location /acme-corp/ { auth_basic off; } location / {"),
        Mistake(
            name: "one password file for all",
            fault: ("leak: GET /acme-corp/ as alice", "200 instead of 401"),
            line: "acme-corp.htpasswd", change: "acme.htpasswd"),
        Mistake(
            name: "a missing header", fault: ("headers: ", "`Referrer-Policy` is missing"),
            line: "add_header Referrer-Policy", change: "# "),
        Mistake(
            name: "no headers on refusals", fault: ("headers: GET /vitrine-probe/nothing", "is missing"),
            line: " always;", change: ";"),
        Mistake(
            name: "another's header", fault: ("headers: ", "`Cache-Control` is `public, max-age=31536000"),
            line: "private, no-store", change: "public, max-age=31536000, immutable"),
        Mistake(
            name: "no HSTS", fault: ("headers: ", "`Strict-Transport-Security` is missing"),
            line: "add_header Strict-Transport-Security", change: "# "),
        Mistake(
            name: "a missing file", fault: ("denied: GET /acme/search.html as alice", "404 instead of 200"),
            removed: "acme/search.html"),
        Mistake(
            name: "a listing", fault: ("leak: GET /acme/projects/ as alice", "200 instead of 404"),
            line: "try_files $vitrine_file =404;", change: "autoindex on;"),
        Mistake(
            name: "a folder that leads to its slash",
            fault: ("unlike: GET /acme as nobody", "301 instead of 401"),
            line: "location / {", change: "location = /acme { return 301 /acme/; } location / {"),
        Mistake(
            name: "missing and forbidden differ",
            fault: ("unlike: GET /vitrine-probe/nothing as nobody", "404 instead of 401"),
            line: "location / {",
            change: #"if ($vitrine_passwords ~ nobody) { return 404; } location / {"#),
        Mistake(
            name: "a page of the server's own",
            fault: ("content: ", "the body of 404 is not assets/404.html"),
            line: "error_page 403 404 =404", change: "error_page 403"),
        Mistake(
            name: "other media types", fault: ("content: ", "the media type is `text/plain`"),
            line: "text/html html", change: "text/plain html"),
        Mistake(
            name: "every method", fault: ("leak: POST /acme/", "nothing but GET and HEAD"),
            line: "return 405;", change: "return 200;"),
        Mistake(
            name: "nobody gets in", fault: ("denied: GET /acme/", "401 instead of 200"),
            line: "/acme.htpasswd", change: "/nobody"),
    ])
    func eachMistakeIsNamed(_ mistake: Mistake) throws {
        let edit = { (_: String, text: String) in
            mistake.line.isEmpty ? text : text.replacing(mistake.line, with: mistake.change)
        }
        guard let server = try SampleServer(.nginx, edit: edit) else { return }
        if let path = mistake.removed { try server.remove(path) }
        let faults = try Self.probe(server).faults.map(\.description)
        #expect(
            faults.contains { $0.hasPrefix(mistake.fault.start) && $0.contains(mistake.fault.rest) },
            "\(faults.joined(separator: "\n"))")
    }

    @Test func aPublicationThatIsTooOldIsFound() throws {
        guard let server = try SampleServer(.nginx) else { return }
        let fresh = try Self.probe(server, Self.options { $0.maximumAgeSeconds = 36_000 })
        #expect(fresh.faults.isEmpty, "\(fresh.faults)")
        let old = try Self.probe(server, Self.options { $0.maximumAgeSeconds = 30_000 })
        #expect(old.faults.map(\.kind) == [.outdated])
        let expired = try Self.probe(server, Self.options { $0.now += 86_400 })
        #expect(expired.faults.map(\.problem) == ["something in it expired on 2026-06-02: publish again"])
    }

    @Test func whereNothingAnswersIsAFault() throws {
        var options = Self.options()
        options.connectTo = "127.0.0.1:\(Loopback.freePort())"
        let report = Probe(
            try SamplePortal.manifest(), files: try SamplePortal.files(),
            at: try #require(WebAddress("http://portal.example.org")), options: options
        ).run()
        #expect(report.faults.map(\.kind) == [.unreachable], "\(report.faults)")
    }

    @Test(arguments: [
        ("https://portal.example.org", "https://portal.example.org"),
        ("https://portal.example.org/", "https://portal.example.org"),
        ("https://Portal.Example.Org:443", "https://portal.example.org"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"), ("portal.example.org", nil),
        ("ftp://portal.example.org", nil), ("https://portal.example.org/acme/", nil),
        ("https://user@portal.example.org", nil), ("https://portal.example.org:0", nil), ("https://", nil),
        ("https://portal.example.org:80:80", nil), ("https://portal.example.org\r\n", nil),
    ])
    func anAddressIsASchemeAHostAndAPort(_ text: String, _ shown: String?) {
        #expect(WebAddress(text)?.description == shown)
    }
}
