-- The agency of the sample: Ferrow & Vale, design and engineering. What all its clients share.
-- Loaded before the clients' files, in one transaction with them, foreign keys on.
-- Passwords of the sample's users: users.md beside this file.

insert into staff (id, code, position, name, title, email, phone, booking_url, internal_notes_md, created_at, updated_at) values
    (1, 'mara-ferrow', 10, 'Mara Ferrow', 'Partner, design', 'mara@ferrowvale.example', '+44 20 7946 0110', 'https://calendar.example/mara', null, '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (2, 'idris-vale', 20, 'Idris Vale', 'Partner, engineering', 'idris@ferrowvale.example', '+44 20 7946 0111', 'https://calendar.example/idris', null, '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (3, 'saoirse-oneill', 30, 'Saoirse O''Neill', 'Project manager', 'saoirse@ferrowvale.example', '+353 1 555 0142', 'https://calendar.example/saoirse', 'Four-day week, never on Wednesdays.', '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (4, 'juergen-gross', 40, 'Jürgen Groß-Weiß', 'Structural engineer, site lead', 'juergen@ferrowvale.example', '+49 40 5550 173', null, null, '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (5, 'chloe-darcy', 50, 'Chloé d’Arcy', 'Directrice de projet', 'chloe@ferrowvale.example', '+33 1 99 00 55 12', 'https://calendar.example/chloe', null, '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (6, 'nadia-haddad', 60, 'Nadia Haddad (نادية حداد)', 'Client lead, Gulf', 'nadia@ferrowvale.example', '+965 2555 0164', null, null, '2026-02-02T09:00:00Z', '2026-08-03T09:00:00Z'),
    (7, 'tom-akintola', 70, 'Tom Akintola', 'Front-end engineer', 'tom@ferrowvale.example', null, null, null, '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (8, 'beatriz-nunez', 80, 'Beatriz Núñez', 'User researcher', 'beatriz@ferrowvale.example', null, null, 'On leave from 14 December; hand over interviews before.', '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (9, 'lukas-aebischer', 90, 'Lukas Aebischer', 'Projektleiter', 'lukas@ferrowvale.example', '+41 44 555 01 80', 'https://calendar.example/lukas', null, '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (10, 'wen-li', 100, 'Wen Li 李雯', 'Accessibility and data', 'wen@ferrowvale.example', null, null, null, '2025-09-01T09:00:00Z', '2026-08-03T09:00:00Z'),
    (11, 'priya-raman', 110, 'Priya Raman', 'Finance', 'priya@ferrowvale.example', '+44 20 7946 0119', null, null, '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z');

-- Clients read states in their own language: one workflow for each.
insert into workflows (id, label, table_name) values
    ('projekt', 'Projekt (deutsch)', 'projects'),
    ('projet', 'Projet (français)', 'projects');

insert into workflow_states (id, workflow_id, position, internal_label, client_label, category, owner, max_days) values
    ('projekt.geplant', 'projekt', 10, 'Planned', 'Geplant', 'draft', 'agency', null),
    ('projekt.aktiv', 'projekt', 20, 'Active', 'In Arbeit', 'active', 'agency', null),
    ('projekt.freigabe', 'projekt', 30, 'Waiting for client', 'Wartet auf Sie', 'waiting_client', 'client', 14),
    ('projekt.korrektur', 'projekt', 40, 'Client came back to us', 'Wir überarbeiten', 'waiting_us', 'agency', 14),
    ('projekt.pausiert', 'projekt', 50, 'On hold', 'Pausiert', 'blocked', null, 30),
    ('projekt.fertig', 'projekt', 60, 'Done', 'Abgeschlossen', 'done', null, null),
    ('projet.prevu', 'projet', 10, 'Planned', 'Prévu', 'draft', 'agency', null),
    ('projet.en-cours', 'projet', 20, 'Active', 'En cours', 'active', 'agency', null),
    ('projet.validation', 'projet', 30, 'Waiting for client', 'En attente de votre accord', 'waiting_client', 'client', 14),
    ('projet.reprise', 'projet', 40, 'Client came back to us', 'Nous reprenons', 'waiting_us', 'agency', 14),
    ('projet.suspendu', 'projet', 50, 'On hold', 'Suspendu', 'blocked', null, 30),
    ('projet.termine', 'projet', 60, 'Done', 'Terminé', 'done', null, null);

insert into workflow_transitions (from_state_id, to_state_id, is_reason_required) values
    ('projekt.geplant', 'projekt.aktiv', 0),
    ('projekt.aktiv', 'projekt.freigabe', 0),
    ('projekt.aktiv', 'projekt.pausiert', 1),
    ('projekt.aktiv', 'projekt.fertig', 0),
    ('projekt.freigabe', 'projekt.aktiv', 0),
    ('projekt.freigabe', 'projekt.korrektur', 0),
    ('projekt.freigabe', 'projekt.fertig', 0),
    ('projekt.korrektur', 'projekt.freigabe', 0),
    ('projekt.korrektur', 'projekt.aktiv', 0),
    ('projekt.pausiert', 'projekt.aktiv', 0),
    ('projet.prevu', 'projet.en-cours', 0),
    ('projet.en-cours', 'projet.validation', 0),
    ('projet.en-cours', 'projet.suspendu', 1),
    ('projet.en-cours', 'projet.termine', 0),
    ('projet.validation', 'projet.en-cours', 0),
    ('projet.validation', 'projet.reprise', 0),
    ('projet.validation', 'projet.termine', 0),
    ('projet.reprise', 'projet.validation', 0),
    ('projet.reprise', 'projet.en-cours', 0),
    ('projet.suspendu', 'projet.en-cours', 0);

insert into document_types (id, position, label, media_types_json) values
    ('bericht', 110, 'Bericht', '["application/pdf"]'),
    ('vertrag', 120, 'Vertrag', '["application/pdf"]'),
    ('zeichnung', 130, 'Plan', '["application/pdf", "image/png"]'),
    ('protokoll', 140, 'Protokoll', '["application/pdf"]'),
    ('bild', 150, 'Bild', '["image/png", "image/jpeg"]'),
    ('tabelle', 160, 'Tabelle', '["text/csv", "text/plain"]'),
    ('rapport', 210, 'Rapport', '["application/pdf"]'),
    ('contrat', 220, 'Contrat', '["application/pdf"]'),
    ('maquette', 230, 'Maquette', '["application/pdf", "image/png"]'),
    ('compte-rendu', 240, 'Compte rendu', '["application/pdf"]'),
    ('donnees', 250, 'Données', '["text/csv", "text/plain"]');

-- A role of the agency's own: somebody who sees nothing but what is granted record by record.
insert into roles (id, label) values ('guest', 'Guest');

-- Two of the agency's own people may log in.
insert into users (id, username, kind, email, staff_id, status, password_hash, created_at, updated_at) values
    (1, 'mara', 'staff', 'mara@ferrowvale.example', 1, 'active', '$2y$05$rBcXuPVqDzMUzQW05zOeduFkbtLRTgePM4eiUD9slic/GAIIXp3Dq', '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z'),
    (2, 'saoirse', 'staff', 'saoirse@ferrowvale.example', 3, 'active', '$2y$05$CjSGsZgZDf84rXYx6alddetoIXLg6qDgmYc.3vBmX26JgDQYtRPrG', '2025-01-06T09:00:00Z', '2026-08-03T09:00:00Z');

-- A shared service pays the bills of two clients, acme and acme-corp, who do not know one another.
insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (13, 'grace', 'grace.kim@shared-services.example', null, 'active', '$2y$05$/i/BuKq/fJd2yIs9rQ8/Yu8nIiKBVurb9.lYdLvwfcmF8XasNWcOq', '2025-11-04T15:00:00Z', '2025-11-04T15:00:00Z', '2026-01-05T15:00:00Z');
