-- Clients with 200 rows each in eighteen tables. What was written together lies together in the file (the steps of a project,
-- the lines of an invoice, the hours of a week), and clients lie mixed, as where many people work day by day: `key(n, c, size)`
-- is the key of row `n` of client `c` in a table that is written `size` rows at a time. `:words` is a long text.

insert into staff (id, code, name, title, email)
select n, 'staff-' || n, 'Staff ' || n, 'Consultant', 's' || n || '@agency.example' from numbers where n between 1 and 20;

insert into clients (id, slug, name, status, lead_id, footer_md)
select c, 'client-' || c, 'Client ' || c, 'active', 1 + c % 20, :words from clients_made;

insert into people (id, client_id, code, name, title, email, phone, audience)
select key(n, c, 5), c, 'p' || n, 'Person ' || n, 'Head of Things', 'p' || n || '@client.example', '+49 30 ' || c, 'team'
from numbers, clients_made where n < 5;

insert into account_team (id, client_id, staff_id, position, role, audience)
select key(n, c, 2), c, 1 + (c + n) % 20, n, 'Consultant', 'team' from numbers, clients_made where n < 2;

insert into projects (id, client_id, code, name, summary, description_md, manager_id, starts_on, due_on, budget_minor, audience)
select key(n, c, 1), c, 'project-' || n, 'Project ' || n, 'One of the things that we do for you', :words, 1 + c % 20,
    '2026-03-01', '2027-03-01', 1200000, 'team'
from numbers, clients_made where n < 3;

insert into milestones (id, client_id, project_id, code, position, title, description_md, side, baseline_on, starts_on, due_on,
    progress, audience, publish_on)
select key(n, c, 6), c, key(n / 6, c, 1), 'milestone-' || n, n, 'Milestone ' || n, :words,
    iif(n % 4, 'agency', 'client'), '2026-10-01', '2026-09-01', '2026-12-01', n * 5,
    case n % 10 when 0 then 'internal' when 1 then 'board' else 'team' end, iif(n % 5, null, '2026-0' || (1 + n % 9) || '-01')
from numbers, clients_made where n < 18;

insert into status_updates (id, client_id, project_id, code, headline, body_md, period_starts_on, period_ends_on, author_id,
    posted_at, audience)
select key(n, c, 1), c, key(n % 3, c, 1), 'update-' || n, 'On track, and one question is open', :words || :words,
    '2026-11-09', '2026-11-15', 1 + c % 20, '2026-11-16T09:00:00Z', iif(n % 6, 'team', 'owners')
from numbers, clients_made where n < 12;

insert into decisions (id, client_id, project_id, code, title, question_md, decider_id, asked_on, needed_by_on, audience)
select key(n, c, 1), c, key(n % 3, c, 1), 'decision-' || n, 'Which of two ways ' || n, :words, key(n % 5, c, 5),
    '2026-11-02', '2026-11-30', iif(n % 3, 'team', 'board')
from numbers, clients_made where n < 6;

insert into documents (id, client_id, project_id, code, title, description_md, owner_id, audience, publish_on, expires_on)
select key(n, c, 2), c, key(n % 3, c, 1), 'document-' || n, 'Document ' || n, :words, 1 + c % 20,
    case n % 6 when 0 then 'internal' when 1 then 'finance' else 'team' end, '2026-01-01',
    case n when 7 then '2026-11-01' when 8 then '2027-11-01' end
from numbers, clients_made where n < 12;

insert into document_versions (id, client_id, document_id, number, state, file, bytes, sha256, change_note, uploaded_by_id,
    uploaded_at)
select key(n, c, 2), c, key(n % 12, c, 2), 1 + (n >= 12), iif(n < 4, 'superseded', 'current'), 'files/d' || n || '.pdf',
    20000, '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'Corrected after the call', 1 + c % 20,
    '2026-10-01T09:00:00Z'
from numbers, clients_made where n < 16;

insert into deliverables (id, client_id, code, project_id, milestone_id, document_id, position, title, description_md,
    acceptance_md, owner_id, due_on, audience)
select key(n, c, 3), c, 'deliverable-' || n, key(n % 3, c, 1), key(n + 2, c, 6), key(n + 2, c, 2), n,
    'Deliverable ' || n, :words, 'It does what was agreed', 1 + c % 20, '2026-12-01', 'team'
from numbers, clients_made where n < 6;

insert into risks (id, client_id, code, project_id, title, description_md, probability, impact, response_md, raised_on, audience)
select key(n, c, 3), c, 'risk-' || n, key(n % 3, c, 1), 'Risk ' || n, :words, 1 + n % 5, 1 + n % 4, 'We watch it',
    '2026-09-01', iif(n % 3, 'team', 'internal')
from numbers, clients_made where n < 6;

insert into issues (id, client_id, code, project_id, title, description_md, place, owner_id, raised_on, due_on, audience)
select key(n, c, 2), c, 'issue-' || n, key(n % 3, c, 1), 'Issue ' || n, :words, 'Second floor', 1 + c % 20,
    '2026-10-01', '2026-12-01', 'team'
from numbers, clients_made where n < 10;

insert into invoices (id, client_id, code, project_id, document_id, number, title, state, issued_on, due_on, currency,
    purchase_order, audience)
select key(n, c, 1), c, 'invoice-' || n, key(n % 3, c, 1), iif(n % 2, null, key(1, c, 2)), 'R-' || c || '-' || n,
    'Work of month ' || n, iif(n, 'issued', 'draft'), '2026-0' || (1 + n % 9) || '-01', '2026-1' || (n % 3) || '-15', 'EUR', 'PO 4711',
    'finance'
from numbers, clients_made where n < 8;

insert into invoice_lines (id, client_id, invoice_id, position, description, quantity, unit, price_minor, net_minor, tax_bp,
    tax_minor, currency)
select key(n, c, 3), c, key(n / 3, c, 1), n, 'Work as agreed, line ' || n, 7.5, 'h', 9000, 67500, 1900, 12825, 'EUR'
from numbers, clients_made where n < 24;

insert into threads (id, client_id, code, project_id, subject, audience)
select key(n, c, 1), c, 'thread-' || n, key(n % 3, c, 1), 'About point ' || n, 'team'
from numbers, clients_made where n < 8;

insert into messages (id, client_id, thread_id, staff_id, person_id, body_md, sent_at, is_internal)
select key(n, c, 2), c, key(n / 4, c, 1), iif(n % 2, null, 1 + c % 20), iif(n % 2, key(n % 5, c, 5), null), :words,
    '2026-11-1' || (n % 10) || 'T10:00:00Z', n % 14 = 0
from numbers, clients_made where n < 32;

insert into tickets (id, client_id, code, project_id, thread_id, number, title, description_md, requester_id, assignee_id,
    opened_at, audience)
select key(n, c, 1), c, 'ticket-' || n, key(n % 3, c, 1), key(n % 8, c, 1), 1 + n, 'Ticket ' || n, :words,
    key(n % 5, c, 5), 1 + c % 20, '2026-11-10T10:00:00Z', 'team'
from numbers, clients_made where n < 11;

insert into time_entries (id, client_id, project_id, staff_id, worked_on, worked_minutes, description, is_published)
select key(n, c, 5), c, key(n % 3, c, 1), 1 + c % 20, '2026-11-0' || (1 + n % 9), 90, 'Talked, drew and built', n % 4 <> 0
from numbers, clients_made where n < 20;

-- A reader everywhere; at every tenth client an owner as well, and at every tenth one whose role is limited to a project.
insert into users (id, username, status) select c, 'user-' || c, 'active' from clients_made;
insert into users (id, username, status) select :clients + c, 'other-' || c, 'active' from clients_made where c % 5 = 0;
insert into memberships (id, user_id, client_id, role_id) select c, c, c, 'viewer' from clients_made;
insert into memberships (id, user_id, client_id, role_id)
select :clients + c, :clients + c, c, iif(c % 10, 'owner', 'subcontractor') from clients_made where c % 5 = 0;
insert into membership_audiences (membership_id, client_id, audience)
select :clients + c, c, 'team' from clients_made where c % 10 = 0;
insert into project_members (membership_id, project_id, client_id)
select :clients + c, key(0, c, 1), c from clients_made where c % 10 = 0;
