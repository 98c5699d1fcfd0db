-- Harrowgate Pell: a law firm in London. Ids begin with 3.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, access_expires_on, networks_json, internal_notes_md, created_at, updated_at) values
    (3, 'harrowgate', 'Harrowgate Pell LLP', 'active', 3, 'en-GB', 'Europe/London', 'GBP',
    'brand/logo.svg', 'brand/logo-dark.svg', '#1d2b53', '#a8843c', 'Georgia',
    'Harrowgate Pell LLP · 4 Temple Yard, London EC4Y 7BB · *Privileged and confidential*', 7, '2027-12-31',
    -- their office, its guest house, and this machine, so that the sample can be looked at
    '["127.0.0.0/8", "198.51.100.0/24", "2001:db8:198::/48"]',
    'Magpie: every sentence is read by three partners. Send drafts 48 hours ahead.', '2025-09-15T09:00:00Z', '2026-07-01T09:00:00Z');

insert into audiences (client_id, key, label) values (3, 'litigation', 'Litigation department');

update audiences set highest_classification = 'sealed' where client_id = 3 and key = 'board';

insert into people (id, client_id, code, name, title, email, unit, audience, internal_notes_md) values
    (301, 3, 'helena-pell', 'Helena Pell KC', 'Managing partner', 'h.pell@harrowgatepell.example', 'Partners', 'team', null),
    (302, 3, 'amir-shah', 'Amir Shah', 'Head of knowledge', 'a.shah@harrowgatepell.example', 'Knowledge', 'team', null),
    (303, 3, 'bea-thornton', 'Beatrice Thornton-Ames', 'Finance director', 'b.thornton@harrowgatepell.example', 'Finance', 'team', null),
    (304, 3, 'jonas-keller', 'Jonas Keller', 'Secondee, Berlin', null, 'Litigation', 'internal', 'Went back to Berlin at the end of October.'),
    (305, 3, 'ffion-evans', 'Ffion Evans', 'Risk and compliance', 'f.evans@harrowgatepell.example', 'Risk', 'team', null);

insert into account_team (client_id, staff_id, position, role, audience) values
    (3, 3, 10, 'Project manager, your first contact', 'team'),
    (3, 1, 20, 'Design direction', 'team'),
    (3, 10, 30, 'Accessibility', 'team'),
    (3, 7, 40, 'Engineering', 'team'),
    (3, 11, 50, 'Invoices', 'finance');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, expires_on, created_at, updated_at) values
    (31, 'helena', 'h.pell@harrowgatepell.example', 301, 'active', '$2y$05$q7uqv7p/QL9x9ByRIlTOH.h6cWDV/0lvVa0u0woEBlq/wDoBTGDd.', '2025-09-16T09:00:00Z', null, '2025-09-16T09:00:00Z', '2025-09-16T09:00:00Z'),
    (32, 'amir', 'a.shah@harrowgatepell.example', 302, 'active', '$2y$05$R291o/bEiTsXW2GDRSMjPuC2lvWFquo6gEfz5UEATvxDSzRi7hdfW', '2025-09-16T09:00:00Z', null, '2025-09-16T09:00:00Z', '2025-09-16T09:00:00Z'),
    (33, 'bea', 'b.thornton@harrowgatepell.example', 303, 'active', '$2y$05$4BKKeymuylJSFph.5eertO7xGmHdRq8PfZQaJyZ7RbKKmwsvjpHdK', '2025-09-16T09:00:00Z', null, '2025-09-16T09:00:00Z', '2025-09-16T09:00:00Z'),
    (34, 'auditor', 'reviews@dunmore-audit.example', null, 'active', '$2y$05$nTUEXuE1dWULBqfOo986LOQ9cHKSd9PXf4jCtnJyhJpW4.8enchsO', '2026-11-10T09:00:00Z', '2027-01-01', '2026-11-10T09:00:00Z', '2026-11-10T09:00:00Z'),
    (35, 'jonas', null, 304, 'active', '$2y$05$a/.ppE3erDADBvcZj2NsYO.Uiksv6IWxVQd9KK.DX8wT8B.XC.j02', '2026-05-04T08:00:00Z', '2026-11-01', '2026-05-04T08:00:00Z', '2026-05-04T08:00:00Z');

-- The auditor is a guest, whose role has no audience: one document is granted, below.
insert into memberships (id, user_id, client_id, role_id, valid_from_on) values
    (301, 31, 3, 'owner', '2025-09-16'),
    (302, 32, 3, 'member', '2025-09-16'),
    (303, 33, 3, 'billing', '2025-09-16'),
    (304, 35, 3, 'member', '2026-05-04'),
    (305, 34, 3, 'guest', '2026-11-10');
insert into membership_audiences (membership_id, client_id, audience, valid_from_on, valid_until_on) values
    (302, 3, 'litigation', '2026-11-01', '2026-12-31'); -- reads for a department until its texts are approved

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, starts_on, due_on, budget_minor, audience, internal_notes_md) values
    (31, 3, 'website', 10, 'Website relaunch', 'A website that answers the question before the call.',
    'Visitors come with a problem, not with a practice area. The new site, working title **Kestrel**, leads from the problem (“my tenant has stopped paying”) to the lawyer who solves it, in three steps.

All 412 pages of the old site are read, and either rewritten, merged or retired. Every page meets WCAG 2.2 AA.',
    3, '2026-01-12', '2027-01-29', 18600000, 'team', 'Partners’ photographs are the risk, not the code.'),
    (32, 3, 'intake', 20, 'Client intake & conflict check', 'From first enquiry to a cleared matter in one working day.',
    'Enquiries arrive by telephone, e-mail and in the lift. The new form collects what the conflict check needs, checks it against all parties of the last ten years, and tells the partner on duty.

Personal data stays in your own systems; we design the form, the rules and the words.',
    3, '2026-06-01', '2027-02-26', 7400000, 'team', null),
    (33, 3, 'matter-room', 30, 'Matter rooms for clients', 'A quiet place for the papers of one matter.',
    'Planned for spring. The scope follows from what we learn in the intake project.', 3, '2027-03-01', '2027-07-30', null, 'team', null),
    (34, 3, 'fee-transparency', 40, 'Larch: showing fees online', 'What a matter costs, before it begins.',
    '*Larch* prepares the page that regulators ask for: typical fees, stages and disbursements of eight kinds of matter. Figures are for the finance team until they are approved.', 11, '2026-08-03', '2026-12-18', 2100000, 'finance', null),
    (35, 3, 'merger-brand', 50, 'Obsidian: a name for two firms', 'Brand options if the partners vote for the combination.',
    'Known to the board only. *Obsidian* develops two directions and stops at once if the vote fails.', 1, '2026-09-21', '2027-02-12', null, 'board', null);

insert into state_changes (client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at) values
    (3, 31, 'project.planned', 'project.active', null, null, 3, '2026-01-12T09:30:00Z'),
    (3, 32, 'project.planned', 'project.active', null, null, 3, '2026-06-01T08:30:00Z'),
    (3, 32, 'project.active', 'project.review', 'The rules of the conflict check are ready for Risk.', null, 3, '2026-10-19T09:00:00Z'),
    (3, 32, 'project.review', 'project.revision', 'Risk asks for a separate rule for pro bono matters.', 'Magpie called it “a detail”. It is four days.', 3, '2026-11-11T10:30:00Z'),
    (3, 34, 'project.planned', 'project.active', null, null, 11, '2026-08-03T09:00:00Z'),
    (3, 34, 'project.active', 'project.review', 'Eight fee tables are with you for approval.', null, 11, '2026-11-13T09:00:00Z'),
    (3, 35, 'project.planned', 'project.active', null, null, 1, '2026-09-21T09:00:00Z');

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, completed_on, progress, audience, description_md, internal_notes_md) values
    (3001, 3, 31, 'content-audit', 10, 'All 412 pages read', 'agency', '2026-02-27', '2026-01-19', '2026-02-27', '2026-02-25', 100, 'team', '148 rewritten, 96 merged, 168 retired.', null),
    (3002, 3, 31, 'problem-map', 20, 'Map of problems agreed', 'agency', '2026-04-10', '2026-03-02', '2026-04-10', '2026-04-17', 100, 'team', null, null),
    (3003, 3, 31, 'design-system', 30, 'Design system', 'agency', '2026-06-26', '2026-04-20', '2026-06-26', '2026-06-24', 100, 'team', null, null),
    (3004, 3, 31, 'texts', 40, 'Texts approved by departments', 'client', '2026-09-25', '2026-06-29', '2026-12-04', null, 72, 'team', '176 of 244 pages approved.', 'Litigation has not read a single page.'),
    (3005, 3, 31, 'portraits', 50, 'Portraits of 61 partners', 'client', '2026-10-16', '2026-09-14', '2026-11-13', null, 85, 'team', 'Nine portraits are missing.', null),
    (3006, 3, 31, 'accessibility-audit', 60, 'Independent accessibility audit', 'agency', '2026-11-13', '2026-11-30', '2026-12-11', null, 0, 'team', null, null),
    (3007, 3, 31, 'soft-launch', 70, 'Soft launch for clients and alumni', 'agency', '2026-12-04', '2026-12-14', '2027-01-08', null, 0, 'team', null, null),
    (3008, 3, 31, 'launch', 80, 'Launch', 'agency', '2027-01-15', null, '2027-01-29', null, 0, 'team', null, null),
    (3011, 3, 32, 'intake-interviews', 10, 'Interviews with nine partners & reception', 'agency', '2026-06-26', '2026-06-08', '2026-06-26', '2026-06-26', 100, 'team', null, null),
    (3012, 3, 32, 'form-prototype', 20, 'Form, clickable', 'agency', '2026-08-14', '2026-06-29', '2026-08-14', '2026-08-12', 100, 'team', null, null),
    (3013, 3, 32, 'conflict-rules', 30, 'Rules of the conflict check', 'agency', '2026-10-16', '2026-08-17', '2026-12-01', null, 80, 'team', 'Revised: a rule for pro bono matters is added.', null),
    (3014, 3, 32, 'risk-approval', 40, 'Approved by Risk', 'client', '2026-10-30', '2026-12-02', '2026-12-11', null, 0, 'team', null, null),
    (3015, 3, 32, 'intake-live', 50, 'In use at reception', 'agency', '2027-01-29', '2027-01-11', '2027-02-26', null, 0, 'team', null, null),
    (3021, 3, 34, 'fee-tables', 10, 'Larch: eight fee tables drafted', 'agency', '2026-11-06', '2026-08-10', '2026-11-13', '2026-11-13', 100, 'finance', null, null),
    (3022, 3, 34, 'fee-approval', 20, 'Fee tables approved', 'client', '2026-11-27', '2026-11-16', '2026-12-04', null, 25, 'finance', null, null),
    (3031, 3, 35, 'two-directions', 10, 'Obsidian: two directions shown', 'agency', '2026-11-27', '2026-09-28', '2026-11-27', null, 80, 'board', null, null),
    (3032, 3, 35, 'vote', 20, 'Partners’ vote', 'client', '2026-12-17', null, '2026-12-17', null, 0, 'board', null, null);

insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values
    (3, 3002, 3001), (3, 3003, 3002), (3, 3004, 3002), (3, 3006, 3003), (3, 3006, 3004), (3, 3007, 3006), (3, 3007, 3005), (3, 3008, 3007),
    (3, 3012, 3011), (3, 3013, 3012), (3, 3014, 3013), (3, 3015, 3014), (3, 3022, 3021), (3, 3032, 3031);

insert into status_updates (id, client_id, project_id, code, headline, body_md, period_starts_on, period_ends_on, scope_rag, schedule_rag, budget_rag, author_id, posted_at, audience, internal_notes_md) values
    (3001, 3, 31, 'website-2026-03', 'Four hundred and twelve pages, read', 'We read every page of the present site. **168 pages can go**: departed partners, superseded law, seven Christmas greetings. What remains is better than you think.

The list is in the documents, with a reason for each page. Objections by 20 March, please; silence means consent.', '2026-01-19', '2026-02-27', 'green', 'green', 'green', 3, '2026-03-02T10:00:00Z', 'team', null),
    (3002, 3, 31, 'website-2026-06', 'Design system complete', 'Typefaces, colours and thirty-one components are ready and documented. All text keeps a contrast of at least 7 : 1, above what the standard asks for, because solicitors read at night.', '2026-06-01', '2026-06-26', 'green', 'green', 'green', 1, '2026-06-29T09:00:00Z', 'team', null),
    (3003, 3, 31, 'website-2026-09', 'Texts take longer than planned', 'Of 244 pages 98 are approved. Property and Employment are finished, Family and Private Client nearly so.

We have moved the approval date to 4 December and the launch to 29 January. **Nothing is lost but time**; the budget is not touched.', '2026-09-01', '2026-09-25', 'green', 'amber', 'green', 3, '2026-09-28T09:00:00Z', 'team', null),
    (3004, 3, 31, 'website-2026-11', '176 of 244 pages approved; nine portraits missing', '*Done:* Family, Private Client and Tax. All forms work with a keyboard and with a screen reader.

*Next:* Litigation, 51 pages; the accessibility audit from 30 November.

*From you:* nine portraits. The photographer is in the building on 24 and 25 November; names are in the note.', '2026-10-26', '2026-11-13', 'green', 'amber', 'green', 3, '2026-11-16T10:00:00Z', 'team', 'If Litigation is not done by 4 December we launch without them. Helena agrees, privately.'),
    (3005, 3, 32, 'intake-2026-08', 'Reception likes the form', 'Six receptionists and trainees took 30 enquiries with the prototype. A complete enquiry takes **four minutes** instead of eleven, and no field was left empty out of embarrassment.', '2026-08-03', '2026-08-14', 'green', 'green', 'green', 8, '2026-08-17T09:00:00Z', 'team', null),
    (3006, 3, 32, 'intake-2026-11', 'One more rule: pro bono', 'Risk approved eleven of twelve rules and asks for one more: pro bono matters need a check against *future* clients named in a tender. We are writing it now and come back on 1 December.', '2026-11-02', '2026-11-13', 'amber', 'amber', 'green', 3, '2026-11-13T16:00:00Z', 'team', null),
    (3007, 3, 34, 'larch-2026-11', 'Larch: eight fee tables are with you', 'Each table shows stages, typical range, VAT and disbursements. Two need a partner’s judgement: contested probate, and employment tribunal above three days.', '2026-10-12', '2026-11-13', 'green', 'amber', 'green', 11, '2026-11-13T09:10:00Z', 'finance', null),
    (3008, 3, 35, 'obsidian-2026-11', 'Obsidian: two directions, one week to go', 'Both directions will be on the table on 27 November: one that keeps both names, one that keeps neither.', '2026-11-02', '2026-11-13', 'green', 'green', 'green', 1, '2026-11-16T12:00:00Z', 'board', null),
    (3009, 3, 31, 'magpie-2026-11', 'Magpie: internal view of the relaunch', 'We are 14 days over on project management. Not invoiced, written down as training for the new PMs.', null, '2026-11-13', 'green', 'red', 'red', 3, '2026-11-16T18:00:00Z', 'internal', null);

insert into decisions (id, client_id, project_id, code, title, question_md, needed_from, decider_id, asked_on, needed_by_on, state, outcome, reason_md, decided_on, audience) values
    (3001, 3, 31, 'problem-first', 'Problems first, departments second', 'Should the first level of the menu name problems or departments?', 'client', 301, '2026-03-09', '2026-03-27', 'decided', 'Problems', 'Eleven of twelve test readers did not know which department they need.', '2026-03-26', 'team'),
    (3002, 3, 31, 'retired-pages', 'What happens to 168 retired pages?', 'Redirect, or answer 410 with a list of better pages?', 'client', 302, '2026-03-02', '2026-03-20', 'decided', '410 with three better pages', null, '2026-03-19', 'team'),
    (3003, 3, 31, 'launch-without-litigation', 'Launch without Litigation, if its texts are late?', 'The section could follow three weeks later without visible gaps.', 'client', 301, '2026-11-16', '2026-12-04', 'open', null, null, null, 'team'),
    (3004, 3, 31, 'cookie-banner', 'No tracking, therefore no banner', 'We propose counting visits on your own server, without cookies.', 'client', 305, '2026-05-04', '2026-05-22', 'decided', 'No cookies, no banner', 'Fewer facts about visitors are fewer facts to protect.', '2026-05-20', 'team'),
    (3005, 3, 32, 'ten-years', 'How far back does the conflict check look?', null, 'client', 305, '2026-07-06', '2026-07-31', 'decided', 'Ten years, all parties', null, '2026-07-24', 'team'),
    (3006, 3, 32, 'duty-partner', 'Who is told after six o’clock?', 'The duty partner, or nobody until the morning?', 'client', 302, '2026-11-13', '2026-11-18', 'open', null, null, null, 'team'),
    (3007, 3, 34, 'probate-range', 'Larch: publish a range for contested probate?', 'The honest range is £9,000 to £80,000, which helps nobody. Alternative: three worked examples.', 'client', 303, '2026-11-13', '2026-12-04', 'open', null, null, null, 'finance'),
    (3008, 3, 35, 'obsidian-names', 'Obsidian: keep both names, or neither?', null, 'client', 301, '2026-11-16', '2026-12-17', 'open', null, null, null, 'board'),
    (3009, 3, null, 'magpie-rates', 'Magpie: raise rates in April?', 'Last raised in 2024.', 'agency', null, '2026-11-02', '2026-12-31', 'open', null, null, null, 'internal');

insert into documents (id, client_id, project_id, type_id, code, title, description_md, owner_id, classification, level, is_legal_hold, audience, created_at) values
    (3001, 3, 31, 'data', 'page-list', 'All 412 pages, with what becomes of them', null, 3, 'confidential', 'download', 0, 'team', '2026-03-02T09:00:00Z'),
    (3002, 3, 31, 'report', 'design-system-guide', 'Design system: a guide for editors', 'Thirty-one components, when to use them and when not.', 1, 'public', 'download', 0, 'team', '2026-06-24T09:00:00Z'),
    (3003, 3, 31, 'image', 'home-page', 'Home page, as approved', null, 1, 'confidential', 'download', 0, 'team', '2026-06-24T09:00:00Z'),
    (3004, 3, 32, 'document', 'conflict-rules', 'Rules of the conflict check', 'Version 3 with the rule for pro bono matters is being written.', 3, 'restricted', 'download', 1, 'team', '2026-09-14T09:00:00Z'),
    (3005, 3, null, 'contract', 'engagement-letter', 'Engagement letter 2025–2027', null, 3, 'restricted', 'view', 1, 'team', '2025-09-15T09:00:00Z'),
    (3006, 3, null, 'report', 'larch-annual-statement', 'Larch: annual statement of fees and disbursements', 'For the finance team and the auditor.', 11, 'restricted', 'download', 1, 'finance', '2026-10-30T09:00:00Z'),
    (3007, 3, 34, 'data', 'fee-tables', 'Larch: fee tables, draft for approval', null, 11, 'restricted', 'download', 0, 'finance', '2026-11-13T09:00:00Z'),
    (3008, 3, 35, 'plan', 'obsidian-directions', 'Obsidian: first sketches', null, 1, 'sealed', 'download', 0, 'board', '2026-11-16T09:00:00Z'),
    (3009, 3, null, 'document', 'magpie-debrief', 'Magpie: debrief after the texts', null, 3, 'sealed', 'download', 0, 'internal', '2026-11-16T09:00:00Z'),
    (3010, 3, 31, 'document', 'litigation-texts', 'Wyvern: the 51 texts of Litigation', 'For the department; everyone else waits for the approved texts.', 3, 'confidential', 'download', 0, 'litigation', '2026-11-13T09:00:00Z');

insert into document_versions (client_id, document_id, number, state, file, storage_url, media_type, bytes, pages, change_note, uploaded_by_id, uploaded_at) values
    (3, 3001, 1, 'current', 'files/kestrel-page-list.csv', null, 'text/csv', null, null, null, 3, '2026-03-02T09:30:00Z'),
    (3, 3002, 1, 'superseded', 'files/kestrel-design-system-1.pdf', null, 'application/pdf', null, 3, null, 1, '2026-06-24T10:00:00Z'),
    (3, 3002, 2, 'current', 'files/kestrel-design-system-2.pdf', null, 'application/pdf', null, 4, 'Chapter on quotations; contrast table', 1, '2026-09-10T10:00:00Z'),
    (3, 3003, 1, 'current', 'files/kestrel-home-page.png', null, 'image/png', null, null, null, 1, '2026-06-24T10:10:00Z'),
    (3, 3004, 1, 'superseded', 'files/conflict-rules-v1.pdf', null, 'application/pdf', null, 2, null, 3, '2026-09-14T10:00:00Z'),
    (3, 3004, 2, 'current', 'files/conflict-rules-v2.pdf', null, 'application/pdf', null, 3, 'Rules 9 to 12 added', 3, '2026-10-19T08:50:00Z'),
    (3, 3004, 3, 'draft', 'files/conflict-rules-v3-draft.pdf', null, 'application/pdf', null, 3, 'Magpie draft, pro bono rule', 3, '2026-11-18T08:50:00Z'),
    (3, 3005, 1, 'current', 'files/engagement-letter.pdf', null, 'application/pdf', null, 4, null, 3, '2025-09-15T10:00:00Z'),
    (3, 3006, 1, 'current', 'files/larch-annual-statement.pdf', null, 'application/pdf', null, 3, null, 11, '2026-10-30T10:00:00Z'),
    (3, 3007, 1, 'current', 'files/larch-fee-tables.csv', null, 'text/csv', null, null, null, 11, '2026-11-13T09:20:00Z'),
    (3, 3008, 1, 'current', 'files/obsidian-sketches.png', null, 'image/png', null, null, null, 1, '2026-11-16T11:00:00Z'),
    (3, 3009, 1, 'current', 'files/magpie-debrief.pdf', null, 'application/pdf', null, 1, null, 3, '2026-11-16T17:00:00Z'),
    (3, 3010, 1, 'current', 'files/wyvern-litigation-texts.pdf', null, 'application/pdf', null, 3, null, 3, '2026-11-13T10:00:00Z');

-- The auditor asked for one statement and reads it until the end of the year, and has asked for more. Amir, who has no
-- finance audience, reads nothing of it. Answers are for the client, comments for the agency alone.
insert into access_requests (id, client_id, user_id, record_table, record_id, resource, level, reason, status, asked_at, decided_at) values
    (31, 3, 34, 'documents', 3006, null, 'download', 'For the annual audit', 'approved', '2026-11-09T14:20:00Z', '2026-11-10T09:05:00Z'),
    (32, 3, 34, null, null, 'The statements of 2024 and 2025', 'download', 'To compare with earlier years', 'pending', '2026-11-19T10:40:00Z', null),
    (33, 3, 34, null, null, 'The fee tables of all partners', 'view', null, 'denied', '2026-11-12T16:05:00Z', '2026-11-13T09:30:00Z');
insert into access_approvals (client_id, request_id, approver_id, decision, comment, answer, decided_at) values
    (3, 31, 31, 'approved', 'Magpie: agreed with Helena by phone', 'Until the end of the year, as agreed with Helena Pell.', '2026-11-10T09:05:00Z'),
    (3, 33, 31, 'denied', 'Magpie: not part of the mandate', 'These are not part of the audit.', '2026-11-13T09:30:00Z');
insert into grants (client_id, user_id, record_table, record_id, level, reason, granted_by_id, expires_on, created_at, request_id) values
    (3, 34, 'documents', 3006, 'download', 'Annual audit, asked for by Beatrice Thornton-Ames', 3, '2027-01-01', '2026-11-10T09:05:00Z', 31);

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 3;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 3;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 3;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 3;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 3;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 3;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 3;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 3;
