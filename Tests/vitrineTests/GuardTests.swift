import Foundation
import TestSupport
import Testing

/// What a build refuses though no row and no template is wrong.
@Suite struct GuardTests {
    /// Three clients of thirty records each.
    private static let script = """
        insert into clients (id, slug, name, status) values (91, 'alder', 'Alder', 'active'), (92, 'birch', 'Birch', 'active'),
            (93, 'cedar', 'Cedar', 'active');
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 30)
        insert into projects (client_id, code, name, audience)
        select clients.id, 'p' || i, 'Project ' || i, 'team' from n, clients where clients.id > 90;
        """
    private static let loss = """
        delete from state_changes where client_id = 91; delete from projects where client_id = 91 and code not in ('p1', 'p2');
        """

    private func portal() throws -> Portal {
        let portal = try Portal(begunWith: "first.sql")
        try portal.run(sql: Self.script)
        let first = try portal.publish("--as-of", "2026-11-20")
        try #require(first.code == 0, "\(first.text)")
        return portal
    }

    private func pages(of edition: String, in portal: Portal) throws -> Int {
        try Portal.tree(portal.site.appending(path: edition)).keys.count { $0.hasSuffix(".html") }
    }

    @Test func aClientThatLosesMostOfItsRecordsIsHeldBackUnlessItIsMeant() throws {
        let portal = try portal()
        let before = try pages(of: "alder", in: portal)
        try portal.run(
            sql: Self.loss + "update projects set name = 'Long Quay' where client_id = 92 and code = 'p1';")
        // Of all guards in one run.
        try portal.edit("content/cedar/notes/leak.md") { _ in
            "---\ntitle: News\naudience: team\n---\nAs with Birch 2.\n[x](gone.md)\n"
        }
        let outcome = try portal.publish("--as-of", "2026-11-20")
        #expect(outcome.code == 4 && outcome.errors.contains("held back: alder"), "\(outcome.text)")
        #expect(
            outcome.errors.contains(
                "edition alder: error: most of what is published would be gone: 2 of 30 records"))
        #expect(outcome.errors.contains("held back: cedar"), "\(outcome.text)")
        #expect(try pages(of: "alder", in: portal) == before)
        // The others went out.
        let birch = try Portal.tree(portal.site.appending(path: "birch"))
        #expect(birch.values.contains { String(decoding: $0, as: UTF8.self).contains("Long Quay") })
        try FileManager.default.removeItem(at: portal.root.appending(path: "content/cedar"))
        // Again, though nothing changed; and for another client it is not meant.
        #expect(try portal.publish("--as-of", "2026-11-20").code == 4)
        #expect(try portal.publish("--as-of", "2026-11-20", "--allow-shrink", "birch").code == 4)
        #expect(try portal.publish("--as-of", "2026-11-20", "--strict").code == 1)
        let meant = try portal.publish("--as-of", "2026-11-20", "--allow-shrink=alder")
        #expect(meant.code == 0, "\(meant.text)")
        #expect(try pages(of: "alder", in: portal) < before / 2)
        #expect(try portal.publish("--as-of", "2026-11-20", "--exit-code").code == 5)
    }

    @Test func whatWasTakenAwayIsNoShrinking() throws {
        let portal = try portal()
        try portal.run(
            sql: """
                update projects set audience = 'internal' where client_id = 91 and code <> 'p1';
                update projects set expires_on = '2026-11-20' where client_id = 92 and code <> 'p1';
                update clients set status = 'suspended' where id = 93;
                """)
        let outcome = try portal.publish("--as-of", "2026-11-20")
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(try pages(of: "alder", in: portal) < 20)
    }

    @Test func thresholdsAreTheAgencys() throws {
        let portal = try portal()
        try portal.run(sql: Self.loss)
        try portal.edit("vitrine.yaml") { $0 + "\nguards: {shrink_percent: 95}\n" }
        #expect(try portal.publish("--as-of", "2026-11-20").code == 0)
        try portal.edit("vitrine.yaml") { $0.replacing("95", with: "101") }
        #expect(try portal.publish("--as-of", "2026-11-20").errors.contains("must be from 0 to 100"))
    }

    @Test func aClientThatIsGoneIsHeldBackAndAnEmptySiteIsRefused() throws {
        let portal = try portal()
        let before = try Portal.tree(portal.site)
        func remove(_ clients: String) throws {
            try portal.run(
                sql: """
                    delete from state_changes where client_id \(clients); delete from milestones where client_id \(clients);
                    delete from projects where client_id \(clients);
                    delete from audiences where client_id \(clients); delete from memberships where client_id \(clients);
                    delete from clients where id \(clients);
                    """)
        }
        try remove("= 92")
        for _ in 1...2 {
            let gone = try portal.publish("--as-of", "2026-11-20")
            #expect(gone.code == 4 && gone.errors.contains("held back: birch"), "\(gone.text)")
            #expect(try Portal.tree(portal.site) == before)
        }
        #expect(try Tool.vitrine("access", "verify", in: portal.root).code == 0)
        try remove("> 0")
        let empty = try portal.publish("--as-of", "2026-11-20")
        #expect(
            empty.code == 3 && empty.errors.contains("vitrine: a guard refused; nothing was published"),
            "\(empty.text)")
        #expect(
            empty.errors.contains("client alder: error: the client is published, and not in the database"))
        #expect(try Portal.tree(portal.site) == before)
        // Nor is it what a night may take away.
        let night = try Tool.vitrine("publish", "--narrow", "--as-of", "2026-11-20", in: portal.root)
        #expect(night.code == 3 && night.errors.contains("client cedar: error"), "\(night.text)")
        #expect(try Portal.tree(portal.site) == before)
        #expect(try portal.publish("--as-of", "2026-11-20", "--allow-shrink").code == 0)
        #expect(try pages(of: "", in: portal) < 10)
    }

    @Test func aSourceThatIsTooOldHoldsItsClientBackOrEverybody() throws {
        let portal = try portal()
        try portal.run(
            sql: """
                insert into integrations (id, code, client_id) values (1, 'asana', 91);
                insert into sync_runs (integration_id, status, started_at, finished_at) values
                    (1, 'done', '2026-11-10T06:00:00Z', '2026-11-10T06:00:00Z'),
                    (1, 'failed', '2026-11-19T00:00:00Z', '2026-11-19T00:00:00Z'),
                    (1, 'done', '2026-11-21T00:00:00Z', '2026-11-21T00:00:00Z');
                """)
        #expect(try portal.publish("--as-of", "2026-11-20", "--max-age", "10d").code == 0)
        #expect(try portal.publish("--as-of", "2026-11-20", "--max-age", "234h").code == 0)
        for _ in 1...2 {
            let old = try portal.publish("--as-of", "2026-11-20", "--max-age", "233h")
            #expect(
                old.code == 4 && old.errors.contains("was last read at 2026-11-10T06:00:00Z"), "\(old.text)")
            #expect(old.errors.contains("held back: alder"), "\(old.text)")
        }
        // The day of the data counts, and no clock.
        #expect(try portal.publish("--as-of", "2026-11-22", "--max-age", "2d").code == 0)
        try portal.run(sql: "insert into integrations (id, code) values (2, 'jira');")
        try portal.edit("vitrine.yaml") { $0 + "\nguards: {max_age: 30d}\n" }
        let never = try portal.publish("--as-of", "2026-11-20")
        #expect(never.code == 3 && never.errors.contains("it was never read"), "\(never.text)")
        for text in ["soon", "0d", "7", "d", "-1d"] {
            #expect(try portal.publish("--max-age=\(text)").code == 2, "\(text)")
        }
    }

    @Test func aClientThatIsHeldBackDoesNotShowWhatHasExpired() throws {
        let portal = try portal()
        try portal.run(
            sql: "update projects set expires_on = '2026-11-22' where client_id = 91 and code = 'p1';")
        #expect(try portal.publish("--as-of", "2026-11-20").code == 0)
        for client in ["alder", "birch"] {
            try portal.edit("content/\(client)/notes/broken.md") { _ in
                "---\naudience: team\n---\n[x](gone.md)\n"
            }
        }
        let before = try portal.publish("--as-of", "2026-11-21")
        #expect(before.code == 4 && !before.errors.contains("closed"), "\(before.text)")
        #expect(try pages(of: "alder", in: portal) > 30)
        for _ in 1...2 {
            let outcome = try portal.publish("--as-of", "2026-11-22")
            #expect(outcome.code == 4 && outcome.errors.contains("held back: alder"), "\(outcome.text)")
            #expect(!FileManager.default.fileExists(atPath: portal.site.appending(path: "alder").path()))
            #expect(try pages(of: "birch", in: portal) > 30)
            #expect(try Tool.vitrine("access", "verify", in: portal.root).code == 0)
        }
        for client in ["alder", "birch"] {
            try FileManager.default.removeItem(at: portal.root.appending(path: "content/\(client)"))
        }
        #expect(try portal.publish("--as-of", "2026-11-22").code == 0)
        #expect(try pages(of: "alder", in: portal) > 30)
    }

    @Test func theReportHasCountsAndNoNames() throws {
        let portal = try portal()
        let path = portal.root.appending(path: "report.json")
        var reports: [[UInt8]] = []
        func run(_ arguments: String...) throws -> String {
            let outcome = try Tool.vitrine(
                arguments + ["--report", path.path()], in: portal.root, environment: Portal.environment)
            let bytes = Array(try Data(contentsOf: path))
            reports.append(bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("\"exit_code\": \(outcome.code),"), "\(outcome.text)\(text)")
            for name in ["alder", "birch", "cedar", "project", "hello", "ada"] {
                #expect(!text.lowercased().contains(name), "\(text)")
            }
            return text
        }
        try portal.run(
            sql: Self.loss + "update projects set name = 'Long Quay' where client_id = 92 and code = 'p1';")
        let held = try run("build", "--as-of", "2026-11-20")
        #expect(held.contains("\"held_back\": 1") && held.contains("\"errors\": 1"), "\(held)")
        #expect(try run("build", "--as-of", "2026-11-20") == held)
        let id = try #require(held.firstMatch(of: /"snapshot": "([^"]+)"/)).1
        #expect(try run("build", "--as-of", "2026-11-20", "--strict").contains("\"exit_code\": 1,"))
        #expect(try run("publish", String(id), "--as-of", "2026-11-20").contains("\"switched\": 1"))
        #expect(try run("publish", "nothing").contains("\"exit_code\": 2,"))
        try portal.run(sql: "insert into integrations (id, code) values (2, 'jira');")
        let refused = try run("build", "--as-of", "2026-11-20", "--max-age", "1d", "--publish")
        #expect(refused.contains("\"exit_code\": 3,") && refused.contains("\"errors\": 2"), "\(refused)")
        let all = try run("build", "--as-of", "2026-11-20", "--allow-shrink", "--publish")
        #expect(all.contains("\"is_audited\": true") && all.contains("\"exit_code\": 0,"), "\(all)")
        if SchemaChecker.isWanted {
            #expect(try SchemaChecker.problems(schema: "report", documents: reports) == "")
        }
        let nowhere = try portal.publish("--report", portal.root.appending(path: "output").path())
        #expect(
            nowhere.code == 2 && nowhere.errors.contains("`--report` cannot write there"), "\(nowhere.text)")
    }
}
