-- Acme Corp Logistics: a haulier in Illinois whose brand is written <acme/corp>. No relation of Acme Instruments,
-- except that both have their bills paid by the same service. Ids begin with 2.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, internal_notes_md, created_at, updated_at) values
    (2, 'acme-corp', '<acme/corp> Logistics & Sons', 'active', 7, 'en-US', 'America/Chicago', 'USD',
    'brand/logo.png', 'brand/logo-dark.png', '#7a1f2b', '#f2b705', null,
    '**<acme/corp>** Logistics & Sons · 88 Dock Road, Joliet, IL 60433', 7,
    'Grackle: late payer, but always pays. Ask for a deposit on anything new.', '2026-01-12T15:00:00Z', '2026-08-10T14:00:00Z');

insert into people (id, client_id, code, name, title, email, unit, audience, internal_notes_md) values
    (201, 2, 'ruth-abara', 'Ruth Abara-Nwosu', 'Chief operating officer', 'ruth@acme-corp.example', 'Management', 'team', null),
    (202, 2, 'omar-haddad', 'Omar Haddad', 'Dispatch manager', 'omar@acme-corp.example', 'Dispatch', 'team', 'No relation of our Nadia.'),
    (203, 2, 'nick-tran', 'Nick "Tank" Tran', 'Driver trainer', 'nick@acme-corp.example', 'Fleet', 'team', 'Left in October; access suspended until HR confirms.'),
    (204, 2, 'walt-kowalski', 'Walt Kowalski', 'Depot manager, Joliet', 'walt@acme-corp.example', 'Depots', 'team', null);

insert into account_team (client_id, staff_id, position, role, audience) values
    (2, 7, 10, 'Project lead, your first contact', 'team'),
    (2, 8, 20, 'Ride-alongs and interviews', 'team'),
    (2, 11, 30, 'Invoices', 'finance');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (21, 'ruth', 'ruth@acme-corp.example', 201, 'active', '$2y$05$BP2KdFB7usvWywlDR129fucsqGAdYqIZlu4zl7ZCU2Vr/6ftpB9EO', '2026-01-13T15:00:00Z', '2026-01-13T15:00:00Z', '2026-01-13T15:00:00Z'),
    (22, 'omar', 'omar@acme-corp.example', 202, 'active', '$2y$05$yFvdYJcN0rLB2T3ZPe4McOGBCqsry15O.UzPcmyYYVGECRrPsRioi', '2026-01-13T15:00:00Z', '2026-01-13T15:00:00Z', '2026-01-13T15:00:00Z'),
    (23, 'nick', 'nick@acme-corp.example', 203, 'suspended', '$2y$05$nwq3NmPJ/NdHIsXIREiY8.irClymw4c8bc/eWoW/QZ2snaBLZMKVq', '2026-01-13T15:00:00Z', '2026-01-13T15:00:00Z', '2026-10-19T15:00:00Z');

insert into memberships (id, user_id, client_id, role_id, valid_from_on) values
    (201, 21, 2, 'owner', '2026-01-13'),
    (202, 22, 2, 'member', '2026-01-13'),
    (203, 23, 2, 'member', '2026-01-13'),
    (204, 13, 2, 'billing', '2026-02-02'); -- grace, who pays the bills of acme as well

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, starts_on, due_on, audience, internal_notes_md) values
    (21, 2, 'driver-app', 10, 'Driver app “Bobolink”', 'Route, papers and proof of delivery on one phone, with one thumb.',
    'Drivers carry three devices and a clipboard. *Bobolink* puts the day’s route, the freight papers and the proof of delivery on the phone that they have anyway.

Built for `Android 11` and later, works without a network for a full shift, and never asks for two hands.',
    7, '2026-02-02', '2027-03-31', 'team', null),
    (22, 2, 'depot-signage', 20, 'Depot signage & wayfinding', 'No truck at the wrong dock: signs for Joliet, Gary and Rockford.',
    'Forty-four signs and one rule: **a number is never used twice on one yard**. Installed at all three depots; completed on September 18.',
    1, '2026-01-19', '2026-09-18', 'team', null),
    (23, 2, 'fleet-card-billing', 30, 'Merganser: fuel card reconciliation', 'Every gallon on the right truck’s account.',
    'Merganser compares the fuel card statements with the tanks’ own meters. For finance only, until the differences are explained.',
    11, '2026-09-01', '2026-12-31', 'finance', null),
    (24, 2, 'grackle-recovery', 90, 'Grackle: getting the driver app going again', null,
    'Grackle is our own plan for the weeks of the hold: keep two people on the account, no more.', 7, '2026-10-12', null, 'internal', null);

insert into state_changes (client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at) values
    (2, 21, 'project.planned', 'project.active', null, null, 7, '2026-02-02T15:00:00Z'),
    (2, 21, 'project.active', 'project.on-hold', 'Paused at your request until the new phones are chosen, not later than December 15.', 'Budget freeze after the Gary accident; the phones are the polite version.', 7, '2026-10-12T20:00:00Z'),
    (2, 22, 'project.planned', 'project.active', null, null, 1, '2026-01-19T15:00:00Z'),
    (2, 22, 'project.active', 'project.review', 'Please walk the three yards with us.', null, 1, '2026-09-04T15:00:00Z'),
    (2, 22, 'project.review', 'project.done', null, null, 1, '2026-09-18T19:00:00Z'),
    (2, 23, 'project.planned', 'project.active', null, null, 11, '2026-09-01T15:00:00Z'),
    (2, 24, 'project.planned', 'project.active', null, null, 7, '2026-10-12T20:30:00Z');
update projects set completed_on = '2026-09-18' where id = 22;

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, completed_on, progress, audience, internal_notes_md) values
    (2001, 2, 21, 'ride-alongs', 10, 'Ride-alongs: 12 drivers, 3 depots', 'agency', '2026-03-20', '2026-02-16', '2026-03-20', '2026-03-18', 100, 'team', null),
    (2002, 2, 21, 'thumb-prototype', 20, 'One-thumb prototype', 'agency', '2026-05-08', '2026-03-23', '2026-05-08', '2026-05-08', 100, 'team', null),
    (2003, 2, 21, 'offline-core', 30, 'Works a full shift offline', 'agency', '2026-07-31', '2026-05-11', '2026-08-21', '2026-08-19', 100, 'team', null),
    (2004, 2, 21, 'proof-of-delivery', 40, 'Proof of delivery, with signature', 'agency', '2026-10-02', '2026-08-24', '2027-01-22', null, 60, 'team', null),
    (2005, 2, 21, 'phones-chosen', 50, 'Phones chosen & ordered', 'client', '2026-09-30', '2026-09-01', '2026-12-15', null, 10, 'team', 'Grackle: will not happen before the budget round.'),
    (2006, 2, 21, 'joliet-trial', 60, 'Trial with 20 drivers in Joliet', 'agency', '2026-11-27', '2027-01-25', '2027-02-26', null, 0, 'team', null),
    (2007, 2, 21, 'all-depots', 70, 'All depots', 'agency', '2026-12-18', '2027-03-01', '2027-03-31', null, 0, 'team', null),
    (2011, 2, 22, 'yard-survey', 10, 'Survey of three yards', 'agency', '2026-02-27', '2026-01-26', '2026-02-27', '2026-02-27', 100, 'team', null),
    (2012, 2, 22, 'sign-plan', 20, 'Sign plan approved', 'client', '2026-04-10', '2026-03-02', '2026-04-10', '2026-04-07', 100, 'team', null),
    (2013, 2, 22, 'installed', 30, 'All 44 signs installed', 'agency', '2026-08-28', '2026-06-01', '2026-08-28', '2026-09-02', 100, 'team', null),
    (2014, 2, 22, 'walk', 40, 'Final walk & handover', 'client', '2026-09-11', '2026-09-04', '2026-09-18', '2026-09-18', 100, 'team', null),
    (2021, 2, 23, 'meters-read', 10, 'Merganser: meters of all tanks read', 'agency', '2026-10-09', '2026-09-07', '2026-10-09', '2026-10-16', 100, 'finance', null),
    (2022, 2, 23, 'differences-explained', 20, 'Differences explained', 'client', '2026-11-30', '2026-10-19', '2026-12-11', null, 50, 'finance', null);

insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values
    (2, 2002, 2001), (2, 2003, 2002), (2, 2004, 2003), (2, 2006, 2004), (2, 2006, 2005), (2, 2007, 2006),
    (2, 2012, 2011), (2, 2013, 2012), (2, 2014, 2013), (2, 2022, 2021);

insert into status_updates (id, client_id, project_id, code, headline, body_md, period_starts_on, period_ends_on, scope_rag, schedule_rag, budget_rag, author_id, posted_at, audience, internal_notes_md) values
    (2001, 2, 21, 'bobolink-2026-03', 'Twelve shifts in the passenger seat', 'We rode with twelve drivers. They unlock their phone *94 times a shift*, mostly to look at one line of text. That line belongs on the lock screen.

> “I don’t need an app. I need the gate code.” — driver, Gary

The gate code is on the first screen of the prototype now.', '2026-02-16', '2026-03-20', 'green', 'green', 'green', 8, '2026-03-23T15:00:00Z', 'team', null),
    (2002, 2, 21, 'bobolink-2026-08', 'A full shift without a network', 'The app survived a shift in flight mode, eleven deliveries and two returns, and sent everything within 40 seconds of coming back. Three weeks later than planned, because photographs needed their own queue.', '2026-07-27', '2026-08-21', 'green', 'amber', 'green', 7, '2026-08-24T15:00:00Z', 'team', null),
    (2003, 2, 21, 'bobolink-2026-10', 'On hold until the phones are chosen', 'You asked us to pause until the choice of phones. We have stopped work at a clean point: everything is documented, and the test version stays available to Omar’s team.

If the phones are ordered by **December 15**, the trial in Joliet starts on January 25.', '2026-10-05', '2026-10-12', 'green', 'red', 'amber', 7, '2026-10-12T20:10:00Z', 'team', 'Two people are kept free until Dec 15, then they go to Harrowgate.'),
    (2004, 2, 22, 'signage-2026-09', 'Done: 44 signs, three yards, no duplicates', 'The last walk found one sign at the wrong height in Rockford; it was moved the same day. Since the installation Walt counts **two** trucks a week at the wrong dock in Joliet, down from nineteen. 🚛', '2026-08-31', '2026-09-18', 'green', 'green', 'green', 1, '2026-09-18T19:10:00Z', 'team', null),
    (2005, 2, 23, 'merganser-2026-11', 'Merganser: half of the difference has a name', 'Of 3,140 gallons that were paid for but not metered, 1,610 are explained: one meter in Gary reads 2 percent low. The rest is being compared card by card.', '2026-10-19', '2026-11-13', 'green', 'amber', 'green', 11, '2026-11-16T16:00:00Z', 'finance', null),
    (2006, 2, 22, 'osprey-2026-10', 'Osprey: what the yards tell about a fourth depot', 'For the board: the three yards work at 61 percent of their docks since the signs are up. *Osprey*, the fourth depot, can wait two years without a loss of service.', null, '2026-10-09', 'green', 'green', 'green', 2, '2026-10-09T16:00:00Z', 'board', null),
    (2007, 2, 24, 'grackle-2026-11', 'Grackle: status of the hold', 'No word about phones since October 28. Tom calls Omar on Monday.', null, '2026-11-18', 'green', 'red', 'amber', 7, '2026-11-18T17:00:00Z', 'internal', null);

insert into decisions (id, client_id, project_id, code, title, question_md, needed_from, decider_id, asked_on, needed_by_on, state, outcome, reason_md, decided_on, audience) values
    (2001, 2, 21, 'phones', 'Which phones do drivers get?', 'Rugged (heavier, $410) or standard with a case ($260)? Both passed our drop test from the cab.', 'client', 201, '2026-08-31', '2026-12-15', 'open', null, null, null, 'team'),
    (2002, 2, 21, 'gate-code', 'Gate codes on the lock screen?', 'Fast, but anyone who holds the phone sees them.', 'client', 202, '2026-03-23', '2026-04-10', 'decided', 'Yes, for the next stop only', 'The code changes daily; the risk is one gate for one day.', '2026-04-02', 'team'),
    (2003, 2, 22, 'numbers', 'Number docks by yard or across all yards?', null, 'client', 204, '2026-03-09', '2026-03-27', 'decided', 'By yard, with a letter: J1, G1, R1', null, '2026-03-24', 'team'),
    (2004, 2, 23, 'write-off', 'Merganser: write off what stays unexplained?', 'About $2,900 at October prices, if nothing more is found.', 'client', null, '2026-11-16', '2026-12-18', 'open', null, null, null, 'finance'),
    (2005, 2, null, 'fourth-depot', 'Osprey: build the fourth depot now?', 'Our yards’ numbers say: not before 2029.', 'client', 201, '2026-10-09', '2026-12-04', 'open', null, null, null, 'board'),
    (2006, 2, 24, 'keep-team', 'Grackle: keep the team free after December 15?', null, 'agency', null, '2026-11-18', '2026-12-11', 'open', null, null, null, 'internal');

insert into documents (id, client_id, project_id, type_id, code, title, owner_id, classification, level, is_legal_hold, audience, created_at) values
    (2001, 2, 21, 'report', 'ride-along-report', 'Twelve shifts: what drivers do & what they carry', 8, 'confidential', 'download', 0, 'team', '2026-03-23T14:00:00Z'),
    (2002, 2, 21, 'image', 'lock-screen', 'Lock screen with the next stop', 7, 'confidential', 'download', 0, 'team', '2026-04-20T14:00:00Z'),
    (2003, 2, 22, 'plan', 'sign-plan', 'Sign plan "Joliet / Gary / Rockford"', 1, 'confidential', 'download', 0, 'team', '2026-03-27T14:00:00Z'),
    (2004, 2, 23, 'data', 'merganser-meters', 'Merganser: meter readings', 11, 'restricted', 'download', 0, 'finance', '2026-10-16T14:00:00Z'),
    (2005, 2, null, 'report', 'osprey-paper', 'Osprey: a fourth depot, or better yards', 2, 'restricted', 'download', 0, 'board', '2026-10-09T14:00:00Z'),
    (2006, 2, 24, 'document', 'grackle-plan', 'Grackle: recovery plan', 7, 'sealed', 'download', 0, 'internal', '2026-10-12T14:00:00Z');

insert into document_versions (client_id, document_id, number, state, file, storage_url, media_type, bytes, pages, change_note, uploaded_by_id, uploaded_at) values
    (2, 2001, 1, 'current', 'files/bobolink-ride-alongs.pdf', null, 'application/pdf', null, 3, null, 8, '2026-03-23T14:10:00Z'),
    (2, 2002, 1, 'superseded', 'files/bobolink-lock-screen-1.png', null, 'image/png', null, null, 'White', 7, '2026-04-20T14:10:00Z'),
    (2, 2002, 2, 'current', 'files/bobolink-lock-screen-2.png', null, 'image/png', null, null, 'Dark, larger gate code', 7, '2026-05-04T14:10:00Z'),
    (2, 2003, 1, 'withdrawn', 'files/sign-plan-v1.pdf', null, 'application/pdf', null, 2, 'Wrong scale for Gary', 1, '2026-03-27T14:10:00Z'),
    (2, 2003, 2, 'current', 'files/Sign plan & yards (v2).pdf', null, 'application/pdf', null, 4, 'Scale corrected; dock letters as decided', 1, '2026-04-03T14:10:00Z'),
    (2, 2004, 1, 'current', 'files/merganser-meters.csv', null, 'text/csv', null, null, null, 11, '2026-10-16T14:10:00Z'),
    (2, 2005, 1, 'current', 'files/osprey-paper.pdf', null, 'application/pdf', null, 2, null, 2, '2026-10-09T14:10:00Z'),
    (2, 2006, 1, 'current', 'files/grackle-plan.pdf', null, 'application/pdf', null, 1, null, 7, '2026-10-12T14:10:00Z');

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 2;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 2;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 2;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 2;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 2;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 2;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 2;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 2;
