import Testing

@testable import PortalData

@Suite struct ReadershipTests {
    private func readership(_ sql: String = "", asOf: String = "2026-11-21") throws -> Readership {
        try SamplePortal(sql).frozen().readership(asOf: asOf)
    }

    private func reader(_ name: String, _ sql: String = "", asOf: String = "2026-11-21") throws -> Reader? {
        try readership(sql, asOf: asOf).readers.first { $0.username == name }
    }

    @Test func noAudienceCanSpellAShortenedNameOfAnEdition() {
        let long = Edition.name(slug: "acme", audiences: (0..<20).map { "audience-\($0)" })
        #expect(long.hasPrefix("acme.x-"))
        #expect(!Slug.isAudience(String(long.dropFirst("acme.".count))))
    }

    @Test func everyClientHasItsBaseEditionUnlessGone() throws {
        let editions = try readership().editions.map(\.name)
        #expect(editions == ["acme", "acme-corp", "acme.finance.team", "draft"])
    }

    @Test func draftsAreNotPublished() throws {
        let editions = try readership().editions
        #expect(editions.filter { !$0.isPublished }.map(\.name) == ["draft"])
    }

    @Test func usersOfOneSetShareAnEdition() throws {
        let homes = try readership().readers.map { "\($0.username) \($0.home)" }
        #expect(homes == ["cora acme-corp", "fin acme.finance.team", "tia acme", "tom acme"])
    }

    @Test func subsetsOfTheSameClientAreReadable() throws {
        #expect(try reader("fin")?.editions == ["acme", "acme.finance.team"])
        #expect(try reader("tia")?.editions == ["acme"])
        #expect(try reader("cora")?.editions == ["acme-corp"])
    }

    struct Validity: Sendable, CustomTestStringConvertible {
        let sql: String
        var from: String?
        var until: String?
        var testDescription: String { sql }
    }

    @Test(arguments: [
        Validity(sql: ""),
        Validity(sql: "update users set expires_on = '2026-12-01' where id = 1", until: "2026-11-30"),
        Validity(
            sql: "update memberships set valid_until_on = '2026-12-01' where id = 1", until: "2026-12-01"),
        Validity(
            sql: "update clients set access_expires_on = '2027-01-01' where id = 1", until: "2026-12-31"),
        Validity(sql: "update memberships set valid_from_on = '2026-11-01' where id = 1", from: "2026-11-01"),
        Validity(
            sql: """
                update memberships set valid_from_on = '2026-11-02', valid_until_on = '2027-02-01' where id = 4;
                update memberships set valid_from_on = '2026-11-01', delegated_by_id = 4 where id = 1
                """, from: "2026-11-02", until: "2027-02-01"),
        Validity(
            sql: """
                insert into membership_audiences (membership_id, client_id, audience, valid_from_on, valid_until_on)
                    values (1, 1, 'board', '2026-11-03', '2026-11-21')
                """, from: "2026-11-03", until: "2026-11-21"),
    ])
    func aReaderHasItAllFromTheLatestBeginningToTheEarliestEnd(_ example: Validity) throws {
        let reader = try #require(try reader("tia", example.sql))
        #expect(reader.validFrom == example.from && reader.validUntil == example.until)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        var home: String?
    }

    @Test(arguments: [
        Case(testDescription: "suspended user", sql: "update users set status = 'suspended' where id = 1"),
        Case(testDescription: "invited user", sql: "update users set status = 'invited' where id = 1"),
        Case(
            testDescription: "user expired today",
            sql: "update users set expires_on = '2026-11-21' where id = 1"),
        Case(
            testDescription: "user's last day",
            sql: "update users set expires_on = '2026-11-22' where id = 1", home: "acme"),
        Case(
            testDescription: "membership not begun",
            sql: "update memberships set valid_from_on = '2026-11-22' where id = 1"),
        Case(
            testDescription: "membership's first day",
            sql: "update memberships set valid_from_on = '2026-11-21' where id = 1", home: "acme"),
        Case(
            testDescription: "membership over",
            sql: "update memberships set valid_until_on = '2026-11-20' where id = 1"),
        Case(
            testDescription: "membership's last day",
            sql: "update memberships set valid_until_on = '2026-11-21' where id = 1", home: "acme"),
        Case(
            testDescription: "delegator's over",
            sql:
                "update memberships set delegated_by_id = 4 where id = 1; update memberships set valid_until_on = '2026-11-20' where id = 4"
        ),
        Case(
            testDescription: "delegated in a circle",
            sql:
                "update memberships set delegated_by_id = 4 where id = 1; update memberships set delegated_by_id = 1 where id = 4"
        ),
        Case(
            testDescription: "client suspended", sql: "update clients set status = 'suspended' where id = 1"),
        Case(
            testDescription: "client still a draft", sql: "update clients set status = 'draft' where id = 1"),
        Case(
            testDescription: "client's access over",
            sql: "update clients set access_expires_on = '2026-11-21' where id = 1"),
        Case(
            testDescription: "a seat on the board",
            sql:
                "insert into membership_audiences (membership_id, client_id, audience) values (1, 1, 'board')",
            home: "acme.board.team"),
        Case(
            testDescription: "a seat that ended",
            sql:
                "insert into membership_audiences (membership_id, client_id, audience, valid_until_on) values (1, 1, 'board', '2026-11-20')",
            home: "acme"),
        Case(
            testDescription: "a grant",
            sql:
                "insert into grants (client_id, user_id, record_table, record_id) values (1, 1, 'projects', 11)",
            home: "acme.u.1"),
        Case(
            testDescription: "a grant that ended",
            sql:
                "insert into grants (client_id, user_id, record_table, record_id, expires_on) values (1, 1, 'projects', 11, '2026-11-21')",
            home: "acme"),
        Case(
            testDescription: "a grant after the membership",
            sql:
                "insert into grants (client_id, user_id, record_table, record_id) values (1, 1, 'projects', 11); update memberships set valid_until_on = '2026-11-20' where id = 1"
        ),
        Case(
            testDescription: "a grant alone",
            sql:
                "insert into grants (client_id, user_id, record_table, record_id) values (1, 1, 'projects', 11); delete from memberships where id = 1",
            home: "acme.u.1"),
    ])
    func dependsOnTheDay(_ example: Case) throws {
        #expect(try reader("tia", example.sql + ";")?.home == example.home)
    }

    @Test func aLimitedRoleWithoutProjectsOpensNothing() throws {
        #expect(try reader("sub") == nil)
    }

    @Test func aLimitedReaderHasAnEditionOfHisOwnWhichWiderReadersMayRead() throws {
        let sql = """
            insert into membership_audiences (membership_id, client_id, audience) values (3, 1, 'team');
            insert into project_members (membership_id, project_id, client_id) values (3, 10, 1);
            insert into membership_audiences (membership_id, client_id, audience) values (2, 1, 'subcontractor');
            """
        let readership = try readership(sql)
        let sub = readership.readers.first { $0.username == "sub" }
        #expect(sub?.home == "acme.u.3")
        #expect(sub?.editions == ["acme.u.3"])
        let fin = readership.readers.first { $0.username == "fin" }
        #expect(fin?.editions == ["acme", "acme.finance.subcontractor.team", "acme.u.3"])
        #expect(readership.readers.first { $0.username == "tia" }?.editions == ["acme"])
    }

    @Test func aLongSetIsNamedByItsDigest() throws {
        let keys = (1...5).map { "department-no-\($0)a" }
        let sql = keys.map { key in
            "insert into audiences (client_id, key, label) values (1, '\(key)', 'D');"
                + "insert into membership_audiences (membership_id, client_id, audience) values (1, 1, '\(key)');"
        }.joined()
        let home = try #require(try reader("tia", sql)?.home)
        #expect(home.hasPrefix("acme.x-"))
        #expect(home.utf8.count == "acme.x-".utf8.count + 12)
        #expect(try reader("tia", sql)?.home == home)
    }

    @Test func theFirstDayThatSomethingEndsIsKnown() throws {
        let reader = try reader(
            "tia",
            "update memberships set valid_until_on = '2026-12-31'; update users set expires_on = '2027-06-01';"
        )
        #expect(reader?.validBefore == "2027-01-01")
    }
}
