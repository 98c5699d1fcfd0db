-- Hafenquartier Müller & Söhne: ein Bauvorhaben in Hamburg. Die Nummern beginnen mit 4.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, internal_notes_md, created_at, updated_at) values
    (4, 'hafenquartier', 'Hafenquartier Müller & Söhne GmbH', 'active', 4, 'de-DE', 'Europe/Berlin', 'EUR',
    'brand/logo.svg', 'brand/logo-dark.svg', '#0a4b78', '#e4572e', null,
    'Hafenquartier Müller & Söhne GmbH · Versmannkai 12 · 20457 Hamburg

Baustellennotruf: **040 5550 112**', 7,
    'Nebelhorn: Müller senior entscheidet, Müller junior unterschreibt. Nachträge nie per Telefon.', '2025-08-18T07:00:00Z', '2026-05-04T07:00:00Z');

update audiences set label = 'Alle Beteiligten' where client_id = 4 and key = 'team';
update audiences set label = 'Kaufmännische Leitung' where client_id = 4 and key = 'finance';
update audiences set label = 'Gesellschafter' where client_id = 4 and key = 'board';
update audiences set label = 'Inhaber' where client_id = 4 and key = 'owners';
update audiences set label = 'Nachunternehmer' where client_id = 4 and key = 'subcontractor';

insert into people (id, client_id, code, name, title, email, unit, audience, internal_notes_md) values
    (401, 4, 'ute-mueller', 'Ute Müller', 'Geschäftsführerin', 'ute.mueller@hafenquartier.example', 'Geschäftsführung', 'team', null),
    (402, 4, 'klaus-jaeger', 'Klaus Jäger', 'Bauleiter', 'klaus.jaeger@hafenquartier.example', 'Baustelle', 'team', null),
    (403, 4, 'ingrid-soehngen', 'Ingrid Söhngen-Weiß', 'Beirätin', null, 'Beirat', 'board', null),
    (404, 4, 'cem-oezdemir', 'Cem Özdemiroğlu', 'Elektro Özdemiroğlu GmbH', 'cem@elektro-oe.example', 'Nachunternehmer', 'team', 'Gut, aber drei Baustellen zugleich.'),
    (405, 4, 'heiner-voss', 'Heiner Voß', 'Kaufmännischer Leiter', 'heiner.voss@hafenquartier.example', 'Verwaltung', 'team', null);

insert into account_team (client_id, staff_id, position, role, audience) values
    (4, 4, 10, 'Projektleitung und Tragwerk, Ihr erster Kontakt', 'team'),
    (4, 1, 20, 'Gestaltung Leitsystem', 'team'),
    (4, 2, 30, 'Prüfung und Statik', 'team'),
    (4, 11, 40, 'Rechnungen und Nachträge', 'finance');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (41, 'ute', 'ute.mueller@hafenquartier.example', 401, 'active', '$2y$05$KQhHn2ljLz6q2/9qgNAC0uXBZijg4wQ9Ng3o4/hC.KcnQJPirPV26', '2025-08-19T07:00:00Z', '2025-08-19T07:00:00Z', '2025-08-19T07:00:00Z'),
    (42, 'ingrid', 'ingrid.soehngen@beirat.example', 403, 'active', '$2y$05$iVj5pL16Wdv.fzi0rW.alOrvJkp8QRfjNMTAQ0JKaglmVALK/Vjxe', '2026-01-19T08:00:00Z', '2026-01-19T08:00:00Z', '2026-01-19T08:00:00Z'),
    (43, 'cem', 'cem@elektro-oe.example', 404, 'active', '$2y$05$iGHGOCc1hUwlmVEL/AYgvuE4OxBIYhTl.tI5Gi8fCz3/3lBSzJLay', '2026-06-08T07:00:00Z', '2026-06-08T07:00:00Z', '2026-06-08T07:00:00Z'),
    (44, 'klaus', 'klaus.jaeger@hafenquartier.example', 402, 'invited', null, '2026-11-16T08:00:00Z', '2026-11-16T08:00:00Z', '2026-11-16T08:00:00Z');

insert into memberships (id, user_id, client_id, role_id, valid_from_on) values
    (401, 41, 4, 'owner', '2025-08-19'),
    (402, 42, 4, 'viewer', '2026-01-19'),
    (403, 43, 4, 'subcontractor', '2026-06-08'),
    (404, 44, 4, 'member', '2026-11-16');
insert into membership_audiences (membership_id, client_id, audience) values
    (402, 4, 'board'),
    (403, 4, 'team'); -- liest, was alle am Projekt lesen, aber nur in der Tiefgarage

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, state_id, starts_on, due_on, budget_minor, audience, internal_notes_md) values
    (41, 4, 'haus-3', 10, 'Haus 3: Fassade & Tragwerk', 'Die Klinkerfassade am Versmannkai, vom Entwurf bis zur Abnahme.',
    'Haus 3 schließt das Quartier zum Wasser ab. Die Fassade („Windjammer“) faltet sich in sieben Segeln; hinter jedem steht ein Stahlrahmen, der die Windlast abträgt.

Wir verantworten Entwurf, Tragwerksplanung und Bauüberwachung der Fassade. **Nicht** in unserem Auftrag: Innenausbau und Außenanlagen.',
    4, 'projekt.geplant', '2025-09-01', '2027-04-30', 124000000, 'team', 'Nebelhorn: Stahlpreis-Gleitklausel endet im Februar.'),
    (42, 4, 'tiefgarage', 20, 'Tiefgarage: Brandschutz & Elektro', 'Nachrüstung von Entrauchung, Sprinklern und Kabelwegen.',
    'Die Tiefgarage bleibt während der Arbeiten geöffnet, jeweils ein Abschnitt ist gesperrt. Vier Abschnitte, je fünf Wochen.

Beteiligt: Elektro Özdemiroğlu GmbH (Kabelwege), Brandschutz Nordlicht \<Hamburg\> e. K. (Sprinkler).',
    4, 'projekt.geplant', '2026-06-01', '2027-02-26', 38000000, 'team', null),
    (43, 4, 'leitsystem', 30, 'Leitsystem & Beschilderung', 'Wege durch das Quartier, auch bei Hochwasser.',
    'Vier Häuser, zwei Promenaden, eine Flutschutzlinie: Das Leitsystem muss an zwei Tagen im Jahr ganz andere Wege zeigen als an den übrigen.',
    1, 'projekt.geplant', '2026-03-02', '2026-12-18', 8600000, 'team', null),
    (44, 4, 'nachtraege', 40, 'Bernstein: Nachträge und Abrechnung', 'Alle Nachträge mit Stand und Betrag.',
    'Unter *Bernstein* führen wir jeden Nachtrag von der Anzeige bis zur Zahlung. Nur für die kaufmännische Leitung.', 11, 'projekt.geplant', '2026-01-05', '2027-04-30', null, 'finance', null),
    (45, 4, 'haus-4', 50, 'Leuchtfeuer: Machbarkeit Haus 4', 'Ein viertes Haus auf der Mole?',
    '*Leuchtfeuer* prüft für die Gesellschafter, ob die Mole ein viertes Haus trägt. Bis zum Beschluss nicht öffentlich.', 2, 'projekt.geplant', '2026-08-03', '2027-01-29', null, 'board', null),
    (46, 4, 'intern-risiken', 90, 'Nebelhorn: Risiken aus unserer Sicht', null, 'Interne Liste. Größtes Risiko: Lieferzeit der Konsolen für Segel 5 bis 7.', 4, 'projekt.geplant', '2026-01-05', null, null, 'internal', null);

insert into state_changes (client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at) values
    (4, 41, 'projekt.geplant', 'projekt.aktiv', null, null, 4, '2025-09-01T07:00:00Z'),
    (4, 41, 'projekt.aktiv', 'projekt.pausiert', 'Baustopp der Behörde wegen Kampfmittelsondierung am Kai.', null, 4, '2026-04-13T09:00:00Z'),
    (4, 41, 'projekt.pausiert', 'projekt.aktiv', 'Sondierung ohne Fund abgeschlossen.', null, 4, '2026-05-04T07:30:00Z'),
    (4, 42, 'projekt.geplant', 'projekt.aktiv', null, null, 4, '2026-06-01T07:00:00Z'),
    (4, 43, 'projekt.geplant', 'projekt.aktiv', null, null, 1, '2026-03-02T08:00:00Z'),
    (4, 43, 'projekt.aktiv', 'projekt.freigabe', 'Bitte die Schildertexte freigeben, danach wird produziert.', null, 1, '2026-11-02T09:00:00Z'),
    (4, 44, 'projekt.geplant', 'projekt.aktiv', null, null, 11, '2026-01-05T09:00:00Z'),
    (4, 45, 'projekt.geplant', 'projekt.aktiv', null, null, 2, '2026-08-03T08:00:00Z'),
    (4, 46, 'projekt.geplant', 'projekt.aktiv', null, null, 4, '2026-01-05T09:00:00Z');

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, completed_on, progress, audience, description_md, internal_notes_md) values
    (4001, 4, 41, 'h3-entwurf', 10, 'Entwurf der Fassade', 'agency', '2025-12-19', '2025-09-08', '2025-12-19', '2025-12-17', 100, 'team', null, null),
    (4002, 4, 41, 'h3-statik', 20, 'Statik geprüft', 'agency', '2026-03-13', '2026-01-05', '2026-03-13', '2026-03-20', 100, 'team', 'Prüfbericht ohne Auflagen.', null),
    (4003, 4, 41, 'h3-baustopp', 30, 'Kampfmittelsondierung abgeschlossen', 'client', null, '2026-04-13', '2026-05-01', '2026-04-30', 100, 'team', null, null),
    (4004, 4, 41, 'h3-muster', 40, 'Musterfassade am Kai bemustert', 'client', '2026-06-12', '2026-05-11', '2026-07-03', '2026-07-08', 100, 'team', 'Drei Klinker, zwei Fugen; gewählt wurde „Kohlebrand 4“.', null),
    (4005, 4, 41, 'h3-stahl', 50, 'Stahlrahmen der Segel 1 bis 4', 'agency', '2026-08-28', '2026-06-01', '2026-09-18', '2026-09-22', 100, 'team', null, null),
    (4006, 4, 41, 'h3-klinker', 60, 'Klinker der Segel 1 bis 4', 'agency', '2026-11-06', '2026-09-21', '2026-12-04', null, 65, 'team', null, null),
    (4007, 4, 41, 'h3-stahl-2', 70, 'Stahlrahmen der Segel 5 bis 7', 'agency', '2026-12-11', '2026-10-19', '2027-01-22', null, 30, 'team', 'Konsolen kommen vier Wochen später als bestätigt.', 'Nebelhorn: Werk hat uns die Verspätung schon im September angedeutet.'),
    (4008, 4, 41, 'h3-klinker-2', 80, 'Klinker der Segel 5 bis 7', 'agency', '2027-02-12', '2027-01-25', '2027-03-26', null, 0, 'team', null, null),
    (4009, 4, 41, 'h3-abnahme', 90, 'Abnahme der Fassade', 'client', '2027-03-19', null, '2027-04-30', null, 0, 'team', null, null),
    (4011, 4, 42, 'tg-abschnitt-1', 10, 'Abschnitt 1: Ebene −1 Nord', 'agency', '2026-07-03', '2026-06-01', '2026-07-03', '2026-07-03', 100, 'team', null, null),
    (4012, 4, 42, 'tg-abschnitt-2', 20, 'Abschnitt 2: Ebene −1 Süd', 'agency', '2026-08-14', '2026-07-06', '2026-08-14', '2026-08-21', 100, 'team', null, null),
    (4013, 4, 42, 'tg-abschnitt-3', 30, 'Abschnitt 3: Ebene −2 Nord', 'agency', '2026-10-02', '2026-08-24', '2026-10-09', '2026-10-14', 100, 'team', null, null),
    (4014, 4, 42, 'tg-abschnitt-4', 40, 'Abschnitt 4: Ebene −2 Süd', 'agency', '2026-11-13', '2026-10-19', '2026-11-27', null, 80, 'team', null, null),
    (4015, 4, 42, 'tg-kabelweg', 50, 'Ankerplatz: Kabelwege zur Leitzentrale', 'agency', '2026-12-04', '2026-11-02', '2026-12-11', null, 40, 'subcontractor', 'Nur für die ausführende Firma: Trasse A bis F, siehe Kabelliste.', null),
    (4016, 4, 42, 'tg-pruefung', 60, 'Prüfung durch den Sachverständigen', 'client', '2026-12-18', '2026-12-14', '2027-01-15', null, 0, 'team', null, null),
    (4017, 4, 42, 'tg-uebergabe', 70, 'Übergabe der Unterlagen', 'agency', '2027-01-29', '2027-01-18', '2027-02-26', null, 0, 'team', null, null),
    (4021, 4, 43, 'ls-wege', 10, 'Wegeplan für trockene und nasse Tage', 'agency', '2026-05-29', '2026-03-09', '2026-05-29', '2026-05-27', 100, 'team', null, null),
    (4022, 4, 43, 'ls-schilder', 20, 'Entwurf der 96 Schilder', 'agency', '2026-09-25', '2026-06-01', '2026-10-09', '2026-10-12', 100, 'team', null, null),
    (4023, 4, 43, 'ls-texte', 30, 'Schildertexte freigegeben', 'client', '2026-10-16', '2026-10-13', '2026-11-13', null, 60, 'team', null, null),
    (4024, 4, 43, 'ls-montage', 40, 'Montage', 'agency', '2026-12-04', '2026-11-30', '2026-12-18', null, 0, 'team', null, null),
    (4031, 4, 44, 'nt-quartal-3', 10, 'Bernstein: Nachträge des 3. Quartals geprüft', 'client', '2026-10-30', '2026-10-05', '2026-11-27', null, 70, 'finance', null, null),
    (4041, 4, 45, 'mole-bohrung', 10, 'Leuchtfeuer: Bohrungen ausgewertet', 'agency', '2026-11-20', '2026-09-14', '2026-11-27', null, 90, 'board', null, null),
    (4042, 4, 45, 'mole-beschluss', 20, 'Beschluss der Gesellschafter', 'client', '2027-01-22', null, '2027-01-29', null, 0, 'board', null, null),
    (4051, 4, 46, 'nebelhorn-runde', 10, 'Nebelhorn-Runde mit Idris', 'agency', null, null, '2026-12-01', null, 0, 'internal', null, null);

insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values
    (4, 4002, 4001), (4, 4004, 4003), (4, 4005, 4002), (4, 4006, 4004), (4, 4006, 4005), (4, 4007, 4005), (4, 4008, 4006), (4, 4008, 4007), (4, 4009, 4008),
    (4, 4012, 4011), (4, 4013, 4012), (4, 4014, 4013), (4, 4015, 4013), (4, 4016, 4014), (4, 4016, 4015), (4, 4017, 4016),
    (4, 4022, 4021), (4, 4023, 4022), (4, 4024, 4023), (4, 4042, 4041);

insert into status_updates (id, client_id, project_id, code, headline, body_md, period_starts_on, period_ends_on, scope_rag, schedule_rag, budget_rag, author_id, supersedes_id, posted_at, audience, internal_notes_md) values
    (4001, 4, 41, 'h3-2026-05', 'Der Bau geht weiter: kein Fund am Kai', 'Die Sondierung ist ohne Fund abgeschlossen. Der Baustopp hat **drei Wochen** gekostet; zwei davon holen wir durch Vorfertigung der Rahmen wieder auf.', '2026-04-13', '2026-05-01', 'green', 'amber', 'green', 4, null, '2026-05-04T08:00:00Z', 'team', null),
    (4002, 4, 41, 'h3-2026-07', 'Klinker gewählt: Kohlebrand 4, schmale Fuge', 'Bei Regen, bei Abendsonne und mit nassem Ärmel geprüft: Die Wahl fiel auf *Kohlebrand 4* mit 8 mm Fuge. Bestellt am 9. Juli, Lieferung ab Mitte September.', '2026-06-29', '2026-07-10', 'green', 'amber', 'green', 4, null, '2026-07-13T07:00:00Z', 'team', null),
    (4003, 4, 41, 'h3-2026-09', 'Vier von sieben Segeln stehen', 'Die Rahmen 1 bis 4 sind gerichtet und verschraubt, die Abweichung liegt unter 6 mm (zulässig: 15 mm). Der Klinker hat am 21. September begonnen.', '2026-08-31', '2026-09-25', 'green', 'amber', 'green', 4, null, '2026-09-28T07:00:00Z', 'team', null),
    (4004, 4, 41, 'h3-2026-11', 'Konsolen verspätet: Abnahme Ende April statt Mitte März', 'Das Werk liefert die Konsolen der Segel 5 bis 7 vier Wochen später als bestätigt.

| Schritt | vereinbart | neu |
|---|---|---|
| Stahl Segel 5–7 | 11.12.2026 | 22.01.2027 |
| Klinker Segel 5–7 | 12.02.2027 | 26.03.2027 |
| Abnahme | 19.03.2027 | 30.04.2027 |

**Von Ihnen:** Entscheidung, ob am Samstag gemauert werden darf. Das brächte zehn Tage.', '2026-11-02', '2026-11-13', 'green', 'red', 'amber', 4, null, '2026-11-16T08:00:00Z', 'team', 'Nebelhorn: Vertragsstrafe prüfen, bevor wir Samstage anbieten.'),
    (4005, 4, 42, 'tg-2026-10', 'Abschnitt 3 fertig, Abschnitt 4 gesperrt', 'Die Ebene −2 Nord ist seit dem 15. Oktober wieder offen. Gesperrt ist jetzt −2 Süd; die Stellplätze 210 bis 288 weichen auf das Parkdeck am Magdeburger Hafen aus.', '2026-10-05', '2026-10-16', 'green', 'amber', 'green', 4, null, '2026-10-19T07:00:00Z', 'team', null),
    (4006, 4, 42, 'tg-2026-11', 'Noch eine Woche bis zum letzten Abschnitt', 'Sprinkler und Entrauchung in −2 Süd sind montiert, es fehlen 40 Meter Kabelweg und der Probelauf am 26. November von 5 bis 7 Uhr. **Die Sirene ist zu hören**; Anwohner sind informiert.', '2026-11-09', '2026-11-18', 'green', 'amber', 'green', 4, null, '2026-11-19T08:00:00Z', 'team', null),
    (4007, 4, 42, 'ankerplatz-2026-11', 'Ankerplatz: Stand der Trassen', 'Trasse A bis C sind abgenommen. Für D bis F fehlt die Freigabe der Leitzentrale; bitte keine Bohrungen vor dem 24. November.', '2026-11-09', '2026-11-18', 'green', 'green', 'green', 4, null, '2026-11-18T13:00:00Z', 'subcontractor', null),
    (4008, 4, 43, 'ls-2026-11', '96 Schilder warten auf ihre Texte', 'Die Entwürfe sind fertig, 58 von 96 Texten freigegeben. Jede Woche Verzug verschiebt die Montage; ab 18. Dezember sind die Monteure vergeben.', '2026-10-26', '2026-11-06', 'green', 'amber', 'green', 1, null, '2026-11-09T08:00:00Z', 'team', null),
    (4009, 4, 44, 'bernstein-2026-11', 'Bernstein: 14 Nachträge, 9 geprüft', 'Angezeigt sind 14 Nachträge über zusammen **186.400 €**; geprüft und anerkannt sind 9 über 97.250 €. Strittig bleibt Nr. 11 (Gerüst während des Baustopps).', '2026-10-01', '2026-10-31', 'green', 'green', 'amber', 11, null, '2026-11-09T09:00:00Z', 'finance', null),
    (4010, 4, 45, 'leuchtfeuer-2026-11', 'Leuchtfeuer: Die Mole trägt vier Geschosse, nicht sechs', 'Drei von vier Bohrungen sind ausgewertet. Der Schlick reicht tiefer als in den Plänen von 1974.', '2026-10-19', '2026-11-13', 'amber', 'amber', 'green', 2, null, '2026-11-16T09:00:00Z', 'board', null),
    (4011, 4, 46, 'nebelhorn-2026-11', 'Nebelhorn: Lage', 'Werk, Wetter, Weihnachten: in dieser Reihenfolge.', null, '2026-11-13', 'green', 'red', 'red', 4, null, '2026-11-13T17:00:00Z', 'internal', null);

insert into decisions (id, client_id, project_id, code, title, question_md, needed_from, decider_id, asked_on, needed_by_on, state, outcome, reason_md, decided_on, audience) values
    (4001, 4, 41, 'klinker', 'Welcher Klinker?', 'Kohlebrand 2, Kohlebrand 4 oder Wasserstrich rot?', 'client', 401, '2026-05-11', '2026-06-12', 'decided', 'Kohlebrand 4, Fuge 8 mm', 'Am Muster bei Regen entschieden.', '2026-07-08', 'team'),
    (4002, 4, 41, 'samstagsarbeit', 'Darf samstags gemauert werden?', 'Von 8 bis 14 Uhr, bis März. Bringt zehn Tage, kostet Zuschläge von rund 11.000 €; die Nachbarn müssen zustimmen.', 'client', 401, '2026-11-16', '2026-11-27', 'open', null, null, null, 'team'),
    (4003, 4, 42, 'sperrung', 'Einzelne Abschnitte oder ganze Ebene sperren?', null, 'client', 402, '2026-04-20', '2026-05-08', 'decided', 'Einzelne Abschnitte', 'Fünf Wochen länger, aber die Garage bleibt offen.', '2026-05-06', 'team'),
    (4004, 4, 42, 'leitzentrale', 'Wer gibt die Leitzentrale frei?', 'Ohne Freigabe keine Bohrung in den Trassen D bis F.', 'client', 402, '2026-11-02', '2026-11-18', 'open', null, null, null, 'team'),
    (4005, 4, 43, 'sprachen', 'Deutsch und Englisch, oder auch Türkisch?', null, 'client', 401, '2026-06-15', '2026-07-10', 'decided', 'Deutsch, Englisch und Piktogramme', null, '2026-07-02', 'team'),
    (4006, 4, 43, 'schildertexte', 'Freigabe der übrigen 38 Texte', 'Liste in den Dokumenten, Spalte „Stand“.', 'client', 402, '2026-10-13', '2026-11-13', 'open', null, null, null, 'team'),
    (4007, 4, 44, 'nachtrag-11', 'Bernstein: Nachtrag 11, Gerüst im Baustopp', '21.300 € für drei Wochen Vorhaltung. Wir halten die Hälfte für berechtigt.', 'client', 405, '2026-11-09', '2026-12-04', 'open', null, null, null, 'finance'),
    (4008, 4, 45, 'mole-geschosse', 'Leuchtfeuer: vier Geschosse weiterverfolgen?', null, 'client', 403, '2026-11-16', '2027-01-22', 'open', null, null, null, 'board'),
    (4009, 4, 42, 'ankerplatz-bohrzeiten', 'Ankerplatz: Bohrzeiten werktags 7 bis 10 Uhr?', null, 'agency', null, '2026-11-11', '2026-11-20', 'decided', 'Ja, außer montags', null, '2026-11-18', 'subcontractor'),
    (4010, 4, 46, 'nebelhorn-strafe', 'Nebelhorn: Vertragsstrafe an das Werk weitergeben?', null, 'agency', null, '2026-11-13', '2026-12-01', 'open', null, null, null, 'internal');

insert into documents (id, client_id, project_id, type_id, code, title, description_md, owner_id, classification, level, is_legal_hold, audience, created_at) values
    (4001, 4, 41, 'bericht', 'pruefbericht-statik', 'Prüfbericht Statik: Fassade Haus 3', null, 4, 'confidential', 'download', 1, 'team', '2026-03-20T09:00:00Z'),
    (4002, 4, 41, 'zeichnung', 'ansicht-kai', 'Ansicht vom Versmannkai', 'Sieben Segel, Maßstab 1 : 200.', 4, 'confidential', 'download', 0, 'team', '2025-12-17T09:00:00Z'),
    (4003, 4, 41, 'bild', 'musterfassade', 'Musterfassade: drei Klinker, zwei Fugen', null, 4, 'confidential', 'download', 0, 'team', '2026-07-08T09:00:00Z'),
    (4004, 4, 41, 'zeichnung', 'modell-3d', 'Bauwerksmodell (IFC)', 'Zu groß für das Portal; liegt im Ablageraum.', 4, 'restricted', 'download', 0, 'team', '2026-09-22T09:00:00Z'),
    (4005, 4, 42, 'protokoll', 'baubesprechung-31', 'Protokoll der 31. Baubesprechung', null, 4, 'confidential', 'download', 0, 'team', '2026-11-18T09:00:00Z'),
    (4006, 4, 42, 'tabelle', 'kabelliste', 'Ankerplatz: Kabelliste Trasse A bis F', null, 4, 'restricted', 'download', 0, 'subcontractor', '2026-11-02T09:00:00Z'),
    (4007, 4, 43, 'tabelle', 'schildertexte', 'Texte der 96 Schilder', null, 1, 'confidential', 'download', 0, 'team', '2026-10-12T09:00:00Z'),
    (4008, 4, 43, 'zeichnung', 'wegeplan', 'Wegeplan für trockene & nasse Tage', null, 1, 'public', 'download', 0, 'team', '2026-05-27T09:00:00Z'),
    (4009, 4, null, 'vertrag', 'planungsvertrag', 'Planungsvertrag vom 18. August 2025', null, 4, 'restricted', 'view', 1, 'team', '2025-08-18T09:00:00Z'),
    (4010, 4, 44, 'tabelle', 'nachtragsliste', 'Bernstein: Nachtragsliste', null, 11, 'restricted', 'download', 0, 'finance', '2026-11-09T09:00:00Z'),
    (4011, 4, 45, 'bericht', 'baugrund-mole', 'Leuchtfeuer: Baugrund der Mole', null, 2, 'restricted', 'download', 0, 'board', '2026-11-16T09:00:00Z'),
    (4012, 4, 46, 'bericht', 'nebelhorn-liste', 'Nebelhorn: Risikoliste', null, 4, 'sealed', 'download', 0, 'internal', '2026-11-13T09:00:00Z');

insert into document_versions (client_id, document_id, number, state, file, storage_url, media_type, bytes, pages, change_note, uploaded_by_id, uploaded_at) values
    (4, 4001, 1, 'current', 'files/Prüfbericht Statik & Fassade.pdf', null, 'application/pdf', null, 4, null, 2, '2026-03-20T09:30:00Z'),
    (4, 4002, 1, 'superseded', 'files/windjammer-ansicht-a.png', null, 'image/png', null, null, 'Entwurf', 4, '2025-12-17T09:30:00Z'),
    (4, 4002, 2, 'current', 'files/windjammer-ansicht-b.png', null, 'image/png', null, null, 'Segel 5 um 40 cm verschoben', 4, '2026-03-20T09:40:00Z'),
    (4, 4003, 1, 'current', 'files/windjammer-musterfassade.png', null, 'image/png', null, null, null, 4, '2026-07-08T12:00:00Z'),
    (4, 4004, 3, 'current', null, 'https://store.ferrowvale.example/hafenquartier/haus-3-v3.ifc', 'application/octet-stream', 1932735283, null, 'Konsolen der Segel 5 bis 7 nachgeführt', 4, '2026-09-22T15:00:00Z'),
    (4, 4005, 1, 'current', 'files/protokoll-31.pdf', null, 'application/pdf', null, 2, null, 4, '2026-11-18T14:00:00Z'),
    (4, 4006, 1, 'superseded', 'files/ankerplatz-kabelliste-1.csv', null, 'text/csv', null, null, null, 4, '2026-11-02T10:00:00Z'),
    (4, 4006, 2, 'current', 'files/ankerplatz-kabelliste-2.csv', null, 'text/csv', null, null, 'Trasse E neu', 4, '2026-11-11T10:00:00Z'),
    (4, 4007, 1, 'current', 'files/schildertexte.csv', null, 'text/csv', null, null, null, 1, '2026-10-12T10:00:00Z'),
    (4, 4008, 1, 'current', 'files/wegeplan.pdf', null, 'application/pdf', null, 2, null, 1, '2026-05-27T10:00:00Z'),
    (4, 4009, 1, 'current', 'files/planungsvertrag.pdf', null, 'application/pdf', null, 5, null, 4, '2025-08-18T10:00:00Z'),
    (4, 4010, 1, 'current', 'files/bernstein-nachtraege.csv', null, 'text/csv', null, null, null, 11, '2026-11-09T10:00:00Z'),
    (4, 4011, 1, 'current', 'files/leuchtfeuer-baugrund.pdf', null, 'application/pdf', null, 3, null, 2, '2026-11-16T10:00:00Z'),
    (4, 4012, 1, 'current', 'files/nebelhorn-risiken.pdf', null, 'application/pdf', null, 1, null, 4, '2026-11-13T10:00:00Z');

-- Der Nachunternehmer sieht die Tiefgarage und nichts daneben.
insert into project_members (membership_id, project_id, client_id) values (403, 42, 4);

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 4;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 4;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 4;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 4;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 4;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 4;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 4;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 4;
