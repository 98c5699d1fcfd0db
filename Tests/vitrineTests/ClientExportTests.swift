import Foundation
import SQLite
import TestSupport
import Testing

/// What was exported makes the same client in another portal.
@Suite struct ClientExportTests {
    private func run(_ portal: Portal, _ arguments: String...) throws -> Tool.Outcome {
        try Tool.vitrine(arguments, in: portal.root, environment: Portal.environment)
    }

    /// A portal without clients, with the configuration of another.
    private func emptyPortal(like other: Portal) throws -> Portal {
        let portal = try Portal(of: [], isFilled: false)
        let configuration = try String(
            contentsOf: other.root.appending(path: "vitrine.yaml"), encoding: .utf8)
        try portal.edit("vitrine.yaml") { _ in configuration }
        return portal
    }

    private func database(_ portal: Portal) throws -> Connection {
        try Connection(path: portal.root.appending(path: "portal.sqlite").path(), mode: .readOnly)
    }

    /// Every row of tables with a client and of what they share, as SQL literals, without passwords.
    private func rows(_ portal: Portal, ofClient slug: String, tables: [String]) throws -> [String] {
        let database = try database(portal)
        var result: [String] = []
        for table in tables {
            var columns: [String] = []
            let names = try database.prepare("select name from pragma_table_info('\(table)') order by cid")
            while try names.step() { columns.append(names.text(at: 0) ?? "") }
            let condition =
                columns.contains("client_id")
                ? "client_id = (select id from clients where slug = '\(slug)')"
                : table == "clients" ? "slug = '\(slug)'" : "true"
            columns.removeAll { $0 == "password_hash" }
            let text = columns.map { "quote(\($0))" }.joined(separator: " || ' ' || ")
            let found = try database.prepare("select \(text) from \(table) where \(condition) order by 1")
            while try found.step() { result.append("\(table) \(found.text(at: 0) ?? "")") }
        }
        return result
    }

    private func tables(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "rows").path())
            .map { String($0.dropLast(".jsonl".count)) }.sorted()
    }

    private func jsonRows(_ folder: URL, _ table: String) throws -> Int {
        try String(contentsOf: folder.appending(path: "rows/\(table).jsonl"), encoding: .utf8).split(
            separator: "\n"
        ).count
    }

    @Test func aClientComesToAnEmptyPortalWithTheSameRowsAndPages() throws {
        let portal = try Portal(of: ["acme", "acme-corp"])
        try portal.run(
            sql: """
                create table kpis (id integer primary key, client_id integer not null references clients (id), name text);
                insert into kpis (client_id, name) select id, 'own ' || slug from clients order by slug;
                create table kpi_marks (id integer primary key, kpi_id integer not null references kpis (id), mark real);
                insert into kpi_marks (kpi_id, mark) select id, id + 0.1 from kpis order by id;
                insert into companies (name, client_id) select name, id from clients;
                insert into contacts (name, company_id) select 'Contact of ' || name, id from companies order by id;
                update role_audiences set audience = 'finance' where role_id = 'viewer';
                insert into integrations (code, client_id) select slug || '-crm', id from clients;
                """)
        try #require(try portal.publish().code == 0)
        let exported = try run(portal, "export", "--client", "acme", "--to", "acme-export")
        #expect(exported.code == 0, "\(exported.text)")
        #expect(exported.output.contains("what is internal is in it"))
        let folder = portal.root.appending(path: "acme-export")
        let sums = try Tool.run("/usr/bin/sha256sum", ["--quiet", "-c", "SHA256SUMS"], in: folder)
        #expect(sums.code == 0, "\(sums.text)")
        let all = try Portal.tree(folder)
        #expect(
            all.values.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("$2y$") }, "no password")
        let readme = String(decoding: try #require(all["README.md"]), as: UTF8.self)
        #expect(readme.contains("| `kpi_marks` | 1 |") && readme.contains("| `contacts` | 1 |"), "\(readme)")
        #expect(all["audit_log.jsonl"] != nil)
        #expect(all.keys.filter { $0.hasPrefix("content/") }.allSatisfy { !$0.contains("acme-corp") })
        let names = try tables(folder)
        for name in names where name.hasPrefix("internal") || name == "audit_log" {
            Issue.record("\(name) is exported")
        }

        let other = try emptyPortal(like: portal)
        try other.run(
            sql: """
                create table kpis (id integer primary key, client_id integer not null references clients (id), name text);
                create table kpi_marks (id integer primary key, kpi_id integer not null references kpis (id), mark real);
                """)
        let imported = try run(other, "import", folder.path())
        #expect(imported.code == 0, "\(imported.text)")
        let shared: Set = [
            "staff", "users", "services", "document_types", "retention_policies", "workflows",
            "workflow_states",
            "workflow_transitions", "roles", "role_audiences", "companies", "contacts", "kpi_marks",
        ]
        let own = names.filter { !shared.contains($0) }
        let before = try rows(portal, ofClient: "acme", tables: own)
        #expect(before.count > 150)
        #expect(try rows(other, ofClient: "acme", tables: own) == before)
        #expect(try rows(other, ofClient: "acme", tables: ["users"]).count == jsonRows(folder, "users"))
        let viewer = try rows(other, ofClient: "acme", tables: ["role_audiences"]).filter {
            $0.contains("'viewer'")
        }
        #expect(viewer == ["role_audiences 'viewer' 'finance'"], "what a role holds is what it held there")

        let built = try other.publish()
        #expect(built.code == 0, "\(built.text)")
        let pages = try Portal.tree(portal.site).filter { !$0.key.hasPrefix("acme-corp") }
        let made = try Portal.tree(other.site)
        #expect(Set(made.keys) == Set(pages.keys))
        #expect(made.filter { pages[$0.key] != $0.value }.keys.sorted() == [])
        #expect(try run(other, "db", "check").code == 0)
        #expect(try run(other, "audit", "verify").code == 0)

        let again = try run(other, "import", folder.path())
        #expect(again.code == 1)
        #expect(again.errors.contains("already"), "\(again.errors)")
    }

    @Test func aClientComesBesideOthersUnderOtherNumbers() throws {
        let portal = try Portal(of: ["acme"])
        let exported = try run(portal, "export", "--client", "acme", "--to", "out")
        #expect(exported.code == 0, "\(exported.text)")
        let other = try Portal(of: ["noor"])
        let before = try rows(other, ofClient: "noor", tables: ["projects", "documents", "memberships"])
        let imported = try run(other, "import", portal.root.appending(path: "out").path())
        #expect(imported.code == 0, "\(imported.text)")
        #expect(
            try rows(other, ofClient: "noor", tables: ["projects", "documents", "memberships"]) == before)
        let check = try run(other, "db", "check")
        #expect(check.code == 0, "\(check.text)")
        func codes(_ portal: Portal) throws -> String? {
            try database(portal).text(
                """
                select group_concat(line, char(10)) from (select p.code || ' ' || m.code || ' ' || m.title as line from milestones m
                    join projects p on p.id = m.project_id join clients c on c.id = m.client_id where slug = 'acme'
                    union all select 'grant ' || username || ' ' || d.code from grants g join users u on u.id = g.user_id
                    join documents d on d.id = g.record_id join clients c on c.id = g.client_id where slug = 'acme' order by 1)
                """)
        }
        #expect(try codes(other) == codes(portal))
    }

    @Test func nothingIsLeftOfAnImportThatFails() throws {
        let portal = try Portal(of: ["noor"])
        try #require(try run(portal, "export", "--client", "noor", "--to", "out").code == 0)
        let folder = portal.root.appending(path: "out")
        let file = folder.appending(path: "rows/projects.jsonl")
        let good = try String(contentsOf: file, encoding: .utf8)
        let other = try Portal(of: ["acme"])
        for (bad, message) in [
            (
                good.replacing(/"slug":"[^"]*"/, with: "").replacing("\"name\":\"", with: "\"name\":[\""),
                "rows/projects.jsonl:1:1"
            ),
            (String(good.dropLast(2)), "rows/projects.jsonl"),
            ("", "refer to rows of `projects`"),
        ] {
            try bad.write(to: file, atomically: true, encoding: .utf8)
            let outcome = try run(other, "import", folder.path())
            #expect(outcome.code == 1)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
        try good.write(to: file, atomically: true, encoding: .utf8)
        // A user of that name who is somebody else would get the client's access.
        try other.run(sql: "insert into users (username, email) values ('yusuf', 'yusuf@other.example');")
        let refused = try run(other, "import", folder.path())
        #expect(refused.code == 1)
        #expect(refused.errors.contains("another user `yusuf`"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: other.root.appending(path: "content/noor").path()))
        #expect(try database(other).integer("select count(*) from clients") == 1)
    }

    @Test func whatIsNoExportIsRefused() throws {
        let portal = try Portal(of: ["noor"])
        #expect(
            try run(portal, "export", "--client", "nor", "--to", "out").errors.contains("did you mean `noor`")
        )
        #expect(try run(portal, "export", "--client", "noor").code == 2)
        try #require(try run(portal, "export", "--client", "noor", "--to", "out").code == 0)
        #expect(try run(portal, "export", "--client", "noor", "--to", "out").code == 1)
        try portal.edit("out/export.json") { $0.replacing("\"schema\": ", with: "\"schema\": 9") }
        #expect(try run(portal, "import", "out").errors.contains("export it again"))
    }
}
