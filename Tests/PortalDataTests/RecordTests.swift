import SQLite
import Testing

/// What the tables of work, hand-over, money, conversations and measures refuse.
@Suite struct RecordTests {
    static func database() throws -> SchemaDatabase {
        let database = try SchemaDatabase.small()
        try database.run(
            """
            insert into document_types (id, label, is_scan_required) values ('scanned', 'Scanned', 1);
            insert into documents (id, client_id, code, title, type_id) values
                (2, 1, 'scan', 'Scan', 'scanned'), (3, 2, 'theirs', 'Theirs', 'document');
            insert into document_versions (id, client_id, document_id, number, state, file, sha256, scan_status) values
                (20, 1, 1, 7, 'superseded', 'b.pdf', '\(String(repeating: "a", count: 64))', 'unscanned'),
                (21, 1, 2, 1, 'draft', 'c.pdf', null, 'unscanned'), (22, 2, 3, 1, 'current', 'd.pdf', null, 'clean');
            insert into people (id, client_id, code, name) values (1, 1, 'bo', 'Bo'), (2, 2, 'cy', 'Cy');
            insert into deliverables (id, client_id, project_id, document_id, code, title) values (1, 1, 1, 1, 'd', 'D');
            insert into deliverable_approvals (id, client_id, deliverable_id, decision) values (1, 1, 1, 'approved');
            insert into requests_for_client (id, client_id, code, title) values (1, 1, 'r', 'R');
            insert into contracts (id, client_id, code, title) values (1, 1, 'c', 'C');
            insert into invoices (id, client_id, code, title, kind, number, state, issued_on, currency) values
                (1, 1, 'i1', 'I', 'invoice', '1', 'issued', '2026-01-01', null),
                (2, 1, 'i2', 'I', 'quote', '2', 'issued', '2026-01-01', null),
                (3, 1, 'i3', 'I', 'invoice', '3', 'issued', '2026-01-01', 'USD'),
                (4, 2, 'i1', 'I', 'invoice', '4', 'issued', '2026-01-01', null);
            insert into payments (id, client_id, code, received_on, amount_minor) values (1, 1, 'p', '2026-02-01', 1000);
            insert into payment_allocations (id, client_id, payment_id, invoice_id, amount_minor) values (1, 1, 1, 1, 900);
            insert into threads (id, client_id, code, subject) values (1, 1, 't', 'T');
            insert into meetings (id, client_id, code, title, starts_at, ends_at)
            values (1, 1, 'm', 'M', '2026-01-01T10:00:00Z', '2026-01-01T11:00:00Z');
            insert into metrics (id, client_id, code, name) values (1, 1, 'm', 'M');
            insert into metric_values (client_id, metric_id, measured_on, value) values (1, 1, '2026-01-01', 1);
            insert into sla_targets (id, client_id, code, name, target_bp) values (1, 1, 's', 'S', 9900);
            """)
        return database
    }

    @Test(arguments: [
        // Another client's parent.
        "insert into deliverables (client_id, project_id, code, title) values (1, 2, 'z', 'Z')",
        "insert into invoice_lines (client_id, invoice_id, description, net_minor) values (2, 1, 'Z', 1)",
        "insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (1, 1, 4, 1)",
        "insert into messages (client_id, thread_id, person_id, body_md) values (1, 1, 2, 'Z')",
        "insert into request_items (client_id, request_id, title, received_version_id) values (1, 1, 'Z', 22)",
        "insert into meeting_attendees (client_id, meeting_id, person_id) values (1, 1, 2)",
        // Approvals.
        "insert into deliverable_approvals (client_id, deliverable_id, decision, document_version_id)"
            + " values (1, 1, 'approved', 20)",
        "insert into deliverable_approvals (client_id, deliverable_id, decision, document_version_id, sha256)"
            + " values (1, 1, 'approved', 20, '\(String(repeating: "b", count: 64))')",
        "insert into deliverable_approvals (client_id, deliverable_id, decision, document_version_id, sha256)"
            + " values (1, 1, 'approved', 21, '\(String(repeating: "b", count: 64))')",
        "update deliverable_approvals set decision = 'rejected'",
        // Work.
        "insert into change_requests (client_id, project_id, code, title, state) values (1, 1, 'z', 'Z', 'approved')",
        "insert into risks (client_id, code, title, impact) values (1, 'z', 'Z', 6)",
        "insert into issues (client_id, code, title, state) values (1, 'z', 'Z', 'resolved')",
        "insert into photos (client_id, code, alt, file) values (1, 'z', ' ', 'a.jpg')",
        "insert into photos (client_id, code, file) values (1, 'z', 'a.jpg')",
        "insert into photos (client_id, code, alt, file) values (1, 'z', 'Z', '../a.jpg')",
        "insert into requests_for_client (client_id, code, title, upload_url) values (1, 'z', 'Z', 'http://x')",
        // Hand-over.
        "update document_versions set state = 'current' where id = 21",
        "update document_versions set scan_status = 'infected', state = 'current' where id = 22",
        "insert into document_versions (client_id, document_id, number, state, file, scan_status)"
            + " values (1, 1, 9, 'draft', 'z', 'infected'); update document_versions set state = 'current' where number = 9",
        "insert into document_versions (client_id, document_id, number, state, file) values (1, 2, 9, 'current', 'z')",
        "insert into signature_requests (client_id, document_version_id, code, title, state)"
            + " values (1, 20, 'z', 'Z', 'sent')",
        "insert into retention_policies (id, label, days) values ('z', 'Z', 0)",
        // Money.
        "insert into invoices (client_id, code, title, state) values (1, 'z', 'Z', 'issued')",
        "insert into invoices (client_id, code, title, kind, state, number, issued_on)"
            + " values (1, 'z', 'Z', 'invoice', 'accepted', 'z', '2026-01-01')",
        "insert into invoices (client_id, code, title, credits_id) values (1, 'z', 'Z', 1)",
        "insert into invoices (client_id, code, title, number) values (2, 'z', 'Z', '1')",
        "insert into invoice_lines (client_id, invoice_id, description, net_minor) values (1, 1, 'Z', 1.5)",
        "insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (1, 1, 3, 1)",
        "insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (1, 1, 2, 1)",
        "delete from payment_allocations;"
            + "insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (1, 1, 1, 1001)",
        "update payment_allocations set amount_minor = 5000",
        "insert into retainers (client_id, code, name, included_minutes, starts_on) values (1, 'z', 'Z', 60, '2026-01-31')",
        "insert into time_entries (client_id, worked_on, worked_minutes) values (1, '2026-01-01', 60)",
        "insert into time_entries (client_id, project_id, worked_on, worked_minutes) values (1, 1, '2026-01-01', 1441)",
        // Conversations.
        "insert into messages (client_id, thread_id, person_id, body_md, is_internal) values (1, 1, 1, 'Z', 1)",
        "insert into tickets (client_id, code, number, title, opened_at, resolved_at)"
            + " values (1, 'z', 1, 'Z', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')",
        "insert into meetings (client_id, code, title, starts_at, ends_at)"
            + " values (1, 'z', 'Z', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z')",
        "insert into meeting_attendees (client_id, meeting_id, person_id, staff_id) values (1, 1, 1, 1)",
        // Measures.
        "insert into metric_values (client_id, metric_id, measured_on, value) values (1, 1, '2026-01-01', 2)",
        "insert into sla_measurements (client_id, sla_target_id, period_starts_on, period_ends_on, kept_count,"
            + " total_count) values (1, 1, '2026-01-01', '2026-01-31', 2, 1)",
        // Sales, notifications, clients.
        "insert into deals (title, stage) values ('Z', 'won')",
        "insert into activities (type, subject) values ('call', 'Z')",
        "insert into notification_rules (event, audience, role_id) values ('invoices.issued', 'team', 'owner')",
        "update clients set networks_json = '[\"localhost\"]' where id = 1",
        "insert into grants (client_id, user_id, record_table, record_id) values (1, 1, 'invoices', 1)",
    ])
    func refuses(_ sql: String) throws {
        let database = try Self.database()
        #expect(throws: Script.Failure.self) { try database.run(sql) }
    }

    @Test(arguments: [
        "insert into photos (client_id, code, alt, file) values (1, 'z', 'A door', 'a.jpg')",
        "delete from payment_allocations; update payments set currency = 'USD';"
            + "insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (1, 1, 3, 1000)",
        "update document_versions set scan_status = 'clean', state = 'current' where id = 21",
        "insert into deliverable_approvals (client_id, deliverable_id, decision, document_version_id, sha256)"
            + " values (1, 1, 'approved', 20, '\(String(repeating: "a", count: 64))')",
        "update clients set networks_json = '[\"192.0.2.0/24\", \"2001:db8::/32\"]' where id = 1",
        "update invoices set audience = 'finance' where id = 1;"
            + "insert into grants (client_id, user_id, record_table, record_id) values (1, 1, 'invoices', 1)",
    ])
    func accepts(_ sql: String) throws {
        let database = try Self.database()
        try database.run(sql)
        #expect(try database.rows("pragma foreign_key_check") == [])
    }

    @Test func aVersionThatIsFoundInfectedIsWithdrawn() throws {
        let database = try Self.database()
        try database.run("update document_versions set scan_status = 'infected' where id = 22")
        #expect(try database.rows("select state from document_versions where id = 22") == ["withdrawn"])
    }

    @Test func everyReferenceHasAnIndex() throws {
        let database = try SchemaDatabase()
        let missing = try database.rows(
            """
            select tables.name, keys."from" from pragma_table_list as tables
            join pragma_foreign_key_list(tables.name) as keys on keys.seq = 0
            where tables.schema = 'main' and keys."table" not in ('staff', 'clients', 'audiences', 'roles', 'workflow_states')
                and not exists (
                    select 1 from pragma_index_list(tables.name) as indexes
                    join pragma_index_info(indexes.name) as columns on columns.seqno = 0
                    where columns.name = keys."from")
            order by tables.name, keys."from"
            """)
        #expect(missing == [])
    }

    @Test func talkBetweenColleaguesDoesNotMoveAThreadUp() throws {
        let database = try Self.database()
        try database.run(
            """
            update threads set updated_at = '2026-01-01T00:00:00Z';
            insert into messages (client_id, thread_id, body_md, sent_at, is_internal)
            values (1, 1, 'hush', '2026-01-02T00:00:00Z', 1);
            """)
        #expect(try database.rows("select updated_at from threads") == ["2026-01-01T00:00:00Z"])
        try database.run(
            "insert into messages (client_id, thread_id, body_md, sent_at) values (1, 1, 'Hello', '2026-01-03T00:00:00Z')"
        )
        #expect(try database.rows("select updated_at from threads") == ["2026-01-03T00:00:00Z"])
    }
}
