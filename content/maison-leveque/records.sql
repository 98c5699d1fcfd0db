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

insert into threads (id, client_id, project_id, code, subject, audience, created_at, updated_at) values
    (5001, 5, 53, 'case-du-13', 'La case du 13 : le calisson', 'team', '2026-11-16T10:20:00Z', '2026-11-17T08:45:00Z');
insert into messages (id, client_id, thread_id, reply_to_id, staff_id, person_id, body_md, sent_at, is_internal) values
    (50011, 5, 5001, null, null, 503, 'Le calisson n’est pas de chez nous ! À Nancy on dit *bergamote*. Peut-on encore changer la case du 13 ?', '2026-11-16T10:20:00Z', 0),
    (50012, 5, 5001, 50011, 5, null, 'Verveine : une demi-journée hors forfait, on l’offre.', '2026-11-16T14:00:00Z', 1),
    (50013, 5, 5001, 50011, 1, null, 'Bien sûr, et c’est tant mieux : la bergamote se photographie à merveille. Il nous faut **une boîte avant jeudi** ; la page, avec ses vingt-quatre cases, est jointe.', '2026-11-17T08:45:00Z', 0);
insert into message_attachments (client_id, message_id, document_version_id, position)
select 5, 50013, id, 10 from document_versions where document_id = 5004 and number = 1;

insert into tickets (id, client_id, project_id, thread_id, code, number, title, description_md, kind, priority, requester_id, assignee_id, state_id, opened_at, first_response_at, resolved_at, due_on, audience, created_at, updated_at) values
    (5001, 5, 51, null, 'frais-de-port-corse', 1, 'Frais de port faux pour la Corse', 'Une cliente d’Ajaccio paie 14 € au lieu de 8 €.', 'fault', 'high', 502, 7, 'demande.recue', '2026-11-03T08:30:00Z', '2026-11-03T09:10:00Z', '2026-11-03T15:40:00Z', null, 'team', '2026-11-03T08:30:00Z', '2026-11-03T08:30:00Z'),
    (5002, 5, 53, 5001, 'bergamote', 2, 'La bergamote à la place du calisson', null, 'wish', 'normal', 503, 1, 'demande.recue', '2026-11-16T10:20:00Z', '2026-11-17T08:45:00Z', null, '2026-11-26', 'team', '2026-11-16T10:20:00Z', '2026-11-16T10:20:00Z');
insert into state_changes (client_id, ticket_id, from_state_id, to_state_id, reason, changed_by_id, changed_at) values
    (5, 5001, 'demande.recue', 'demande.en-cours', null, 7, '2026-11-03T09:10:00Z'),
    (5, 5001, 'demande.en-cours', 'demande.resolue', 'Les codes postaux en 20 manquaient au tarif. La différence est remboursée.', 7, '2026-11-03T15:40:00Z'),
    (5, 5002, 'demande.recue', 'demande.en-cours', null, 1, '2026-11-17T08:45:00Z'),
    (5, 5002, 'demande.en-cours', 'demande.question', 'Qui nous envoie une boîte de bergamotes ?', 1, '2026-11-17T08:50:00Z');

insert into requests_for_client (id, client_id, project_id, code, title, description_md, state_id, needed_from_id, owner_id, asked_on, due_on, upload_url, audience, created_at, updated_at) values
    (5001, 5, 52, 'avant-ouverture', 'Avant d’ouvrir les abonnements', 'Trois pièces, sans lesquelles la boutique ne peut rien encaisser d’avance.', 'pieces.preparation', 502, 5, '2026-11-06', '2026-11-27', 'https://upload.ferrowvale.example/leveque', 'team', '2026-11-06T09:20:00Z', '2026-11-06T09:20:00Z');
insert into request_items (id, client_id, request_id, position, title, state_id, received_on) values
    (50011, 5, 5001, 10, 'Conditions générales relues par votre conseil', 'piece.attendue', null),
    (50012, 5, 5001, 20, 'Contrat de prélèvement signé avec la banque', 'piece.attendue', '2026-11-16'),
    (50013, 5, 5001, 30, 'Liste des allergènes, boîte par boîte', 'piece.attendue', null);
insert into state_changes (client_id, request_id, request_item_id, from_state_id, to_state_id, changed_by_id, changed_at) values
    (5, 5001, null, 'pieces.preparation', 'pieces.attendues', 5, '2026-11-06T09:30:00Z'),
    (5, null, 50012, 'piece.attendue', 'piece.recue', 5, '2026-11-16T09:30:00Z'),
    (5, null, 50012, 'piece.recue', 'piece.validee', 5, '2026-11-16T11:00:00Z');

insert into meetings (id, client_id, project_id, code, title, starts_at, ends_at, place, join_url, status, organizer_id, agenda_md, minutes_md, audience, created_at, updated_at) values
    (5001, 5, 51, 'mardi-de-novembre', 'Premier mardi de novembre', '2026-11-03T09:00:00Z', '2026-11-03T10:00:00Z', null, 'https://meet.ferrowvale.example/leveque', 'confirmed', 5, '1. Les jours d’octobre
2. Noël
3. La boîte du mois', 'Noël d’abord. Les deux jours de réserve sont gardés pour la semaine du 14 décembre.', 'team', '2026-10-26T09:00:00Z', '2026-11-03T11:00:00Z'),
    (5002, 5, 51, 'mardi-de-decembre', 'Premier mardi de décembre', '2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z', 'À l’atelier, rue des Dominicains', null, 'confirmed', 5, 'La première case s’ouvre : venez avec appétit.', null, 'team', '2026-11-16T09:00:00Z', '2026-11-16T09:00:00Z');
insert into meeting_attendees (client_id, meeting_id, staff_id, person_id, name, status) values
    (5, 5001, 5, null, null, 'accepted'), (5, 5001, null, 501, null, 'accepted'), (5, 5001, null, 502, null, 'accepted'),
    (5, 5002, 5, null, null, 'accepted'), (5, 5002, null, 501, null, 'accepted'), (5, 5002, null, 503, null, 'invited');

insert into metrics (id, client_id, project_id, code, position, name, description_md, unit, direction, target, audience, created_at, updated_at) values
    (5001, 5, 51, 'affichage', 10, 'Affichage de la page d’accueil', 'Sur un téléphone moyen, en 4G.', 's', 'down', 1.5, 'team', '2026-05-04T08:00:00Z', '2026-11-02T09:00:00Z');
insert into metric_values (client_id, metric_id, measured_on, value, note) values
    (5, 5001, '2026-05-04', 2.6, 'Avant'), (5, 5001, '2026-06-26', 1.1, 'Images quatre fois plus légères'), (5, 5001, '2026-10-30', 1.2, null);

insert into contracts (id, client_id, document_id, code, title, status, starts_on, ends_on, notice_days, value_minor, audience, created_at, updated_at) values
    (5001, 5, 5001, 'accompagnement-2026', 'Contrat d’accompagnement 2026', 'active', '2026-01-01', '2026-12-31', 30, 3360000, 'finance', '2025-12-15T09:00:00Z', '2025-12-15T09:00:00Z');
insert into contract_services (client_id, contract_id, service_id, position, quantity, unit, price_minor) values (5, 5001, 5, 10, 4, 'jour', 70000);
insert into signature_requests (id, client_id, document_version_id, code, title, message, state, provider_url, sent_at, due_on, completed_at, audience, created_at, updated_at)
select 5001, 5, id, 'signature-contrat-2026', 'Contrat d’accompagnement 2026', 'Merci de signer avant la nouvelle année.', 'completed', 'https://sign.ferrowvale.example/5001', '2025-12-16T09:00:00Z', '2025-12-31', '2025-12-18T17:10:00Z', 'team', '2025-12-16T09:00:00Z', '2025-12-18T17:10:00Z'
from document_versions where document_id = 5001 and number = 1;
insert into signature_parties (client_id, signature_request_id, position, name, side, person_id, staff_id, signed_at) values
    (5, 5001, 10, 'Chloé d’Arcy', 'agency', null, 5, '2025-12-16T09:10:00Z'), (5, 5001, 20, 'Élodie Lévêque', 'client', 501, null, '2025-12-18T17:10:00Z');
