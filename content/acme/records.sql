-- Acme Instruments: results, requests, money and talk, as of 20 November 2026.

insert into deliverables (id, client_id, project_id, milestone_id, document_id, code, position, title, description_md, acceptance_md, owner_id, due_on, delivered_on, review_by_on, accepted_on, audience, internal_notes_md, created_at, updated_at) values
    (1001, 1, 11, 1001, 1001, 'field-report', 10, 'Report of the field study', null, 'Dana has read it and asked what she wanted to ask.', 8, '2026-04-10', '2026-04-06', '2026-04-20', '2026-04-21', 'team', null, '2026-03-09T14:00:00Z', '2026-04-06T14:10:00Z'),
    (1002, 1, 11, 1005, 1004, 'component-library', 20, 'Component library 1.0', '43 components with tests and a page of *do and do not* each.', 'Your firmware team builds the start screen from it without asking us.', 7, '2026-11-06', '2026-11-06', '2026-11-27', null, 'team', 'Two components are weaker than they look.', '2026-08-31T14:00:00Z', '2026-11-06T20:30:00Z'),
    (1003, 1, 12, null, null, 'certificate-pages', 10, 'Certificate pages', null, null, 7, '2026-12-18', null, null, null, 'team', null, '2026-08-03T14:00:00Z', '2026-08-03T14:00:00Z'),
    (1004, 1, 15, null, null, 'renewal-offer', 10, 'Tumbleweed offer', null, null, 2, '2027-01-12', null, null, null, 'internal', null, '2026-11-10T09:00:00Z', '2026-11-10T09:00:00Z');
insert into deliverable_approvals (client_id, deliverable_id, document_version_id, sha256, decision, comment, decided_by_id, decided_at)
select 1, 1001, id, '42c034242febfcd9b1911d7de0d6158ccb48c86c31b9208cad0cf29b3c793f5c', 'approved', 'Recommendation 7 can wait, the rest is what we needed.', 101, '2026-04-21T15:00:00Z'
from document_versions where document_id = 1001 and number = 2;
insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id, reason, changed_by_id, changed_by_person_id, changed_at) values
    (1, 1001, 'deliverable.draft', 'deliverable.making', null, 8, null, '2026-03-09T14:00:00Z'),
    (1, 1001, 'deliverable.making', 'deliverable.review', null, 8, null, '2026-04-06T14:20:00Z'),
    (1, 1001, 'deliverable.review', 'deliverable.accepted', null, 3, 101, '2026-04-21T15:00:00Z'),
    (1, 1002, 'deliverable.draft', 'deliverable.making', null, 7, null, '2026-08-31T14:00:00Z'),
    (1, 1002, 'deliverable.making', 'deliverable.review', null, 7, null, '2026-11-06T20:40:00Z'),
    (1, 1003, 'deliverable.draft', 'deliverable.making', null, 7, null, '2026-08-03T14:00:00Z');

insert into change_requests (id, client_id, project_id, code, title, description_md, reason_md, requested_by_id, cost_minor, schedule_days, state, asked_on, needed_by_on, decided_on, decided_by_id, audience, created_at, updated_at) values
    (1001, 1, 11, 'winter-gloves', 'A second test with winter gloves', 'Fourteen people, two days, the nine controls that matter.', 'The field study showed thicker gloves than those of the brief.', 102, 0, 14, 'approved', '2026-08-17', '2026-08-21', '2026-08-19', 101, 'team', '2026-08-17T14:00:00Z', '2026-08-19T14:00:00Z'),
    (1002, 1, 13, 'unit-conversion', 'Copperleaf: units in the trend chart', 'Every value in two units, chosen by the technician.', 'Ithaca reports in millibar, Rochester in kilopascal.', 103, 420000, 5, 'proposed', '2026-11-02', '2026-11-27', null, null, 'finance', '2026-11-02T15:00:00Z', '2026-11-02T15:00:00Z');

insert into risks (id, client_id, project_id, code, title, probability, impact, response_md, side, owner_id, state, raised_on, review_on, audience, internal_notes_md, created_at, updated_at) values
    (1001, 1, 11, 'hooks-late', 'Firmware hooks come after the pilot should begin', 4, 4, 'A simulator, so that training does not wait for them.', 'client', 3, 'open', '2026-10-26', '2026-11-27', 'team', 'Will be January.', '2026-10-26T14:00:00Z', '2026-11-16T15:00:00Z'),
    (1002, 1, 15, 'team-leaves', 'Tumbleweed: Dana moves on before the renewal', 3, 5, 'Know her successor by January.', 'agency', 2, 'open', '2026-11-16', null, 'internal', null, '2026-11-16T15:00:00Z', '2026-11-16T15:00:00Z');

insert into issues (id, client_id, project_id, code, title, kind, severity, place, side, owner_id, state, raised_on, due_on, resolved_on, resolution_md, audience, created_at, updated_at) values
    (1001, 1, 12, 'letter-o', 'Serial numbers typed with the letter O are not found', 'defect', 'high', 'Search', 'agency', 7, 'closed', '2026-07-20', '2026-07-31', '2026-07-28', 'The search takes both.', 'team', '2026-07-20T14:00:00Z', '2026-07-28T14:00:00Z'),
    (1002, 1, 11, 'alarm-at-night', 'The alarm colour is too bright in a dark lab', 'issue', 'medium', 'Alarm screen', 'agency', 1, 'in_progress', '2026-11-12', '2026-12-04', null, null, 'team', '2026-11-12T14:00:00Z', '2026-11-12T14:00:00Z');

insert into photos (id, client_id, project_id, code, position, alt, caption, file, taken_on, taken_by_id, place, audience, created_at, updated_at) values
    (1001, 1, 11, 'variants-on-the-wall', 10, 'Three alarm layouts side by side: A in one row, B as a large cross, C as a ring', 'Variant B was chosen', 'files/juniper-alarm-variants.png', '2026-06-12', 1, 'Ithaca', 'team', '2026-06-12T14:00:00Z', '2026-06-12T14:00:00Z');

insert into requests_for_client (id, client_id, project_id, code, title, description_md, needed_from_id, owner_id, asked_on, due_on, upload_url, audience, created_at, updated_at) values
    (1001, 1, 11, 'pilot-papers', 'Papers for the pilot at Ithaca', 'So that three instruments may run four weeks with our software.', 105, 3, '2026-11-02', '2026-11-25', 'https://upload.ferrowvale.example/acme/pilot', 'team', '2026-11-02T15:00:00Z', '2026-11-02T15:00:00Z');
insert into request_items (id, client_id, request_id, position, title, received_on, rejection_reason) values
    (10011, 1, 1001, 10, 'Safety approval for three instruments', '2026-11-13', 'The second page is missing.'),
    (10012, 1, 1001, 20, 'Shift plan for four weeks', '2026-11-10', null),
    (10013, 1, 1001, 30, 'Names for the training', null, null);
insert into state_changes (client_id, request_id, request_item_id, from_state_id, to_state_id, reason, changed_by_id, changed_at) values
    (1, 1001, null, 'onboarding.draft', 'onboarding.waiting', null, 3, '2026-11-02T15:10:00Z'),
    (1, null, 10012, 'item.open', 'item.received', null, 3, '2026-11-10T15:00:00Z'),
    (1, null, 10012, 'item.received', 'item.accepted', null, 3, '2026-11-11T15:00:00Z'),
    (1, null, 10011, 'item.open', 'item.received', null, 3, '2026-11-13T15:00:00Z'),
    (1, 1001, null, 'onboarding.waiting', 'onboarding.submitted', null, 3, '2026-11-13T15:05:00Z'),
    (1, 1001, null, 'onboarding.submitted', 'onboarding.review', null, 3, '2026-11-16T14:00:00Z'),
    -- Sends the request back to the client as well.
    (1, null, 10011, 'item.received', 'item.rejected', null, 3, '2026-11-16T14:10:00Z');

insert into contracts (id, client_id, project_id, document_id, code, title, status, starts_on, ends_on, renews_on, notice_days, value_minor, audience, created_at, updated_at) values
    (1001, 1, null, 1006, 'master-agreement', 'Copperleaf: master services agreement', 'active', '2025-11-03', '2027-11-02', '2027-11-03', 90, 38000000, 'finance', '2025-11-03T15:00:00Z', '2025-11-03T15:00:00Z');
insert into contract_services (client_id, contract_id, service_id, position, quantity, unit, price_minor) values
    (1, 1001, 1, 10, null, 'hour', 14500), (1, 1001, 2, 20, null, 'hour', 16000), (1, 1001, 3, 30, null, 'hour', 13500);

insert into invoices (id, client_id, project_id, contract_id, credits_id, code, kind, number, title, state, issued_on, due_on, purchase_order, audience, internal_notes_md, created_at, updated_at) values
    (1001, 1, 13, 1001, null, 'fv-2026-0911', 'invoice', 'FV-2026-0911', 'Copperleaf: September', 'issued', '2026-10-01', '2026-10-31', 'PO-77120', 'finance', null, '2026-10-01T15:00:00Z', '2026-10-01T15:00:00Z'),
    (1002, 1, 13, 1001, null, 'fv-2026-1011', 'invoice', 'FV-2026-1011', 'Copperleaf: October', 'issued', '2026-11-02', '2026-12-02', 'PO-77120', 'finance', null, '2026-11-02T15:00:00Z', '2026-11-02T15:00:00Z'),
    (1003, 1, 13, 1001, 1001, 'fv-2026-c07', 'credit_note', 'FV-2026-C07', 'Copperleaf: glove test repeated at our expense', 'issued', '2026-10-05', null, 'PO-77120', 'finance', null, '2026-10-05T15:00:00Z', '2026-10-05T15:00:00Z'),
    (1004, 1, 13, 1001, null, 'fv-2026-q12', 'quote', 'FV-2026-Q12', 'Copperleaf: units in the trend chart', 'issued', '2026-11-02', '2026-11-27', null, 'finance', null, '2026-11-02T15:00:00Z', '2026-11-02T15:00:00Z'),
    (1005, 1, 13, 1001, null, 'november-draft', 'invoice', null, 'Tumbleweed draft: November, hours not agreed', 'draft', null, null, null, 'finance', null, '2026-11-19T15:00:00Z', '2026-11-19T15:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, service_id, quantity, unit, price_minor, net_minor, tax_bp, tax_minor) values
    (1, 1001, 10, 'Design', 1, 96, 'hour', 14500, 1392000, 0, 0), (1, 1001, 20, 'Engineering', 2, 120, 'hour', 16000, 1920000, 0, 0),
    (1, 1002, 10, 'Engineering', 2, 152, 'hour', 16000, 2432000, 0, 0), (1, 1002, 20, 'Research', 3, 24, 'hour', 13500, 324000, 0, 0),
    (1, 1003, 10, 'Research', 3, 50, 'hour', 13500, 675000, 0, 0),
    (1, 1004, 10, 'Engineering, at most', 2, 26.25, 'hour', 16000, 420000, 0, 0),
    (1, 1005, 10, 'Tumbleweed: Engineering', 2, 10, 'hour', 16000, 160000, 0, 0);
insert into payments (id, client_id, code, received_on, amount_minor, method, reference, audience, created_at, updated_at) values
    (1001, 1, 'p-2026-10-29', '2026-10-29', 2000000, 'transfer', 'FV-2026-0911 part', 'finance', '2026-10-29T15:00:00Z', '2026-10-29T15:00:00Z');
insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (1, 1001, 1001, 2000000);

insert into time_entries (client_id, project_id, service_id, staff_id, worked_on, worked_minutes, description, is_published, internal_rate_minor) values
    (1, 11, 2, 7, '2026-11-05', 420, 'Last components, handover', 1, 6900),
    (1, 11, 1, 1, '2026-11-13', 180, 'Alarm colours at night', 1, 6200),
    (1, 11, 3, 8, '2026-11-17', 240, 'Tumbleweed: glove test, again, not invoiced', 0, 5800);

insert into threads (id, client_id, project_id, code, subject, state, audience, created_at, updated_at) values
    (1001, 1, 11, 'night-alarm', 'Alarm colour at night', 'open', 'team', '2026-11-12T14:00:00Z', '2026-11-12T14:00:00Z'),
    (1002, 1, 14, 'options-questions', 'Ironwood: questions on the options', 'open', 'board', '2026-11-13T14:00:00Z', '2026-11-13T14:00:00Z');
insert into messages (id, client_id, thread_id, reply_to_id, staff_id, person_id, body_md, sent_at, is_internal) values
    (10011, 1, 1001, null, null, 105, 'In the dark lab the red alarm blinds us for a moment.', '2026-11-12T14:05:00Z', 0),
    (10012, 1, 1001, 10011, 7, null, 'Tumbleweed: is this in the budget?', '2026-11-12T15:00:00Z', 1),
    (10013, 1, 1001, 10012, 1, null, 'Thank you, Sam. We try a darker red and a slower pulse; you see it on **December 2**.', '2026-11-13T14:00:00Z', 0),
    (10021, 1, 1002, null, null, 104, 'How many customers came to the last showroom?', '2026-11-13T14:10:00Z', 0);

insert into tickets (id, client_id, project_id, thread_id, code, number, title, description_md, kind, priority, requester_id, assignee_id, opened_at, first_response_at, resolved_at, audience, created_at, updated_at) values
    (1001, 1, 12, null, 'test-accounts', 1, 'Two test accounts do not work', 'Accounts 7 and 9 say “unknown user”.', 'access', 'high', 102, 7, '2026-11-10T14:00:00Z', '2026-11-10T14:40:00Z', '2026-11-10T19:00:00Z', 'team', '2026-11-10T14:00:00Z', '2026-11-10T14:00:00Z'),
    (1002, 1, 11, 1001, 'alarm-blinds', 2, 'The alarm blinds in the dark', null, 'fault', 'normal', 105, 1, '2026-11-12T14:05:00Z', '2026-11-13T14:00:00Z', null, 'team', '2026-11-12T14:05:00Z', '2026-11-12T14:05:00Z');
insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (1, 1001, 'ticket.new', 'ticket.open', 7, '2026-11-10T14:40:00Z'),
    (1, 1001, 'ticket.open', 'ticket.resolved', 7, '2026-11-10T19:00:00Z'),
    (1, 1002, 'ticket.new', 'ticket.open', 1, '2026-11-13T14:00:00Z');

insert into meetings (id, client_id, project_id, code, title, starts_at, ends_at, place, join_url, status, sequence, organizer_id, agenda_md, minutes_md, audience, created_at, updated_at) values
    (1001, 1, 11, 'steering-2026-11', 'Steering group, November', '2026-11-16T19:00:00Z', '2026-11-16T20:00:00Z', null, 'https://meet.ferrowvale.example/acme', 'confirmed', 0, 3, '1. Library
2. Hooks
3. Pilot', 'The library is accepted in principle. A date for the hooks by November 27.', 'team', '2026-11-02T15:00:00Z', '2026-11-16T21:00:00Z'),
    (1002, 1, 11, 'training', 'Training at Ithaca', '2026-12-02T14:00:00Z', '2026-12-02T17:00:00Z', 'Ithaca lab, room 2', null, 'confirmed', 1, 3, 'Bring two pairs of gloves.', null, 'team', '2026-11-16T15:00:00Z', '2026-11-17T14:00:00Z');
insert into meeting_attendees (client_id, meeting_id, staff_id, person_id, name, is_required, status) values
    (1, 1001, 3, null, null, 1, 'accepted'), (1, 1001, null, 101, null, 1, 'accepted'), (1, 1001, null, 102, null, 0, 'declined'),
    (1, 1002, 8, null, null, 1, 'accepted'), (1, 1002, null, 105, null, 1, 'accepted'), (1, 1002, null, null, 'The early shift', 1, 'invited');

insert into metrics (id, client_id, project_id, code, position, name, description_md, unit, direction, target, audience, created_at, updated_at) values
    (1001, 1, 12, 'found-numbers', 10, 'Serial numbers found', null, '%', 'up', 99.5, 'team', '2026-07-01T14:00:00Z', '2026-11-02T14:00:00Z'),
    (1002, 1, 11, 'missed-presses', 20, 'Presses that miss, with gloves', 'Of a hundred, in the test with fourteen people.', 'of 100', 'down', 2, 'team', '2026-08-14T14:00:00Z', '2026-08-31T14:00:00Z');
insert into metric_values (client_id, metric_id, measured_on, value, note) values
    (1, 1001, '2026-07-31', 99.4, null), (1, 1001, '2026-08-31', 99.7, 'Letter O'), (1, 1001, '2026-09-30', 99.8, null), (1, 1001, '2026-10-31', 99.8, null),
    (1, 1002, '2026-08-14', 11.0, 'First test'), (1, 1002, '2026-08-28', 1.4, 'Larger controls');
