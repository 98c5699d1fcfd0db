-- Noor Learning: a school publisher in Kuwait that has just begun. Few records, on purpose. Ids begin with 7.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, internal_notes_md, created_at, updated_at) values
    (7, 'noor', 'Noor Learning (نور للتعليم)', 'active', 6, 'en-GB', 'Asia/Kuwait', 'KWD',
    'brand/logo.svg', 'brand/logo-dark.svg', '#2f4a8a', '#e0a100', null,
    'Noor Learning · نور للتعليم · Sharq, Kuwait City', 7,
    'Sandgrouse: small start, large group behind it. Treat the first invoice with care.', '2026-11-09T07:00:00Z', '2026-11-12T07:00:00Z');

insert into people (id, client_id, code, name, title, email, unit, audience) values
    (701, 7, 'yusuf-al-sabah', 'Yusuf Al-Rashidi (يوسف الرشيدي)', 'Head of digital', 'yusuf@noor.example', 'Digital', 'team');

insert into account_team (client_id, staff_id, position, role, audience) values
    (7, 6, 10, 'Client lead, your first contact', 'team');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (71, 'yusuf', 'yusuf@noor.example', 701, 'active', '$2y$05$4xaC6IJGC3S/PE9UBFV46.qIMgUzRP2tLKwjXUHtCSEsMyQ84smgW', '2026-11-12T07:00:00Z', '2026-11-12T07:00:00Z', '2026-11-12T07:00:00Z');
insert into memberships (id, user_id, client_id, role_id, valid_from_on) values (701, 71, 7, 'owner', '2026-11-12');

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, starts_on, due_on, audience, internal_notes_md) values
    (71, 7, 'discovery', 10, 'Discovery: “Saffron” 📚', 'Four weeks to find out what a reader for Arabic and English should be.',
    'We start on **30 November**. Until then there is little to see here, and that is as it should be: this page fills as we work.', 6, '2026-11-30', '2026-12-24', 'team', 'Sandgrouse: the group watches this one.'),
    (72, 7, 'sandgrouse', 90, 'Sandgrouse: the group behind Noor', null, 'Map who decides for the nine sister companies.', 6, '2026-11-16', null, 'internal', null);

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, progress, audience) values
    (7001, 7, 71, 'kick-off', 10, 'Kick-off in Kuwait City', 'agency', '2026-11-30', null, '2026-11-30', 0, 'team');

insert into decisions (id, client_id, project_id, code, title, question_md, needed_from, decider_id, asked_on, needed_by_on, audience) values
    (7001, 7, 71, 'reading-age', 'Which ages do we begin with?', '6 to 8, 9 to 11, or both? The interviews are planned from your answer.', 'client', 701, '2026-11-16', '2026-11-26', 'team'),
    (7002, 7, 72, 'sandgrouse-visit', 'Sandgrouse: visit the group in December?', null, 'agency', null, '2026-11-16', '2026-12-01', 'internal');

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 7;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 7;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 7;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 7;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 7;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 7;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 7;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 7;
