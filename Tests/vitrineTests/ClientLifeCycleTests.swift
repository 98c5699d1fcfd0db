import Foundation
import TestSupport
import Testing

/// Clients and requests come to an end.
@Suite struct ClientLifeCycleTests {
    private func run(_ portal: Portal, _ arguments: String...) throws -> Tool.Outcome {
        let outcome = try Tool.vitrine(
            arguments, in: portal.root, environment: Portal.environment.merging(["USER": "ada"]) { $1 })
        #expect(outcome.code == 0, "\(arguments): \(outcome.errors)")
        return outcome
    }

    /// What would be another client's folder, or something else at the root, is refused before anything is built.
    @Test(arguments: ["assets", "index", "u", "x", "Acme", "a b", "acme/x", "..", "acme.board", "acme-corp"])
    func aClientWhoseFolderWouldBeTakenIsRefused(_ slug: String) throws {
        let portal = try Portal(of: ["acme-corp"])
        let outcome = try Tool.vitrine(
            "client", "add", slug, "Another", "--actor", "ada", in: portal.root,
            environment: Portal.environment)
        #expect(outcome.code == 1, "\(outcome.text)")
        #expect(outcome.errors.components(separatedBy: "error: ").count == 2, "\(outcome.errors)")
    }

    @Test func offboardingEndsEverythingOnceAndIsAudited() throws {
        let portal = try Portal(of: ["maison-leveque"])
        _ = try run(portal, "request", "open", "marc", "documents", "maison-leveque/contrat-2026")
        let outcome = try run(portal, "client", "offboard", "maison-leveque")
        #expect(outcome.output.contains("1 grants, 1 requests"), "\(outcome.output)")
        #expect(outcome.output.contains("elodie"))
        #expect(outcome.output.contains("vitrine export --client maison-leveque"))
        let log = try run(portal, "audit", "list", "--client", "maison-leveque").output
        for action in ["offboard", "expire access_requests", "end memberships", "end grants"] {
            #expect(log.contains(action), "\(action)")
        }
        #expect(try run(portal, "audit", "verify").code == 0)
        let history = try run(portal, "history", "clients", "maison-leveque").output
        #expect(history.contains("offboarded_on from nothing to 2026-11-20"), "\(history)")

        let again = try run(portal, "client", "offboard", "maison-leveque")
        #expect(again.output.contains("offboarded already: nothing was changed"))
        #expect(try run(portal, "db", "check").code == 0)

        _ = try run(portal, "client", "activate", "maison-leveque")
        let back = try run(portal, "access", "who", "clients", "maison-leveque")
        #expect(!back.output.contains("elodie"), "users stay out: \(back.output)")
    }

    @Test func aUserOfTwoClientsStaysWithTheOther() throws {
        let portal = try Portal(of: ["acme", "acme-corp"])
        let outcome = try run(portal, "client", "offboard", "acme-corp")
        let suspended = try #require(outcome.output.firstMatch(of: /suspended: (.*)/)).output.1
        #expect(suspended.contains("ruth") && !suspended.contains("grace"))
        #expect(try run(portal, "access", "who", "clients", "acme").output.contains("grace"))
    }

    @Test func plainSQLKeepsTheDayOfGoingToo() throws {
        let portal = try Portal(of: ["noor"])
        try portal.run(
            sql: """
                update clients set status = 'offboarded' where slug = 'noor';
                create table found as select offboarded_on is not null as has_day from clients where slug = 'noor';
                update clients set status = 'active' where slug = 'noor';
                insert into found select offboarded_on is not null from clients where slug = 'noor';
                create table proof (value integer check (value = 10)) strict;
                insert into proof select sum(has_day * 10) from found where rowid in (1, 2);
                """)
    }

    @Test func suspendingTwiceSaysSo() throws {
        let portal = try Portal(of: ["noor"])
        _ = try run(portal, "client", "suspend", "noor")
        #expect(try run(portal, "client", "suspend", "noor").output.contains("already: nothing was changed"))
        #expect(try run(portal, "client", "activate", "noor").output.contains("readers who get in: yusuf"))
    }

    @Test func aRequestIsTakenBackOrExpires() throws {
        let portal = try Portal(of: ["acme"])
        func open(_ user: String, _ words: String, _ environment: [String: String]) throws -> String {
            try Tool.vitrine(
                "request", "open", user, "--resource", words, "--client", "acme", in: portal.root,
                environment: environment
            ).output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let old = ["SOURCE_DATE_EPOCH": "1790000000"]
        let first = try open("luis", "All plans", Portal.environment)
        let second = try open("luis", "All invoices", old)
        #expect(try run(portal, "request", "withdraw", first).output == "withdrew request \(first)\n")
        let twice = try Tool.vitrine("request", "withdraw", first, in: portal.root)
        #expect(twice.code == 1 && twice.errors.contains("withdrawn already"))
        let third = try open("luis", "All plans", Portal.environment)
        #expect(try run(portal, "request", "expire").output == "expired: requests \(second)\n")
        #expect(try run(portal, "request", "expire").output == "no request is older than 30 days\n")
        let pending = try run(portal, "request", "list", "--client", "acme").output
        #expect(pending.contains("\(third) pending") && !pending.contains("\(second) "))
        #expect(try run(portal, "audit", "verify").code == 0)
    }

    @Test func whoHadOpenedItIsSaid() throws {
        let portal = try Portal(of: ["acme"])
        func row(_ user: String, _ day: String, _ status: Int, _ number: Int) -> String {
            """
            insert into access_log (user_id, client_id, record_table, record_id, path, method, status, accessed_at, line_sha256)
            select (select id from users where username = '\(user)'), client_id, 'documents', id, '/acme/x', 'GET', \(status),
                '\(day)T10:00:00Z', substr(hex(zeroblob(32)), 1, 63) || '\(number)'
            from documents where code = 'alarm-variants';
            """
        }
        try portal.run(
            sql: [
                row("luis", "2026-11-01", 200, 1), row("luis", "2026-11-03", 200, 2),
                row("dana", "2026-11-02", 206, 3), row("grace", "2026-11-05", 404, 4),
            ].joined())
        let outcome = try run(portal, "withdraw", "documents", "acme/alarm-variants")
        #expect(
            outcome.output.contains("opened by dana once on 2026-11-02; luis 2 times, last on 2026-11-03"),
            "\(outcome.output)")
        let other = try run(portal, "withdraw", "documents", "acme/acceptance-cases")
        #expect(other.output.contains("opened by nobody, by the access log until 2026-11-05"))
        #expect(try run(portal, "client", "suspend", "acme").output.contains("luis 2 times"))
        #expect(
            try run(portal, "history", "documents", "acme/alarm-variants").output.contains(
                "2026-11-03T10:00:00Z  luis"))
    }
}
