import Diagnostics
import PortalData
import SQLite
import Testing

/// `set-state`: what the workflow leaves to the client is done in the name of a person who may.
@Suite struct StateWritingTests {
    private let portal: SamplePortal

    /// A deliverable of Acme that waits for it; Bo is an approver, Cy a viewer, Di of another client.
    init() throws {
        portal = try SamplePortal(
            """
            insert into people (id, client_id, code, name) values
                (1, 1, 'bo', 'Bo'), (2, 1, 'cy', 'Cy'), (3, 2, 'di', 'Di');
            insert into users (id, username, person_id) values (11, 'bo', 1), (12, 'cy', 2), (13, 'di', 3);
            insert into memberships (user_id, client_id, role_id) values
                (11, 1, 'approver'), (12, 1, 'viewer'), (13, 2, 'approver');
            insert into deliverables (id, client_id, project_id, code, title, delivered_on, accepted_on) values
                (1, 1, 10, 'logo', 'Logo', '2026-03-01', '2026-03-05');
            update deliverables set state_id = 'deliverable.making';
            update deliverables set state_id = 'deliverable.review';
            insert into workflow_transitions (from_state_id, to_state_id, allowed_role)
            values ('deliverable.review', 'deliverable.withdrawn', 'approver');
            """)
    }

    private func move(_ state: String, by person: String?, reason: String? = nil) throws {
        _ = try portal.write(as: "ada") {
            try $0.setState(
                "acme/logo", in: "deliverables", to: state, reason: reason, internalReason: nil,
                person: person)
        }
    }

    private func text(_ sql: String) throws -> String? {
        try Connection(path: portal.database, mode: .readOnly).text(sql)
    }

    @Test func aDecisionOfTheClientNeedsAPersonOfTheClient() throws {
        let list = #expect(throws: DiagnosticList.self) { try move("accepted", by: nil) }
        #expect(list?.all.map(\.hint) == ["say whose: `--by-person CODE`"])
        #expect(throws: DiagnosticList.self) { try move("accepted", by: "di") }
        #expect(throws: DiagnosticList.self) { try move("accepted", by: "acme-corp/di") }
        try move("accepted", by: "cy")
        #expect(try text("select state_id from deliverables") == "deliverable.accepted")
        #expect(
            try text("select changed_by_person_id || changed_at from state_changes order by id desc")
                == "22026-11-21T10:30:00Z")
        #expect(try portal.audit().last?.hasSuffix(#""changed_by_person":"cy"}"#) == true)
    }

    @Test func aStepOfARoleIsThatOfAPersonWhoHasIt() throws {
        let without = #expect(throws: DiagnosticList.self) { try move("withdrawn", by: nil) }
        #expect(without?.all.map(\.hint) == ["say whose: `--by-person CODE`, one of `bo`"])
        let viewer = #expect(throws: DiagnosticList.self) { try move("withdrawn", by: "cy") }
        #expect(
            viewer?.all.map(\.message) == [
                "`cy` has not the role `approver`, which this step is for"
            ])
        #expect(viewer?.all.map(\.hint) == ["those who have it: `bo`"])
        #expect(try text("select state_id from deliverables") == "deliverable.review")
        try move("withdrawn", by: "bo")
        #expect(try text("select state_id from deliverables") == "deliverable.withdrawn")
    }

    @Test func aRoleThatHasEndedCountsNoMore() throws {
        try portal.load("update memberships set valid_until_on = '2026-11-20' where user_id = 11")
        let list = #expect(throws: DiagnosticList.self) { try move("withdrawn", by: "bo") }
        #expect(list?.all.map(\.hint) == ["nobody at the client has it"])
        try portal.load("update memberships set valid_until_on = '2026-11-21' where user_id = 11")
        try move("withdrawn", by: "bo")
    }

    @Test func aStepOfTheAgencyIsNobodyElses() throws {
        let list = #expect(throws: DiagnosticList.self) {
            try move("making", by: "bo", reason: "A mistake of ours")
        }
        #expect(list?.all.map(\.hint) == ["leave out `--by-person`"])
        try move("making", by: nil, reason: "A mistake of ours")
    }
}
