import Foundation
import TestSupport
import Testing

/// What is new goes out when somebody has looked at it; what must go is gone before.
@Suite struct StagedPublicationTests {
    private func published(_ more: String = "") throws -> RetainedPortal {
        let portal = try RetainedPortal(more)
        let outcome = try portal.vitrine("build", "--publish")
        try #require(outcome.code == 0, "\(outcome.errors)")
        return portal
    }

    /// Changes both clients and stages it.
    private func staged(_ portal: RetainedPortal) throws -> String {
        try portal.load(
            """
            update projects set name = 'Renamed' where code = 'website';
            update clients set name = 'Renamed Corp' where slug = 'hello-corp';
            """)
        let line = try #require(
            try portal.vitrine("build").output.split(separator: "\n").last { $0.hasPrefix("staged ") })
        return String(line.dropFirst("staged ".count).prefix { $0 != ";" })
    }

    private func page(_ path: String, _ portal: RetainedPortal) throws -> String {
        try String(contentsOf: portal.root.appending(path: "output/site/\(path)"), encoding: .utf8)
    }

    @Test func whatNobodyHasLookedAtIsRefusedUnlessItIsNamed() throws {
        let portal = try published()
        #expect(try portal.vitrine("publish").code == 3)
        let id = try staged(portal)
        let refused = try portal.vitrine("publish")
        #expect(refused.code == 3 && refused.errors.contains(id), "\(refused)")
        // A mark of another build counts for nothing.
        let mark = "output/staged/\(id)/reviewed"
        try portal.folder.write("2026-11-20-000000000000 somebody\n", to: mark)
        #expect(try portal.vitrine("publish").code == 3)
        try portal.folder.write("\(id) somebody\n", to: mark)
        #expect(try portal.vitrine("publish").code == 0)
        #expect(try portal.currentID() == id)
    }

    @Test func oneClientOfABuildGoesOutAndTheRestAfterIt() throws {
        let portal = try published()
        let first = try portal.currentID()
        let id = try staged(portal)
        #expect(try portal.vitrine("publish", id, "--client", "nobody").code == 2)
        let corp = try page("hello-corp/index.html", portal)
        let part = try portal.vitrine("publish", id, "--client", "hello")
        #expect(part.code == 0, "\(part)")
        #expect(try page("hello/index.html", portal).contains("Renamed"))
        #expect(try page("hello-corp/index.html", portal) == corp)
        #expect(try portal.vitrine("access", "verify").code == 0)
        let second = try portal.currentID()
        #expect(second != id)

        #expect(try portal.vitrine("publish", id).code == 0)
        #expect(try page("hello-corp/index.html", portal).contains("Renamed Corp"))
        #expect(try portal.vitrine("access", "verify").code == 0)
        let list = try portal.vitrine("snapshots").output.split(separator: "\n")
        #expect(list.map { $0.dropFirst(2).prefix(23) } == [id, second, first].map { $0[...] })
        #expect(try portal.vitrine("build", "--publish", "--exit-code").code == 5)
    }

    @Test func aClientOfABuildIsNarrowedElsewhereAndGivesNobodyMore() throws {
        let portal = try published(
            """
            insert into users (id, username, status) values (50, 'bob', 'active'), (51, 'cora', 'active');
            insert into memberships (user_id, client_id, role_id) values (50, 2, 'member');

            """)
        for user in ["bob", "cora"] { try #require(try portal.vitrine("user", "passwd", user).code == 0) }
        try #require(try portal.vitrine("build", "--publish").code == 0)
        try portal.load(
            """
            update users set status = 'suspended' where username = 'bob';
            insert into memberships (user_id, client_id, role_id) values (51, 2, 'member');
            """)
        let id = try staged(portal)
        try #require(try portal.vitrine("publish", id, "--client", "hello").code == 0)
        let passwords = "output/access/credentials/hello-corp.htpasswd"
        #expect(try String(contentsOfFile: portal.folder.path(passwords), encoding: .utf8) == "")
        try #require(try portal.vitrine("publish", id).code == 0)
        let after = try String(contentsOfFile: portal.folder.path(passwords), encoding: .utf8)
        #expect(after.hasPrefix("cora:") && !after.contains("bob"))
    }

    @Test func aPartThatTheServerRefusesLeavesTheBuildWhole() throws {
        let portal = try published()
        let id = try staged(portal)
        let configuration = try String(
            contentsOf: portal.root.appending(path: "vitrine.yaml"), encoding: .utf8)
        try portal.load("update users set status = 'suspended' where username = 'ada';")
        let other = try staged(portal)
        try portal.folder.write(configuration + "\npublish: {check: 'false'}\n", to: "vitrine.yaml")
        #expect(try portal.vitrine("publish", other, "--client", "hello").code == 7)
        try portal.folder.write(configuration, to: "vitrine.yaml")
        #expect(id != other)
        #expect(portal.has("output/staged/\(other)/site/hello/index.html"))
        let outcome = try portal.vitrine("publish", other)
        #expect(outcome.code == 0, "\(outcome)")
        #expect(try page("hello/index.html", portal).contains("Renamed"))
    }

    @Test func theNightTakesAwayAndAddsNothing() throws {
        let portal = try published(
            """
            insert into users (id, username, status) values (50, 'bob', 'active'), (51, 'cora', 'active');
            insert into memberships (user_id, client_id, role_id) values (50, 2, 'member');
            update documents set expires_on = '2026-11-21' where code = 'new' and client_id = 1;

            """)
        for user in ["bob", "cora"] { try #require(try portal.vitrine("user", "passwd", user).code == 0) }
        try #require(try portal.vitrine("build", "--publish").code == 0)
        #expect(try portal.vitrine("publish", "--narrow").output.contains("nothing is to be taken away"))
        try portal.load(
            """
            update users set status = 'suspended' where username = 'bob';
            insert into memberships (user_id, client_id, role_id) values (51, 2, 'member');
            update clients set name = 'Renamed Corp' where slug = 'hello-corp';
            """)
        let before = try Portal.tree(portal.root.appending(path: "output/site"))
        let configuration = try String(
            contentsOf: portal.root.appending(path: "vitrine.yaml"), encoding: .utf8)
        try portal.folder.write(configuration + "\npublish: {review: true}\n", to: "vitrine.yaml")
        let night = try portal.vitrine("build", "--publish")
        #expect(night.code == 0 && night.output.contains("staged "), "\(night)")
        #expect(try Portal.tree(portal.root.appending(path: "output/site")) == before, "\(night)")
        let passwords = portal.folder.path("output/access/credentials/hello-corp.htpasswd")
        #expect(try String(contentsOfFile: passwords, encoding: .utf8) == "")
        #expect(try portal.vitrine("access", "verify").code == 0)

        // A day later a document of the other client has expired.
        let next = try portal.vitrine("build", "--publish", "--as-of", "2026-11-21")
        #expect(
            next.code == 4 && next.errors.contains("closed until the next publication: hello: it holds"),
            "\(next)")
        #expect(!portal.has("output/site/hello"))
        #expect(portal.has("output/site/hello-corp/index.html"), "\(next)")
        #expect(try portal.vitrine("access", "verify").code == 0)
        let line = try #require(next.output.split(separator: "\n").last { $0.hasPrefix("staged ") })
        let id = String(line.dropFirst("staged ".count).prefix { $0 != ";" })
        let reviewed = try portal.vitrine("publish", id)
        #expect(reviewed.code == 0, "\(reviewed)")
        #expect(portal.has("output/site/hello/index.html"))
        #expect(try page("hello-corp/index.html", portal).contains("Renamed Corp"))
        #expect(try String(contentsOfFile: passwords, encoding: .utf8).hasPrefix("cora:"))
    }

    @Test func whatExpiredSinceItWasBuiltIsHeldBackAndTheRestGoesOut() throws {
        let portal = try published(
            "update documents set expires_on = '2026-11-22' where code = 'new' and client_id = 1;\n")
        let id = try staged(portal)
        let before = try page("hello/index.html", portal)
        // Nor does it go out by its name.
        let none = try portal.vitrine("publish", id, "--client", "hello", "--as-of", "2026-11-22")
        #expect(none.code == 3 && none.errors.contains("held back: hello: it holds what"), "\(none)")
        #expect(try page("hello/index.html", portal) == before)
        let late = try portal.vitrine("publish", id, "--as-of", "2026-11-22")
        #expect(late.code == 4 && late.errors.contains("held back: hello: it holds what"), "\(late)")
        #expect(!late.errors.contains("held back: hello-corp"))
        #expect(try page("hello/index.html", portal) == before)
        #expect(try page("hello-corp/index.html", portal).contains("Renamed Corp"))
        #expect(try portal.vitrine("access", "verify").code == 0)
        // What cannot be read is on the safe side, and stops nobody else.
        try portal.folder.write("---\naudience: team\n---\n", to: "content/hello/notes/broken.md")
        let night = try portal.vitrine("publish", id, "--as-of", "2026-11-21")
        #expect(night.code == 3 && night.errors.contains("as its notes have errors"), "\(night)")
        try FileManager.default.removeItem(at: portal.root.appending(path: "content/hello/notes/broken.md"))
        // On the day before it is still to be seen.
        #expect(try portal.vitrine("publish", id, "--as-of", "2026-11-21").code == 0)
        #expect(try page("hello/index.html", portal) != before)
    }

    @Test func aBuildOfWhichEverythingHasExpiredIsRefused() throws {
        let portal = try published()
        let id = try staged(portal)
        try portal.load("update clients set status = 'suspended';")
        let outcome = try portal.vitrine("publish", id, "--as-of", "2026-11-21")
        #expect(
            outcome.code == 3 && outcome.errors.contains("a guard refused; nothing was published"),
            "\(outcome)")
    }
}
