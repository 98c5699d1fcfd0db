import Diagnostics
import PortalData
import Testing

/// Who sees a record is what the editions hold, and the reasons are those of the rules.
@Suite struct RecordReadersTests {
    private func readers(_ name: String, _ table: String, _ more: String = "") throws -> RecordReaders {
        let portal = try SamplePortal(more)
        return try portal.frozen().readers(of: name, in: table, asOf: "2026-11-21", notes: portal.notes())
    }

    private func explanation(_ user: String, _ name: String, _ table: String, _ more: String = "") throws
        -> (isSeen: Bool, reasons: [String])
    {
        let portal = try SamplePortal(more)
        return try portal.frozen().explanation(
            of: user, seeing: name, in: table, asOf: "2026-11-21", notes: portal.notes())
    }

    @Test func aRecordOfEveryoneIsInEveryEditionOfItsClientAlone() throws {
        let found = try readers("acme/website", "projects")
        #expect(found.record == "projects website (acme)")
        #expect(found.editions.contains("acme") && found.editions.allSatisfy { !$0.hasPrefix("acme-corp") })
        let tia = try #require(found.readers.first { $0.username == "tia" })
        #expect(tia.hasPassword)
        #expect(
            tia.reasons.contains { $0.contains("holds the audience `team` (memberships ") }, "\(tia.reasons)")
        #expect(!found.readers.contains { $0.username == "cora" } && !found.others.contains("cora"))
    }

    @Test func aRecordOfFewNamesThemAndTheOthers() throws {
        let found = try readers("funding", "projects")
        #expect(found.readers.map(\.username) == ["fin"], "\(found)")
        #expect(found.others.contains("tia"))
        #expect(try readers("secret", "projects").editions.isEmpty)
    }

    @Test func aGrantIsAReason() throws {
        let grant = """
            insert into grants (client_id, user_id, record_table, record_id, level, expires_on)
            values (1, 1, 'projects', 11, 'view', '2026-12-24');

            """
        let found = try readers("funding", "projects", grant)
        let tia = try #require(found.readers.first { $0.username == "tia" })
        #expect(tia.reasons == ["a grant of the level view, until before 2026-12-24"])
        #expect(tia.editions == ["acme.u.1"])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let user: String
        let record: String
        var table = "projects"
        var sql = ""
        let reason: String
        var testDescription: String { "\(user) \(record): \(reason)" }
    }

    @Test(arguments: [
        Case(
            user: "tia", record: "funding",
            reason: "none of his roles holds the audience `finance`, and there is no grant"),
        Case(user: "tia", record: "secret", reason: "the record is internal"),
        Case(user: "sue", record: "acme/website", reason: "the user is suspended"),
        Case(
            user: "cora", record: "acme/website",
            reason: "no role of his at this client is valid on 2026-11-21, and no grant"),
        Case(
            user: "tia", record: "m2", table: "milestones",
            reason: "it belongs to projects 11, which the edition acme does not hold"),
        Case(
            user: "tia", record: "acme/website",
            sql: "update projects set publish_on = '2027-01-01' where id = 10;",
            reason: "it is published from 2027-01-01 on"),
        Case(
            user: "tia", record: "acme/website",
            sql: "update projects set expires_on = '2026-11-21' where id = 10;",
            reason: "it expired on 2026-11-21"),
        Case(
            user: "tia", record: "acme/website",
            sql: "update clients set status = 'suspended' where id = 1;",
            reason: "the client is suspended: nothing of it is published"),
        Case(
            user: "tia", record: "acme/website",
            sql: "update users set expires_on = '2026-11-01' where id = 1;",
            reason: "the user's access ended on 2026-11-01"),
    ])
    func tellsWhatHidesARecord(_ example: Case) throws {
        let (isSeen, reasons) = try explanation(example.user, example.record, example.table, example.sql)
        #expect(!isSeen)
        #expect(reasons == [example.reason])
    }

    @Test func whoSeesItIsToldWhere() throws {
        let (isSeen, reasons) = try explanation("fin", "funding", "projects")
        #expect(isSeen)
        #expect(reasons.first?.hasPrefix("the edition acme.finance.team holds it") == true, "\(reasons)")
    }

    @Test(arguments: [("users", "tia"), ("audit_log", "1"), ("nothing", "x"), ("projects", "nothing")])
    func whatNobodyCanSeeByItselfIsRefused(table: String, name: String) throws {
        #expect(throws: DiagnosticList.self) { try readers(name, table) }
    }
}
