-- Larkspur Coffee: still a draft. Built and previewed, but published to nobody. Ids begin with 8.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, internal_notes_md, created_at, updated_at) values
    (8, 'larkspur', 'Larkspur Coffee "Roasters" Ltd', 'draft', 3, 'en-GB', 'Europe/Dublin', 'EUR',
    'brand/logo.svg', 'brand/logo-dark.svg', '#4b3b8f', '#c8553d', null,
    'Larkspur Coffee Roasters · 3 Mill Lane, Galway', 14,
    'Quince: contract goes out on Monday; activate after signature.', '2026-11-17T09:00:00Z', '2026-11-18T09:00:00Z');

insert into people (id, client_id, code, name, title, email, unit, audience) values
    (801, 8, 'fiona-ni-bhriain', 'Fíona Ní Bhriain', 'Founder', 'fiona@larkspur.example', null, 'team');

insert into account_team (client_id, staff_id, position, role, audience) values (8, 3, 10, 'Project manager', 'team');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (81, 'fiona', 'fiona@larkspur.example', 801, 'active', '$2y$05$lJzA4nFbpQRJXime4UCiquOTRLbq4S76fw7GRTW24PN6dOFfE/ZBC', null, '2026-11-18T09:00:00Z', '2026-11-18T09:00:00Z');
insert into memberships (id, user_id, client_id, role_id, valid_from_on) values (801, 81, 8, 'owner', '2026-11-18');

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, starts_on, due_on, audience, internal_notes_md) values
    (81, 8, 'bags', 10, 'Damson: twelve coffee bags', 'One family of labels for twelve roasts.', 'Begins when the agreement is signed.', 3, '2027-01-11', '2027-03-19', 'team', 'Quince: she also talks to two others.');

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, progress, audience) values
    (8001, 8, 81, 'first-labels', 10, 'First three labels', 'agency', '2027-02-05', '2027-01-11', '2027-02-05', 0, 'team');

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 8;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 8;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 8;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 8;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 8;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 8;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 8;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 8;
