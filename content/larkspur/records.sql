-- Larkspur Coffee: what was said and offered before anything is signed, as of 20 November 2026.

insert into deliverables (id, client_id, project_id, milestone_id, code, position, title, acceptance_md, owner_id, due_on, audience, created_at, updated_at) values
    (8001, 8, 81, 8001, 'three-labels', 10, 'Labels for Galway, Sidamo and the decaf', 'They can be told apart at arm''s length, in a shop window, by somebody who has not had coffee yet.', 1, '2027-02-05', 'team', '2026-11-18T09:00:00Z', '2026-11-18T09:00:00Z');

insert into threads (id, client_id, project_id, code, subject, audience, created_at, updated_at) values
    (8001, 8, 81, 'paper-or-foil', 'Paper or foil?', 'team', '2026-11-17T16:00:00Z', '2026-11-18T09:40:00Z');
insert into messages (id, client_id, thread_id, reply_to_id, staff_id, person_id, body_md, sent_at, is_internal) values
    (80011, 8, 8001, null, null, 801, 'I would love paper, my roaster says foil. Who is right?', '2026-11-17T16:00:00Z', 0),
    (80012, 8, 8001, 80011, 3, null, 'Both: a paper band around a bag that can be recycled. Only the band is printed twelve times.', '2026-11-18T09:40:00Z', 0),
    (80013, 8, 8001, 80012, 3, null, 'Quince: the other two have offered foil.', '2026-11-18T09:45:00Z', 1);

insert into tickets (id, client_id, project_id, thread_id, code, number, title, kind, priority, requester_id, assignee_id, opened_at, first_response_at, audience, created_at, updated_at) values
    (8001, 8, null, 8001, 'samples', 1, 'Could you send me a bag of the recyclable kind?', 'question', 'low', 801, 3, '2026-11-18T10:15:00Z', '2026-11-18T11:00:00Z', 'team', '2026-11-18T10:15:00Z', '2026-11-18T10:15:00Z');
insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (8, 8001, 'ticket.new', 'ticket.open', 3, '2026-11-18T11:00:00Z');

insert into requests_for_client (id, client_id, project_id, code, title, needed_from_id, owner_id, asked_on, due_on, audience, created_at, updated_at) values
    (8001, 8, 81, 'old-bags', 'The bags that you sell today', 801, 3, '2026-11-18', '2026-12-11', 'team', '2026-11-18T09:00:00Z', '2026-11-18T09:00:00Z');
insert into request_items (id, client_id, request_id, position, title) values
    (80011, 8, 8001, 10, 'One of each, empty'), (80012, 8, 8001, 20, 'Names and altitudes of the twelve farms');
insert into state_changes (client_id, request_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (8, 8001, 'onboarding.draft', 'onboarding.waiting', 3, '2026-11-18T09:10:00Z');

insert into meetings (id, client_id, project_id, code, title, starts_at, ends_at, place, status, organizer_id, agenda_md, minutes_md, audience, created_at, updated_at) values
    (8001, 8, 81, 'first-tasting', 'First conversation, with tasting', '2026-11-17T11:00:00Z', '2026-11-17T12:30:00Z', '3 Mill Lane, Galway', 'confirmed', 3, null, 'Twelve roasts, one family. Quiet colours; the farm''s name larger than ours.', 'team', '2026-11-13T09:00:00Z', '2026-11-17T15:00:00Z');
insert into meeting_attendees (client_id, meeting_id, staff_id, person_id, status) values (8, 8001, 3, null, 'accepted'), (8, 8001, null, 801, 'accepted');

insert into risks (id, client_id, project_id, code, title, probability, impact, response_md, side, owner_id, state, raised_on, audience, created_at, updated_at) values
    (8001, 8, 81, 'printer-booked', 'The printer is booked out before Easter', 3, 4, 'A place in the second week of March is held until 18 December.', 'agency', 3, 'open', '2026-11-18', 'team', '2026-11-18T09:00:00Z', '2026-11-18T09:00:00Z');

insert into contracts (id, client_id, project_id, code, title, status, starts_on, ends_on, notice_days, value_minor, audience, created_at, updated_at) values
    (8001, 8, 81, 'agreement', 'Agreement for twelve labels', 'draft', '2027-01-11', '2027-03-31', 14, 1840000, 'finance', '2026-11-18T09:00:00Z', '2026-11-18T09:00:00Z');
insert into contract_services (client_id, contract_id, service_id, position, quantity, unit, price_minor) values (8, 8001, 1, 10, 23, 'day', 80000);
insert into invoices (id, client_id, project_id, code, kind, number, title, state, issued_on, due_on, audience, created_at, updated_at) values
    (8001, 8, 81, 'lc-q1', 'quote', 'LC-Q1', 'Twelve labels, one family', 'issued', '2026-11-18', '2026-12-18', 'finance', '2026-11-18T09:00:00Z', '2026-11-18T09:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, service_id, quantity, unit, price_minor, net_minor, tax_bp, tax_minor) values
    (8, 8001, 10, 'Design', 1, 23, 'day', 80000, 1840000, 2300, 423200);
