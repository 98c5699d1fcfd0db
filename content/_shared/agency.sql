-- The agency of the sample: Ferrow & Vale, design and engineering. What all its clients share, and what none of them sees.
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

-- Results, requests and what belongs to them, for the clients who read German or French.
insert into workflows (id, label, table_name) values
    ('ergebnis', 'Ergebnis (deutsch)', 'deliverables'),
    ('unterlagen', 'Unterlagen (deutsch)', 'requests_for_client'),
    ('unterlage', 'Einzelne Unterlage (deutsch)', 'request_items'),
    ('livrable', 'Livrable (français)', 'deliverables');

insert into workflow_states (id, workflow_id, position, internal_label, client_label, category, owner, max_days, is_client_editable) values
    ('ergebnis.geplant', 'ergebnis', 10, 'Planned', 'Geplant', 'draft', 'agency', null, 0),
    ('ergebnis.arbeit', 'ergebnis', 20, 'In the making', 'In Arbeit', 'active', 'agency', null, 0),
    ('ergebnis.freigabe', 'ergebnis', 30, 'With the client', 'Wartet auf Ihre Freigabe', 'waiting_client', 'client', 14, 0),
    ('ergebnis.abgenommen', 'ergebnis', 40, 'Accepted', 'Abgenommen', 'done', null, null, 0),
    ('unterlagen.entwurf', 'unterlagen', 10, 'Draft', 'In Vorbereitung', 'draft', 'agency', null, 0),
    ('unterlagen.offen', 'unterlagen', 20, 'Waiting for client', 'Wartet auf Sie', 'waiting_client', 'client', 14, 1),
    ('unterlagen.pruefung', 'unterlagen', 30, 'In review', 'Wir prüfen', 'waiting_us', 'agency', 7, 0),
    ('unterlagen.vollstaendig', 'unterlagen', 40, 'Approved', 'Vollständig', 'done', null, null, 0),
    ('unterlage.offen', 'unterlage', 10, 'Open', 'Wartet auf Sie', 'waiting_client', 'client', null, 1),
    ('unterlage.da', 'unterlage', 20, 'Received', 'Eingegangen', 'waiting_us', 'agency', 7, 0),
    ('unterlage.gut', 'unterlage', 30, 'Accepted', 'In Ordnung', 'done', null, null, 0),
    ('unterlage.zurueck', 'unterlage', 40, 'Sent back', 'Bitte noch einmal', 'waiting_client', 'client', null, 1),
    ('livrable.prevu', 'livrable', 10, 'Planned', 'Prévu', 'draft', 'agency', null, 0),
    ('livrable.en-cours', 'livrable', 20, 'In the making', 'En cours', 'active', 'agency', null, 0),
    ('livrable.validation', 'livrable', 30, 'With the client', 'En attente de votre accord', 'waiting_client', 'client', 14, 0),
    ('livrable.accepte', 'livrable', 40, 'Accepted', 'Accepté', 'done', null, null, 0);

insert into workflow_transitions (from_state_id, to_state_id, allowed_role, is_reason_required, requires_json, sends_back_to_id) values
    ('ergebnis.geplant', 'ergebnis.arbeit', 'agency', 0, '[]', null),
    ('ergebnis.arbeit', 'ergebnis.freigabe', 'agency', 0, '["delivered_on"]', null),
    ('ergebnis.freigabe', 'ergebnis.arbeit', 'client', 1, '[]', null),
    ('ergebnis.freigabe', 'ergebnis.abgenommen', 'owner', 0, '["accepted_on"]', null),
    ('unterlagen.entwurf', 'unterlagen.offen', 'agency', 0, '[]', null),
    ('unterlagen.offen', 'unterlagen.pruefung', null, 0, '[]', null),
    ('unterlagen.pruefung', 'unterlagen.offen', 'agency', 1, '[]', null),
    ('unterlagen.pruefung', 'unterlagen.vollstaendig', 'agency', 0, '["completed_on"]', null),
    ('unterlage.offen', 'unterlage.da', null, 0, '["received_on"]', null),
    ('unterlage.da', 'unterlage.gut', 'agency', 0, '[]', null),
    ('unterlage.da', 'unterlage.zurueck', 'agency', 0, '["rejection_reason"]', 'unterlagen.offen'),
    ('unterlage.zurueck', 'unterlage.da', null, 0, '[]', null),
    ('livrable.prevu', 'livrable.en-cours', 'agency', 0, '[]', null),
    ('livrable.en-cours', 'livrable.validation', 'agency', 0, '["delivered_on"]', null),
    ('livrable.validation', 'livrable.en-cours', 'client', 1, '[]', null),
    ('livrable.validation', 'livrable.accepte', 'client', 0, '["accepted_on"]', null);

insert into services (id, code, position, name, description_md, internal_cost_minor) values
    (1, 'design', 10, 'Design', 'Screens, type, signs.', 6200),
    (2, 'engineering', 20, 'Engineering', 'Software, from the first sketch to its operation.', 6900),
    (3, 'research', 30, 'Research', 'Watching, asking, measuring.', 5800),
    (4, 'structural', 40, 'Structural engineering', null, 7400),
    (5, 'care', 50, 'Care', 'Small changes, questions, the unforeseen.', 6100);

insert into retention_policies (id, label, basis, days, action) values
    ('contracts', 'Contracts and invoices: ten years', 'closed', 3653, 'archive'),
    ('research', 'Recordings and raw data: one year', 'created', 365, 'delete'),
    ('reads', 'Who read what: 180 days', 'created', 180, 'delete'),
    ('offers', 'Offers that came to nothing: 120 days', 'closed', 120, 'delete');
insert into retention_rules (table_name, retention_policy_id) values
    ('access_log', 'reads'), ('contracts', 'contracts'), ('deals', 'offers'), ('invoices', 'contracts');
update document_types set retention_policy_id = 'contracts' where id in ('contract', 'vertrag', 'contrat');
update document_types set retention_policy_id = 'research' where id in ('data', 'tabelle', 'donnees');

-- What the agency is selling: read by its own people alone.
insert into companies (id, name, website, industry, address, notes, created_by_id, created_at, updated_at) values
    (1, 'Acme Instruments, Inc.', 'https://acme-instruments.example', 'Laboratory equipment', 'Rochester, NY', 'Tumbleweed: a service agreement after the third site.', 2, '2025-10-01T09:00:00Z', '2026-11-10T09:00:00Z'),
    (2, 'Tidewater Trust', 'https://tidewater.example', 'Foundation', 'Bristol', 'Came through Harrowgate; do not name them.', 1, '2026-09-14T09:00:00Z', '2026-11-12T09:00:00Z'),
    (3, 'Noor Group', null, 'Publishing', 'Kuwait City', 'Sandgrouse: nine sister companies.', 6, '2026-10-05T09:00:00Z', '2026-11-16T09:00:00Z');
insert into contacts (id, name, email, phone, company_id, notes, created_by_id, created_at, updated_at) values
    (1, 'Dana Whitfield', 'dana.whitfield@acme-instruments.example', null, 1, null, 2, '2025-10-01T09:00:00Z', '2025-10-01T09:00:00Z'),
    (2, 'Imogen Tide', 'imogen@tidewater.example', '+44 117 5550 190', 2, 'Prefers letters.', 1, '2026-09-14T09:00:00Z', '2026-09-14T09:00:00Z');
insert into deals (id, title, amount_minor, currency, stage, contact_id, company_id, expected_close_on, closed_on, notes, assigned_to_id, created_at, updated_at) values
    (1, 'Tumbleweed: yearly service agreement', 18000000, 'USD', 'proposal', 1, 1, '2027-02-26', null, 'Three years at 5 % off, or none.', 2, '2026-08-03T09:00:00Z', '2026-11-10T09:00:00Z'),
    (2, 'Tidewater: archive online', 6400000, 'GBP', 'qualified', 2, 2, '2027-03-31', null, null, 1, '2026-09-14T09:00:00Z', '2026-11-12T09:00:00Z'),
    (3, 'Sandgrouse: one reader for nine houses', null, 'KWD', 'lead', null, 3, null, null, 'Murmurs only.', 6, '2026-11-16T09:00:00Z', '2026-11-16T09:00:00Z'),
    (4, 'Quayside signs', 900000, 'EUR', 'lost', null, null, '2026-06-30', '2026-06-24', 'Too dear, they said.', 4, '2026-04-01T09:00:00Z', '2026-06-24T09:00:00Z');
insert into activities (type, subject, description, due_on, completed_at, contact_id, deal_id, created_by_id, created_at, updated_at) values
    ('call', 'Tumbleweed: call Dana in January', null, '2027-01-12', null, 1, 1, 2, '2026-11-10T09:00:00Z', '2026-11-10T09:00:00Z'),
    ('meeting', 'Tea with Imogen Tide', 'Showed the intake pages on a phone.', '2026-11-12', '2026-11-12T16:00:00Z', 2, 2, 1, '2026-11-02T09:00:00Z', '2026-11-12T16:00:00Z');

insert into notification_rules (event, audience, role_id, timing) values
    ('status_updates.posted', 'team', null, 'daily'),
    ('invoices.issued', 'finance', null, 'now'),
    ('decisions.asked', null, 'approver', 'now');

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

-- Questions and faults, and what is asked of a client, in German and French.
insert into workflows (id, label, table_name) values
    ('anfrage', 'Anfrage (deutsch)', 'tickets'),
    ('demande', 'Demande (français)', 'tickets'),
    ('pieces', 'Pièces (français)', 'requests_for_client'),
    ('piece', 'Pièce (français)', 'request_items');
insert into workflow_states (id, workflow_id, position, internal_label, client_label, category, owner, max_days, is_client_editable) values
    ('anfrage.neu', 'anfrage', 10, 'New', 'Eingegangen', 'waiting_us', 'agency', 2, 0),
    ('anfrage.arbeit', 'anfrage', 20, 'In work', 'In Arbeit', 'active', 'agency', null, 0),
    ('anfrage.rueckfrage', 'anfrage', 30, 'Waiting for client', 'Rückfrage an Sie', 'waiting_client', 'client', 14, 1),
    ('anfrage.geloest', 'anfrage', 40, 'Resolved', 'Gelöst', 'done', null, 14, 0),
    ('demande.recue', 'demande', 10, 'New', 'Reçue', 'waiting_us', 'agency', 2, 0),
    ('demande.en-cours', 'demande', 20, 'In work', 'En cours', 'active', 'agency', null, 0),
    ('demande.question', 'demande', 30, 'Waiting for client', 'Une question pour vous', 'waiting_client', 'client', 14, 1),
    ('demande.resolue', 'demande', 40, 'Resolved', 'Résolue', 'done', null, 14, 0),
    ('pieces.preparation', 'pieces', 10, 'Draft', 'En préparation', 'draft', 'agency', null, 0),
    ('pieces.attendues', 'pieces', 20, 'Waiting for client', 'Nous les attendons de vous', 'waiting_client', 'client', 14, 1),
    ('pieces.completes', 'pieces', 30, 'Approved', 'Au complet', 'done', null, null, 0),
    ('piece.attendue', 'piece', 10, 'Open', 'À nous envoyer', 'waiting_client', 'client', null, 1),
    ('piece.recue', 'piece', 20, 'Received', 'Reçue', 'waiting_us', 'agency', 7, 0),
    ('piece.validee', 'piece', 30, 'Accepted', 'Validée', 'done', null, null, 0);
insert into workflow_transitions (from_state_id, to_state_id, allowed_role, is_reason_required, requires_json) values
    ('anfrage.neu', 'anfrage.arbeit', 'agency', 0, '["first_response_at"]'),
    ('anfrage.arbeit', 'anfrage.rueckfrage', 'agency', 0, '[]'),
    ('anfrage.rueckfrage', 'anfrage.arbeit', null, 0, '[]'),
    ('anfrage.arbeit', 'anfrage.geloest', 'agency', 0, '["resolved_at"]'),
    ('anfrage.geloest', 'anfrage.arbeit', null, 1, '[]'),
    ('demande.recue', 'demande.en-cours', 'agency', 0, '["first_response_at"]'),
    ('demande.en-cours', 'demande.question', 'agency', 0, '[]'),
    ('demande.question', 'demande.en-cours', null, 0, '[]'),
    ('demande.en-cours', 'demande.resolue', 'agency', 0, '["resolved_at"]'),
    ('demande.resolue', 'demande.en-cours', null, 1, '[]'),
    ('pieces.preparation', 'pieces.attendues', 'agency', 0, '[]'),
    ('pieces.attendues', 'pieces.completes', 'agency', 0, '["completed_on"]'),
    ('piece.attendue', 'piece.recue', null, 0, '["received_on"]'),
    ('piece.recue', 'piece.validee', 'agency', 0, '[]');
