-- <acme/corp> Logistics: tickets and what was said about them, with every sign that a page must escape. As of 20 November 2026.

insert into threads (id, client_id, project_id, code, subject, audience, created_at, updated_at) values
    (2001, 2, 21, 'scanner', 'Scanner says "<script>alert(1)</script>" & beeps', 'team', '2026-11-10T15:00:00Z', '2026-11-10T15:00:00Z');
insert into messages (client_id, thread_id, staff_id, person_id, body_md, sent_at, is_internal) values
    (2, 2001, null, 202, 'It shows `</textarea><b>` for pallet 7 & "8". Is that **normal**?', '2026-11-10T15:05:00Z', 0),
    (2, 2001, 7, null, 'Grackle: they typed it in themselves.', '2026-11-10T16:00:00Z', 1),
    (2, 2001, 7, null, 'It is text that somebody typed into the label field. We show it as what it is.', '2026-11-10T17:00:00Z', 0);
insert into tickets (id, client_id, project_id, thread_id, code, number, title, kind, priority, requester_id, assignee_id, opened_at, first_response_at, due_on, audience, created_at, updated_at) values
    (2001, 2, 21, 2001, 'scanner', 1, 'Labels with <angle brackets> & quotes "beep"', 'fault', 'high', 202, 7, '2026-11-10T15:05:00Z', '2026-11-10T17:00:00Z', '2026-11-19', 'team', '2026-11-10T15:05:00Z', '2026-11-10T15:05:00Z');
insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, reason, changed_by_id, changed_at) values
    (2, 2001, 'ticket.new', 'ticket.open', null, 7, '2026-11-10T17:00:00Z'),
    (2, 2001, 'ticket.open', 'ticket.waiting', 'Which labels may hold < and >?', 7, '2026-11-12T17:00:00Z');
insert into invoices (id, client_id, code, kind, number, title, state, issued_on, due_on, audience, created_at, updated_at) values
    (2001, 2, 'ac-19', 'invoice', 'AC-19', 'Merganser: meters & signs', 'issued', '2026-09-30', '2026-10-30', 'finance', '2026-09-30T15:00:00Z', '2026-09-30T15:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, net_minor, tax_bp, tax_minor) values
    (2, 2001, 10, '=HYPERLINK("https://evil.example")', 700000, 0, 0), (2, 2001, 20, 'Signs <A> & "B"', 350050, 0, 0);
