import Foundation
import TestSupport
import Testing

/// `history` tells in which snapshots a record was to be seen, whatever became of the publications.
@Suite struct RecordSnapshotTests {
    private func history(_ portal: Portal, _ table: String, _ name: String) throws -> [String] {
        let outcome = try Tool.vitrine("history", table, name, in: portal.root)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return outcome.output.split(separator: "\n").map(String.init).filter { $0.hasPrefix("  acme") }
    }

    private func current(_ portal: Portal) throws -> String {
        let path = portal.root.appending(path: "output/state/current")
        return try String(contentsOf: path, encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    private func journals(_ portal: Portal) throws -> [String: [Substring]] {
        try Portal.tree(portal.root.appending(path: "output/state/history")).mapValues {
            String(decoding: $0, as: UTF8.self).split(separator: "\n")
        }
    }

    @Test func aRecordThatCameAndWentIsToldByEdition() throws {
        let portal = try Portal()
        func publish(_ change: String, _ day: String) throws -> String {
            try portal.run(sql: change)
            try #require(try portal.publish("--as-of", day).code == 0)
            return try current(portal)
        }
        let first = try publish(
            "update projects set audience = 'board' where code = 'lab-console';", "2026-11-20")
        let second = try publish(
            "update projects set audience = 'team' where code = 'lab-console';", "2026-11-21")
        let board = try history(portal, "projects", "acme/lab-console").filter { $0.contains("board") }
        #expect(board.contains { $0.hasSuffix(": since \(first)") }, "\(board)")
        #expect(try history(portal, "projects", "acme/lab-console").contains("  acme: since \(second)"))
        let third = try publish(
            "update projects set audience = 'board' where code = 'lab-console';", "2026-11-22")
        #expect(
            try history(portal, "projects", "acme/lab-console").contains("  acme: \(second) until \(third)"))
        let fourth = try publish(
            "update projects set audience = 'team' where code = 'lab-console';", "2026-11-23")
        let spans = try history(portal, "projects", "acme/lab-console").filter { $0.hasPrefix("  acme:") }
        #expect(spans == ["  acme: \(second) until \(third)", "  acme: since \(fourth)"])
    }

    @Test func aWithdrawnEditionTakesAllItsRecordsAlong() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let first = try current(portal)
        try portal.run(sql: "update clients set status = 'suspended' where slug = 'acme';")
        try #require(try portal.publish().code == 0)
        let spans = try history(portal, "projects", "acme/lab-console")
        #expect(!spans.isEmpty)
        #expect(try spans.allSatisfy { try $0.hasSuffix(": \(first) until \(current(portal))") }, "\(spans)")
        #expect(spans.count == Set(spans).count)
    }

    /// A publication may break off between any two writes: all that it leaves is older lists beside newer journals.
    @Test func aPublicationThatIsDoneAgainTellsNothingTwice() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let first = try journals(portal)
        #expect(first.values.allSatisfy { !$0.isEmpty } && first["acme.jsonl"] != nil)
        let lists = portal.root.appending(path: "output/state/record-lists")
        let old = try Portal.tree(lists)
        let snapshots = portal.root.appending(path: "output/state/snapshots")

        try portal.run(sql: "update projects set audience = 'internal' where code = 'lab-console';")
        try #require(try portal.publish().code == 0)
        let second = try journals(portal)
        let added = try #require(second["acme.jsonl"]).dropFirst(first["acme.jsonl"]?.count ?? 0)
        #expect(!added.isEmpty && added.allSatisfy { $0.contains("\"vanished\":{") })

        // As a publication leaves it that broke off after its journals.
        try FileManager.default.removeItem(at: snapshots.appending(path: "\(current(portal)).jsonl"))
        try portal.run(sql: "update people set title = 'Chair' where client_id = 1;")
        try #require(try portal.publish().code == 0)
        #expect(try journals(portal) == second)
        #expect(try Portal.tree(lists) != old)
        // Without any list the journals still know.
        for folder in [lists, snapshots] { try FileManager.default.removeItem(at: folder) }
        try portal.run(sql: "update people set title = 'Director' where client_id = 1;")
        try #require(try portal.publish().code == 0)
        #expect(try journals(portal) == second)
    }

    @Test func aClientThatIsHeldBackStaysAsItWas() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let before = try journals(portal)
        try portal.run(sql: "update projects set audience = 'internal' where code = 'lab-console';")
        try portal.edit("content/acme/notes/broken.md") { _ in "---\naudience: team\n---\nNo title\n" }
        try #require(try portal.publish().code == 4)
        #expect(try journals(portal)["acme.jsonl"] == before["acme.jsonl"])
    }

    @Test func aBackupKeepsIt() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        try #require(try Tool.vitrine("backup", "kept", in: portal.root).code == 0)
        let other = TemporaryFolder()
        let backup = portal.root.appending(path: "kept").path()
        try #require(try Tool.vitrine("restore", backup, in: other.url).code == 0)
        let built = try Tool.vitrine("build", "--publish", in: other.url, environment: Portal.environment)
        try #require(built.code == 0, "\(built.errors)")
        for name in ["history", "record-lists"] {
            let path = "output/state/\(name)"
            #expect(
                try Portal.tree(other.url.appending(path: path))
                    == Portal.tree(portal.root.appending(path: path)))
        }
    }

    @Test func invitationsAndReadsAreTold() throws {
        let portal = try Portal()
        for arguments in [["user", "passwd", "luis"], ["invite", "luis"]] {
            try #require(
                try Tool.vitrine(arguments, in: portal.root, environment: Portal.environment).code == 0)
        }
        let digest = String(repeating: "a", count: 64)
        try portal.run(
            sql: """
                insert into access_log (user_id, client_id, record_table, record_id, path, method, status, accessed_at, line_sha256)
                select users.id, projects.client_id, 'projects', projects.id, '/acme/projects/lab-console.html', 'GET', 200,
                    '2030-01-03T00:00:00Z', '\(digest)'
                from users, projects join clients on clients.id = client_id
                where username = 'luis' and code = 'lab-console' and slug = 'acme';
                """)
        let user = try Tool.vitrine("history", "--user", "luis", in: portal.root).output
        #expect(user.contains("  invite"), "\(user)")
        #expect(user.contains("read 1 pages of acme"), "\(user)")
        let record = try Tool.vitrine("history", "projects", "acme/lab-console", in: portal.root).output
        #expect(record.contains("2030-01-03T00:00:00Z  luis  read 1 times"), "\(record)")
    }
}
