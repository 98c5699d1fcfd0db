import Foundation
import SQLite
import TestSupport
import Testing

/// `log import`: a web server's log becomes rows that name user, client and record.
@Suite struct LogImportTests {
    let portal: Portal
    let logs = TemporaryFolder()

    init() throws {
        portal = try Portal()
        try #require(portal.publish().code == 0)
    }

    private func line(
        _ user: String, _ path: String, _ status: Int = 200, second: Int = 0, address: String = "203.0.113.9"
    ) -> String {
        let time = "21/Nov/2026:10:00:" + (second < 10 ? "0" : "") + "\(second) +0000"
        return "\(address) - \(user) [\(time)] \"GET \(path) HTTP/1.1\" \(status) 512 \"-\" \"Mozilla/5.0\"\n"
    }

    private func read(_ names: String...) throws -> Tool.Outcome {
        try Tool.vitrine(["log", "import"] + names.map(logs.path), in: portal.root)
    }

    private func rows(_ sql: String) throws -> [String] {
        let database = try Connection(
            path: portal.root.appending(path: "portal.sqlite").path(), mode: .readOnly)
        let rows = try database.prepare(sql)
        var result: [String] = []
        while try rows.step() { result.append(rows.text(at: 0) ?? "-") }
        return result
    }

    /// Of the newest import: added, known.
    private func counts(_ outcome: Tool.Outcome) -> [Int] {
        outcome.output.split { !$0.isNumber }.compactMap { Int($0) }
    }

    @Test func aRequestIsOfItsUserClientAndRecord() throws {
        let site = try Portal.tree(portal.site)
        let file = try #require(site.keys.sorted().first { $0.hasPrefix("acme/files/") })
        try logs.write(
            line("luis", "/acme/") + line("luis", "/acme/projects/portal.html?x=1", second: 1)
                + line("luis", "/" + file, second: 2) + line("luis", "/acme/", 401, second: 3)
                + line("-", "/", second: 4) + line("-", "/assets/style.css", second: 5)
                + line("-", "/wp-login.php", 401, second: 6) + "no request\n", to: "a.log")
        let outcome = try read("a.log")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(counts(outcome) == [8, 5, 0, 2, 1], "\(outcome.output)")
        let found = try rows(
            """
            select coalesce(username, '-') || ' ' || coalesce(slug, '-') || ' ' || path || ' '
                || coalesce(record_table, '-') || ' ' || access_log.status
            from access_log left join users on users.id = user_id left join clients on clients.id = client_id
            order by accessed_at
            """)
        #expect(found.count == 5)
        #expect(found[0] == "luis acme /acme/ - 200")
        #expect(found[2] == "luis acme /\(file) documents 200")
        // A wrong password proves nobody.
        #expect(found[3] == "- acme /acme/ - 401")
        #expect(found[4] == "- - /wp-login.php - 401")
        let codes = try rows(
            "select documents.code from access_log join documents on documents.id = record_id where record_table = 'documents'"
        )
        #expect(codes.count == 1 && file.contains(codes[0]), "\(codes) \(file)")
        let history = try Tool.vitrine("history", "documents", "acme/\(codes[0])", in: portal.root)
        #expect(history.output.contains("luis"), "\(history.output)")
        #expect(history.output.contains("  /\(file)\n"), "\(history.output)")
        let project = try Tool.vitrine("history", "projects", "acme/lab-console", in: portal.root)
        #expect(project.output.contains("  /acme/projects/lab-console.html\n"), "\(project.output)")
    }

    @Test func addressesAreKeyedHashesAlone() throws {
        try logs.write(
            line("luis", "/acme/") + line("luis", "/acme/", second: 1)
                + line("luis", "/acme/", second: 2, address: "203.0.113.10"), to: "a.log")
        #expect(try read("a.log").code == 0)
        let hashes = try rows("select address_hash from access_log order by id")
        #expect(hashes[0] == hashes[1] && hashes[0] != hashes[2] && hashes[0].count == 32)
        let file = try Data(contentsOf: portal.root.appending(path: "portal.sqlite"))
        #expect(file.range(of: Data("203.0.113".utf8)) == nil)
        let key = portal.root.appending(path: "output/state/addresses.key").path()
        #expect(try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int == 0o600)
    }

    @Test func aLineIsAddedOnceHoweverOftenItIsRead() throws {
        let first = (0..<20).map { line("luis", "/acme/", second: $0 / 2) }.joined()
        let later = (20..<30).map { line("luis", "/acme/", second: $0) }.joined()
        // Two of one second are two; the last is still being written.
        try logs.write(first + line("luis", "/acme/", second: 40).dropLast(), to: "portal.log")
        #expect(counts(try read("portal.log")).prefix(3) == [20, 20, 0])
        #expect(counts(try read("portal.log")).prefix(3) == [20, 0, 20])
        // It grew; then it was rotated, and a new one begun; then cut short.
        try logs.write(first + later, to: "portal.log")
        #expect(counts(try read("portal.log")).prefix(3) == [30, 10, 20])
        try logs.write(first + later, to: "portal.log.1")
        try logs.write(line("luis", "/acme/", second: 50), to: "portal.log")
        #expect(counts(try read("portal.log.1", "portal.log")).prefix(3) == [31, 1, 30])
        try logs.write("", to: "portal.log")
        #expect(counts(try read("portal.log.1", "portal.log")).prefix(3) == [30, 0, 30])
        #expect(try rows("select count(*) from access_log") == ["31"])
    }

    @Test func thePathMeansWhatItMeantThen() throws {
        let list = try String(contentsOf: portal.access.appending(path: "files.jsonl"), encoding: .utf8)
        let entry = try #require(
            list.split(separator: "\n").first {
                $0.contains(#""record":"status_updates "#) && $0.contains("/acme/")
            })
        let file = try #require(
            JSONSerialization.jsonObject(with: Data(entry.utf8)) as? [String: Any])
        let page = try #require(file["path"] as? String)
        let code = try #require(file["record"] as? String).dropFirst("status_updates ".count)
        // A code is stable; one that was changed all the same changes the path.
        try portal.run(
            sql: """
                update status_updates set code = 'renamed' where client_id = 1 and code = '\(code)';
                """)
        try #require(portal.publish(environment: ["SOURCE_DATE_EPOCH": "1795355800"]).code == 0)
        try logs.write(line("luis", page), to: "a.log")
        #expect(try read("a.log").code == 0)
        // The name of then is no update of today: the row says which client and path it was.
        #expect(try rows("select record_table from access_log") == ["-"])
        try logs.write(
            line("luis", page.replacing(String(code), with: "renamed")).replacing("21/Nov", with: "25/Nov"),
            to: "b.log")
        #expect(try read("b.log").code == 0)
        #expect(try rows("select record_table from access_log order by id") == ["-", "status_updates"])
    }

    @Test func theStandardInputIsALogToo() throws {
        let outcome = try Tool.run(
            Tool.program, ["-C", portal.root.path(), "log", "import", "-"], input: line("luis", "/acme/"))
        #expect(counts(outcome).prefix(2) == [1, 1], "\(outcome.text)")
    }

    @Test func aLogThatIsNotThereAddsNothing() throws {
        try logs.write(line("luis", "/acme/"), to: "a.log")
        let outcome = try read("a.log", "missing.log")
        #expect(outcome.code == 1 && outcome.errors.contains("missing.log"), "\(outcome.errors)")
        #expect(try rows("select count(*) from access_log") == ["0"])
    }
}
