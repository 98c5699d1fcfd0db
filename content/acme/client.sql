-- Acme Instruments: maker of laboratory instruments in Rochester, New York.
-- Ids begin with the client's number, 1.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, internal_notes_md, created_at, updated_at) values
    (1, 'acme', 'Acme Instruments, Inc.', 'active', 3, 'en-US', 'America/New_York', 'USD',
    'brand/logo.svg', 'brand/logo-dark.svg', '#0b5c4a', '#d9822b', null,
    'Acme Instruments, Inc. · 1200 Canal Street, Rochester, NY 14608

Prepared by [Ferrow & Vale](https://ferrowvale.example) for Acme Instruments. Please do not forward.',
    7, 'Tumbleweed: renewal talks start in January. Dana decides, Pat listens, procurement hates surprises.', '2025-11-03T15:00:00Z', '2026-09-01T14:00:00Z');

update audiences set label = 'Everyone at Acme Instruments' where client_id = 1 and key = 'team';

insert into people (id, client_id, code, name, title, email, unit, audience, internal_notes_md) values
    (101, 1, 'dana-whitfield', 'Dana Whitfield', 'VP Product', 'dana.whitfield@acme-instruments.example', 'Product', 'team', null),
    (102, 1, 'luis-ortega', 'Luis Ortega-Peña', 'Head of Service', 'luis.ortega@acme-instruments.example', 'Service', 'team', null),
    (103, 1, 'grace-kim', 'Grace Kim', 'Accounts payable', 'grace.kim@shared-services.example', 'Finance', 'team', 'Also pays the bills of the other Acme; keep the two apart in every mail.'),
    (104, 1, 'pat-obrien', 'Patricia "Pat" O''Brien', 'Board member', 'pat.obrien@acme-instruments.example', 'Board', 'board', null),
    (105, 1, 'sam-lindgren', 'Sam Lindgren', 'Lab manager, pilot site', 'sam.lindgren@acme-instruments.example', 'Field labs', 'team', null);

insert into account_team (client_id, staff_id, position, role, audience) values
    (1, 3, 10, 'Project manager, your first contact', 'team'),
    (1, 1, 20, 'Design direction', 'team'),
    (1, 7, 30, 'Front-end engineering', 'team'),
    (1, 8, 40, 'User research', 'team'),
    (1, 11, 50, 'Invoices', 'finance'),
    (1, 2, 60, 'Escalation', 'internal');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (11, 'dana', 'dana.whitfield@acme-instruments.example', 101, 'active', '$2y$05$fBiLBO2/LaCx.Xo7jI44gOstS44IoghCAAo8p/EYLMZGArs/sxckm', '2025-11-04T15:00:00Z', '2025-11-04T15:00:00Z', '2026-01-05T15:00:00Z'),
    (12, 'luis', 'luis.ortega@acme-instruments.example', 102, 'active', '$2y$05$xRepQSUJ8AhX97GNrN/.iOtZPODs0doS/aF9h4V4K4zkvcOZVewhK', '2025-11-04T15:00:00Z', '2025-11-04T15:00:00Z', '2026-01-05T15:00:00Z'),
    (14, 'pat', 'pat.obrien@acme-instruments.example', 104, 'active', '$2y$05$MwSAhg/nTvesoTxGjAo4aOKRul3sPkilBCmnvFIjWYIwSTgYsypdy', '2026-03-02T15:00:00Z', '2026-03-02T15:00:00Z', '2026-03-02T15:00:00Z');

insert into memberships (id, user_id, client_id, role_id, valid_from_on) values
    (101, 11, 1, 'owner', '2025-11-04'),
    (102, 12, 1, 'approver', '2025-11-04'),
    (103, 13, 1, 'billing', '2025-11-04'),
    (104, 14, 1, 'viewer', '2026-03-02');
insert into membership_audiences (membership_id, client_id, audience) values (104, 1, 'board');

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, starts_on, due_on, budget_minor, audience, internal_notes_md) values
    (11, 1, 'lab-console', 10, 'Lab Console redesign', 'One console for every Acme instrument, made for gloved hands and bad light.',
    'Technicians run up to nine instruments in one shift, each with its own buttons. **Lab Console**, code name *Juniper*, replaces nine interfaces with one:

- one layout for start, pause and abort, in the same place on every screen;
- alarms that can be read from three meters;
- every control usable with two pairs of gloves on.

We design with the people at the Ithaca pilot lab, test every two weeks, and hand over components to your firmware team as they pass.',
    3, '2026-03-02', '2027-02-26', 28400000, 'team',
    'The margin is thin since the second glove study. Firmware team is two people short; Dana knows, her CEO does not.'),
    (12, 1, 'calibration-portal', 20, 'Calibration certificates online', 'Customers find and download the certificate of any instrument by its serial number.',
    'Today a certificate is a scanned page in an e-mail. The new pages let a customer type a serial number and get the signed certificate, its history and the date of the next calibration.

The first release covers instruments sold **since 2019**; older ones follow when the archive in Building 4 is scanned.',
    3, '2026-05-11', '2026-12-18', 9600000, 'team', null),
    (13, 1, 'program-budget', 30, 'Program budget & invoicing 2026–27', 'What was agreed, what is spent, what is still to come.',
    'The **Copperleaf** sheet is the one place where budget, change requests and invoices meet. It is renewed on the first working day of each month.',
    11, '2026-01-05', '2027-03-31', null, 'finance', null),
    (14, 1, 'plant-options', 40, 'Ironwood: options for the second plant', 'Three ways to show customers the new plant before it exists.',
    '*Ironwood* prepares the board’s choice between a visitor center in Rochester, a traveling showroom and a purely digital tour. Nothing here is public before the board has decided.',
    1, '2026-09-07', '2027-01-29', null, 'board', null),
    (15, 1, 'growth-plan', 90, 'Account growth plan', 'How we keep and grow this account.',
    'Tumbleweed: propose a yearly service agreement once Lab Console has shipped to three sites. Idris to call Dana in January.',
    2, '2026-08-03', null, null, 'internal', null);

insert into state_changes (client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at) values
    (1, 11, 'project.planned', 'project.active', null, null, 3, '2026-03-02T14:00:00Z'),
    (1, 11, 'project.active', 'project.review', 'Please confirm the alarm layout before we build it.', null, 3, '2026-06-15T15:10:00Z'),
    (1, 11, 'project.review', 'project.active', null, 'Took eleven days, Dana was at a trade fair.', 3, '2026-06-26T13:20:00Z'),
    (1, 12, 'project.planned', 'project.active', null, null, 3, '2026-05-11T14:00:00Z'),
    (1, 12, 'project.active', 'project.review', 'The search is ready for your acceptance test.', null, 3, '2026-11-09T16:00:00Z'),
    (1, 13, 'project.planned', 'project.active', null, null, 11, '2026-01-05T15:00:00Z'),
    (1, 14, 'project.planned', 'project.active', null, null, 1, '2026-09-07T14:00:00Z'),
    (1, 15, 'project.planned', 'project.active', null, null, 2, '2026-08-03T14:00:00Z');

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, completed_on, progress, audience, description_md, internal_notes_md) values
    (1001, 1, 11, 'field-study', 10, 'Field study at the Ithaca lab', 'agency', '2026-04-03', '2026-03-09', '2026-04-03', '2026-04-02', 100, 'team', 'Six shifts observed, two of them at night.', null),
    (1002, 1, 11, 'interaction-model', 20, 'Interaction model agreed', 'agency', '2026-05-15', '2026-04-06', '2026-05-15', '2026-05-20', 100, 'team', null, null),
    (1003, 1, 11, 'alarm-layout', 30, 'Alarm layout confirmed', 'client', '2026-06-12', '2026-06-01', '2026-06-12', '2026-06-26', 100, 'team', 'Readable from three meters, also by people who do not see red.', null),
    (1004, 1, 11, 'glove-test', 40, 'Second glove test', 'agency', '2026-08-14', '2026-07-13', '2026-08-14', '2026-08-28', 100, 'team', 'Repeated with the thicker winter gloves after the first round failed on two controls.', 'We pay for the repeat ourselves. Do not invoice.'),
    (1005, 1, 11, 'component-library', 50, 'Component library handed over', 'agency', '2026-10-16', '2026-08-31', '2026-11-06', '2026-11-06', 100, 'team', null, null),
    (1006, 1, 11, 'firmware-hooks', 60, 'Firmware hooks available', 'client', '2026-10-30', '2026-09-14', '2026-11-13', null, 70, 'team', 'Your firmware team exposes start, pause and alarm states to the console.', 'Two weeks late, will be four.'),
    (1007, 1, 11, 'pilot', 70, 'Pilot at Ithaca begins', 'agency', '2026-11-30', '2026-11-16', '2026-12-14', null, 20, 'team', 'Three instruments, one shift, four weeks.', null),
    (1008, 1, 11, 'pilot-review', 80, 'Pilot reviewed together', 'agency', '2027-01-15', '2027-01-04', '2027-01-29', null, 0, 'team', null, null),
    (1009, 1, 11, 'rollout-plan', 90, 'Rollout plan for all sites', 'agency', '2027-02-12', '2027-01-25', '2027-02-26', null, 0, 'team', null, null),
    (1011, 1, 12, 'serial-search', 10, 'Search by serial number', 'agency', '2026-07-31', '2026-05-18', '2026-07-31', '2026-07-29', 100, 'team', null, null),
    (1012, 1, 12, 'signature-check', 20, 'Signed certificates verified', 'agency', '2026-09-11', '2026-08-03', '2026-09-11', '2026-09-25', 100, 'team', 'A changed byte must be noticed and said in plain words.', null),
    (1013, 1, 12, 'acceptance', 30, 'Acceptance test', 'client', '2026-11-06', '2026-11-09', '2026-11-24', null, 30, 'team', 'Twelve cases, about two hours. The list is in the notes.', null),
    (1014, 1, 12, 'go-live', 40, 'Certificates online', 'agency', '2026-11-30', null, '2026-12-18', null, 0, 'team', null, null),
    (1015, 1, 12, 'archive-scan', 50, 'Archive before 2019 scanned', 'client', null, '2027-01-11', '2027-06-30', null, 0, 'team', null, null),
    (1021, 1, 13, 'fy27-frame', 10, 'Budget frame 2027 agreed', 'client', '2026-11-30', '2026-11-02', '2026-12-04', null, 40, 'finance', 'Copperleaf sheet, tab “2027”.', null),
    (1022, 1, 13, 'final-invoice-console', 20, 'Final invoice for Lab Console', 'agency', '2027-03-12', null, '2027-03-26', null, 0, 'finance', null, null),
    (1031, 1, 14, 'options-paper', 10, 'Options paper with the board', 'agency', '2026-11-13', '2026-09-14', '2026-11-13', '2026-11-12', 100, 'board', null, null),
    (1032, 1, 14, 'board-choice', 20, 'Board chooses', 'client', '2026-12-11', null, '2026-12-11', null, 0, 'board', null, null),
    (1033, 1, 14, 'concept', 30, 'Concept for the chosen option', 'agency', '2027-01-29', '2026-12-14', '2027-01-29', null, 0, 'board', null, null),
    (1041, 1, 15, 'renewal-call', 10, 'Tumbleweed call with Dana', 'agency', null, null, '2027-01-12', null, 0, 'internal', null, null);

insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values
    (1, 1002, 1001), (1, 1003, 1002), (1, 1004, 1003), (1, 1005, 1004), (1, 1007, 1005), (1, 1007, 1006),
    (1, 1008, 1007), (1, 1009, 1008), (1, 1012, 1011), (1, 1013, 1012), (1, 1014, 1013), (1, 1015, 1014),
    (1, 1032, 1031), (1, 1033, 1032), (1, 1022, 1009);

insert into status_updates (id, client_id, project_id, code, headline, body_md, period_starts_on, period_ends_on, scope_rag, schedule_rag, budget_rag, author_id, supersedes_id, posted_at, audience, internal_notes_md) values
    (1001, 1, 11, 'console-2026-04', 'What six shifts taught us', 'We watched technicians for six shifts. The surprise was not the gloves but the **light**: half of the labs are kept dark for the optics, and today’s white screens blind people for several seconds.

The interaction model starts from a dark screen now. This costs nothing and changes nothing in the plan.', '2026-03-09', '2026-04-03', 'green', 'green', 'green', 8, null, '2026-04-06T14:30:00Z', 'team', null),
    (1002, 1, 11, 'console-2026-06', 'Alarm layout waits for your confirmation', 'Three variants were tested with fourteen people. Variant B was read correctly from three meters by all of them, including two colleagues who do not distinguish red and green.

**From you:** a yes or no to variant B. Every week of waiting moves the glove test by a week.', '2026-06-01', '2026-06-12', 'green', 'amber', 'green', 3, null, '2026-06-15T15:30:00Z', 'team', null),
    (1003, 1, 11, 'console-2026-08', 'First glove test failed, and that is good news', 'Two of nine controls could not be pressed reliably with winter gloves. We enlarged them from 14 to 19 mm and repeat the test at our expense.

The component library moves by two weeks. The pilot date holds.', '2026-07-13', '2026-08-14', 'green', 'amber', 'green', 8, null, '2026-08-17T14:00:00Z', 'team', 'Costs us about 6,800. Decided by Mara: goodwill.'),
    (1004, 1, 11, 'console-2026-10', 'Component library in the last week', 'Forty-one of forty-three components are handed over. The two that are left, *trend chart* and *sample rack*, wait for a decision about units.', '2026-10-05', '2026-10-23', 'green', 'amber', 'green', 7, null, '2026-10-26T14:00:00Z', 'team', null),
    (1005, 1, 11, 'console-2026-11', 'Library handed over; the pilot needs the firmware hooks', 'All 43 components are with your firmware team. The pilot at Ithaca depends on the firmware hooks, which were planned for October 30 and are at about 70 percent.

**What we did:** prepared a simulator, so that Sam’s team can practice without hooks.
**What is next:** training on December 1, pilot from December 14.
**What we need:** a date for the hooks by November 27.', '2026-11-02', '2026-11-13', 'green', 'red', 'green', 3, null, '2026-11-16T15:00:00Z', 'team', 'If hooks slip past Dec 7 the pilot is a January thing. Prepare Dana gently.'),
    (1006, 1, 11, 'console-2026-11-correction', 'Correction: training is on December 2', 'Our update of Monday named the wrong day. The training at Ithaca is on **Wednesday, December 2**, 9:00 to 12:00. Everything else stands.', null, '2026-11-17', 'green', 'red', 'green', 3, 1005, '2026-11-17T14:05:00Z', 'team', null),
    (1007, 1, 12, 'certificates-2026-07', 'Search finds 99.4 % of the serial numbers', 'Of 31,200 serial numbers in your service system 31,013 are found. The other 187 were typed with the letter O for the digit zero; the search accepts both now.', '2026-07-01', '2026-07-31', 'green', 'green', 'green', 7, null, '2026-08-03T14:00:00Z', 'team', null),
    (1008, 1, 12, 'certificates-2026-11', 'Ready for your acceptance test', 'Everything agreed for the first release is on the test server. The test has twelve cases and takes about two hours; Luis’s team has the accounts.

If all goes well on November 24, we go live on December 18.', '2026-10-26', '2026-11-06', 'green', 'amber', 'green', 3, null, '2026-11-09T16:10:00Z', 'team', null),
    (1009, 1, 13, 'copperleaf-2026-11', 'Copperleaf: 71 % of the frame is spent, 74 % of the work is done', 'Invoiced to date: **$268,900** of $380,000. Two change requests are open: winter gloves (no cost) and unit conversion ($4,200, for decision).

The frame for 2027 should be agreed by December 4, so that January is invoiced from it.', '2026-10-01', '2026-10-31', 'green', 'green', 'amber', 11, null, '2026-11-02T15:00:00Z', 'finance', null),
    (1010, 1, 14, 'ironwood-2026-11', 'Options paper delivered', 'The paper compares three options for *Ironwood* over ten years. We recommend the traveling showroom: a third of the cost of a visitor center, and it reaches customers who will never come to Rochester.', '2026-10-12', '2026-11-12', 'green', 'green', 'green', 1, null, '2026-11-12T20:00:00Z', 'board', null),
    (1011, 1, 15, 'tumbleweed-2026-11', 'Tumbleweed: how we stand with Acme Instruments', 'Dana is happy, finance is neutral, firmware is embarrassed. Do not raise the hooks in front of Pat.', null, '2026-11-13', 'green', 'amber', 'green', 2, null, '2026-11-13T18:00:00Z', 'internal', null);

insert into decisions (id, client_id, project_id, code, title, question_md, needed_from, decider_id, asked_on, needed_by_on, state, outcome, reason_md, decided_on, audience, internal_notes_md) values
    (1001, 1, 11, 'dark-first', 'Dark screens by default', 'Labs with optics are dark. Should the console start dark everywhere, or ask at installation?', 'client', 101, '2026-04-06', '2026-04-24', 'decided', 'Dark everywhere; light is a setting.', 'One default is easier to train, and the bright labs lose little.', '2026-04-21', 'team', null),
    (1002, 1, 11, 'alarm-variant', 'Which alarm layout?', 'Variant A (bar), B (full edge) or C (overlay)?', 'client', 101, '2026-06-15', '2026-06-19', 'decided', 'Variant B', 'Read correctly from three meters by everyone in the test.', '2026-06-26', 'team', null),
    (1003, 1, 11, 'units', 'Units in trend charts', 'Should a chart follow the unit of the instrument or that of the technician’s profile? Both can be built; the second takes four days more.', 'client', 102, '2026-10-19', '2026-11-18', 'open', null, null, null, 'team', 'Luis wants the profile, Dana the instrument. Let them talk.'),
    (1004, 1, 12, 'older-than-2019', 'Certificates older than 2019', 'Scan the archive in Building 4 now, or after the first release?', 'client', 102, '2026-05-18', '2026-06-30', 'decided', 'After the first release', null, '2026-06-09', 'team', null),
    (1005, 1, 12, 'open-access', 'Who may look up a certificate?', 'Anyone who knows a serial number, or only customers with an account? The first is easier for auditors, the second protects who owns what.', 'client', 101, '2026-11-09', '2026-11-27', 'open', null, null, null, 'team', null),
    (1006, 1, 13, 'unit-conversion-cost', 'Change request: unit conversion, $4,200', 'Follows from the decision about units. Four days at the agreed rate, within the Copperleaf reserve.', 'client', 103, '2026-11-02', '2026-12-04', 'open', null, null, null, 'finance', null),
    (1007, 1, 14, 'ironwood-option', 'Visitor center, showroom or digital tour?', 'See the options paper, page 2. We recommend the traveling showroom.', 'client', 104, '2026-11-12', '2026-12-11', 'open', null, null, null, 'board', null),
    (1008, 1, null, 'successor', 'Sequoia: who follows Dana as owner of the portal?', 'Dana moves to the new division in spring. Two names are proposed in the owners’ note.', 'client', 101, '2026-11-16', '2027-01-15', 'open', null, null, null, 'owners', null),
    (1009, 1, 15, 'tumbleweed-discount', 'Tumbleweed: offer 5 % for a three-year agreement?', 'Priya says yes, Idris wants volume first.', 'agency', null, '2026-11-10', '2026-12-18', 'open', null, null, null, 'internal', null);

insert into documents (id, client_id, project_id, type_id, code, title, description_md, owner_id, classification, level, is_legal_hold, audience, created_at, internal_notes_md) values
    (1001, 1, 11, 'report', 'field-study-report', 'Field study: six shifts in Ithaca', 'What we saw, what people said, and eleven recommendations.', 8, 'confidential', 'download', 0, 'team', '2026-04-06T14:00:00Z', null),
    (1002, 1, 11, 'image', 'alarm-variants', 'Alarm layout: variants A, B and C', null, 1, 'confidential', 'download', 0, 'team', '2026-06-12T14:00:00Z', null),
    (1003, 1, 11, 'data', 'glove-measurements', 'Glove test: all measurements', 'One row a trial: control, glove, force in newtons, hit or miss.', 8, 'confidential', 'download', 0, 'team', '2026-08-31T14:00:00Z', null),
    (1004, 1, 11, 'plan', 'component-library', 'Component library, release candidate', 'Large: kept in the shared store.', 7, 'confidential', 'download', 0, 'team', '2026-11-06T14:00:00Z', null),
    (1005, 1, 12, 'document', 'acceptance-cases', 'Acceptance test: twelve cases', null, 3, 'confidential', 'download', 0, 'team', '2026-11-09T15:00:00Z', null),
    (1006, 1, null, 'contract', 'master-agreement', 'Master services agreement', 'Signed by both sides on November 3, 2025.', 3, 'restricted', 'view', 1, 'team', '2025-11-03T15:00:00Z', null),
    (1007, 1, 13, 'data', 'copperleaf-sheet', 'Copperleaf budget sheet', null, 11, 'restricted', 'download', 0, 'finance', '2026-11-02T15:00:00Z', null),
    (1008, 1, 14, 'report', 'ironwood-options', 'Ironwood: three options compared', null, 1, 'restricted', 'download', 0, 'board', '2026-11-12T19:00:00Z', null),
    (1009, 1, 15, 'document', 'tumbleweed-plan', 'Tumbleweed: account plan', null, 2, 'sealed', 'download', 0, 'internal', '2026-08-03T14:00:00Z', null);

insert into document_versions (client_id, document_id, number, state, file, storage_url, media_type, bytes, pages, change_note, uploaded_by_id, uploaded_at) values
    (1, 1001, 1, 'superseded', 'files/juniper-field-study-v1.pdf', null, 'application/pdf', null, 3, 'First version, for comment', 8, '2026-04-06T14:10:00Z'),
    (1, 1001, 2, 'current', 'files/juniper-field-study-v2.pdf', null, 'application/pdf', null, 4, 'Night shifts added, recommendation 7 withdrawn', 8, '2026-04-20T14:10:00Z'),
    (1, 1002, 1, 'current', 'files/juniper-alarm-variants.png', null, 'image/png', null, null, null, 1, '2026-06-12T14:10:00Z'),
    (1, 1003, 1, 'superseded', 'files/juniper-glove-test-1.csv', null, 'text/csv', null, null, 'First test, failed', 8, '2026-08-17T14:10:00Z'),
    (1, 1003, 2, 'current', 'files/juniper-glove-test-2.csv', null, 'text/csv', null, null, 'Second test, passed', 8, '2026-08-31T14:10:00Z'),
    (1, 1004, 1, 'current', null, 'https://store.ferrowvale.example/acme/lab-console-components-1.0rc2.zip', 'application/zip', 734003200, null, 'Release candidate 2', 7, '2026-11-06T20:30:00Z'),
    (1, 1005, 1, 'current', 'files/acceptance-cases.pdf', null, 'application/pdf', null, 2, null, 3, '2026-11-09T16:00:00Z'),
    (1, 1005, 2, 'draft', 'files/acceptance-cases-v2-draft.pdf', null, 'application/pdf', null, 2, 'Tumbleweed draft: not agreed inside the agency', 3, '2026-11-19T16:00:00Z'),
    (1, 1006, 1, 'current', 'files/master-agreement.pdf', null, 'application/pdf', null, 5, null, 3, '2025-11-03T15:10:00Z'),
    (1, 1007, 1, 'superseded', 'files/copperleaf-2026-10.csv', null, 'text/csv', null, null, 'October', 11, '2026-10-01T15:00:00Z'),
    (1, 1007, 2, 'current', 'files/copperleaf-2026-11.csv', null, 'text/csv', null, null, 'November', 11, '2026-11-02T15:10:00Z'),
    (1, 1008, 1, 'current', 'files/ironwood-options.pdf', null, 'application/pdf', null, 3, null, 1, '2026-11-12T19:30:00Z'),
    (1, 1009, 1, 'current', 'files/tumbleweed-plan.pdf', null, 'application/pdf', null, 2, null, 2, '2026-08-03T14:10:00Z');

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 1;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 1;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 1;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 1;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 1;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 1;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 1;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 1;
