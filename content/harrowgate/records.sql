-- Harrowgate Pell: the engagement, its invoices and what is to be signed, as of 20 November 2026.

insert into contracts (id, client_id, document_id, code, title, status, starts_on, ends_on, notice_days, value_minor, audience, created_at, updated_at) values
    (3001, 3, 3005, 'engagement', 'Larch: engagement 2025–2027', 'active', '2025-01-06', '2027-12-31', 60, 42000000, 'finance', '2025-01-06T09:00:00Z', '2025-01-06T09:00:00Z');
insert into contract_services (client_id, contract_id, service_id, position, unit, price_minor) values (3, 3001, 1, 10, 'hour', 11000), (3, 3001, 5, 20, 'month', 150000);
insert into sla_targets (id, client_id, contract_id, service_id, code, position, name, measure, target_bp, limit_minutes, audience, created_at, updated_at) values
    (3001, 3, null, 5, 'answers', 10, 'First answer within four working hours', 'first_response', 9500, 240, 'team', '2025-01-06T09:00:00Z', '2026-11-02T09:00:00Z');
insert into sla_measurements (client_id, sla_target_id, period_starts_on, period_ends_on, kept_count, total_count, note) values
    (3, 3001, '2026-08-01', '2026-08-31', 19, 20, null), (3, 3001, '2026-09-01', '2026-09-30', 22, 24, 'Two questions over a bank holiday'), (3, 3001, '2026-10-01', '2026-10-31', 31, 31, null);

insert into signature_requests (id, client_id, document_version_id, code, title, state, provider_url, sent_at, due_on, audience, created_at, updated_at)
select 3001, 3, id, 'statement-2026', 'Kestrel: acceptance of the design system', 'sent', 'https://sign.ferrowvale.example/3001', '2026-11-12T09:00:00Z', '2026-11-27', 'team', '2026-11-12T09:00:00Z', '2026-11-12T09:00:00Z'
from document_versions where document_id = 3002 and number = 2;
insert into signature_parties (client_id, signature_request_id, position, name, side, person_id, staff_id, signed_at) values
    (3, 3001, 10, 'Mara Ferrow', 'agency', null, 1, '2026-11-12T09:30:00Z'), (3, 3001, 20, 'Helena Pell KC', 'client', 301, null, null);

insert into invoices (id, client_id, contract_id, code, kind, number, title, state, issued_on, due_on, audience, internal_notes_md, created_at, updated_at) values
    (3001, 3, 3001, 'hp-071', 'invoice', 'HP-071', 'Larch: design system', 'issued', '2026-07-31', '2026-08-14', 'finance', 'Magpie: Bea waits for the partner''s word.', '2026-07-31T09:00:00Z', '2026-07-31T09:00:00Z'),
    (3002, 3, 3001, 'hp-074', 'invoice', 'HP-074', 'Larch: intake', 'issued', '2026-10-30', '2026-11-13', 'finance', null, '2026-10-30T09:00:00Z', '2026-10-30T09:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, service_id, net_minor, tax_bp, tax_minor) values
    (3, 3001, 10, 'Design', 1, 1240000, 2000, 248000), (3, 3002, 10, 'Engineering', 2, 980000, 2000, 196000), (3, 3002, 20, 'Travel', null, 12000, 0, 0);
insert into payments (id, client_id, code, received_on, amount_minor, method, audience, created_at, updated_at) values
    (3001, 3, 'hp-2026-09-01', '2026-09-01', 1000000, 'transfer', 'finance', '2026-09-01T09:00:00Z', '2026-09-01T09:00:00Z');
insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (3, 3001, 3001, 1000000);

insert into threads (id, client_id, project_id, code, subject, audience, created_at, updated_at) values
    (3001, 3, 31, 'litigation-texts', 'Wyvern: who may read the drafts?', 'litigation', '2026-11-09T09:00:00Z', '2026-11-09T09:00:00Z');
insert into messages (client_id, thread_id, staff_id, person_id, body_md, sent_at, is_internal) values
    (3, 3001, null, 302, 'Only the department, until the partners have seen them.', '2026-11-09T09:05:00Z', 0),
    (3, 3001, 3, null, 'Magpie: as last time, then.', '2026-11-09T09:30:00Z', 1);

insert into retainers (id, client_id, contract_id, code, name, period, included_minutes, price_minor, starts_on, ends_on, audience, created_at, updated_at) values
    (3001, 3, 3001, 'care-2026', 'Larch: care, ten hours a month', 'month', 600, 150000, '2026-01-01', '2026-12-31', 'finance', '2025-12-15T09:00:00Z', '2025-12-15T09:00:00Z');
insert into time_entries (client_id, retainer_id, service_id, staff_id, worked_on, worked_minutes, description, is_published) values
    (3, 3001, 5, 7, '2026-10-07', 240, 'Larch: fee table on small screens', 1),
    (3, 3001, 5, 7, '2026-10-21', 420, 'Larch: search that knows plurals', 1),
    (3, 3001, 5, 7, '2026-11-11', 300, 'Larch: two new practice areas', 1);
