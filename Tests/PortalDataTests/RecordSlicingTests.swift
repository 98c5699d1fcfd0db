import PortalData
import SQLite
import Slices
import TemplateEngine
import Testing

/// Which rows of the tables of work, money and conversations an edition gets.
@Suite struct RecordSlicingTests {
    /// Everything that must not come out says `Grackle`.
    private static let rows = """
        insert into threads (id, client_id, project_id, code, subject, audience, internal_notes_md) values
            (1, 1, 10, 't1', 'shown', 'team', 'Grackle'), (2, 1, 10, 't2', 'Grackle', 'internal', null),
            (3, 1, 11, 't3', 'Grackle: under finance', 'team', null);
        insert into documents (id, client_id, code, title, audience) values
            (1, 1, 'plan', 'Plan', 'team'), (2, 1, 'secret', 'Grackle', 'board');
        insert into document_versions (id, client_id, document_id, number, state, file, change_note) values
            (1, 1, 1, 1, 'current', 'a.pdf', null), (2, 1, 1, 2, 'draft', 'Grackle.pdf', 'Grackle'),
            (3, 1, 2, 1, 'current', 'b.pdf', null);
        insert into messages (id, client_id, thread_id, reply_to_id, body_md, is_internal) values
            (1, 1, 1, null, 'hello', 0), (2, 1, 1, 1, 'Grackle between us', 1), (3, 1, 1, 2, 'bye', 0),
            (4, 1, 2, null, 'Grackle', 0), (5, 1, 3, null, 'Grackle', 0);
        insert into message_attachments (client_id, message_id, document_version_id) values
            (1, 1, 1), (1, 2, 1), (1, 3, 2), (1, 3, 3);
        insert into services (id, code, name, internal_notes_md) values (1, 'care', 'Care', 'Grackle'), (2, 'spy', 'Grackle', null);
        insert into contracts (id, client_id, code, title, audience, document_id) values
            (1, 1, 'c1', 'Contract', 'team', null), (2, 1, 'c2', 'Grackle', 'team', 2);
        insert into contract_services (client_id, contract_id, service_id) values (1, 1, 1), (1, 2, 2);
        insert into invoices (id, client_id, code, title, state, number, issued_on, audience) values
            (1, 1, 'i1', 'Invoice', 'issued', '1', '2026-01-01', 'team'),
            (2, 1, 'i2', 'Grackle draft', 'draft', null, null, 'team'),
            (3, 1, 'i3', 'Grackle of finance', 'issued', '3', '2026-01-01', 'finance');
        insert into invoice_lines (client_id, invoice_id, description, net_minor) values
            (1, 1, 'Work', 1), (1, 2, 'Grackle', 1), (1, 3, 'Grackle', 1);
        insert into payments (id, client_id, code, received_on, amount_minor, audience) values
            (1, 1, 'p1', '2026-02-01', 10, 'team');
        insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (1, 1, 1, 1), (1, 1, 3, 2);
        insert into time_entries (client_id, project_id, worked_on, worked_minutes, description, is_published,
            internal_rate_minor, internal_notes_md) values
            (1, 10, '2026-01-01', 60, 'shown', 1, 9000, 'Grackle'), (1, 10, '2026-01-01', 60, 'Grackle', 0, 9000, null),
            (1, 11, '2026-01-01', 60, 'Grackle: under finance', 1, 9000, null);
        insert into tickets (id, client_id, code, number, title, thread_id, audience) values
            (1, 1, 'k1', 1, 'shown', 1, 'team'), (2, 1, 'k2', 2, 'Grackle', 2, 'team');
        update tickets set first_response_at = '2099-01-01T00:00:00Z';
        insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, reason, internal_reason) values
            (1, 2, 'ticket.new', 'ticket.open', 'Grackle', 'Grackle');
        insert into retention_policies (id, label, days) values ('grackle', 'Grackle', 9);
        update documents set retention_policy_id = 'grackle';
        insert into companies (id, name, notes, client_id) values (1, 'Grackle', 'Grackle', 1);
        insert into contacts (id, name, company_id) values (1, 'Grackle', 1);
        insert into deals (id, title, company_id, notes) values (1, 'Grackle', 1, 'Grackle');
        insert into activities (type, subject, deal_id) values ('call', 'Grackle', 1);
        insert into notification_rules (event, audience) values ('grackle.seen', 'team');
        insert into notification_preferences (user_id, event, timing) values (1, 'grackle.seen', 'now');

        """

    private static func portal() throws -> SamplePortal { try SamplePortal(rows) }

    @Test func noOtherWordComesOut() throws {
        let acme = try Self.portal().contents(of: "acme")
        for global in acme.slice.vocabulary.globals {
            for record in acme.list(global.name) {
                guard let shape = record.shape, let fields = record.fields else { continue }
                for (index, field) in acme.slice.vocabulary.shapes[shape.index].fields.enumerated() {
                    let text = String(decoding: fields[index].bytes, as: UTF8.self).lowercased()
                    #expect(!text.contains("grackle"), "\(global.name).\(field.name)")
                }
            }
        }
    }

    @Test func whatIsTheirsComesOut() throws {
        let acme = try Self.portal().contents(of: "acme")
        #expect(acme.texts("threads", "subject") == ["shown"])
        #expect(acme.texts("messages", "body_md") == ["bye", "hello"])
        #expect(acme.list("messages").allSatisfy { acme.field($0, "reply_to").kind == .null })
        #expect(acme.list("message_attachments").count == 1)
        #expect(acme.texts("contracts", "title") == ["Contract"])
        #expect(acme.texts("services", "name") == ["Care"])
        #expect(acme.texts("invoices", "title") == ["Invoice"])
        #expect(acme.texts("invoice_lines", "description") == ["Work"])
        #expect(acme.list("payment_allocations").count == 1)
        #expect(acme.texts("time_entries", "description") == ["shown"])
        #expect(acme.texts("tickets", "title") == ["shown"])
        #expect(acme.list("state_changes").isEmpty)
        let finance = try Self.portal().contents(of: "acme.finance.team")
        #expect(finance.list("invoice_lines").count == 2)
        #expect(finance.list("payment_allocations").count == 2)
    }

    /// Logins, grants, trails, sales and what only the agency configures; every other table is copied by the rule.
    private static let staysBehind: Set = [
        "access_approvals", "access_log", "access_requests", "activities", "audiences", "audit_log",
        "companies",
        "consents", "contacts", "deals", "grants", "integration_tables", "integrations", "internal_changes",
        "internal_writers", "membership_audiences", "memberships", "notification_preferences",
        "notification_rules", "project_members", "retention_policies", "retention_rules", "role_audiences",
        "roles",
        "schema_columns",
        "sync_errors", "sync_runs", "users", "workflow_transitions",
    ]

    @Test func aTableOfTheToolIsCopiedUnlessItIsNamedHere() throws {
        let portal = try SamplePortal()
        let sliced = try Set(portal.frozen().sliceSchema.tables.map(\.name))
        let all = try Connection(path: portal.database, mode: .readOnly).prepare(
            "select name from sqlite_schema where type = 'table' order by name")
        while try all.step() {
            let name = all.text(at: 0) ?? ""
            #expect(sliced.contains(name) != Self.staysBehind.contains(name), "\(name)")
        }
    }

    @Test func aChildUnderNoParentIsNobodys() throws {
        let portal = try SamplePortal()
        try portal.write(
            """
            create table remarks (id integer primary key, client_id integer not null, project_id integer, milestone_id integer,
                word text, foreign key (project_id, client_id) references projects (id, client_id),
                foreign key (milestone_id, client_id) references milestones (id, client_id));
            insert into remarks values (1, 1, 10, null, 'seen'), (2, 1, null, 100, 'seen too'), (3, 1, null, null, 'orphan'),
                (4, 1, 10, 101, 'under finance');
            """)
        #expect(try portal.contents(of: "acme").texts("remarks", "word") == ["seen", "seen too"])
    }
}
