import PortalData
import SQLite
import Slices
import TemplateEngine
import TestSupport
import Testing

/// What editions tell of readers, single permissions and requests for access.
@Suite struct AccessTablesTests {
    /// What must not come out says `Grackle`: user names, mails, and the titles of what nobody here may see.
    private static let rows = """
        insert into people (id, client_id, code, name, email) values
            (1, 1, 'olga', 'Olga Owner', 'grackle@acme.example'), (2, 1, 'tia', 'Tia Team', null),
            (3, 1, 'fin', 'Fin Ance', null), (4, 2, 'cora', 'Cora Corp', null);
        update users set person_id = id where id = 2;
        update users set person_id = 2 where id = 1;
        update users set person_id = 3, expires_on = '2027-01-01' where id = 2;
        update users set person_id = 4 where id = 5;
        insert into users (id, username, status, email, person_id) values
            (7, 'grackle', 'active', 'grackle@x.example', 1), (8, 'invited', 'invited', null, null),
            (9, 'guest', 'active', null, null), (10, 'former', 'active', null, null);
        insert into users (id, username, status, kind, staff_id) values (11, 'ada-grackle', 'active', 'staff', 1);
        insert into memberships (id, user_id, client_id, role_id, valid_from_on, valid_until_on) values
            (7, 7, 1, 'owner', '2026-01-01', null), (8, 8, 1, 'member', null, null),
            (10, 10, 1, 'member', null, '2026-11-20'), (11, 11, 1, 'viewer', null, '2026-12-31'),
            (12, 5, 1, 'viewer', null, null);
        update memberships set delegated_by_id = 11 where id = 12;
        insert into documents (id, client_id, code, title, audience) values
            (1, 1, 'offer', 'Offer', 'finance'), (2, 1, 'grackle', 'Grackle', 'internal'),
            (3, 1, 'lab', 'Grackle lab', 'lab');
        insert into grants (id, client_id, user_id, record_table, record_id, level, expires_on, created_at) values
            (1, 1, 9, 'documents', 1, 'view', '2026-12-01', '2026-11-01T00:00:00Z'),
            (2, 1, 9, 'projects', 11, 'download', '2026-11-30', '2026-11-02T00:00:00Z'),
            (3, 1, 1, 'documents', 3, 'download', null, '2026-11-01T00:00:00Z'),
            (4, 1, 4, 'documents', 1, 'download', '2026-11-21', '2026-11-01T00:00:00Z'),
            (5, 1, 10, 'documents', 1, 'download', null, '2026-11-01T00:00:00Z');
        insert into access_requests
            (id, client_id, user_id, record_table, record_id, resource, level, reason, status, asked_at, decided_at) values
            (1, 1, 4, 'documents', 1, null, 'view', 'Audit', 'pending', '2026-11-20T08:00:00Z', null),
            (2, 1, 4, null, null, 'All of 2025', 'download', null, 'denied', '2026-09-01T08:00:00Z', '2026-09-02T08:00:00Z'),
            (3, 1, 2, 'documents', 2, null, 'download', 'For me', 'pending', '2026-11-19T08:00:00Z', null),
            (4, 1, 1, 'projects', 11, null, 'download', null, 'denied', '2026-10-20T08:00:00Z', '2026-10-22T08:00:00Z'),
            (5, 1, 9, 'documents', 1, null, 'view', null, 'approved', '2026-10-20T08:00:00Z', '2026-11-01T08:00:00Z'),
            (6, 2, 5, 'projects', 20, null, 'download', 'Grackle', 'pending', '2026-11-20T08:00:00Z', null),
            (7, 1, 6, null, null, 'Everything', 'download', null, 'pending', '2026-11-18T08:00:00Z', null);
        insert into access_approvals (client_id, request_id, decision, comment, answer, decided_at) values
            (1, 2, 'denied', 'Grackle', 'Too old.', '2026-09-02T08:00:00Z'),
            (1, 4, 'denied', 'Grackle', null, '2026-10-22T08:00:00Z');
        """

    private func portal() throws -> SamplePortal {
        try SamplePortal(
            "insert into audiences (client_id, key, label) values (1, 'lab', 'Lab');" + Self.rows)
    }

    /// One line a row of a view, null as nothing.
    private func lines(_ view: String, _ columns: [String], of contents: Contents) -> [String] {
        contents.list(view).map { row in
            columns.map { column in
                let value = contents.field(row, column)
                switch value.kind {
                case .date: return CalendarText.text(days: value.integer ?? 0)
                case .instant: return CalendarText.text(seconds: value.integer ?? 0)
                case .bool, .int: return "\(value.integer ?? 0)"
                case .record: return "record"
                default: return String(decoding: value.bytes, as: UTF8.self)
                }
            }.joined(separator: "|")
        }
    }

    private let requestColumns = [
        "is_own", "name", "kind", "title", "level", "reason", "status", "asked_at", "decided_at", "answer",
    ]

    @Test func ownersSeeWhoReads() throws {
        let contents = try portal().contents(of: "acme.board.finance.owners.team")
        // Not: who is suspended, invited, a former member, or limited to no project. A delegated role ends with its delegator's.
        #expect(
            lines("readers", ["name", "role", "since_on", "until_on"], of: contents) == [
                "Ada|Viewer||2026-12-31", "Cora Corp|Viewer||2026-12-31", "Fin Ance|Billing||2026-12-31",
                "Olga Owner|Owner|2026-01-01|", "Tia Team|Member||", "|Viewer||", "||2026-11-01|2026-11-30",
            ])
    }

    @Test func ownersSeeSinglePermissionsForWhatTheirEditionHolds() throws {
        let contents = try portal().contents(of: "acme.board.finance.owners.team")
        #expect(
            lines("permissions", ["name", "kind", "title", "project", "level", "until_on"], of: contents) == [
                "|documents|Offer||view|2026-11-30", "|projects|acme-finance|record|download|2026-11-29",
            ])
    }

    @Test func ownersSeeAllRequestsAndNoTitleThatTheyMayNotSee() throws {
        let contents = try portal().contents(of: "acme.board.finance.owners.team")
        #expect(
            lines("requests", requestColumns, of: contents) == [
                "0||documents|Offer|view|Audit|pending|2026-11-20T08:00:00Z||",
                "0|Fin Ance|||download|For me|pending|2026-11-19T08:00:00Z||",
                "0|||Everything|download||pending|2026-11-18T08:00:00Z||",
                "0||documents|Offer|view||approved|2026-10-20T08:00:00Z|2026-11-01T08:00:00Z|",
                "0|Tia Team|projects|acme-finance|download||denied|2026-10-20T08:00:00Z|2026-10-22T08:00:00Z|",
                "0|||All of 2025|download||denied|2026-09-01T08:00:00Z|2026-09-02T08:00:00Z|Too old.",
            ])
    }

    @Test func aRequesterSeesHisOwnRequestsAndNoTitleThatHeMayNotSee() throws {
        let portal = try portal()
        // `tom` asked for what he does not see, and once before; `fin` for what is internal.
        #expect(
            lines("requests", requestColumns, of: try portal.contents(of: "acme.u.4")) == [
                "1||documents||view|Audit|pending|2026-11-20T08:00:00Z||",
                "1|||All of 2025|download||denied|2026-09-01T08:00:00Z|2026-09-02T08:00:00Z|Too old.",
            ])
        #expect(
            lines("requests", requestColumns, of: try portal.contents(of: "acme.u.2")) == [
                "1|Fin Ance|documents||download|For me|pending|2026-11-19T08:00:00Z||"
            ])
        // Approved: by now he sees it.
        #expect(
            lines("requests", requestColumns, of: try portal.contents(of: "acme.u.9")) == [
                "1||documents|Offer|view||approved|2026-10-20T08:00:00Z|2026-11-01T08:00:00Z|"
            ])
        for edition in ["acme", "acme-corp", "acme.u.1", "acme.u.2", "acme.u.4", "acme.u.9", "acme-corp.u.5"]
        {
            let contents = try portal.contents(of: edition)
            #expect(lines("readers", ["name"], of: contents) == [], "\(edition)")
            #expect(lines("permissions", ["name"], of: contents) == [], "\(edition)")
            if !edition.contains(".u.") || edition == "acme.u.1" {
                #expect(lines("requests", ["name"], of: contents) == [], "\(edition)")
            }
        }
    }

    @Test func nothingOfUsersOrOfHiddenRecordsIsCopied() throws {
        let portal = try portal()
        let frozen = try portal.frozen()
        let slice = try Slice(schema: frozen.sliceSchema)
        for edition in try frozen.readership(asOf: "2026-11-21").editions
        where edition.name != "acme-corp.u.5" {
            try frozen.fill(slice, with: edition, asOf: "2026-11-21", notes: portal.notes())
            for table in slice.schema.tables {
                for column in table.columns {
                    let query = try slice.query(
                        "select count(*) as n from \"\(table.name)\" where \"\(column.name)\" like '%grackle%'"
                    )
                    slice.refillQuerySteps()
                    let none = UnsafeBufferPointer<Value>(start: nil, count: 0)
                    let arena = Arena()
                    let found = try slice.answer(query.id, none, shape: ShapeID(index: 0), into: arena)
                    let count = try #require(found.items.first?.fields?[0].integer)
                    // Of the user with the grant, the record itself.
                    let isGranted = edition.name == "acme.u.1" && table.name == "documents"
                    #expect(count == 0 || isGranted, "\(table.name).\(column.name) of \(edition.name)")
                }
            }
            try slice.clear()
        }
    }

    // MARK: Editions

    private func reader(_ name: String, asOf: String = "2026-11-21", _ sql: String = "") throws -> Reader? {
        let portal = try portal()
        try portal.load(sql)
        return try portal.frozen().readership(asOf: asOf).readers.first { $0.username == name }
    }

    @Test func whoAskedLatelyHasAnEditionThatNobodyElseReads() throws {
        let readership = try portal().frozen().readership(asOf: "2026-11-21")
        let own = readership.editions.map(\.name).filter { $0.contains(".u.") }
        #expect(own == ["acme-corp.u.5", "acme.u.1", "acme.u.2", "acme.u.4", "acme.u.9"])
        for name in own {
            let readers = readership.readers.filter { $0.editions.contains(name) }.map(\.id)
            #expect(readers.map { "\($0)" } == [String(name.split(separator: ".").last ?? "")], "\(name)")
        }
        #expect(readership.readers.first { $0.username == "tom" }?.editions == ["acme", "acme.u.4"])
    }

    @Test func anEditionForRequestsEndsThirtyDaysAfterTheLastDecision() throws {
        let decide =
            "update access_requests set status = 'denied', decided_at = '2026-11-21T23:59:59Z' where id = 1;"
        #expect(try reader("tom", asOf: "2027-06-01")?.home == "acme.u.4", "as long as it is open")
        #expect(try reader("tom", asOf: "2026-12-20", decide)?.home == "acme.u.4")
        #expect(try reader("tom", asOf: "2026-12-21", decide)?.home == "acme")
    }

    @Test func askingOpensNothing() throws {
        let ask = """
            insert into access_requests (client_id, user_id, resource) values (2, 4, 'Let me in'), (1, 10, 'And me');
            """
        #expect(try reader("tom", ask)?.editions == ["acme", "acme.u.4"])
        #expect(try reader("former", ask) == nil)
    }

    /// An edition for a project limit is read by those who see all of that, and so has no old requests in it.
    @Test func aSharedEditionOfOneUserHoldsNoRequests() throws {
        let portal = try portal()
        try portal.load(
            """
            insert into membership_audiences (membership_id, client_id, audience) values (3, 1, 'team');
            insert into project_members (membership_id, project_id, client_id) values (3, 10, 1);
            insert into access_requests (client_id, user_id, resource, status, asked_at, decided_at) values
                (1, 3, 'Old', 'denied', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
            insert into membership_audiences (membership_id, client_id, audience) values (4, 1, 'subcontractor');
            """)
        let before = try portal.frozen().readership(asOf: "2026-11-21").readers
        #expect(before.first { $0.username == "tom" }?.editions.contains("acme.u.3") == true)
        #expect(try portal.contents(of: "acme.u.3").list("requests").isEmpty)
        try portal.load("insert into access_requests (client_id, user_id, resource) values (1, 3, 'New');")
        let after = try portal.frozen().readership(asOf: "2026-11-21").readers
        #expect(after.first { $0.username == "tom" }?.editions.contains("acme.u.3") == false)
        #expect(try portal.contents(of: "acme.u.3").list("requests").count == 2)
    }
}
