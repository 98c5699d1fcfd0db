import Foundation
import TestSupport
import Testing

/// Leaks that were planted in a portal of two clients are found before anybody can read them.
@Suite struct IsolationAuditTests {
    private static let script = """
        insert into clients (id, slug, name, status) values (91, 'alder', 'Alder & Sons', 'active'), (92, 'birch', 'Birch Holdings', 'active');
        insert into audiences (client_id, key, label) select id, 'board', 'Board' from clients where id in (91, 92)
            on conflict do nothing;
        insert into projects (id, client_id, code, name, audience, internal_notes_md) values
            (910, 91, 'harbour-2027', 'Harbour works', 'team', null),
            (920, 92, 'secret-merger-2027', 'Merger with "Oak" & Élan', 'team', 'They pay late and complain often.'),
            (911, 91, 'sale-of-alder', 'Sale of the yard', 'internal', null),
            (921, 92, 'both', 'Work for both sides', 'team', null), (912, 91, 'both', 'Work for both sides', 'team', null);
        insert into invoices (id, client_id, code, number, title, state, audience, issued_on, due_on) values
            (920, 92, 'i-1', 'BIRCH-2026-0042', 'Fees', 'issued', 'team', '2026-01-01', '2026-02-01');
        insert into users (id, username, kind, status) values (92, 'bettina.birch', 'client', 'active');
        insert into memberships (user_id, client_id, role_id) values (92, 92, 'member');
        """

    private func portal() throws -> Portal {
        let portal = try Portal(begunWith: "first.sql")
        try portal.run(sql: Self.script)
        return portal
    }

    struct Plant: Sendable, CustomTestStringConvertible {
        let name: String
        var file = "Templates/pages/extra.html"
        var text: String
        /// Clients that are held back; nil where everybody is.
        var held: [String]? = ["alder", "hello"]
        var value = "Merger with \"Oak\" & Élan"
        var testDescription: String { name }

        /// In the text of a page of every client.
        init(_ name: String, page: String) {
            self.name = name
            text = "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n<p>\(page)</p>\n"
        }

        init(_ name: String, file: String, _ text: String, held: [String]?, value: String) {
            (self.name, self.file, self.text, self.held, self.value) = (name, file, text, held, value)
        }
    }

    @Test(arguments: [
        Plant("text", page: "Merger with \"Oak\" &amp; Élan"),
        Plant(
            "attribute",
            page: "<a title=\"Merger with &quot;Oak&quot; &amp; &#201;lan\" href=\"index.html\">x</a>"),
        Plant("address", page: "<a href=\"index.html?q=Merger%20with%20%22Oak%22%20%26%20%C3%89lan\">x</a>"),
        Plant(
            "note", file: "content/alder/notes/leak.md",
            "---\ntitle: News\naudience: team\n---\nLike the *Merger with \"Oak\" & Élan* of last year.\n",
            held: ["alder"],
            value: "Merger with \"Oak\" & Élan"),
        Plant(
            "name of a client", file: "content/alder/notes/leak.md",
            "---\ntitle: News\naudience: team\n---\nWe did it for Birch Holdings.\n", held: ["alder"],
            value: "Birch Holdings"),
        Plant(
            "user name", file: "content/alder/notes/leak.md",
            "---\ntitle: News\naudience: team\n---\nAsk bettina.birch about it.\n", held: ["alder"],
            value: "bettina.birch"),
        Plant(
            "name of a file", file: "Templates/pages/extra.html",
            "---\npath: \"secret-merger-2027.html\"\ntitle: \"Extra\"\n---\n<p>x</p>\n",
            held: ["alder", "hello"],
            value: "secret-merger-2027"),
        Plant(
            "data files", file: "Templates/pages/extra.html",
            """
            ---
            path: "extra.html"
            title: "Extra"
            data_files:
              - {rows: notes, columns: [title, body_md], path: [files/n.csv, files/n.json]}
            ---
            <p>See BIRCH-2026-0042.</p>
            """, held: ["alder", "hello"], value: "BIRCH-2026-0042"),
        Plant(
            "remark of colleagues", file: "Templates/pages/extra.html",
            "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n<p>They pay late and complain often.</p>\n",
            held: ["alder", "birch", "hello"], value: "They pay late and complain often."),
        Plant(
            "record that nobody may see", file: "Templates/pages/extra.html",
            "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n<p>Sale of the yard</p>\n",
            held: ["alder", "birch", "hello"], value: "Sale of the yard"),
        Plant(
            "asset", file: "Templates/assets/extra.txt", "Birch Holdings\n", held: nil,
            value: "Birch Holdings"),
    ])
    func aPlantedLeakIsFound(_ plant: Plant) throws {
        let portal = try portal()
        try portal.edit(plant.file) { _ in plant.text }
        let outcome = try portal.publish("--as-of", "2026-11-20")
        #expect(outcome.code == (plant.held == nil ? 1 : 4), "\(outcome.text)")
        #expect(outcome.errors.contains("`\(plant.value)` must not stand here"), "\(outcome.text)")
        for client in plant.held ?? [] {
            #expect(outcome.errors.contains("held back: \(client)"), "\(outcome.text)")
        }
        let published = FileManager.default.fileExists(atPath: portal.site.appending(path: "alder").path())
        #expect(published == (plant.held?.contains("alder") == false), "\(outcome.text)")
    }

    @Test func whatWasNotAuditedIsFoundInWhatIsPublished() throws {
        let portal = try portal()
        let plant = Plant("text", page: "Merger with \"Oak\" &amp; Élan")
        try portal.edit(plant.file) { _ in plant.text }
        let bare = try portal.publish("--as-of", "2026-11-20", "--no-audit")
        #expect(bare.code == 0 && bare.errors.contains("nothing was audited"), "\(bare.text)")
        let verified = try Tool.vitrine("access", "verify", "--audit", in: portal.root)
        #expect(verified.code == 8, "\(verified.text)")
        #expect(verified.errors.contains("alder/extra.html") && verified.errors.contains("hello/extra.html"))
        #expect(!verified.errors.contains("birch/extra.html"))
    }

    @Test func whatIsOfBothClientsOrAllowedIsLeftAlone() throws {
        let portal = try portal()
        let page = "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n<p>Birch Holdings</p>\n"
        try portal.edit("content/alder/notes/both.md") { _ in
            "---\ntitle: News\naudience: team\n---\nWork for both sides, Harbour works, harbour-2027.\n"
        }
        let clean = try portal.publish("--as-of", "2026-11-20")
        #expect(clean.code == 0, "\(clean.text)")
        let verified = try Tool.vitrine("access", "verify", "--audit", in: portal.root)
        #expect(verified.code == 0 && verified.output.contains("the audit found nothing"), "\(verified.text)")
        try portal.edit("Templates/pages/extra.html") { _ in page }
        #expect(try portal.publish("--as-of", "2026-11-20").code == 4)
        #expect(try portal.publish("--as-of", "2026-11-20", "--strict").code == 1)
        try portal.edit("vitrine.yaml") {
            $0 + "\naudit:\n  allow:\n    - {value: Birch Holdings, reason: our reference customer}\n"
        }
        let allowed = try portal.publish("--as-of", "2026-11-20")
        #expect(allowed.code == 0, "\(allowed.text)")
    }

    @Test func mentionsInAClientsOwnTextsMayBeAllowed() throws {
        let portal = try portal()
        try portal.edit("content/alder/notes/both.md") { _ in
            "---\ntitle: News\naudience: team\n---\nWe did it for Birch Holdings.\n"
        }
        try portal.edit("vitrine.yaml") { $0 + "\naudit:\n  mentions: allow\n" }
        let outcome = try portal.publish("--as-of", "2026-11-20")
        #expect(outcome.code == 0, "\(outcome.text)")
        // A page that says it by itself is no mention.
        try portal.edit("Templates/pages/extra.html") { _ in
            "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n<p>Birch Holdings</p>\n"
        }
        let hello = try portal.publish("--as-of", "2026-11-20")
        #expect(
            hello.errors.contains("held back: hello") && !hello.errors.contains("held back: alder"),
            "\(hello.text)")
    }

    @Test func aTableOfTheAgencysIsSearchedForToo() throws {
        let portal = try portal()
        try portal.run(
            sql: """
                create table wells (id integer primary key, client_id integer not null, title text, audience text not null default 'internal',
                    foreign key (client_id, audience) references audiences (client_id, key)) strict;
                create table well_tests (id integer primary key, well_id integer not null references wells (id), lab_number text) strict;
                insert into wells (id, client_id, title, audience) values (1, 92, 'Well no. 7', 'team');
                insert into well_tests (well_id, lab_number) values (1, 'LAB-000-17');
                """)
        try portal.edit("content/alder/notes/leak.md") { _ in
            "---\ntitle: News\naudience: team\n---\nSee Well no. 7 and LAB-000-17.\n"
        }
        let outcome = try portal.publish("--as-of", "2026-11-20")
        #expect(outcome.code == 4, "\(outcome.text)")
        #expect(outcome.errors.contains("it is of wells 1 (birch)"), "\(outcome.text)")
        #expect(outcome.errors.contains("it is of well_tests 1 (birch)"), "\(outcome.text)")
    }
}
