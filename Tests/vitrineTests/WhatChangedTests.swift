import Foundation
import TestSupport
import Testing

/// The page, the feed and the files of what changed since an earlier snapshot.
@Suite struct WhatChangedTests {
    private static let client = "(select id from clients where slug = 'maison-leveque')"
    private static let project = "(select id from projects where code = 'abonnements')"

    /// A week ago, with four milestones of a project and a risk beside those of the sample.
    private func portal(_ audience: String = "team") throws -> Portal {
        let portal = try Portal(of: ["maison-leveque"])
        let milestones = ["stays", "goes", "moves", "rises"].map { code in
            "(\(Self.client), \(Self.project), '\(code)', 'Grackle \(code)', '2026-12-24', 10, '\(audience)', "
                + "'2026-10-05T08:00:00Z', '2026-10-05T08:00:00Z')"
        }
        try portal.run(
            sql: """
                insert into milestones (client_id, project_id, code, title, due_on, progress, audience, created_at, updated_at)
                values \(milestones.joined(separator: ", "));
                insert into risks (client_id, project_id, code, title, raised_on, audience, created_at, updated_at) values
                    (\(Self.client), \(Self.project), 'shut', 'Grackle shut', '2026-10-05', '\(audience)',
                        '2026-10-05T08:00:00Z', '2026-10-05T08:00:00Z');
                """)
        let published = try portal.publish("--as-of", "2026-11-12")
        try #require(published.code == 0, "\(published.text)")
        return portal
    }

    private func file(_ portal: Portal, _ path: String) throws -> String {
        try String(contentsOf: portal.site.appending(path: path), encoding: .utf8)
    }

    /// The rows of an edition's data file about records of this suite, without columns that are null.
    private func rows(_ portal: Portal, _ edition: String = "maison-leveque") throws -> [[String: String]] {
        let data = try Data(contentsOf: portal.site.appending(path: "\(edition)/files/changes.json"))
        let rows = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        return rows.map { $0.compactMapValues { $0 is NSNull ? nil : "\($0)" } }
            .filter { $0["title"]?.hasPrefix("Grackle") == true }
    }

    private func now(_ portal: Portal, _ sql: String) throws {
        try portal.run(sql: sql)
        let published = try portal.publish("--as-of", "2026-11-20")
        try #require(published.code == 0, "\(published.text)")
    }

    @Test func movesOfStateDatesAndProgressAreToldAndWhatIsNew() throws {
        let portal = try portal()
        #expect(try rows(portal).isEmpty)
        #expect(try file(portal, "maison-leveque/changes.html").contains("pas encore d’édition antérieure"))
        try now(
            portal,
            """
            update milestones set due_on = '2027-01-08' where code = 'moves';
            update milestones set progress = 60 where code = 'rises';
            update milestones set title = 'Grackle stays, renamed' where code = 'stays';
            update risks set state = 'occurred' where code = 'shut';
            insert into milestones (client_id, project_id, code, title, due_on, audience, created_at, updated_at) values
                (\(Self.client), \(Self.project), 'young', 'Grackle young', '2027-02-01', 'team', '2026-11-17T08:00:00Z',
                    '2026-11-17T08:00:00Z');
            """)
        let rows = try rows(portal)
        func row(_ code: String) throws -> [String: String] {
            try #require(rows.first { $0["code"] == code }, "\(rows)")
        }
        #expect(rows.count == 5)
        #expect(try row("moves")["before_on"] == "2026-12-24" && row("moves")["after_on"] == "2027-01-08")
        #expect(try row("rises")["before_progress"] == "10" && row("rises")["after_progress"] == "60")
        #expect(try row("shut")["before_state"] == "open" && row("shut")["after_state"] == "occurred")
        #expect(try row("stays")["what"] == "changed" && row("young")["what"] == "new")
        let page = try file(portal, "maison-leveque/changes.html")
        #expect(page.contains("<time datetime=\"2026-12-24\">") && page.contains("<strong>60"))
        #expect(page.contains("12 nov. 2026") && page.contains("Grackle young"))
        let feed = try file(portal, "maison-leveque/changes.atom")
        #expect(feed.contains("Grackle moves</title>") && feed.contains("24 déc. 2026 → 8 janv. 2027"))
        // A new day alone is no change.
        try now(portal, "")
        #expect(try self.rows(portal) == rows)
    }

    /// Neither a title nor anything of how it was is anywhere in what its former readers may load.
    @Test func whatIsGoneIsNowhereNamed() throws {
        let portal = try portal()
        try now(
            portal,
            """
            update milestones set audience = 'internal' where code = 'goes';
            update milestones set audience = 'board', due_on = '2027-03-03', title = 'Magpie' where code = 'moves';
            delete from milestones where code = 'rises';
            """)
        let team = try Portal.tree(portal.site.appending(path: "maison-leveque"))
        for (path, bytes) in team where !path.hasPrefix("files/") || path.hasPrefix("files/changes") {
            let text = String(decoding: bytes, as: UTF8.self)
            for word in ["Grackle goes", "Grackle moves", "Grackle rises", "Magpie", "2027-03-03"] {
                #expect(!text.contains(word), "\(path): \(word)")
            }
        }
        #expect(
            team["changes.html"] != nil && team["files/changes.csv"] != nil && team["changes.atom"] != nil)
        // Who reads the board's records too is told of the move and not of the other two.
        let board = try Portal.tree(portal.site).filter {
            $0.key.contains(".board.") && $0.key.hasSuffix("changes.json")
        }
        let text = try #require(board.first.map { String(decoding: $0.value, as: UTF8.self) })
        #expect(
            text.contains("2027-03-03") && !text.contains("Grackle goes") && !text.contains("Grackle rises"))
    }

    @Test func whatIsOlderAndShownForTheFirstTimeIsNewlyShared() throws {
        let portal = try portal("board")
        #expect(try !file(portal, "maison-leveque/index.html").contains("Grackle"))
        try now(
            portal, "update milestones set audience = 'team', due_on = '2027-01-08' where code = 'moves';")
        #expect(try rows(portal).map { $0["what"] } == ["shared"])
        #expect(try !file(portal, "maison-leveque/files/changes.csv").contains("2026-12-24"))
    }

    /// An edition of one user is compared with one that was made for the same view alone.
    @Test func aRevokedGrantIsNowhereNamed() throws {
        let portal = try portal()
        let edition = "maison-leveque.u.52"
        let title = try #require(
            SQLiteFile(portal.root.appending(path: "portal.sqlite").path())
                .column("select title from documents where id = 5006").first)
        try #require(
            try Portal.tree(portal.site.appending(path: edition)).values.contains {
                String(decoding: $0, as: UTF8.self).contains(title)
            })
        // He keeps an edition of his own, with another record in place of that one.
        try portal.run(
            sql: """
                update documents set audience = 'board' where id = 5006;
                insert into grants (client_id, user_id, record_table, record_id, level, reason, granted_by_id, created_at)
                select client_id, 52, 'documents', id, 'download', 'Another', 5, '2026-11-18T09:00:00Z' from documents
                    where client_id = \(Self.client) and audience <> 'internal' and id <> 5006 order by id limit 1;
                delete from grants where record_id = 5006 and user_id = 52;
                """)
        let published = try portal.publish("--as-of", "2026-11-20")
        try #require([0, 4].contains(published.code), "\(published.text)")
        let manifest = try JSONSerialization.jsonObject(
            with: Data(contentsOf: portal.access.appending(path: "access.json")))
        let users = try #require(
            ((manifest as? [String: Any])?["principals"] as? [String: Any])?["users"] as? [[String: Any]])
        let editions = try #require(users.first { $0["name"] as? String == "marc" }?["groups"] as? [String])
        try #require(editions.contains(edition))
        for name in editions {
            for (path, bytes) in try Portal.tree(portal.site.appending(path: name)) {
                #expect(!String(decoding: bytes, as: UTF8.self).contains(title), "\(name)/\(path)")
            }
            guard name.contains(".u.") else { continue }
            let page = try file(portal, "\(name)/changes.html")
            #expect(page.contains("pas encore d’édition antérieure"))
        }
    }

    @Test func theBaselineIsTheNewestThatIsAWeekOlderOrTheOneThatIsNamed() throws {
        let portal = try portal()
        try portal.run(sql: "update milestones set progress = 30 where code = 'rises';")
        try #require(try portal.publish("--as-of", "2026-11-16").code == 0)
        let named = try String(
            contentsOf: portal.root.appending(path: "output/state/current"), encoding: .utf8
        )
        .trimmingCharacters(in: .newlines)
        #expect(try rows(portal).isEmpty)
        try now(portal, "update milestones set progress = 60 where code = 'rises';")
        #expect(try rows(portal).first?["before_progress"] == "10")
        let built = try portal.publish("--as-of", "2026-11-20", "--baseline", named)
        try #require(built.code == 0, "\(built.text)")
        #expect(built.output.contains("published"))
        #expect(try rows(portal).first?["before_progress"] == "30")
        #expect(try portal.publish("--baseline", "2026-01-01-000000000000").code == 2)
        // The same baseline again: nothing depends on anything new.
        let again = try portal.publish("--as-of", "2026-11-20", "--baseline", named)
        #expect(again.output.contains("nothing has changed"), "\(again.text)")
    }
}
