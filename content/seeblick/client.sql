-- Klinik Seeblick: eine Privatklinik am Zürichsee. Die Nummern beginnen mit 6.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, internal_notes_md, created_at, updated_at) values
    (6, 'seeblick', 'Klinik Seeblick AG', 'active', 9, 'de-CH', 'Europe/Zurich', 'CHF',
    'brand/logo.svg', 'brand/logo-dark.svg', '#00687a', '#b5446e', null,
    'Klinik Seeblick AG · Seestrasse 210, 8810 Horgen · *Dieses Portal enthält keine Patientendaten.*', 7,
    'Murmeltier: Entscheide fallen im Chefarzt-Lunch am Donnerstag. Unterlagen bis Mittwochmittag.', '2026-01-19T08:00:00Z', '2026-06-15T07:00:00Z');

update audiences set label = 'Projektteam' where client_id = 6 and key = 'team';
update audiences set label = 'Finanzen' where client_id = 6 and key = 'finance';
update audiences set label = 'Verwaltungsrat' where client_id = 6 and key = 'board';
update audiences set label = 'Klinikleitung' where client_id = 6 and key = 'owners';
update audiences set label = 'Unterbeauftragte' where client_id = 6 and key = 'subcontractor';

update audiences set highest_classification = 'sealed' where client_id = 6 and key = 'board';

insert into people (id, client_id, code, name, title, email, unit, audience, internal_notes_md) values
    (601, 6, 'reto-caduff', 'Dr. med. Reto Caduff', 'Klinikdirektor', 'reto.caduff@seeblick.example', 'Direktion', 'team', null),
    (602, 6, 'vreni-luethi', 'Vreni Lüthi', 'Leiterin Pflege', 'vreni.luethi@seeblick.example', 'Pflege', 'team', null),
    (603, 6, 'seraina-bischoff', 'Seraina Bischoff', 'Controlling', null, 'Finanzen', 'internal', 'Wechselte per Ende Oktober.'),
    (604, 6, 'yasmin-al-khatib', 'Yasmin Al-Khatib (ياسمين الخطيب)', 'Datenschutz', 'yasmin.alkhatib@seeblick.example', 'Recht', 'team', null),
    (605, 6, 'urs-zgraggen', 'Urs Z’graggen', 'Verwaltungsrat', null, 'Verwaltungsrat', 'board', null);

insert into account_team (client_id, staff_id, position, role, audience) values
    (6, 9, 10, 'Projektleitung, Ihr erster Kontakt', 'team'),
    (6, 10, 20, 'Barrierefreiheit', 'team'),
    (6, 8, 30, 'Befragungen', 'team'),
    (6, 7, 40, 'Entwicklung', 'team'),
    (6, 11, 50, 'Rechnungen', 'finance');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (61, 'reto', 'reto.caduff@seeblick.example', 601, 'active', '$2y$05$KeJ1xIpE4.7OyVvV21he5uBuBpGy3KxLQLQfqvUCpGL3rsaiWgGcG', '2026-01-20T08:00:00Z', '2026-01-20T08:00:00Z', '2026-01-20T08:00:00Z'),
    (62, 'vreni', 'vreni.luethi@seeblick.example', 602, 'active', '$2y$05$0xAsNpKDT4U0AWlO63mWOeHKg1rvb7Okbzwua5rZv9u3DP3pxnn8y', '2026-01-20T08:00:00Z', '2026-01-20T08:00:00Z', '2026-01-20T08:00:00Z'),
    (63, 'seraina', null, 603, 'active', '$2y$05$qmi7L70/ZVNv1TOO6PxqIO9x0U0H3fyetYQ7nFIMfkcZ98XfklxLC', '2026-02-02T08:00:00Z', '2026-02-02T08:00:00Z', '2026-02-02T08:00:00Z');

insert into memberships (id, user_id, client_id, role_id, valid_from_on, valid_until_on, delegated_by_id) values
    (601, 61, 6, 'owner', '2026-01-20', null, null),
    (602, 62, 6, 'approver', '2026-11-02', '2026-12-15', 601), -- solange Reto Caduff im Sabbatical ist
    (603, 63, 6, 'billing', '2026-02-02', '2026-10-31', null);

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, state_id, starts_on, due_on, budget_minor, audience, internal_notes_md) values
    (61, 6, 'patientenportal', 10, 'Patientenportal', 'Termin, Vorbereitung, Austritt: auf einem Bildschirm, ohne Fachwörter.',
    'Patientinnen und Patienten bekommen vor dem Eintritt elf Briefe. Das Portal (**Edelweiss**) ersetzt neun davon durch eine Seite, die jeden Tag nur zeigt, was heute wichtig ist.

Wir gestalten und prüfen mit den Stationen. Betrieb und Daten bleiben in der Klinik.',
    9, 'projekt.geplant', '2026-02-02', '2027-03-26', 31500000, 'team', null),
    (62, 6, 'barrierefreiheit', 20, 'Barrierefreiheit der Website', 'WCAG 2.2 AA bis Ende Jahr, nachgewiesen durch eine unabhängige Prüfung.',
    'Von 58 Befunden der ersten Prüfung sind 49 behoben. Die übrigen betreffen zwei Formulare und das Video auf der Startseite.',
    10, 'projekt.geplant', '2026-04-07', '2026-12-18', 5800000, 'team', 'Murmeltier: die Videoagentur zahlt die Untertitel nicht.'),
    (63, 6, 'wegweiser-neubau', 30, 'Wegweiser im Neubau', 'Vom Parkplatz bis zum Bett, auch mit Rollator.',
    'Der Neubau öffnet im Herbst 2027. Jetzt entscheiden wir über Namen der Häuser, Farben der Stockwerke und die Höhe der Schilder.', 1, 'projekt.geplant', '2026-10-05', '2027-09-30', null, 'team', null),
    (64, 6, 'kostendach', 40, 'Arnika: Kostendach 2027', null,
    '*Arnika* ist das Kostendach aller Vorhaben des nächsten Jahres, je Quartal nachgeführt.', 11, 'projekt.geplant', '2026-09-01', '2026-12-18', null, 'finance', null),
    (65, 6, 'zusammenschluss', 50, 'Enzian: gemeinsamer Auftritt zweier Kliniken', null,
    'Unter *Enzian* prüft der Verwaltungsrat einen gemeinsamen Auftritt mit einer zweiten Klinik am See.', 1, 'projekt.geplant', '2026-10-19', '2027-02-26', null, 'board', null),
    (66, 6, 'murmeltier', 90, 'Murmeltier: Kapazität im Winter', null, 'Zwei Personen bis März halten, sonst verlieren wir den Neubau.', 9, 'projekt.geplant', '2026-10-01', null, null, 'internal', null);

insert into state_changes (client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at) values
    (6, 61, 'projekt.geplant', 'projekt.aktiv', null, null, 9, '2026-02-02T08:00:00Z'),
    (6, 62, 'projekt.geplant', 'projekt.aktiv', null, null, 10, '2026-04-07T07:00:00Z'),
    (6, 62, 'projekt.aktiv', 'projekt.freigabe', 'Bitte bestätigen Sie die Texte der zwei Formulare.', null, 10, '2026-09-28T07:00:00Z'),
    (6, 62, 'projekt.freigabe', 'projekt.korrektur', 'Die Pflege wünscht einfachere Wörter im Formular «Austritt».', 'Zu Recht.', 10, '2026-10-12T07:00:00Z'),
    (6, 63, 'projekt.geplant', 'projekt.aktiv', null, null, 1, '2026-10-05T07:00:00Z'),
    (6, 64, 'projekt.geplant', 'projekt.aktiv', null, null, 11, '2026-09-01T07:00:00Z'),
    (6, 65, 'projekt.geplant', 'projekt.aktiv', null, null, 1, '2026-10-19T07:00:00Z'),
    (6, 66, 'projekt.geplant', 'projekt.aktiv', null, null, 9, '2026-10-01T07:00:00Z');

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, completed_on, progress, audience, description_md, internal_notes_md) values
    (6001, 6, 61, 'briefe', 10, 'Elf Briefe gelesen, neun ersetzt', 'agency', '2026-03-20', '2026-02-09', '2026-03-20', '2026-03-20', 100, 'team', null, null),
    (6002, 6, 61, 'prototyp', 20, 'Prototyp auf der Station', 'agency', '2026-05-29', '2026-03-23', '2026-05-29', '2026-06-03', 100, 'team', null, null),
    (6003, 6, 61, 'datenschutz', 30, 'Freigabe Datenschutz', 'client', '2026-07-31', '2026-06-08', '2026-08-28', '2026-09-11', 100, 'team', 'Mit Auflagen zur Löschfrist.', 'Zwei Wochen wegen eines Kommas.'),
    (6004, 6, 61, 'station-3', 40, 'Pilot auf Station 3', 'agency', '2026-10-16', '2026-09-14', '2026-11-06', '2026-11-06', 100, 'team', null, null),
    (6005, 6, 61, 'auswertung', 50, 'Auswertung mit der Pflege', 'agency', '2026-11-13', '2026-11-09', '2026-12-04', null, 35, 'team', null, null),
    (6006, 6, 61, 'sprachen', 60, 'Fünf Sprachen', 'agency', '2027-01-29', '2026-12-07', '2027-02-12', null, 0, 'team', 'Deutsch, Französisch, Italienisch, Englisch, Arabisch (von rechts nach links).', null),
    (6007, 6, 61, 'alle-stationen', 70, 'Alle Stationen', 'agency', '2027-03-12', '2027-02-15', '2027-03-26', null, 0, 'team', null, null),
    (6011, 6, 62, 'erste-pruefung', 10, 'Erste Prüfung: 58 Befunde', 'agency', '2026-05-08', '2026-04-13', '2026-05-08', '2026-05-07', 100, 'team', null, null),
    (6012, 6, 62, 'behebung', 20, 'Befunde behoben', 'agency', '2026-09-25', '2026-05-11', '2026-11-27', null, 84, 'team', null, null),
    (6013, 6, 62, 'formulartexte', 30, 'Formulartexte bestätigt', 'client', '2026-10-09', '2026-09-28', '2026-11-16', null, 50, 'team', null, null),
    (6014, 6, 62, 'zweite-pruefung', 40, 'Zweite, unabhängige Prüfung', 'agency', '2026-11-20', '2026-11-30', '2026-12-18', null, 0, 'team', null, null),
    (6021, 6, 63, 'haeusernamen', 10, 'Namen der Häuser', 'client', '2026-11-27', '2026-10-12', '2026-11-27', null, 60, 'team', null, null),
    (6022, 6, 63, 'farben', 20, 'Farben der Stockwerke', 'agency', '2027-01-29', '2026-11-30', '2027-01-29', null, 0, 'team', null, null),
    (6023, 6, 63, 'muster', 30, 'Muster im Rohbau', 'agency', '2027-05-28', '2027-02-01', '2027-05-28', null, 0, 'team', null, null),
    (6024, 6, 63, 'montage', 40, 'Montage', 'agency', '2027-09-17', '2027-08-02', '2027-09-17', null, 0, 'team', null, null),
    (6031, 6, 64, 'dach-beschluss', 10, 'Arnika: Kostendach beschlossen', 'client', '2026-11-27', '2026-11-02', '2026-12-11', null, 40, 'finance', null, null),
    (6041, 6, 65, 'enzian-varianten', 10, 'Enzian: drei Varianten', 'agency', '2026-12-11', '2026-11-02', '2026-12-11', null, 50, 'board', null, null),
    (6051, 6, 66, 'murmeltier-plan', 10, 'Murmeltier: Einsatzplan', 'agency', null, null, '2026-12-04', null, 10, 'internal', null, null);

insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values
    (6, 6002, 6001), (6, 6003, 6002), (6, 6004, 6003), (6, 6005, 6004), (6, 6006, 6005), (6, 6007, 6006),
    (6, 6012, 6011), (6, 6014, 6012), (6, 6014, 6013), (6, 6022, 6021), (6, 6023, 6022), (6, 6024, 6023);

insert into status_updates (id, client_id, project_id, code, headline, body_md, period_starts_on, period_ends_on, scope_rag, schedule_rag, budget_rag, author_id, posted_at, audience, internal_notes_md) values
    (6001, 6, 61, 'portal-2026-03', 'Elf Briefe, neun davon überflüssig', 'Wir haben alle Briefe gelesen, die vor einem Eintritt verschickt werden. Vier widersprechen einander beim Essen vor der Narkose. Neun können entfallen, sobald die Seite da ist; zwei müssen aus rechtlichen Gründen bleiben.', '2026-02-09', '2026-03-20', 'green', 'green', 'green', 8, '2026-03-23T08:00:00Z', 'team', null),
    (6002, 6, 61, 'portal-2026-09', 'Freigabe des Datenschutzes, mit einer Auflage', 'Die Freigabe liegt seit dem 11. September vor. Auflage: Angaben zur Vorbereitung werden **30 Tage nach dem Austritt** gelöscht. Das ist eingebaut und geprüft.

Der Pilot verschiebt sich um drei Wochen.', '2026-08-24', '2026-09-11', 'green', 'amber', 'green', 9, '2026-09-14T07:00:00Z', 'team', null),
    (6003, 6, 61, 'portal-2026-11', 'Station 3: 41 von 46 fanden alles ohne Hilfe', 'Während acht Wochen haben 46 Personen das Portal benutzt, die älteste war 91. Ohne Hilfe fanden 41 alles Nötige. Die fünf übrigen scheiterten an derselben Stelle: am Wort *nüchtern*.

**Als Nächstes:** Auswertung mit der Pflege bis 4. Dezember.
**Von Ihnen:** zwei Termine mit Station 5.', '2026-09-14', '2026-11-06', 'green', 'amber', 'green', 9, '2026-11-09T08:00:00Z', 'team', null),
    (6004, 6, 62, 'a11y-2026-10', '49 von 58 Befunden behoben', 'Offen sind das Formular «Austritt», das Formular «Besuch» und die Untertitel des Films auf der Startseite. Die zweite Prüfung ist auf Mitte Dezember gelegt.', '2026-10-01', '2026-10-30', 'green', 'amber', 'green', 10, '2026-11-02T08:00:00Z', 'team', null),
    (6005, 6, 63, 'neubau-2026-11', 'Häusernamen: drei Vorschläge liegen vor', 'Seen, Bäume oder Buchstaben? Mit Testpersonen geprüft: Buchstaben merkt man sich am längsten, Bäume werden am freundlichsten genannt.', '2026-10-12', '2026-11-13', 'green', 'green', 'green', 1, '2026-11-16T08:00:00Z', 'team', null),
    (6006, 6, 64, 'arnika-2026-11', 'Arnika: CHF 412’000 beantragt, CHF 380’000 im Dach', 'Der grösste Posten sind die fünf Sprachen (CHF 96’000). Ohne Arabisch liegt der Antrag im Dach, mit Arabisch CHF 32’000 darüber.', '2026-10-12', '2026-11-13', 'amber', 'green', 'red', 11, '2026-11-16T09:00:00Z', 'finance', null),
    (6007, 6, 65, 'enzian-2026-11', 'Enzian: zwei von drei Varianten gezeichnet', 'Gemeinsame Marke, Dachmarke oder zwei Marken mit einem Zeichen: die dritte Variante folgt bis 11. Dezember.', '2026-10-19', '2026-11-13', 'green', 'green', 'green', 1, '2026-11-16T10:00:00Z', 'board', null),
    (6008, 6, 66, 'murmeltier-2026-11', 'Murmeltier: wer im Winter da ist', 'Beatriz fehlt ab 14. Dezember, Wen im Februar.', null, '2026-11-13', 'green', 'amber', 'green', 9, '2026-11-13T16:00:00Z', 'internal', null);

insert into decisions (id, client_id, project_id, code, title, question_md, needed_from, decider_id, asked_on, needed_by_on, state, outcome, reason_md, decided_on, audience) values
    (6001, 6, 61, 'loeschfrist', 'Wie lange bleiben die Angaben gespeichert?', '30 oder 90 Tage nach dem Austritt?', 'client', 604, '2026-06-08', '2026-07-31', 'decided', '30 Tage', 'So wenig wie möglich, so lange wie nötig.', '2026-09-11', 'team'),
    (6002, 6, 61, 'wort-nuechtern', 'Ein anderes Wort für «nüchtern»', 'Vorschlag: «Ab Mitternacht nichts mehr essen. Wasser ist bis 6 Uhr erlaubt.»', 'client', 602, '2026-11-09', '2026-11-25', 'open', null, null, null, 'team'),
    (6003, 6, 62, 'film', 'Untertitel nachziehen oder Film ersetzen?', null, 'client', 601, '2026-10-12', '2026-11-13', 'open', null, null, null, 'team'),
    (6004, 6, 63, 'namen', 'Seen, Bäume oder Buchstaben?', null, 'client', 601, '2026-11-16', '2026-11-27', 'open', null, null, null, 'team'),
    (6005, 6, 61, 'station', 'Mit welcher Station beginnen?', null, 'client', 602, '2026-05-04', '2026-05-22', 'decided', 'Station 3', 'Dort ist die Liegezeit kurz, man lernt schneller.', '2026-05-20', 'team'),
    (6006, 6, 64, 'arabisch', 'Arnika: Arabisch schon 2027?', 'CHF 32’000 über dem Dach, oder erst 2028.', 'client', null, '2026-11-16', '2026-12-11', 'open', null, null, null, 'finance'),
    (6007, 6, 65, 'enzian-partner', 'Enzian: wann die Belegschaft informieren?', null, 'client', 605, '2026-11-16', '2027-01-08', 'open', null, null, null, 'board'),
    (6008, 6, 66, 'murmeltier-ersatz', 'Murmeltier: Ersatz für Beatriz?', null, 'agency', null, '2026-11-13', '2026-12-04', 'open', null, null, null, 'internal');

insert into documents (id, client_id, project_id, type_id, code, title, description_md, owner_id, classification, level, is_legal_hold, audience, created_at) values
    (6001, 6, 61, 'bericht', 'pilot-station-3', 'Pilot auf Station 3: Zwischenbericht', null, 8, 'confidential', 'download', 0, 'team', '2026-11-09T09:00:00Z'),
    (6002, 6, 61, 'bild', 'portal-heute', 'Portal: die Seite «Heute»', null, 7, 'confidential', 'download', 0, 'team', '2026-06-03T09:00:00Z'),
    (6003, 6, 61, 'bericht', 'datenschutz-folgen', 'Datenschutz-Folgenabschätzung', null, 10, 'restricted', 'view', 1, 'team', '2026-08-14T09:00:00Z'),
    (6004, 6, 62, 'tabelle', 'befunde', 'Alle 58 Befunde mit Stand', null, 10, 'confidential', 'download', 0, 'team', '2026-05-07T09:00:00Z'),
    (6005, 6, 63, 'zeichnung', 'haeuser-namen', 'Drei Vorschläge für die Häuser', null, 1, 'confidential', 'download', 0, 'team', '2026-11-13T09:00:00Z'),
    (6006, 6, 64, 'tabelle', 'arnika-dach', 'Arnika: Kostendach je Quartal', null, 11, 'restricted', 'download', 0, 'finance', '2026-11-16T09:00:00Z'),
    (6007, 6, 65, 'bericht', 'enzian-varianten', 'Enzian: Varianten im Vergleich', null, 1, 'sealed', 'download', 0, 'board', '2026-11-16T09:00:00Z'),
    (6008, 6, 66, 'tabelle', 'murmeltier-einsatz', 'Murmeltier: Einsatzplan', null, 9, 'sealed', 'download', 0, 'internal', '2026-11-13T09:00:00Z');

insert into document_versions (client_id, document_id, number, state, file, storage_url, media_type, bytes, pages, change_note, uploaded_by_id, uploaded_at) values
    (6, 6001, 1, 'current', 'files/edelweiss-pilot-station-3.pdf', null, 'application/pdf', null, 4, null, 8, '2026-11-09T09:10:00Z'),
    (6, 6002, 1, 'superseded', 'files/edelweiss-heute-1.png', null, 'image/png', null, null, null, 7, '2026-06-03T09:10:00Z'),
    (6, 6002, 2, 'current', 'files/edelweiss-heute-2.png', null, 'image/png', null, null, 'Grössere Schrift, ein Satz weniger', 7, '2026-09-14T09:10:00Z'),
    (6, 6003, 1, 'current', 'files/datenschutz-folgen.pdf', null, 'application/pdf', null, 5, null, 10, '2026-08-14T09:10:00Z'),
    (6, 6004, 1, 'superseded', 'files/befunde-2026-05.csv', null, 'text/csv', null, null, 'Erste Prüfung', 10, '2026-05-07T09:10:00Z'),
    (6, 6004, 2, 'current', 'files/befunde-2026-10.csv', null, 'text/csv', null, null, '49 behoben', 10, '2026-10-30T09:10:00Z'),
    (6, 6005, 1, 'current', 'files/haeuser-namen.pdf', null, 'application/pdf', null, 3, null, 1, '2026-11-13T09:10:00Z'),
    (6, 6006, 1, 'current', 'files/arnika-kostendach.csv', null, 'text/csv', null, null, null, 11, '2026-11-16T09:10:00Z'),
    (6, 6007, 1, 'current', 'files/enzian-varianten.pdf', null, 'application/pdf', null, 3, null, 1, '2026-11-16T10:10:00Z'),
    (6, 6008, 1, 'current', 'files/murmeltier-einsatz.csv', null, 'text/csv', null, null, null, 9, '2026-11-13T16:10:00Z');

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 6;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 6;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 6;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 6;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 6;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 6;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 6;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 6;
