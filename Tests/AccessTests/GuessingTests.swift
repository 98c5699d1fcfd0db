import Access
import Foundation
import TestSupport
import Testing

/// Who guesses passwords is found, and slowed down.
@Suite struct GuessingTests {
    private static let program = "/usr/bin/fail2ban-regex"

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

    /// Of lighttpd's error log.
    private static func refusal(_ user: String) -> String {
        "2026-11-21 20:00:00: (mod_auth.c.850) password doesn't match for /acme/ username: \(user) IP: 203.0.113.7"
    }

    private static let lines = [
        (combined("-", 401), false), (combined("ada", 401), true), (combined("ada", 200), false),
        (combined("ada", 404), false), (combined("a b [x]", 401), true), (combined("- [x", 401), true),
        (combined("- []", 401), true), (combined("-", 200, agent: #"ada [] \x22 401 "#), false),
        (combined("ada", 200, #"GET /\x22 401 HTTP/1.1"#), false),
        (json(#","Authorization":["REDACTED"]"#, 401), true), (json("", 401), false),
        (json(#","Authorization":["REDACTED"]"#, 200), false), (refusal("ada"), true),
        (refusal("a IP: 198.51.100.1"), true),
        (refusal("ada").replacing("password", with: "passw0rd"), false),
    ]

    @Test func onlyRefusalsOfWhoGaveANameCount() throws {
        guard Tool.isAvailable(Self.program, for: "finding who guesses passwords") else { return }
        // Each from an address of its own.
        let lines = Self.lines.enumerated().map { index, line in
            (line.0.replacing("203.0.113.7", with: "203.0.113.\(100 + index)"), line.1)
        }
        let wanted = lines.indices.filter { lines[$0].1 }.map { "203.0.113.\(100 + $0)" }
        #expect(try Self.guessers(lines.map(\.0).joined(separator: "\n")) == wanted)
    }

    /// The operator's file with requests logged as he has them logged: lines that he enables, or that are there for port 443.
    private static func logging(_ kind: WebServer, _ port: UInt16, _ roots: ServerRoots, to log: String)
        -> String
    {
        let secure = Listener.secure(host: "portal.example.org", certificate: "/c", key: "/k")
        let lines = ((try? kind.siteFile(secure, roots: roots).text) ?? "").components(separatedBy: "\n")
        func line(with word: String) -> String {
            (lines.first { $0.contains(word) } ?? "").replacing(/\/var\/log\/[a-z0-9.\/]+/, with: log)
        }
        let text = site(kind, port, roots)
        return switch kind {
        case .nginx: text.replacing("# limit_req_status 429;", with: "access_log \(log) combined;")
        case .apache: text.replacing("ServerName localhost", with: line(with: "CustomLog"))
        case .lighttpd: text + line(with: "server.errorlog") + "\n"
        case .caddy, .caddy26:
            text.replacing("# log {", with: "log {").replacing("# }", with: "}")
                .replacing("# \toutput file /var/log/caddy/portal.log", with: "output file \(log)")
        }
    }

    @Test(arguments: WebServer.allCases)
    func theServersLogIsReadByTheFilter(_ kind: WebServer) throws {
        guard Tool.isAvailable(Self.program, for: "finding who guesses passwords") else { return }
        let folder = TemporaryFolder()
        // One of them opens its log when it is no longer root.
        chmod(folder.url.path(), 0o777)
        let log = folder.path("access.log")
        let site = { Self.logging(kind, $0, $1, to: log) }
        guard let server = try SampleServer(kind, site: site) else { return }
        for (user, password) in [("alice", "wrong"), ("mallory", "x"), ("a b", "y"), ("alice", nil)] {
            let value = HTTPConnection.basic(
                user: user, password: password ?? SamplePortal.password(of: user))
            var parts = RequestParts("/acme/same.html", host: "portal.example.org", by: .nobody)
            parts.headers.append("Authorization: \(value)")
            _ = try server.send(parts.bytes)
        }
        _ = try server.send(RequestParts("/acme/", host: "portal.example.org", by: .nobody).bytes)
        // Each was asked once more when it started; lighttpd's log has that line and the guesses. Some write late.
        var lines = ""
        for _ in 0..<600 where lines.count(where: { $0 == "\n" }) < (kind == .lighttpd ? 4 : 6) {
            usleep(20_000)
            lines = try String(contentsOfFile: log, encoding: .utf8)
        }
        #expect(try Self.guessers(lines) == Array(repeating: "127.0.0.1", count: 3), "\(lines)")
    }

    @Test func theLimitThatNginxOffersIsNoErrorOfTheServer() throws {
        let site = { Self.site(.nginx, $0, $1).replacing("# limit_req", with: "limit_req") }
        guard let server = try SampleServer(.nginx, site: site) else { return }
        let request = RequestParts("/acme/same.html", host: "portal.example.org", by: .nobody).bytes
        let statuses = try (0..<600).map { _ in try server.send(request).status }
        #expect(statuses.prefix(60).allSatisfy { $0 == 401 })
        #expect(Set(statuses) == [401, 429])
    }

    private static func site(_ kind: WebServer, _ port: UInt16, _ roots: ServerRoots) -> String {
        (try? kind.siteFile(.plain(address: "127.0.0.1:\(port)"), roots: roots).text) ?? ""
    }

    /// The address that the filter counts a line of a log for, of each that it counts.
    private static func guessers(_ log: String) throws -> [String] {
        let folder = TemporaryFolder()
        try folder.write(log + "\n", to: "log")
        try folder.write(Fail2banFilter.file.text, to: "vitrine.conf")
        let result = try Tool.run(program, ["-o", "ip", folder.path("log"), folder.path("vitrine.conf")])
        try #require(result.code == 0, "\(result.text)")
        return result.output.split(separator: "\n").map(String.init)
    }
}
