import SQLite
import Testing

/// Totals, ageing, hours and promises, each against figures that were worked out by hand; as of 10 March 2026.
@Suite struct MoneyViewsTests {
    private static func database(_ sql: String) throws -> SchemaDatabase {
        let database = try SchemaDatabase.smallWithViews()
        // A slice holds one client.
        try database.run(
            "delete from projects where client_id = 2; delete from audiences where client_id = 2;")
        try database.run("delete from clients where id = 2;")
        try database.run(sql)
        return database
    }

    private static let invoices = """
        insert into invoices (id, client_id, code, kind, number, title, state, issued_on, due_on, currency, credits_id) values
            (1, 1, 'paid', 'invoice', '1', 'Paid', 'issued', '2026-01-01', '2026-01-31', null, null),
            (2, 1, 'part', 'invoice', '2', 'Part', 'issued', '2026-01-05', '2026-02-08', null, null),
            (3, 1, 'due', 'invoice', '3', 'Due today', 'issued', '2026-02-10', '2026-03-10', null, null),
            (4, 1, 'old', 'invoice', '4', 'Old', 'issued', '2025-11-01', '2025-12-09', 'USD', null),
            (5, 1, 'void', 'invoice', '5', 'Void', 'void', '2025-11-01', '2025-12-01', null, null),
            (6, 1, 'quote', 'quote', '6', 'Quote', 'issued', '2026-03-01', '2026-03-31', null, null),
            (7, 1, 'credit', 'credit_note', '7', 'Credit', 'issued', '2026-02-01', null, null, 2),
            (8, 1, 'gift', 'credit_note', '8', 'Gift', 'issued', '2026-02-02', null, null, null),
            (9, 1, 'empty', 'invoice', '9', 'Empty', 'issued', '2026-02-03', '2026-02-04', null, null);
        insert into invoice_lines (client_id, invoice_id, description, net_minor, tax_bp, tax_minor) values
            (1, 1, 'a', 10000, 1900, 1900), (1, 2, 'a', 20000, 1900, 3800), (1, 2, 'b', 5000, 700, 350),
            (1, 3, 'a', 1001, 0, 0), (1, 4, 'a', 7700, 0, 0), (1, 5, 'a', 99999, 0, 0), (1, 6, 'a', 50000, 0, 0),
            (1, 7, 'a', 3000, 1900, 570), (1, 8, 'a', 400, 0, 0);
        insert into payments (id, client_id, code, received_on, amount_minor, currency) values
            (1, 1, 'p1', '2026-02-01', 15000, null), (2, 1, 'p2', '2026-02-05', 100, 'USD');
        insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values
            (1, 1, 1, 11900), (1, 1, 2, 3100), (1, 2, 4, 100);
        """

    @Test func anInvoiceIsOpenByWhatWasNeitherPaidNorCredited() throws {
        let totals = try Self.database(Self.invoices).rows(
            """
            select number, invoice_totals.currency, net_minor, tax_minor, gross_minor, paid_minor, credited_minor,
                open_minor, is_overdue, overdue_days
            from invoice_totals join invoices on invoices.id = invoice_id order by number
            """)
        #expect(
            totals == [
                "1|EUR|10000|1900|11900|11900|0|0|0|0",
                // 25,000 + 4,150 - 3,100 - 3,570; due on 8 February, thirty days ago.
                "2|EUR|25000|4150|29150|3100|3570|22480|1|30",
                "3|EUR|1001|0|1001|0|0|1001|0|0",
                "4|USD|7700|0|7700|100|0|7600|1|91",
                "5|EUR|99999|0|99999|0|0|0|0|0",
                "6|EUR|50000|0|50000|0|0|0|0|0",
                "7|EUR|3000|570|3570|0|0|0|0|0",
                "8|EUR|400|0|400|0|0|-400|0|0",
                "9|EUR|0|0|0|0|0|0|0|0",
            ])
    }

    @Test func whatIsOpenIsSortedByAgeInEachCurrency() throws {
        let database = try Self.database(Self.invoices)
        let ages = "select * from receivables"
        #expect(
            try database.rows(ages) == ["EUR|23081|601|22480|0|0|0", "USD|7600|0|0|0|0|7600"])
        try database.run("update moment set as_of_on = '2026-03-11'")
        #expect(
            try database.rows(ages) == ["EUR|23081|-400|1001|22480|0|0", "USD|7600|0|0|0|0|7600"])
    }

    @Test func aRetainerIsUsedPeriodByPeriod() throws {
        let database = try Self.database(
            """
            insert into retainers (id, client_id, code, name, period, included_minutes, starts_on, ends_on) values
                (1, 1, 'm', 'Monthly', 'month', 600, '2026-01-15', '2026-12-31'),
                (2, 1, 't', 'Once', 'term', 100, '2025-12-31', null),
                (3, 1, 'q', 'Ended', 'quarter', 60, '2025-07-01', '2025-12-15'),
                (4, 1, 'f', 'Later', 'month', 60, '2026-03-11', null);
            insert into time_entries (client_id, retainer_id, worked_on, worked_minutes) values
                (1, 1, '2026-01-14', 999), (1, 1, '2026-01-15', 100), (1, 1, '2026-02-14', 101),
                (1, 1, '2026-02-15', 700), (1, 2, '2026-03-01', 33), (1, 3, '2025-12-15', 61), (1, 3, '2025-12-16', 61);
            """)
        #expect(
            try database.rows("select * from retainer_usage") == [
                "1|2026-02-15|2026-03-14|600|700|0|100|11666|1",
                "1|2026-01-15|2026-02-14|600|201|399|0|3350|0",
                "2|2025-12-31||100|33|67|0|3300|1",
                "3|2025-10-01|2025-12-15|60|61|0|1|10166|0",
                "3|2025-07-01|2025-09-30|60|0|60|0|0|0",
            ])
    }

    @Test func aPromiseIsKeptByTheShareThatItNames() throws {
        let database = try Self.database(
            """
            insert into sla_targets (id, client_id, code, position, name, target_bp) values
                (1, 1, 'a', 1, 'A', 9950), (2, 1, 'b', 2, 'B', 9950), (3, 1, 'c', 3, 'C', 9950);
            insert into sla_measurements (client_id, sla_target_id, period_starts_on, period_ends_on, kept_count, total_count) values
                (1, 1, '2026-01-01', '2026-01-31', 199, 200), (1, 1, '2026-02-01', '2026-02-28', 0, 0),
                (1, 1, '2026-03-01', '2026-03-31', 0, 9), (1, 1, '2025-03-01', '2025-03-10', 0, 9),
                (1, 2, '2026-01-01', '2026-01-31', 19899, 20000), (1, 2, '2026-02-01', '2026-02-28', 20000, 20000);
            """)
        #expect(
            try database.rows("select sla_target_id, period_starts_on, achieved_bp, is_met from sla_results")
                == [
                    "1|2025-03-01|0|0", "1|2026-01-01|9950|1", "1|2026-02-01||1", "1|2026-03-01|0|0",
                    "2|2026-01-01|9949|0", "2|2026-02-01|10000|1",
                ])
        #expect(
            try database.rows("select * from sla_achievement") == ["1|2|2|9950|1", "2|2|1|9974|1", "3|0|0||"])
    }

    @Test func moneyPapersAndQuestionsWaitForSomebody() throws {
        let database = try Self.database(
            Self.invoices + """
                update milestones set completed_on = '2026-03-01';
                insert into document_versions (id, client_id, document_id, number, state, file) values (9, 1, 1, 9, 'superseded', 'x');
                insert into signature_requests (id, client_id, document_version_id, code, title, state, sent_at) values
                    (1, 1, 9, 'sign', 'Sign', 'sent', '2026-03-02T10:00:00Z');
                insert into signature_parties (client_id, signature_request_id, name, side, signed_at) values
                    (1, 1, 'A', 'client', null), (1, 1, 'B', 'client', null), (1, 1, 'C', 'agency', '2026-03-02T11:00:00Z');
                insert into change_requests (client_id, project_id, code, title, state, asked_on) values
                    (1, 1, 'wish', 'Wish', 'proposed', '2026-03-03'), (1, 1, 'no', 'No', 'draft', '2026-03-03');
                insert into tickets (client_id, code, number, title, opened_at, due_on) values
                    (1, 'k', 1, 'Beeps', '2026-03-04T10:00:00Z', '2026-03-09');
                """)
        #expect(
            try database.rows("select kind, code, side, since_on, due_on, is_overdue from waiting_items") == [
                "invoice|old|client|2025-11-01|2025-12-09|1", "invoice|part|client|2026-01-05|2026-02-08|1",
                "ticket|k|agency|2026-03-04|2026-03-09|1", "invoice|due|client|2026-02-10|2026-03-10|0",
                "quote|quote|client|2026-03-01|2026-03-31|0", "change_request|wish|client|2026-03-03||0",
                "signature|sign|client|2026-03-02||0",
            ])
    }

    @Test func theTimelineTellsOfWorkMoneyAndTalk() throws {
        let database = try Self.database(
            """
            delete from document_versions;
            update milestones set completed_on = null;
            insert into deliverables (id, client_id, project_id, code, title) values (1, 1, 1, 'logo', 'Logo');
            insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id, reason, changed_at) values
                (1, 1, 'deliverable.draft', 'deliverable.making', 'At last', '2026-03-01T10:00:00Z');
            insert into tickets (client_id, code, number, title, opened_at) values (1, 'k', 1, 'Beeps', '2026-03-04T10:00:00Z');
            insert into meetings (client_id, code, title, starts_at, ends_at, status, minutes_md) values
                (1, 'm1', 'Past', '2026-03-05T10:00:00Z', '2026-03-05T11:00:00Z', 'confirmed', 'Done'),
                (1, 'm2', 'Called off', '2026-03-06T10:00:00Z', '2026-03-06T11:00:00Z', 'cancelled', 'None'),
                (1, 'm3', 'Future', '2026-03-11T10:00:00Z', '2026-03-11T11:00:00Z', 'confirmed', null);
            insert into invoices (client_id, code, kind, number, title, state, issued_on) values
                (1, 'i1', 'invoice', '1', 'Bill', 'issued', '2026-03-06'), (1, 'i2', 'invoice', '2', 'Void', 'void', '2026-03-06');
            insert into issues (client_id, code, title, state, resolved_on) values (1, 'crack', 'Crack', 'resolved', '2026-03-07');
            insert into change_requests (client_id, project_id, code, title, state, decided_on) values
                (1, 1, 'wish', 'Wish', 'approved', '2026-03-08');
            """)
        #expect(
            try database.rows("select happened_on, kind, title, text, anchor from timeline") == [
                "2026-03-08|change_request|Wish||change_request-wish", "2026-03-07|issue|Crack||issue-crack",
                "2026-03-06|invoice|Bill|1|invoice-i1", "2026-03-05|meeting|Past||meeting-m1",
                "2026-03-04|ticket|Beeps||ticket-k",
                "2026-03-01|deliverable_state|Logo|In the making: At last|deliverable_state-logo-1",
            ])
    }
}
