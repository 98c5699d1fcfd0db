import Foundation
import TestSupport
import Testing

/// `diff` and `serve` show what waits, before readers see it.
@Suite struct ReviewTests {
    private func build(_ portal: Portal, _ arguments: String...) throws -> String {
        let built = try Tool.vitrine(["build"] + arguments, in: portal.root, environment: Portal.environment)
        try #require(built.code == 0, "\(built.text)")
        let staged = try FileManager.default.contentsOfDirectory(
            atPath: portal.root.appending(path: "output/staged").path())
        return try #require(staged.first { !$0.hasPrefix(".") })
    }

    private func isReviewed(_ id: String, _ portal: Portal) -> Bool {
        FileManager.default.fileExists(
            atPath: portal.root.appending(path: "output/staged/\(id)/reviewed").path())
    }

    @Test func diffTellsRecordsAndFiles() throws {
        let portal = try Portal(of: ["noor"])
        let nothing = try Tool.vitrine("diff", in: portal.root)
        #expect(nothing.code == 2 && nothing.errors.contains("nothing is staged"))
        try portal.publish()
        try portal.run(
            sql: """
                update milestones set due_on = '2027-01-08', progress = 40 where code = 'kick-off';
                update decisions set audience = 'internal' where code = 'reading-age';
                insert into milestones (client_id, project_id, code, title, due_on, audience) values
                    (7, 71, 'second', 'Second', '2027-02-01', 'team');
                """)
        let id = try build(portal)
        #expect(!isReviewed(id, portal))
        let diff = try Tool.vitrine("diff", in: portal.root)
        #expect(diff.code == 0, "\(diff.text)")
        let lines = diff.output.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasPrefix("noor: changed, ") })
        #expect(
            lines.contains("  ~ milestones kick-off: progress 0 → 40, due_on 2026-11-30 → 2027-01-08"),
            "\(lines)")
        #expect(lines.contains("  + milestones second") && lines.contains("  - decisions reading-age"))
        #expect(lines.contains("  ~ /noor/milestones.html"))
        #expect(isReviewed(id, portal))
        let other = try Tool.vitrine("diff", id, "--client", "acme", in: portal.root)
        #expect(other.output.contains("no record and no file is different"))
        #expect(try Tool.vitrine("diff", "2026-01-01-000000000000", in: portal.root).code == 2)
    }

    @Test func withdrawnAndNewEditionsAreTold() throws {
        let portal = try Portal(of: ["noor"])
        let first = try Tool.vitrine("diff", try build(portal), in: portal.root)
        #expect(first.output.contains("noor: new, ") && first.output.contains("  + /noor/index.html"))
        try portal.publish()
        try portal.run(sql: "update clients set status = 'suspended' where slug = 'noor';")
        _ = try build(portal)
        let diff = try Tool.vitrine("diff", in: portal.root)
        #expect(diff.output.contains("noor: withdrawn, ") && diff.output.contains("  - /noor/index.html"))
    }

    @Test(.enabled(if: SchemaChecker.isWanted)) func theJSONFollowsItsSchema() throws {
        let portal = try Portal(of: ["noor"])
        try portal.publish()
        try portal.run(sql: "update milestones set progress = 40 where code = 'kick-off';")
        _ = try build(portal)
        let diff = try Tool.vitrine("diff", "--json", in: portal.root)
        #expect(diff.output.contains("\"to\": \"40\""))
        #expect(try SchemaChecker.problems(schema: "diff", documents: [Array(diff.output.utf8)]) == "")
    }

    // MARK: serve

    /// A preview that runs until it goes out of use, and the port that it took.
    private final class Preview {
        let process = Process()
        var port: UInt16 = 0
        private(set) var homes: [String] = []

        init(_ portal: Portal, _ arguments: String...) throws {
            let output = Pipe()
            process.executableURL = URL(filePath: Tool.program)
            process.arguments = ["-C", portal.root.path(), "serve", "--port", "0"] + arguments
            process.standardOutput = output
            try Tool.start(process)
            let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            homes = text.split(separator: "\n").map(String.init)
            let number = text.split(separator: "/").dropFirst().first?.split(separator: ":").last
            port = try #require(number.flatMap { UInt16($0) }, "\(text)")
        }

        deinit {
            process.terminate()
            process.waitUntilExit()
        }

        func ask(_ request: String, host: String? = nil, close: Bool = true) throws -> HTTPResponse {
            let host = host ?? "127.0.0.1:\(port)"
            let text = "\(request) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
            return try #require(try HTTPConnection.exchange([Array(text.utf8)], port: port).first)
        }
    }

    @Test func aStagedBuildIsServedAsOneReaderWouldSeeIt() throws {
        let portal = try Portal(of: ["noor", "maison-leveque"])
        try portal.publish()
        try portal.run(sql: "update milestones set title = 'Grackle' where code = 'kick-off';")
        let id = try build(portal)
        let preview = try Preview(portal, "--staged", "--as", "yusuf")
        #expect(preview.homes.count == 1)
        let home = try #require(preview.homes.first?.split(separator: "/").last.map(String.init))
        let page = try preview.ask("GET /\(home)/milestones.html")
        #expect(page.status == 200 && page.text.contains("Grackle"))
        let staged = portal.root.appending(path: "output/staged/\(id)/site/\(home)/milestones.html")
        #expect(try Data(page.body) == Data(contentsOf: staged))
        #expect(page.header("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
        #expect(isReviewed(id, portal))
        let (forbidden, missing) = (
            try preview.ask("GET /maison-leveque/"), try preview.ask("GET /nobody/")
        )
        #expect(forbidden.status == 404 && forbidden.body == missing.body)
        func names(_ response: HTTPResponse) -> [String] { response.headers.filter { !$0.hasPrefix("Date") } }
        #expect(names(forbidden) == names(missing))
        #expect(try preview.ask("GET /\(home)/%69ndex.html").status == 404)
        #expect(try preview.ask("GET /\(home)/../../../portal.sqlite").status == 404)
        #expect(try preview.ask("GET /\(home)/", host: "evil.example").status == 421)
        #expect(try preview.ask("POST /\(home)/").status == 405)
        let head = try preview.ask("HEAD /\(home)/")
        #expect(head.status == 200 && head.body.isEmpty && head.header("Content-Length") != "0")
    }

    @Test func whatIsPublishedIsServedWholeWithoutAReader() throws {
        let portal = try Portal(of: ["noor"])
        #expect(try Tool.vitrine("serve", "--port", "0", in: portal.root).code == 1)
        try portal.publish()
        #expect(try Tool.vitrine("serve", "--as", "nobody", in: portal.root).code == 2)
        #expect(try Tool.vitrine("serve", "--staged", in: portal.root).code == 2)
        let preview = try Preview(portal)
        for (path, bytes) in try Portal.tree(portal.site) where path.hasPrefix("noor/") {
            let answer = try preview.ask("GET /\(path)")
            #expect(answer.status == 200 && Data(answer.body) == bytes, "\(path)")
        }
        // No link leads out of the site.
        let secret = portal.root.appending(path: "vitrine.yaml")
        let page = portal.site.appending(path: "noor/index.html")
        try FileManager.default.removeItem(at: page)
        try FileManager.default.createSymbolicLink(at: page, withDestinationURL: secret)
        #expect(try preview.ask("GET /noor/").status == 503)
    }
}
