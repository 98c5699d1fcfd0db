import Access
import Foundation
import Glibc
import LiveServers
import TestSupport
import Testing

/// `--now`: what a change takes from readers is gone at once, and nothing else changes for anybody.
@Suite struct ImmediateChangeTests {
    /// A day after the sample's publication.
    static let tomorrow = ["SOURCE_DATE_EPOCH": "1795255800"]

    /// Built once, as every test begins with it.
    private static let original = Result {
        let portal = try Portal(of: ["acme", "harrowgate", "noor"])
        try #require(try portal.publish().code == 0)
        return portal
    }

    private func published() throws -> Portal { try Portal(copyOf: Self.original.get()) }

    private func run(
        _ portal: Portal, _ arguments: String..., environment: [String: String] = Portal.environment
    ) throws -> Tool.Outcome {
        try Tool.vitrine(arguments, in: portal.root, environment: environment)
    }

    /// Paths of the site whose bytes differ, or that one side lacks.
    private func difference(_ before: [String: Data], _ portal: Portal) throws -> [String] {
        let after = try Portal.tree(portal.site)
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }

    private func text(_ portal: Portal, _ path: String) throws -> String {
        try String(contentsOf: portal.access.appending(path: path), encoding: .utf8)
    }

    @Test func aSuspendedUserIsOutAndOnlyTheListOfReadersChanges() throws {
        let portal = try published()
        let site = try Portal.tree(portal.site)
        let credentials = try Portal.tree(portal.access.appending(path: "credentials"))
        let outcome = try run(portal, "user", "suspend", "luis", "--now", environment: Self.tomorrow)
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(outcome.output.contains("published 2026-11-20-"), "\(outcome.output)")
        #expect(try difference(site, portal) == ["acme.board.finance.owners.team/access.html"])
        for (name, bytes) in try Portal.tree(portal.access.appending(path: "credentials")) {
            let before = String(decoding: try #require(credentials[name]), as: UTF8.self)
            let expected = before.split(separator: "\n").filter { !$0.hasPrefix("luis:") }
            #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\n") == expected, "\(name)")
        }
        #expect(try !text(portal, "access.json").contains("luis"))
        #expect(try portal.publish("--exit-code").code == 5, "nothing is left to publish")
    }

    @Test func aUserMayExpireOnADayAfterThePublishedOne() throws {
        let portal = try published()
        try portal.edit("vitrine.yaml") { $0.replacing(/as_of:.*/, with: "") }
        let outcome = try run(portal, "user", "expire", "luis", "--now", environment: Self.tomorrow)
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(try !text(portal, "access.json").contains("luis"))
    }

    @Test func aWithdrawnRecordLeavesItsClientsPagesAloneWithTheirDate() throws {
        let portal = try published()
        let site = try Portal.tree(portal.site)
        let outcome = try run(
            portal, "withdraw", "documents", "acme/alarm-variants", "--now", environment: Self.tomorrow)
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(outcome.output.contains("no access log has been imported"))
        let changed = try difference(site, portal)
        #expect(changed.contains("acme/files/alarm-variants-v1.png"))
        #expect(changed.allSatisfy { $0.hasPrefix("acme/") || $0.hasPrefix("acme.") }, "\(changed)")
        #expect(try !text(portal, "files.jsonl").contains("alarm-variants"))
        #expect(
            try portal.publish("--exit-code").code == 5, "as a build of all on the published day makes it")
    }

    @Test func whatWaitsDoesNotGoOutWithIt() throws {
        let portal = try published()
        let site = try Portal.tree(portal.site)
        try portal.run(
            sql:
                "update projects set name = name || ' two' where client_id = (select id from clients where slug = 'acme');"
        )
        let refused = try run(portal, "withdraw", "documents", "acme/alarm-variants", "--now")
        #expect(refused.code == 3)
        #expect(refused.errors.contains("/acme.board.finance.owners.team/"))
        #expect(refused.errors.contains("nothing was changed"))
        #expect(try difference(site, portal) == [])
        let who = try run(portal, "access", "who", "documents", "acme/alarm-variants")
        #expect(who.output.contains("luis"), "the record was not withdrawn")

        // Who may read is narrowed all the same.
        let suspended = try run(portal, "user", "suspend", "luis", "--now")
        #expect(suspended.code == 0)
        #expect(suspended.errors.contains("the pages of acme stay as they were: other changes wait"))
        #expect(try difference(site, portal) == [])
        #expect(try !text(portal, "access.json").contains("luis"))

        let both = try run(portal, "withdraw", "documents", "acme/alarm-variants", "--now", "--with-pending")
        #expect(both.code == 0, "\(both.text)")
        #expect(try !text(portal, "files.jsonl").contains("alarm-variants"))
        #expect(try portal.publish("--exit-code").code == 5)
    }

    @Test func noReaderGetsInAndNobodyElseIsTouched() throws {
        let portal = try published()
        let site = try Portal.tree(portal.site)
        // Waiting at another client: a name, a reader, and one more record in a user's own edition.
        try portal.run(
            sql: """
                update clients set name = name || ' two' where slug in ('harrowgate', 'noor');
                update users set status = 'active' where username = 'klaus';
                insert into grants (client_id, user_id, record_table, record_id)
                select client_id, (select id from users where username = 'auditor'), 'documents', id
                from documents where audience <> 'internal' and id not in (select record_id from grants)
                    and client_id = (select id from clients where slug = 'harrowgate') order by id limit 1;
                """)
        let outcome = try run(portal, "withdraw", "documents", "acme/alarm-variants", "--now")
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(try difference(site, portal).allSatisfy { $0.hasPrefix("acme/") || $0.hasPrefix("acme.") })
        let own = try #require(site.keys.first { $0.hasPrefix("harrowgate.u.") }).prefix { $0 != "/" }
        #expect(try text(portal, "credentials/\(own).htpasswd").hasPrefix("auditor:"))
        #expect(try !text(portal, "access.json").contains("nick"))
    }

    @Test func aRevokedGrantClosesTheEditionThatItMade() throws {
        let portal = try published()
        let site = try Portal.tree(portal.site)
        let own = try #require(site.keys.first { $0.hasPrefix("harrowgate.u.") }).prefix { $0 != "/" }
        let outcome = try run(
            portal, "revoke", "documents", "harrowgate/larch-annual-statement", "auditor", "--now")
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(outcome.output.contains("reload it"))
        let list = "harrowgate.board.finance.owners.team/access.html"
        #expect(try difference(site, portal).allSatisfy { $0.hasPrefix(own + "/") || $0 == list })
        #expect(!FileManager.default.fileExists(atPath: portal.site.appending(path: own).path()))
    }

    @Test func aStagedBuildCannotBringItBack() throws {
        let portal = try published()
        try portal.run(
            sql: "update documents set title = title || ' two' where code = 'larch-annual-statement';")
        let built = try run(portal, "build")
        let id = try #require(built.output.firstMatch(of: /staged (\S+);/)).output.1
        // Nothing of it is published, so there is nothing to publish either.
        try portal.run(sql: "update users set status = 'suspended' where username = 'luis';")
        try #require(try run(portal, "build", "--publish", "--client", "acme").code == 0)
        let refused = try run(portal, "publish", String(id))
        #expect(refused.code == 3)

        let second = try run(portal, "build")
        let waiting = try #require(second.output.firstMatch(of: /staged (\S+);/)).output.1
        #expect(try run(portal, "user", "suspend", "luis", "--now").output.contains("stays as it is"))
        #expect(try run(portal, "publish", String(waiting)).code == 2, "it is gone")
    }

    @Test func whatIsWrongElsewhereDoesNotKeepAUserIn() throws {
        let portal = try published()
        try portal.edit("Templates/pages/home.html") { _ in "{{ nothing | at }}" }
        let refused = try run(portal, "withdraw", "documents", "acme/alarm-variants", "--now")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("Templates/pages/home.html"), "\(refused.errors)")
        #expect(refused.errors.contains("vitrine client suspend"))
        let site = try Portal.tree(portal.site)
        let suspended = try run(portal, "user", "suspend", "luis", "--now")
        #expect(suspended.code == 0, "\(suspended.text)")
        #expect(try !text(portal, "access.json").contains("luis"))
        #expect(try run(portal, "client", "suspend", "noor", "--now").code == 0)
        #expect(try difference(site, portal).allSatisfy { $0.hasPrefix("noor") })
        let who = try run(portal, "access", "who", "documents", "acme/alarm-variants")
        #expect(who.output.contains("dana"), "the record was not withdrawn")
    }

    @Test func aWithdrawalThatLeavesErrorsIsToldAsNotPublished() throws {
        let portal = try published()
        // A note links to the document's file.
        let outcome = try run(portal, "withdraw", "documents", "acme/field-study-report", "--now")
        #expect(outcome.code == 7, "\(outcome.text)")
        #expect(outcome.errors.contains("readers still have it"))
        #expect(outcome.errors.contains("juniper-glossary.md"))
    }

    @Test func nothingChangesWhileAnotherBuildRuns() throws {
        let portal = try published()
        let lock = open(portal.root.appending(path: "output/state/lock").path(), O_RDWR)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        let outcome = try run(portal, "user", "suspend", "luis", "--now")
        #expect(outcome.code == 6)
        #expect(try run(portal, "access", "who", "projects", "acme/lab-console").output.contains("luis"))
    }

    @Test func aPublicationThatFailsIsToldToTheEnd() throws {
        let portal = try published()
        // A folder in the place of a file that a publication replaces.
        let servers = portal.access.appending(path: "servers")
        try FileManager.default.removeItem(at: servers)
        try Data().write(to: servers)
        let outcome = try run(portal, "user", "suspend", "luis", "--now")
        #expect(outcome.code == 7, "\(outcome.text)")
        #expect(outcome.errors.contains("the change stands in the database, but it was not published"))
        try FileManager.default.removeItem(at: servers)
        let next = try run(portal, "user", "suspend", "dana", "--now")
        #expect(next.code == 0 && next.output.contains("finished first"), "\(next.text)")
        let manifest = try text(portal, "access.json")
        #expect(!manifest.contains("luis") && !manifest.contains("dana"))
    }

    @Test func aRealServerRefusesTheVeryNextRequest() throws {
        guard WebServer.nginx.isAvailable(for: "asking before and after a user is suspended") else { return }
        // The server's files name the folder that they were made in.
        let portal = try Portal(of: ["acme", "harrowgate", "noor"])
        try #require(try portal.publish().code == 0)
        let server = try LiveServer(.nginx, roots: ServerRoots(root: portal.root.path() + "/output"))
        let connection = HTTPConnection(port: server.port)
        func ask(_ path: String, _ user: String) throws -> (Int, [UInt8]) {
            let response = try connection.get(path, user: user, password: user + "-vitrine")
            return (response.status, response.body)
        }
        defer { withExtendedLifetime(server) {} }
        let others = [
            ("/noor/index.html", "yusuf"), ("/acme/index.html", "dana"), ("/harrowgate/index.html", "amir"),
        ]
        let before = try others.map { try ask($0.0, $0.1) }
        #expect(before.allSatisfy { $0.0 == 200 })
        #expect(try ask("/acme/index.html", "luis").0 == 200)
        try #require(try run(portal, "user", "suspend", "luis", "--now").code == 0)
        #expect(try ask("/acme/index.html", "luis").0 == 401)
        for (index, other) in others.enumerated() {
            let after = try ask(other.0, other.1)
            #expect(after.0 == 200 && after.1 == before[index].1)
        }
        try #require(try run(portal, "client", "offboard", "noor", "--now").code == 0)
        #expect([401, 403, 404].contains(try ask("/noor/index.html", "yusuf").0))
        #expect(try ask("/acme/index.html", "dana").1 == before[1].1)
    }
}
