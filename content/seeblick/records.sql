-- Klinik Seeblick: Kennzahlen, Zusagen und Anfragen, Stand 20. November 2026.

insert into metrics (id, client_id, project_id, code, position, name, description_md, unit, direction, target, audience, created_at, updated_at) values
    (6001, 6, 61, 'ohne-hilfe', 10, 'Termin ohne Hilfe gefunden', 'Von hundert Personen auf Station 3.', '%', 'up', 85, 'team', '2026-06-01T08:00:00Z', '2026-11-13T08:00:00Z'),
    (6002, 6, 62, 'befunde-offen', 20, 'Offene Befunde', null, null, 'down', 0, 'team', '2026-05-04T08:00:00Z', '2026-10-30T08:00:00Z');
insert into metric_values (client_id, metric_id, measured_on, value, note) values
    (6, 6001, '2026-06-30', 61, null), (6, 6001, '2026-09-30', 74, 'Grössere Schrift'), (6, 6001, '2026-11-13', 82.5, null),
    (6, 6002, '2026-05-29', 58, 'Erste Prüfung'), (6, 6002, '2026-10-30', 9, null);
insert into sla_targets (id, client_id, service_id, code, position, name, measure, target_bp, audience, created_at, updated_at) values
    (6001, 6, 5, 'verfuegbar', 10, 'Das Portal ist erreichbar', 'availability', 9990, 'team', '2026-06-01T08:00:00Z', '2026-11-02T08:00:00Z');
insert into sla_measurements (client_id, sla_target_id, period_starts_on, period_ends_on, kept_count, total_count, note) values
    (6, 6001, '2026-09-01', '2026-09-30', 43200, 43200, null), (6, 6001, '2026-10-01', '2026-10-31', 44589, 44640, 'Neustart nach der Wartung');

insert into risks (id, client_id, project_id, code, title, probability, impact, response_md, side, owner_id, state, raised_on, audience, created_at, updated_at) values
    (6001, 6, 64, 'dach', 'Arnika: das Kostendach reicht nicht bis März', 3, 3, 'Ein Quartal ohne neue Seiten.', 'agency', 11, 'open', '2026-11-02', 'finance', '2026-11-02T08:00:00Z', '2026-11-02T08:00:00Z'),
    (6002, 6, 66, 'winter', 'Murmeltier: niemand mehr frei', 4, 4, null, 'agency', 9, 'open', '2026-11-02', 'internal', '2026-11-02T08:00:00Z', '2026-11-02T08:00:00Z');

insert into deliverables (id, client_id, project_id, milestone_id, document_id, code, position, title, description_md, acceptance_md, owner_id, state_id, due_on, delivered_on, review_by_on, accepted_on, audience, created_at, updated_at) values
    (6001, 6, 61, null, 6002, 'seite-heute', 10, 'Die Seite «Heute»', 'Was heute wichtig ist, auf einem Bildschirm und in drei Sätzen.', 'Die Pflege der Station 3 hat sie eine Woche lang benutzt.', 7, 'ergebnis.geplant', '2026-09-14', '2026-09-14', '2026-09-28', '2026-09-24', 'team', '2026-06-03T09:00:00Z', '2026-06-03T09:00:00Z'),
    (6002, 6, 63, null, 6005, 'haeusernamen-vorschlag', 10, 'Drei Vorschläge für die Namen der Häuser', null, 'Sie haben sich für einen Vorschlag entschieden.', 1, 'ergebnis.geplant', '2026-11-13', '2026-11-13', '2026-11-27', null, 'team', '2026-10-12T08:00:00Z', '2026-10-12T08:00:00Z');
insert into deliverable_approvals (client_id, deliverable_id, decision, comment, decided_by_id, decided_at) values
    (6, 6001, 'changes_requested', 'Bitte grösser: Wer die Brille nicht trägt, liest das nicht.', 602, '2026-06-17T12:00:00Z'),
    (6, 6001, 'approved', 'So ist es gut. Der Satz zum Essen darf noch kürzer werden.', 601, '2026-09-24T06:30:00Z');
insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id, reason, changed_by_id, changed_by_person_id, changed_at) values
    (6, 6001, 'ergebnis.geplant', 'ergebnis.arbeit', null, 7, null, '2026-06-03T09:20:00Z'),
    (6, 6001, 'ergebnis.arbeit', 'ergebnis.freigabe', null, 7, null, '2026-09-14T09:20:00Z'),
    (6, 6001, 'ergebnis.freigabe', 'ergebnis.abgenommen', null, 9, 601, '2026-09-24T06:30:00Z'),
    (6, 6002, 'ergebnis.geplant', 'ergebnis.arbeit', null, 1, null, '2026-10-12T08:10:00Z'),
    (6, 6002, 'ergebnis.arbeit', 'ergebnis.freigabe', 'Bitte mit der Direktion besprechen.', 1, null, '2026-11-13T09:30:00Z');

insert into threads (id, client_id, project_id, code, subject, audience, created_at, updated_at) values
    (6001, 6, 61, 'wort-im-portal', 'Ein Wort, das niemand versteht', 'team', '2026-11-09T12:40:00Z', '2026-11-10T07:15:00Z');
insert into messages (id, client_id, thread_id, reply_to_id, staff_id, person_id, body_md, sent_at, is_internal) values
    (60011, 6, 6001, null, null, 602, 'Gestern hat mich eine Patientin gefragt, ob sie «nüchtern» auch Kaffee trinken darf. Können wir das Wort nicht einfach weglassen?', '2026-11-09T12:40:00Z', 0),
    (60012, 6, 6001, 60011, 9, null, 'Murmeltier: das hatten wir im März schon vorgeschlagen.', '2026-11-09T15:00:00Z', 1),
    (60013, 6, 6001, 60011, 9, null, 'Ja, gerne. Unser Vorschlag liegt bei den Entscheiden, den Zwischenbericht mit den fünf Gesprächen hänge ich an. Seite 3 sagt alles.', '2026-11-10T07:15:00Z', 0);
insert into message_attachments (client_id, message_id, document_version_id, position)
select 6, 60013, id, 10 from document_versions where document_id = 6001 and number = 1;

insert into tickets (id, client_id, project_id, thread_id, code, number, title, description_md, kind, priority, requester_id, assignee_id, state_id, opened_at, first_response_at, resolved_at, due_on, audience, created_at, updated_at) values
    (6001, 6, 61, null, 'tablet-dreht-nicht', 1, 'Das Tablet am Bett dreht die Seite nicht', 'Auf Station 3, Zimmer 312 und 314. Quer gehalten bleibt alles hochkant.', 'fault', 'high', 602, 7, 'anfrage.neu', '2026-10-21T06:20:00Z', '2026-10-21T07:05:00Z', '2026-10-22T14:30:00Z', null, 'team', '2026-10-21T06:20:00Z', '2026-10-21T06:20:00Z'),
    (6002, 6, 61, 6001, 'wort-nuechtern', 2, '«Nüchtern» durch einen ganzen Satz ersetzen', null, 'wish', 'normal', 602, 9, 'anfrage.neu', '2026-11-09T12:40:00Z', '2026-11-10T07:15:00Z', null, '2026-11-25', 'team', '2026-11-09T12:40:00Z', '2026-11-09T12:40:00Z'),
    (6003, 6, 62, null, 'zugang-pruefstelle', 3, 'Zugang für die Prüfstelle', 'Ab 30. November, für zwei Personen.', 'access', 'normal', 604, 10, 'anfrage.neu', '2026-11-19T09:10:00Z', null, null, '2026-11-27', 'team', '2026-11-19T09:10:00Z', '2026-11-19T09:10:00Z');
insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, reason, changed_by_id, changed_at) values
    (6, 6001, 'anfrage.neu', 'anfrage.arbeit', null, 7, '2026-10-21T07:05:00Z'),
    (6, 6001, 'anfrage.arbeit', 'anfrage.geloest', 'Die Sperre sass im Gerät. Bei allen zwölf Tablets gelöst.', 7, '2026-10-22T14:30:00Z'),
    (6, 6002, 'anfrage.neu', 'anfrage.arbeit', null, 9, '2026-11-10T07:15:00Z'),
    (6, 6002, 'anfrage.arbeit', 'anfrage.rueckfrage', 'Passt Ihnen der Satz aus unserem Vorschlag?', 9, '2026-11-12T10:00:00Z');

insert into issues (id, client_id, project_id, code, title, description_md, kind, severity, place, side, owner_id, state, raised_on, due_on, resolved_on, resolution_md, audience, created_at, updated_at) values
    (6001, 6, 62, 'kontrast-formular', 'Zu wenig Kontrast im Formular «Austritt»', 'Grauer Hinweis auf weissem Grund, 2,9 : 1 statt 4,5 : 1.', 'defect', 'medium', 'Formular «Austritt», Schritt 2', 'agency', 10, 'resolved', '2026-05-07', '2026-10-30', '2026-10-19', 'Neuer Grauton, gemessen 7,1 : 1.', 'team', '2026-05-07T09:30:00Z', '2026-10-19T08:00:00Z'),
    (6002, 6, 62, 'film-untertitel', 'Der Film auf der Startseite hat keine Untertitel', null, 'defect', 'high', 'Startseite', 'client', 10, 'open', '2026-05-07', '2026-11-27', null, null, 'team', '2026-05-07T09:31:00Z', '2026-05-07T09:31:00Z');

insert into requests_for_client (id, client_id, project_id, code, title, description_md, state_id, needed_from_id, owner_id, asked_on, due_on, upload_url, audience, created_at, updated_at) values
    (6001, 6, 61, 'auswertung-station-5', 'Für die Auswertung mit Station 5', 'Damit wir am 4. Dezember nicht nur über Station 3 sprechen.', 'unterlagen.entwurf', 602, 9, '2026-11-09', '2026-11-27', 'https://upload.ferrowvale.example/seeblick', 'team', '2026-11-09T08:10:00Z', '2026-11-09T08:10:00Z');
insert into request_items (id, client_id, request_id, position, title, state_id, received_on) values
    (60011, 6, 6001, 10, 'Zwei Termine mit der Stationsleitung', 'unterlage.offen', null),
    (60012, 6, 6001, 20, 'Dienstplan der Kalenderwoche 48', 'unterlage.offen', '2026-11-17');
insert into state_changes (client_id, request_id, request_item_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (6, 6001, null, 'unterlagen.entwurf', 'unterlagen.offen', 9, '2026-11-09T08:20:00Z'),
    (6, null, 60012, 'unterlage.offen', 'unterlage.da', 9, '2026-11-17T07:00:00Z'),
    (6, null, 60012, 'unterlage.da', 'unterlage.gut', 9, '2026-11-17T09:00:00Z');

insert into meetings (id, client_id, project_id, code, title, starts_at, ends_at, place, join_url, status, organizer_id, agenda_md, minutes_md, audience, created_at, updated_at) values
    (6001, 6, 61, 'projektsitzung-november', 'Projektsitzung November', '2026-11-13T08:00:00Z', '2026-11-13T09:00:00Z', 'Sitzungszimmer Pilatus', null, 'confirmed', 9, '1. Pilot auf Station 3
2. Ein anderes Wort
3. Fünf Sprachen', 'Der Pilot gilt als gelungen. Station 5 beginnt im Januar. Über das Wort entscheidet die Pflege bis 25. November.', 'team', '2026-11-02T08:00:00Z', '2026-11-13T11:00:00Z'),
    (6002, 6, 63, 'begehung-rohbau', 'Begehung im Rohbau', '2026-12-03T12:30:00Z', '2026-12-03T14:00:00Z', 'Neubau, Eingang Nord', null, 'confirmed', 1, 'Bitte feste Schuhe; Helme liegen bereit.', null, 'team', '2026-11-16T08:00:00Z', '2026-11-16T08:00:00Z');
insert into meeting_attendees (client_id, meeting_id, staff_id, person_id, name, status) values
    (6, 6001, 9, null, null, 'accepted'), (6, 6001, null, 601, null, 'accepted'), (6, 6001, null, 602, null, 'accepted'),
    (6, 6002, 1, null, null, 'accepted'), (6, 6002, null, 601, null, 'tentative'), (6, 6002, null, null, 'Bauleitung Neubau', 'invited');

insert into contracts (id, client_id, project_id, code, title, status, starts_on, ends_on, renews_on, notice_days, value_minor, audience, created_at, updated_at) values
    (6001, 6, null, 'rahmenvertrag', 'Arnika: Rahmenvertrag 2026–2027', 'active', '2026-01-19', '2027-12-31', '2028-01-01', 90, 48000000, 'finance', '2026-01-19T08:00:00Z', '2026-01-19T08:00:00Z');
insert into contract_services (client_id, contract_id, service_id, position, unit, price_minor) values
    (6, 6001, 1, 10, 'Stunde', 16500), (6, 6001, 2, 20, 'Stunde', 17500), (6, 6001, 5, 30, 'Monat', 240000);
insert into invoices (id, client_id, project_id, contract_id, code, kind, number, title, state, issued_on, due_on, audience, internal_notes_md, created_at, updated_at) values
    (6001, 6, 61, 6001, 'rg-2026-117', 'invoice', 'RG-2026-117', 'Arnika: Patientenportal, September', 'issued', '2026-10-02', '2026-11-01', 'finance', null, '2026-10-02T08:00:00Z', '2026-10-02T08:00:00Z'),
    (6002, 6, 61, 6001, 'rg-2026-131', 'invoice', 'RG-2026-131', 'Arnika: Patientenportal, Oktober', 'issued', '2026-11-03', '2026-12-03', 'finance', 'Murmeltier: Samstagsstunden nicht verrechnet.', '2026-11-03T08:00:00Z', '2026-11-03T08:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, service_id, quantity, unit, price_minor, net_minor, tax_bp, tax_minor) values
    (6, 6001, 10, 'Gestaltung', 1, 62, 'Stunde', 16500, 1023000, 810, 82863),
    (6, 6001, 20, 'Entwicklung', 2, 88, 'Stunde', 17500, 1540000, 810, 124740),
    (6, 6002, 10, 'Begleitung des Piloten', 1, 40, 'Stunde', 16500, 660000, 810, 53460),
    (6, 6002, 20, 'Betrieb, Oktober', 5, 1, 'Monat', 240000, 240000, 810, 19440);
insert into payments (id, client_id, code, received_on, amount_minor, method, reference, audience, created_at, updated_at) values
    (6001, 6, 'ze-2026-10-29', '2026-10-29', 2770603, 'transfer', 'RG-2026-117', 'finance', '2026-10-29T08:00:00Z', '2026-10-29T08:00:00Z');
insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (6, 6001, 6001, 2770603);
