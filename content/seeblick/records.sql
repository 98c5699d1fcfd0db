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
