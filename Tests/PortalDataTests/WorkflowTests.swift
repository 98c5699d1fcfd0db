import SQLite
import Testing

/// What the database itself says of a change of state, whoever writes it.
@Suite struct WorkflowTests {
    /// A project with a deliverable, a request of two items and a ticket; Bo is an approver, Cy is a viewer.
    private static func database(_ more: String = "") throws -> SchemaDatabase {
        let database = try SchemaDatabase.small()
        try database.run(
            """
            insert into people (id, client_id, code, name) values (1, 1, 'bo', 'Bo'), (2, 1, 'cy', 'Cy');
            insert into users (id, username, person_id) values (3, 'bo', 1), (4, 'cy', 2);
            insert into memberships (user_id, client_id, role_id, valid_until_on) values
                (3, 1, 'approver', '2026-06-30'), (4, 1, 'viewer', null);
            insert into deliverables (id, client_id, project_id, code, title) values (1, 1, 1, 'logo', 'Logo');
            insert into requests_for_client (id, client_id, code, title) values (1, 1, 'papers', 'Papers');
            insert into request_items (id, client_id, request_id, title) values (1, 1, 1, 'Plan'), (2, 1, 1, 'Lease');
            insert into tickets (id, client_id, code, number, title) values (1, 1, 't1', 1, 'It beeps');
            """ + more)
        return database
    }

    private static let toReview = """
        update deliverables set state_id = 'deliverable.making';
        update deliverables set state_id = 'deliverable.review', delivered_on = '2026-03-01';
        """

    @Test func movingARecordWritesItsHistory() throws {
        let database = try Self.database(Self.toReview)
        try database.run(
            "update tickets set state_id = 'ticket.open', first_response_at = '2099-01-01T00:00:00Z'")
        #expect(
            try database.rows("select deliverable_id, ticket_id, to_state_id from state_changes order by id")
                == [
                    "1||deliverable.making", "1||deliverable.review", "|1|ticket.open",
                ])
    }

    @Test func historyMovesTheRecord() throws {
        let database = try Self.database(
            Self.toReview + "update deliverables set accepted_on = '2026-03-05';")
        try database.run(
            """
            insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id, changed_by_person_id)
            values (1, 1, 'deliverable.review', 'deliverable.accepted', 1);
            """)
        #expect(try database.rows("select state_id from deliverables") == ["deliverable.accepted"])
    }

    @Test(arguments: [
        // A state of another table's workflow, or none.
        "insert into tickets (client_id, code, number, title, state_id) values (1, 'z', 9, 'Z', 'project.active')",
        "update deliverables set state_id = 'ticket.open'",
        // Requirements.
        "update deliverables set state_id = 'deliverable.making';"
            + "update deliverables set state_id = 'deliverable.review'",
        "update request_items set state_id = 'item.received' where id = 1",
        "update tickets set state_id = 'ticket.resolved', first_response_at = '2099-01-01T00:00:00Z'",
        // Roles.
        toReview + "update deliverables set state_id = 'deliverable.accepted', accepted_on = '2026-03-05'",
        "insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id, changed_by_person_id)"
            + " values (1, 1, 'deliverable.draft', 'deliverable.making', 1)",
        // Reasons.
        toReview + "insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id,"
            + " changed_by_person_id) values (1, 1, 'deliverable.review', 'deliverable.changes', 1)",
        // Exactly one record, of the same client.
        "insert into state_changes (client_id, from_state_id, to_state_id)"
            + " values (1, 'ticket.new', 'ticket.open')",
        "insert into state_changes (client_id, deliverable_id, project_id, from_state_id, to_state_id)"
            + " values (1, 1, 1, 'deliverable.draft', 'deliverable.making')",
        "insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id)"
            + " values (2, 1, 'deliverable.draft', 'deliverable.making')",
        "insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id)"
            + " values (1, 1, 'deliverable.making', 'deliverable.withdrawn')",
        // Workflows that would not work.
        "insert into workflow_transitions (from_state_id, to_state_id, requires_json)"
            + " values ('ticket.new', 'ticket.closed', '[\"resolvd_at\"]')",
        "insert into workflow_transitions (from_state_id, to_state_id, allowed_role)"
            + " values ('ticket.new', 'ticket.closed', 'boss')",
        "insert into workflow_transitions (from_state_id, to_state_id, sends_back_to_id)"
            + " values ('ticket.new', 'ticket.closed', 'ticket.open')",
        "update workflow_transitions set is_reason_required = 0",
    ])
    func refuses(_ sql: String) throws {
        let database = try Self.database()
        #expect(throws: Script.Failure.self) { try database.run(sql) }
    }

    @Test(arguments: [
        (person: 1, day: "2026-06-30", isAllowed: true), (person: 1, day: "2026-07-01", isAllowed: false),
        (person: 2, day: "2026-06-30", isAllowed: false),
    ])
    func aRoleIsThatOfItsTime(_ example: (person: Int, day: String, isAllowed: Bool)) throws {
        let database = try Self.database()
        try database.run(
            "insert into workflow_transitions (from_state_id, to_state_id, allowed_role)"
                + " values ('ticket.new', 'ticket.closed', 'approver')")
        let change = """
            insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, changed_by_person_id, changed_at)
            values (1, 1, 'ticket.new', 'ticket.closed', \(example.person), '\(example.day)T10:00:00Z')
            """
        if example.isAllowed {
            try database.run(change)
        } else {
            #expect(throws: Script.Failure.self) { try database.run(change) }
        }
    }

    @Test func aRejectedItemSendsItsRequestBackOnlyByTheWorkflow() throws {
        let database = try Self.database(
            """
            update requests_for_client set state_id = 'onboarding.waiting';
            update requests_for_client set state_id = 'onboarding.submitted';
            update requests_for_client set state_id = 'onboarding.review';
            update request_items set received_on = '2026-03-01', state_id = 'item.received';
            update request_items set state_id = 'item.accepted' where id = 2;
            """)
        #expect(try database.rows("select state_id from requests_for_client") == ["onboarding.review"])
        try database.run(
            "update request_items set rejection_reason = 'Blurred', state_id = 'item.rejected' where id = 1")
        #expect(try database.rows("select state_id from requests_for_client") == ["onboarding.waiting"])
        #expect(
            try database.rows(
                "select reason from state_changes where request_id = 1 order by id desc limit 1")
                == ["Blurred"])
        try database.run(
            "update request_items set rejection_reason = 'Old', state_id = 'item.rejected' where id = 2")
        #expect(
            try database.rows("select count(*) from state_changes where request_id = 1") == ["4"],
            "a request that is there already stays")
    }

    @Test func anItemIsNotRejectedWhereItsRequestCannotGoBack() throws {
        let database = try Self.database(
            """
            update requests_for_client set state_id = 'onboarding.waiting';
            update requests_for_client set state_id = 'onboarding.submitted';
            update requests_for_client set state_id = 'onboarding.review', completed_on = '2026-03-02';
            update requests_for_client set state_id = 'onboarding.approved';
            update request_items set received_on = '2026-03-01', state_id = 'item.received';
            """)
        #expect(throws: Script.Failure.self) {
            try database.run("update request_items set rejection_reason = 'Late', state_id = 'item.rejected'")
        }
    }

    /// A transition may require any column that says something of the work and may be empty.
    @Test func whatATransitionMayRequireIsEveryColumnThatCanBeEmpty() throws {
        let database = try SchemaDatabase()
        let triggers = try database.rows(
            "select sql from sqlite_schema where type = 'trigger' and name like '%a_move_requires' order by name"
        )
        for table in ["projects", "deliverables", "requests_for_client", "request_items", "tickets"] {
            let columns = try database.rows(
                """
                select name from pragma_table_xinfo('\(table)')
                where "notnull" = 0 and pk = 0 and name not in ('publish_on', 'expires_on', 'internal_notes_md')
                """)
            let trigger = try #require(triggers.first { $0.contains(" join \(table) on ") })
            for column in columns {
                #expect(trigger.contains("'\"\(column)\"') > 0 and \(table).\(column) is null"))
                try database.run(
                    """
                    delete from workflow_transitions;
                    insert into workflow_transitions (from_state_id, to_state_id, requires_json)
                    select min(workflow_states.id), max(workflow_states.id), '["\(column)"]' from workflow_states
                    join workflows on workflows.id = workflow_states.workflow_id where table_name = '\(table)';
                    """)
            }
        }
    }
}
