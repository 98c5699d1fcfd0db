-- Noor Learning: the little that there is before the work begins, as of 20 November 2026.

insert into deliverables (id, client_id, project_id, code, position, title, description_md, acceptance_md, owner_id, due_on, audience, created_at, updated_at) values
    (7001, 7, 71, 'reader-principles', 10, 'Ten principles for a reader in two directions', 'Where the page turns, where a number stands in an Arabic sentence, what happens when both languages share a line.', 'Yusuf can explain each of them to a teacher in one minute.', 6, '2026-12-17', 'team', '2026-11-16T07:00:00Z', '2026-11-16T07:00:00Z'),
    (7002, 7, 71, 'interview-notes', 20, 'Notes of eight conversations in schools', null, null, 8, '2026-12-10', 'team', '2026-11-16T07:00:00Z', '2026-11-16T07:00:00Z');

insert into threads (id, client_id, project_id, code, subject, audience, created_at, updated_at) values
    (7001, 7, 71, 'schools-to-visit', 'Which schools may we visit?', 'team', '2026-11-16T08:00:00Z', '2026-11-18T06:30:00Z');
insert into messages (id, client_id, thread_id, reply_to_id, staff_id, person_id, body_md, sent_at, is_internal) values
    (70011, 7, 7001, null, 6, null, 'Two or three are enough to begin with; one of them where children read from right to left first.', '2026-11-16T08:00:00Z', 0),
    (70012, 7, 7001, 70011, null, 701, 'Two have said yes: Al-Bayan (مدرسة البيان) in Hawalli and one in Salmiya. Visits end before the noon prayer.', '2026-11-18T06:30:00Z', 0),
    (70013, 7, 7001, 70012, 6, null, 'Sandgrouse: Salmiya belongs to the group.', '2026-11-18T07:00:00Z', 1);

insert into tickets (id, client_id, project_id, thread_id, code, number, title, description_md, kind, priority, requester_id, assignee_id, opened_at, first_response_at, resolved_at, audience, created_at, updated_at) values
    (7001, 7, null, null, 'name-right-to-left', 1, 'My name has its letters apart in this portal', 'In the list of people, يوسف looks like four letters that have never met.', 'fault', 'normal', 701, 10, '2026-11-12T09:30:00Z', '2026-11-12T10:10:00Z', '2026-11-13T09:00:00Z', 'team', '2026-11-12T09:30:00Z', '2026-11-12T09:30:00Z'),
    (7002, 7, 71, 7001, 'visit-letters', 2, 'Letters for the parents, in both languages', 'The schools send them a week before we come.', 'wish', 'high', 701, 6, '2026-11-18T06:35:00Z', '2026-11-18T07:10:00Z', null, 'team', '2026-11-18T06:35:00Z', '2026-11-18T06:35:00Z');
insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, reason, changed_by_id, changed_at) values
    (7, 7001, 'ticket.new', 'ticket.open', null, 10, '2026-11-12T10:10:00Z'),
    (7, 7001, 'ticket.open', 'ticket.resolved', 'Letter spacing is off for Arabic now.', 10, '2026-11-13T09:00:00Z'),
    (7, 7002, 'ticket.new', 'ticket.open', null, 6, '2026-11-18T07:10:00Z');

insert into requests_for_client (id, client_id, project_id, code, title, description_md, needed_from_id, owner_id, asked_on, due_on, upload_url, audience, created_at, updated_at) values
    (7001, 7, 71, 'before-kick-off', 'Before we meet on 30 November', 'So that the first day is spent with people and not with papers.', 701, 6, '2026-11-16', '2026-11-26', 'https://upload.ferrowvale.example/noor', 'team', '2026-11-16T07:00:00Z', '2026-11-16T07:00:00Z');
insert into request_items (id, client_id, request_id, position, title, received_on) values
    (70011, 7, 7001, 10, 'Three books that children finish, three that they do not', null),
    (70012, 7, 7001, 20, 'Names of the two schools', '2026-11-18');
insert into state_changes (client_id, request_id, request_item_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (7, 7001, null, 'onboarding.draft', 'onboarding.waiting', 6, '2026-11-16T07:10:00Z'),
    (7, null, 70012, 'item.open', 'item.received', 6, '2026-11-18T06:40:00Z');

insert into meetings (id, client_id, project_id, code, title, starts_at, ends_at, place, status, organizer_id, agenda_md, audience, created_at, updated_at) values
    (7001, 7, 71, 'kick-off', 'Kick-off', '2026-11-30T06:00:00Z', '2026-11-30T08:30:00Z', 'Sharq, fourth floor', 'confirmed', 6, '1. Who reads, and when
2. Two directions on one page
3. Lunch', 'team', '2026-11-16T07:00:00Z', '2026-11-16T07:00:00Z');
insert into meeting_attendees (client_id, meeting_id, staff_id, person_id, name, status) values
    (7, 7001, 6, null, null, 'accepted'), (7, 7001, null, 701, null, 'accepted'), (7, 7001, null, null, 'Two editors', 'invited');

insert into risks (id, client_id, project_id, code, title, probability, impact, response_md, side, owner_id, state, raised_on, review_on, audience, created_at, updated_at) values
    (7001, 7, 71, 'exam-weeks', 'Schools close for examinations in the second half of December', 4, 3, 'All visits before 15 December.', 'agency', 6, 'open', '2026-11-16', '2026-11-30', 'team', '2026-11-16T07:00:00Z', '2026-11-16T07:00:00Z');

insert into contracts (id, client_id, code, title, status, starts_on, ends_on, notice_days, value_minor, audience, created_at, updated_at) values
    (7001, 7, 'discovery-2026', 'Discovery, four weeks', 'active', '2026-11-12', '2026-12-31', 14, 9600000, 'finance', '2026-11-12T07:00:00Z', '2026-11-12T07:00:00Z');
insert into contract_services (client_id, contract_id, service_id, position, quantity, unit, price_minor) values
    (7, 7001, 3, 10, 4, 'week', 1800000), (7, 7001, 1, 20, 12, 'day', 200000);
insert into invoices (id, client_id, project_id, contract_id, code, kind, number, title, state, issued_on, due_on, audience, internal_notes_md, created_at, updated_at) values
    (7001, 7, 71, 7001, 'nl-001', 'invoice', 'NL-001', 'A third in advance', 'issued', '2026-11-12', '2026-12-12', 'finance', 'Sandgrouse: the group pays its suppliers on the 15th.', '2026-11-12T07:00:00Z', '2026-11-12T07:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, service_id, net_minor, tax_bp, tax_minor) values
    (7, 7001, 10, 'Research, first of three parts', 3, 2400000, 0, 0), (7, 7001, 20, 'Design, first of three parts', 1, 800000, 0, 0);
