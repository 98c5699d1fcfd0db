import Foundation
import TestSupport
import Testing

/// Pages of an earlier snapshot come back, and nothing that was taken away since comes back with them.
@Suite struct RollbackTests {
    /// A portal that `bob` reads as well, published.
    private func published() throws -> RetainedPortal {
        let portal = try RetainedPortal(
            """
            insert into users (id, username, status) values (50, 'bob', 'active');
            insert into memberships (user_id, client_id, role_id) values (50, 1, 'member');

            """)
        try #require(try portal.vitrine("user", "passwd", "bob").code == 0)
        try publish(portal)
        return portal
    }

    private func publish(_ portal: RetainedPortal) throws {
        let outcome = try portal.vitrine("build", "--publish")
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    /// What is published, but for assets that no published page names.
    private func site(_ portal: RetainedPortal) throws -> [String: Data] {
        let named = try String(
            contentsOf: portal.root.appending(path: "output/state/assets.jsonl"), encoding: .utf8)
        return try Portal.tree(portal.root.appending(path: "output/site")).filter { path, _ in
            !path.hasPrefix("assets/") || named.contains("\"/\(path)\"")
        }
    }

    private func readers(_ portal: RetainedPortal) throws -> String {
        let access = portal.root.appending(path: "output/access")
        return try Portal.tree(access).filter { $0.key.hasSuffix(".htpasswd") || $0.key == "access.json" }
            .values.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    @Test func pagesAndAssetsOfThenComeBackAsASnapshotOfTheirOwn() throws {
        let portal = try published()
        let first = try portal.currentID()
        let before = try site(portal)
        try portal.load("update projects set name = 'Renamed' where code = 'website';")
        try portal.folder.write("body { color: red }", to: "Templates/assets/style.css")
        try portal.folder.write("own", to: "Templates/assets/own.js")
        try publish(portal)
        let second = try portal.currentID()
        let after = try site(portal)
        #expect(after["hello/index.html"] != before["hello/index.html"])
        #expect(try portal.vitrine("access", "verify").code == 0)

        let back = try portal.vitrine("rollback")
        #expect(back.code == 0 && back.output.contains("rolled back to \(first)"), "\(back)")
        let third = try portal.currentID()
        #expect(![first, second].contains(third))
        #expect(try site(portal) == before)
        #expect(try portal.vitrine("access", "verify").code == 0)
        let list = try portal.vitrine("snapshots").output.split(separator: "\n")
        #expect(list.map { $0.dropFirst(2).prefix(23) } == [third, second, first].map { $0[...] })

        // What the data says now is a change like any other.
        let next = try portal.vitrine("build", "--publish", "--exit-code")
        #expect(next.code == 0 && next.output.contains(" 0 unchanged"), "\(next)")
        #expect(try site(portal) == after)
        #expect(try portal.vitrine("build", "--publish", "--exit-code").code == 5)
        // Of the rollback itself, which is the one before, by its id.
        #expect(try portal.vitrine("rollback", third).code == 0)
        #expect(try site(portal) == before)
        #expect(try portal.vitrine("access", "verify").code == 0)
    }

    @Test(arguments: [true, false]) func whoWasShutOutStaysOut(_ isPublished: Bool) throws {
        let portal = try published()
        let before = try site(portal)
        #expect(try readers(portal).contains("bob"))
        try portal.load("update projects set name = 'Renamed' where code = 'website';")
        try publish(portal)
        try #require(try portal.vitrine("user", "suspend", "bob").code == 0)
        if isPublished { try publish(portal) }
        let back = try portal.vitrine(["rollback", "2026-11-20-x"])
        #expect(back.code == 2 && back.errors.contains("no snapshot `2026-11-20-x` is kept"))
        let first = try #require(
            try portal.vitrine("snapshots").output.split(separator: "\n").last?.dropFirst(2).prefix(23))
        #expect(try portal.vitrine("rollback", String(first)).code == 0)
        #expect(try site(portal) == before)
        #expect(try !readers(portal).contains("bob"))
        #expect(try readers(portal).contains("ada"))
    }

    @Test func whoIsNewHasNoPartInPagesOfThen() throws {
        let portal = try published()
        try portal.load(
            """
            insert into users (id, username, status) values (51, 'cora', 'active');
            insert into memberships (user_id, client_id, role_id) values (51, 1, 'member');
            insert into clients (slug, name, status) values ('late', 'Late', 'active');
            """)
        try #require(try portal.vitrine("user", "passwd", "cora").code == 0)
        try publish(portal)
        #expect(try readers(portal).contains("cora"))
        #expect(portal.has("output/site/late/index.html"))
        #expect(try portal.vitrine("rollback").code == 0)
        #expect(try !readers(portal).contains("cora"))
        #expect(!portal.has("output/site/late"))
        try publish(portal)
        #expect(try readers(portal).contains("cora"))
        #expect(portal.has("output/site/late/index.html"))
    }

    @Test(arguments: [
        "update documents set audience = 'internal' where code = 'new';",
        "update documents set audience = 'board' where code = 'new';",
        "update documents set expires_on = '2026-11-20' where code = 'new';",
        "update document_versions set state = 'withdrawn' where file = 'files/new.csv';",
        "delete from document_versions where document_id = 103; delete from documents where id = 103;",
    ])
    func whatWasTakenAwayStaysAway(_ sql: String) throws {
        let portal = try published()
        let file = try #require(
            try portal.files(holding: "new,1\n").first { $0.hasPrefix("output/site/hello/") })
        try portal.load(sql)
        try publish(portal)
        #expect(!portal.has(file))
        let after = try site(portal)
        let back = try portal.vitrine("rollback")
        #expect(back.code == 4 && back.errors.contains("hello stays as it is: it holds"), "\(back)")
        #expect(!portal.has(file))
        #expect(try site(portal)["hello/index.html"] == after["hello/index.html"])
        #expect(try portal.vitrine("access", "verify").code == 0)
    }

    @Test func whatWasErasedCannotComeBack() throws {
        let portal = try published()
        try #require(try portal.vitrine("retention", "--apply").code == 0)
        try publish(portal)
        #expect(try portal.files(holding: RetainedPortal.canary) == [])
        let back = try portal.vitrine("rollback")
        #expect(back.code == 4 && back.errors.contains("hello stays as it is"), "\(back)")
        #expect(try portal.files(holding: RetainedPortal.canary) == [])
    }

    @Test func pagesThatWereChangedWhereTheyAreKeptStayThere() throws {
        let portal = try published()
        try portal.load("update projects set name = 'Renamed' where code = 'website';")
        try publish(portal)
        let after = try site(portal)
        for file in try portal.files(holding: "<html").filter({ $0.hasPrefix("output/snapshots/hello/") }) {
            try portal.folder.write("<p>another", to: file)
        }
        let back = try portal.vitrine("rollback")
        #expect(back.code == 4 && back.errors.contains("hello stays as it is: its pages"), "\(back)")
        #expect(try site(portal)["hello/index.html"] == after["hello/index.html"])
    }

    @Test func beforeTheFirstSnapshotThereIsNothing() throws {
        let portal = try RetainedPortal()
        #expect(try portal.vitrine("rollback").errors.contains("nothing is published"))
        try publish(portal)
        let outcome = try portal.vitrine("rollback")
        #expect(outcome.code == 2 && outcome.errors.contains("no snapshot before"))
        #expect(try portal.vitrine("rollback", portal.currentID()).code == 2)
    }
}
