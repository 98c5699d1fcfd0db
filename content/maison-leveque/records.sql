-- Maison Lévêque : le forfait, ses heures, les factures et les livrables, au 20 novembre 2026.

insert into retainers (id, client_id, project_id, code, name, period, included_minutes, price_minor, starts_on, ends_on, audience, internal_notes_md, created_at, updated_at) values
    (5001, 5, 51, 'forfait-2026', 'Quatre jours par mois', 'month', 1920, 280000, '2026-01-01', '2026-12-31', 'team', 'Verveine : cinq jours en 2027.', '2025-12-15T09:00:00Z', '2025-12-15T09:00:00Z');
insert into time_entries (client_id, project_id, retainer_id, service_id, staff_id, worked_on, worked_minutes, description, is_published, internal_rate_minor) values
    (5, 51, 5001, 5, 7, '2026-09-08', 480, 'Mise à jour de la boutique', 1, 6100),
    (5, 51, 5001, 1, 1, '2026-09-17', 720, 'Photos des mirabelles', 1, 6200),
    (5, 51, 5001, 5, 7, '2026-10-06', 960, 'Parcours de suspension', 1, 6100),
    (5, 51, 5001, 1, 1, '2026-10-20', 1080, 'Calendrier de Noël', 1, 6200),
    (5, 51, 5001, 5, 7, '2026-11-10', 540, 'Paiement en deux fois', 1, 6100),
    (5, 51, 5001, 5, 5, '2026-11-12', 120, 'Verveine : notes pour le renouvellement', 0, 6100);

insert into deliverables (id, client_id, project_id, document_id, code, position, title, owner_id, state_id, due_on, delivered_on, review_by_on, audience, created_at, updated_at) values
    (5001, 5, 53, 5004, 'page-de-noel', 10, 'La page de Noël', 1, 'livrable.prevu', '2026-11-20', '2026-11-17', '2026-11-24', 'team', '2026-09-01T09:00:00Z', '2026-09-01T09:00:00Z');
insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (5, 5001, 'livrable.prevu', 'livrable.en-cours', 1, '2026-09-01T09:00:00Z'),
    (5, 5001, 'livrable.en-cours', 'livrable.validation', 1, '2026-11-17T09:00:00Z');

insert into invoices (id, client_id, project_id, code, kind, number, title, state, issued_on, due_on, audience, created_at, updated_at) values
    (5001, 5, 54, 'f-2026-088', 'invoice', 'F-2026-088', 'Cassis : forfait d’octobre', 'issued', '2026-11-02', '2026-12-02', 'finance', '2026-11-02T09:00:00Z', '2026-11-02T09:00:00Z');
insert into invoice_lines (client_id, invoice_id, position, description, service_id, quantity, unit, price_minor, net_minor, tax_bp, tax_minor) values
    (5, 5001, 10, 'Forfait, octobre', 5, 1, 'mois', 280000, 280000, 2000, 56000),
    (5, 5001, 20, 'Deux heures au-delà du forfait', 1, 2, 'heure', 9000, 18000, 2000, 3600);
