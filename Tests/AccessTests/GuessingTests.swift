import Access
import Foundation
import TestSupport
import Testing

/// Who guesses passwords is found, and slowed down.
@Suite struct GuessingTests {
    private static let program = "/usr/bin/fail2ban-regex"

    struct Line: Sendable, CustomTestStringConvertible {
        let text: String
        let isGuess: Bool
        var testDescription: String { text }

        init(_ text: String, isGuess: Bool) {
            self.text = text
            self.isGuess = isGuess
        }
    }

    private static func combined(
        _ user: String, _ status: Int, _ request: String = "GET /acme/ HTTP/1.1", agent: String = "curl"
    ) -> String {
        #"203.0.113.7 - \#(user) [21/Nov/2026:20:00:00 +0000] "\#(request)" \#(status) 11 "-" "\#(agent)""#
    }

    private static func json(_ headers: String, _ status: Int) -> String {
        #"{"level":"info","ts":1795291200.52,"logger":"http.log.access","msg":"handled request","request":"#
            + #"{"remote_ip":"203.0.113.7","method":"GET","uri":"/","headers":{"User-Agent":["x"]\#(headers)}},"#
            + #""user_id":"","duration":0.0009,"size":10900,"status":\#(status),"resp_headers":{}}"#
    }

    @Test(arguments: [
        Line(combined("-", 401), isGuess: false), Line(combined("ada", 401), isGuess: true),
        Line(combined("ada", 200), isGuess: false), Line(combined("ada", 404), isGuess: false),
        Line(combined("a b [x]", 401), isGuess: true), Line(combined("- [x", 401), isGuess: true),
        Line(combined("- []", 401), isGuess: true),
        Line(combined("-", 200, agent: #"ada [] \x22 401 "#), isGuess: false),
        Line(combined("ada", 200, #"GET /\x22 401 HTTP/1.1"#), isGuess: false),
        Line(json(#","Authorization":["REDACTED"]"#, 401), isGuess: true),
        Line(json("", 401), isGuess: false),
        Line(json(#","Authorization":["REDACTED"]"#, 200), isGuess: false),
    ])
    func onlyRefusalsOfWhoGaveANameCount(_ line: Line) throws {
        guard Tool.isAvailable(Self.program, for: "finding who guesses passwords") else { return }
        #expect(try Self.count(line.text) == (line.isGuess ? 1 : 0))
    }

    @Test func nginxLogsWhatTheFilterReads() throws {
        guard Tool.isAvailable(Self.program, for: "finding who guesses passwords") else { return }
        let folder = TemporaryFolder()
        let log = folder.path("access.log")
        let site = { (port: UInt16, roots: ServerRoots) in
            Self.site(port, roots).replacing(
                "# limit_req_status 429;", with: "access_log \(log) combined;")
        }
        guard let server = try SampleServer(.nginx, site: site) else { return }
        for (user, password) in [("alice", "wrong"), ("mallory", "x"), ("a b", "y"), ("alice", nil)] {
            let value = HTTPConnection.basic(
                user: user, password: password ?? SamplePortal.password(of: user))
            var parts = RequestParts("/acme/same.html", host: "portal.example.org", by: .nobody)
            parts.headers.append("Authorization: \(value)")
            _ = try server.send(parts.bytes)
        }
        _ = try server.send(RequestParts("/acme/", host: "portal.example.org", by: .nobody).bytes)
        let lines = try String(contentsOfFile: log, encoding: .utf8)
        #expect(try Self.count(lines) == 3, "\(lines)")
    }

    @Test func theLimitThatNginxOffersIsNoErrorOfTheServer() throws {
        let site = { Self.site($0, $1).replacing("# limit_req", with: "limit_req") }
        guard let server = try SampleServer(.nginx, site: site) else { return }
        let request = RequestParts("/acme/same.html", host: "portal.example.org", by: .nobody).bytes
        let statuses = try (0..<600).map { _ in try server.send(request).status }
        #expect(statuses.prefix(60).allSatisfy { $0 == 401 })
        #expect(Set(statuses) == [401, 429])
    }

    private static func site(_ port: UInt16, _ roots: ServerRoots) -> String {
        (try? WebServer.nginx.siteFile(.plain(address: "127.0.0.1:\(port)"), roots: roots).text) ?? ""
    }

    /// How many lines of a log the filter counts.
    private static func count(_ log: String) throws -> Int {
        let folder = TemporaryFolder()
        try folder.write(log + "\n", to: "log")
        try folder.write(Fail2banFilter.file.text, to: "vitrine.conf")
        let result = try Tool.run(program, [folder.path("log"), folder.path("vitrine.conf")])
        let number = result.output.firstMatch(of: /Failregex: (\d+) total/)?.1
        return try #require(number.flatMap { Int($0) }, "\(result.text)")
    }
}
