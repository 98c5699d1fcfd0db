import Foundation
import TestSupport
import Testing

/// What goes wrong is told with its place, all of it at once, and nothing half-made is published.
@Suite struct ErrorTests {
    /// Everything that is published, and where.
    private func published(_ portal: Portal) throws -> [String: Data] {
        let site = try Portal.tree(portal.site).map { ("site/" + $0.key, $0.value) }
        let access = try Portal.tree(portal.access).map { ("access/" + $0.key, $0.value) }
        return Dictionary(uniqueKeysWithValues: site + access)
    }

    @Test func whatDidNotHappenIsSaidInTheWordsOfTheCommand() throws {
        let portal = try Portal(begunWith: "first.sql")
        try portal.edit("bad.sql") { _ in "insert into nowhere values (1);" }
        try portal.edit("bad.csv") { _ in "nothing\n1\n" }
        try portal.edit("Templates/pages/notes.html") { _ in "{{ nothing }}" }
        for (arguments, clause) in [
            (["db", "load", "bad.sql"], "1 error; the database is as it was\n"),
            (["import", "bad.csv", "--into", "projects"], "; nothing was written\n"),
            (["add", "projects", "nothing=1"], "; nothing was changed\n"),
            (["build"], "; nothing was published\n"),
            (["history", "projects", "nothing"], "1 error\n"),
        ] {
            let outcome = try Tool.vitrine(arguments, in: portal.root, environment: Portal.environment)
            #expect(outcome.code == 1 && outcome.errors.hasSuffix(clause), "\(arguments): \(outcome.errors)")
        }
    }

    @Test func mistakesInTemplatesStopEverythingAndAreAllTold() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let before = try published(portal)
        try portal.edit("Templates/pages/decisions.html") { _ in
            """
            ---
            path: "decisions.html"
            title: "{{ text.decisions }}"
            shows: [decisons]
            ---
            {% extends "layouts/base.html" %}
            {% block main %}<p>{{ client.nmae }}</p>{% endblock %}
            """
        }
        try portal.edit("Templates/pages/notes.html") { _ in
            """
            ---
            path: "notes.html"
            title: "{{ text.notes }}"
            ---
            <p onclick="{{ client.name }}">{{ client.name | mony }}</p>
            """
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("Templates/pages/decisions.html:4"), "\(outcome.errors)")
        #expect(outcome.errors.contains("`decisons`"))
        #expect(outcome.errors.contains("did you mean `decisions`?"))
        #expect(outcome.errors.contains("Templates/pages/notes.html:5:"))
        #expect(outcome.errors.contains("did you mean `money`?"))
        #expect(outcome.errors.contains("onclick"))
        #expect(try published(portal) == before)
    }

    @Test func anUnknownColumnIsToldWithPlaceExcerptCaretAndHint() throws {
        let portal = try Portal()
        try portal.edit("Templates/pages/extra.html") { _ in
            "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n<h1>{{ client.nmae }}</h1>\n"
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 1)
        let wanted = """
              5 | <h1>{{ client.nmae }}</h1>
                |               ^~~~
              hint: did you mean `name`?
            """
        #expect(outcome.errors.contains("Templates/pages/extra.html:5:15: error: "), "\(outcome.errors)")
        #expect(outcome.errors.contains(wanted), "\(outcome.errors)")
    }

    @Test func whatIsWrongForOneClientHoldsThatClientBackAndLetsTheOthersOut() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let before = try published(portal)
        try portal.edit("content/acme/notes/broken.md") { _ in
            "---\ntitle: One\ntitle: Two\naudience: team\n---\nText\n"
        }
        try portal.edit("content/acme/notes/dangling.md") { _ in
            "---\ntitle: Links\naudience: team\n---\nSee [the plan](nowhere.md) and [that](/nothing.html).\n"
        }
        try portal.run(
            sql: """
                update clients set name = name || ' (moved)' where slug in ('acme', 'acme-corp');
                insert into documents (client_id, code, title, type_id, audience)
                select id, 'lost', 'Lost', (select min(id) from document_types), 'team' from clients where slug = 'acme';
                insert into document_versions (client_id, document_id, number, state, file, media_type)
                select client_id, id, 1, 'current', 'files/lost.pdf', 'application/pdf' from documents where code = 'lost';
                """)
        let outcome = try portal.publish()
        #expect(outcome.code == 4, "\(outcome.errors)")
        #expect(outcome.errors.contains("content/acme/notes/broken.md:3"), "\(outcome.errors)")
        #expect(
            outcome.errors.contains("content/acme/files/lost.pdf")
                || outcome.errors.contains("files/lost.pdf"))
        let after = try published(portal)
        for (path, bytes) in before where path.hasPrefix("site/acme/") || path.hasPrefix("site/acme.") {
            #expect(after[path] == bytes, "\(path) of the client that was held back changed")
        }
        #expect(after["site/acme-corp/index.html"] != before["site/acme-corp/index.html"])
    }

    @Test func aRowThatSlippedPastTheSchemaIsNamedAndHoldsItsClientBack() throws {
        let portal = try Portal()
        try portal.run(
            sql: """
                pragma ignore_check_constraints = on;
                update milestones set due_on = '2026-02-30'
                where id = (select min(milestones.id) from milestones, clients
                    where client_id = clients.id and slug = 'acme' and milestones.audience = 'team');
                """)
        let outcome = try portal.publish()
        #expect(outcome.code == 4, "\(outcome.errors)")
        let row = #/milestones \d+ \(acme, [a-z0-9-]+\): error: /#
        #expect(outcome.errors.contains(row), "\(outcome.errors)")
        #expect(outcome.errors.contains("hint: "))
        #expect(!outcome.errors.contains("2026-02-30"), "an error names the row and not what is in it")
        #expect(FileManager.default.fileExists(atPath: portal.site.appending(path: "acme-corp").path()))
        #expect(!FileManager.default.fileExists(atPath: portal.site.appending(path: "acme").path()))
    }

    @Test func danglingLinksOfNotesAreToldWithTheirLines() throws {
        let portal = try Portal()
        try portal.edit("content/acme/notes/dangling.md") { _ in
            "---\ntitle: Links\naudience: team\n---\nSee [the plan](nowhere.md).\n\nAnd [that](/nothing.html).\n"
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 4, "\(outcome.errors)")
        #expect(outcome.errors.contains("content/acme/notes/dangling.md:5"), "\(outcome.errors)")
        #expect(outcome.errors.contains("content/acme/notes/dangling.md:7"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: portal.site.appending(path: "acme").path()))
        #expect(FileManager.default.fileExists(atPath: portal.site.appending(path: "acme-corp").path()))
    }

    @Test func notesThatAreOrBecomeTooLargeAreRefusedWithTheirNames() throws {
        let portal = try Portal()
        let matter = "---\ntitle: Large\naudience: team\n---\n"
        try portal.edit("content/acme/notes/large.md") { _ in
            matter + String(repeating: "word ", count: 250_000)
        }
        let cells = String(repeating: "|a", count: 2_000) + "|\n"
        let table =
            cells + String(repeating: "|-", count: 2_000) + "|\n" + String(repeating: "|x|\n", count: 1_000)
        try portal.edit("content/acme-corp/notes/table.md") { _ in matter + table }
        let outcome = try portal.publish()
        #expect(outcome.code == 4)
        #expect(outcome.errors.contains("content/acme/notes/large.md: error: "), "\(outcome.errors)")
        #expect(outcome.errors.contains("at most 1 MiB"))
        #expect(outcome.errors.contains("notes table: error: "))
        #expect(outcome.errors.contains("held back: acme\n"))
        #expect(outcome.errors.contains("held back: acme-corp\n"))
    }

    @Test func scriptsThatCannotBeReadAreAllTold() throws {
        let portal = try Portal()
        let outcome = try Tool.vitrine("db", "load", "one.sql", "two.sql", in: portal.root)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("one.sql: error: "))
        #expect(outcome.errors.contains("two.sql: error: "))
    }

    @Test func strictHoldsEverybodyBack() throws {
        let portal = try Portal()
        try portal.edit("content/acme/notes/broken.md") { _ in "---\naudience: team\n---\nNo title\n" }
        let outcome = try portal.publish("--strict")
        #expect(outcome.code == 1, "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: portal.site.path()))
    }

    @Test func aClientThatWasHeldBackStillLosesTheReadersThatWereRevoked() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let path = portal.access.appending(path: "credentials/acme.htpasswd")
        let before = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)
        try #require(before.count >= 2)
        let revoked = before[0].prefix { $0 != ":" }
        try portal.edit("content/acme/notes/broken.md") { _ in "---\naudience: team\n---\nNo title\n" }
        try portal.run(sql: "update users set status = 'suspended' where username = '\(revoked)';")
        #expect(try portal.publish().code == 4)
        let after = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(after == before.filter { !$0.hasPrefix(revoked + ":") })
    }

    @Test func templatesAssetsAndRowsAreToldInOneRun() throws {
        let portal = try Portal()
        try portal.edit("Templates/pages/extra.html") { _ in
            "---\npath: \"extra.html\"\ntitle: \"Extra\"\n---\n<h1>{{ client.nmae }}</h1>\n"
        }
        try portal.edit("Templates/assets/My Font.woff2") { _ in "x" }
        try FileManager.default.removeItem(at: portal.root.appending(path: "content/acme/files"))
        let outcome = try portal.publish()
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("Templates/pages/extra.html:5:15: error: "), "\(outcome.errors)")
        #expect(outcome.errors.contains("Templates/assets/My Font.woff2: error: "), "\(outcome.errors)")
        #expect(outcome.errors.contains("content/acme/files/"), "\(outcome.errors)")
    }

    @Test func filesThatANoteNamesAndThatAreMissingAreToldWithTheirLines() throws {
        let portal = try Portal()
        try portal.edit("content/acme/notes/files.md") { _ in
            "---\ntitle: Files\naudience: team\n---\n![one](none.png)\n\n[two](no%00.pdf)\n\n[three](Private.MD)\n"
        }
        try portal.edit("content/acme/notes/Private.MD") { _ in "---\ntitle: Private\n---\nsecret\n" }
        let outcome = try portal.publish()
        #expect(outcome.code == 4, "\(outcome.errors)")
        for line in [5, 7, 9] {
            #expect(outcome.errors.contains("content/acme/notes/files.md:\(line):"), "\(outcome.errors)")
        }
        #expect(!outcome.errors.contains("edition acme"), "\(outcome.errors)")
    }

    @Test func aRowPastItsCheckStopsNoWorker() throws {
        let portal = try Portal()
        try portal.run(
            sql: """
                pragma ignore_check_constraints = 1;
                update clients set cadence_days = 9223372036854775807 where slug = 'acme';
                """)
        let outcome = try portal.publish()
        #expect(outcome.code == 4, "\(outcome.errors)")
        #expect(outcome.errors.contains("held back: acme\n"), "\(outcome.errors)")
    }

    @Test(arguments: ["https://", "https://a b/", "https://a;include x/", "https://a..b/"])
    func anAddressWithoutAHostIsToldWithItsLine(address: String) throws {
        let folder = TemporaryFolder()
        try folder.write(
            "title: A\nagency: B\ncontact: a@b\nbase_url: '\(address)'\n", to: "vitrine.yaml")
        let outcome = try Tool.vitrine("build", in: folder.url)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("vitrine.yaml:4:"), "\(outcome.errors)")
    }

    @Test func aRevokedGrantTakesEffectThoughItsClientIsHeldBack() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: portal.access.appending(path: "credentials").path())
        let own = try #require(names.first { $0.hasPrefix("maison-leveque.u.") })
        let path = portal.access.appending(path: "credentials/\(own)")
        #expect(try String(contentsOf: path, encoding: .utf8).hasPrefix("marc:"))

        try portal.edit("content/maison-leveque/notes/broken.md") { _ in
            "---\naudience: team\n---\nNo title\n"
        }
        try #require(try portal.publish().code == 4)
        #expect(
            try String(contentsOf: path, encoding: .utf8).hasPrefix("marc:"), "held back, and nothing revoked"
        )

        // Another record in place of the one that the published edition holds.
        try portal.run(
            sql: """
                insert into grants (client_id, user_id, record_table, record_id)
                select client_id, user_id, 'projects', (
                    select min(projects.id) from projects
                    where projects.client_id = grants.client_id and audience <> 'internal')
                from grants where user_id = (select id from users where username = 'marc');
                delete from grants
                where record_table = 'documents' and user_id = (select id from users where username = 'marc');
                """)
        try #require(try portal.publish().code == 4)
        #expect(try String(contentsOf: path, encoding: .utf8).isEmpty)
    }

    @Test func aFolderWithoutAPortalSaysSo() throws {
        let folder = TemporaryFolder()
        let outcome = try Tool.vitrine("build", in: folder.url)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("vitrine init"))
    }

    @Test(arguments: [
        ["biuld"], ["build", "--jbos", "2"], ["build", "extra"], ["db"], ["build", "--jobs", "none"],
    ])
    func wrongUseIsToldAndChangesNothing(arguments: [String]) throws {
        let folder = TemporaryFolder()
        let outcome = try Tool.vitrine(arguments, in: folder.url)
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("vitrine: "))
    }
}
