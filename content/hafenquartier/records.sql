-- Hafenquartier: Ergebnisse, Mängel, Unterlagen, Nachträge und Gespräche, Stand 20. November 2026.

insert into deliverables (id, client_id, project_id, document_id, code, position, title, acceptance_md, owner_id, state_id, due_on, delivered_on, review_by_on, accepted_on, audience, created_at, updated_at) values
    (4001, 4, 41, 4001, 'pruefbericht', 10, 'Prüfbericht Statik', null, 4, 'ergebnis.geplant', '2026-09-30', '2026-09-28', '2026-10-12', '2026-10-05', 'team', '2026-06-01T08:00:00Z', '2026-06-01T08:00:00Z'),
    (4002, 4, 41, 4003, 'musterfassade', 20, 'Musterfassade, drei Klinker', 'Gesehen bei Regen und bei Sonne.', 4, 'ergebnis.geplant', '2026-11-13', '2026-11-12', '2026-11-27', null, 'team', '2026-06-01T08:00:00Z', '2026-06-01T08:00:00Z');
insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id, reason, changed_by_id, changed_by_person_id, changed_at) values
    (4, 4001, 'ergebnis.geplant', 'ergebnis.arbeit', null, 4, null, '2026-06-01T08:00:00Z'),
    (4, 4001, 'ergebnis.arbeit', 'ergebnis.freigabe', null, 4, null, '2026-09-28T08:00:00Z'),
    (4, 4001, 'ergebnis.freigabe', 'ergebnis.abgenommen', null, 4, 401, '2026-10-05T08:00:00Z'),
    (4, 4002, 'ergebnis.geplant', 'ergebnis.arbeit', null, 4, null, '2026-08-03T08:00:00Z'),
    (4, 4002, 'ergebnis.arbeit', 'ergebnis.freigabe', 'Bitte vor Ort ansehen.', 4, null, '2026-11-12T10:00:00Z');

insert into issues (id, client_id, project_id, code, title, description_md, kind, severity, place, side, owner_id, state, raised_on, due_on, resolved_on, resolution_md, audience, created_at, updated_at) values
    (4001, 4, 41, 'riss-achse-7', 'Haarriss im Sturz', null, 'snag', 'high', 'Achse 7, 3. OG', 'agency', 4, 'open', '2026-11-10', '2026-12-01', null, null, 'team', '2026-11-10T08:00:00Z', '2026-11-10T08:00:00Z'),
    (4002, 4, 41, 'fuge-offen', 'Fuge nicht verfugt', null, 'snag', 'low', 'Achse 2, Erdgeschoss', 'agency', 4, 'resolved', '2026-10-20', '2026-11-06', '2026-11-04', 'Nachgearbeitet, Foto liegt bei.', 'team', '2026-10-20T08:00:00Z', '2026-11-04T08:00:00Z');
insert into photos (id, client_id, project_id, issue_id, code, position, alt, caption, file, taken_on, taken_by_id, place, audience, created_at, updated_at) values
    (4001, 4, 41, null, 'muster', 10, 'Drei Felder aus rotem, braunem und hellem Klinker, jedes mit zwei Fugenbreiten', 'Musterfassade am Versmannkai', 'files/windjammer-musterfassade.png', '2026-11-12', 4, 'Versmannkai', 'team', '2026-11-12T10:00:00Z', '2026-11-12T10:00:00Z');

insert into change_requests (id, client_id, project_id, code, title, description_md, requested_by_id, cost_minor, schedule_days, state, asked_on, needed_by_on, audience, created_at, updated_at) values
    (4001, 4, 41, 'nachtrag-7', 'Nachtrag 7: Segel 5 um 40 cm höher', 'Gerüst, Statik, vier Meter Klinker.', 402, 1840000, 6, 'proposed', '2026-11-09', '2026-11-30', 'finance', '2026-11-09T08:00:00Z', '2026-11-09T08:00:00Z');
insert into risks (id, client_id, project_id, code, title, probability, impact, response_md, side, owner_id, state, raised_on, audience, created_at, updated_at) values
    (4001, 4, 41, 'frost', 'Frost vor dem Verfugen', 3, 4, 'Zelte liegen bereit, Prüfung täglich ab 5 °C.', 'agency', 4, 'open', '2026-11-02', 'team', '2026-11-02T08:00:00Z', '2026-11-02T08:00:00Z');

insert into requests_for_client (id, client_id, project_id, code, title, state_id, needed_from_id, owner_id, asked_on, due_on, upload_url, audience, created_at, updated_at) values
    (4001, 4, 41, 'unterlagen-abnahme', 'Unterlagen für die Abnahme', 'unterlagen.entwurf', 402, 4, '2026-11-02', '2026-11-18', 'https://upload.ferrowvale.example/hafenquartier', 'team', '2026-11-02T08:00:00Z', '2026-11-02T08:00:00Z');
insert into request_items (id, client_id, request_id, position, title, state_id, received_on) values
    (40011, 4, 4001, 10, 'Brandschutznachweis', 'unterlage.offen', '2026-11-16'),
    (40012, 4, 4001, 20, 'Grundbuchauszug', 'unterlage.offen', null);
insert into state_changes (client_id, request_id, request_item_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (4, 4001, null, 'unterlagen.entwurf', 'unterlagen.offen', 4, '2026-11-02T08:10:00Z'),
    (4, null, 40011, 'unterlage.offen', 'unterlage.da', 4, '2026-11-16T08:10:00Z');

insert into invoices (id, client_id, project_id, code, kind, number, title, state, issued_on, due_on, audience, internal_notes_md, created_at, updated_at) values
    (4001, 4, null, 'r-2026-301', 'invoice', 'R-2026-301', 'Bernstein: 3. Abschlag', 'issued', '2026-08-31', '2026-09-14', 'finance', 'Nebelhorn: nicht am Telefon mahnen.', '2026-08-31T08:00:00Z', '2026-08-31T08:00:00Z'),
    (4002, 4, null, 'r-2026-344', 'invoice', 'R-2026-344', 'Bernstein: 4. Abschlag', 'issued', '2026-10-30', '2026-11-13', 'finance', null, '2026-10-30T08:00:00Z', '2026-10-30T08:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, service_id, net_minor, tax_bp, tax_minor) values
    (4, 4001, 10, 'Tragwerksplanung, 3. Abschlag', 4, 4200000, 1900, 798000),
    (4, 4002, 10, 'Tragwerksplanung, 4. Abschlag', 4, 3600000, 1900, 684000),
    (4, 4002, 20, 'Leitsystem', 1, 650000, 1900, 123500);
insert into payments (id, client_id, code, received_on, amount_minor, method, reference, audience, created_at, updated_at) values
    (4001, 4, 'z-2026-09-11', '2026-09-11', 4998000, 'transfer', 'R-2026-301', 'finance', '2026-09-11T08:00:00Z', '2026-09-11T08:00:00Z');
insert into payment_allocations (client_id, payment_id, invoice_id, amount_minor) values (4, 4001, 4001, 4998000);

insert into meetings (id, client_id, project_id, code, title, starts_at, ends_at, place, status, organizer_id, agenda_md, minutes_md, audience, created_at, updated_at) values
    (4001, 4, 41, 'baubesprechung-31', 'Baubesprechung 31', '2026-11-18T08:00:00Z', '2026-11-18T10:00:00Z', 'Container 2, Versmannkai', 'confirmed', 4, null, 'Siehe Protokoll 31.', 'team', '2026-11-11T08:00:00Z', '2026-11-18T16:00:00Z'),
    (4002, 4, null, 'beirat-winter', 'Leuchtfeuer: Beirat', '2026-12-09T13:00:00Z', '2026-12-09T15:00:00Z', 'Haus 1', 'tentative', 2, null, null, 'board', '2026-11-11T08:00:00Z', '2026-11-11T08:00:00Z');
insert into meeting_attendees (client_id, meeting_id, staff_id, person_id, name, status) values
    (4, 4001, 4, null, null, 'accepted'), (4, 4001, null, 402, null, 'accepted'), (4, 4001, null, null, 'Vermessung Petersen', 'tentative');
