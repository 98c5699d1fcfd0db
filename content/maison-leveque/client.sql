-- Maison Lévêque : confiseur à Nancy, contrat d’accompagnement au mois. Les numéros commencent par 5.

insert into clients (id, slug, name, status, lead_id, locale, time_zone, currency, logo, logo_dark, color_primary, color_accent, font, footer_md, cadence_days, internal_notes_md, created_at, updated_at) values
    (5, 'maison-leveque', 'Maison Lévêque & Filles', 'active', 5, 'fr-FR', 'Europe/Paris', 'EUR',
    'brand/logo.svg', 'brand/logo-dark.svg', '#6b2147', '#c9a227', 'Georgia',
    'Maison Lévêque & Filles · 7 rue des Dominicains, 54000 Nancy · *Confiseurs depuis 1894*', 7,
    'Verveine : Élodie lit tout le dimanche soir. Rien envoyer après 17 h le samedi.', '2025-12-01T09:00:00Z', '2026-09-07T08:00:00Z');

update audiences set label = 'Toute l’équipe' where client_id = 5 and key = 'team';
update audiences set label = 'Comptabilité' where client_id = 5 and key = 'finance';
update audiences set label = 'Famille et associés' where client_id = 5 and key = 'board';
update audiences set label = 'Gérance' where client_id = 5 and key = 'owners';
update audiences set label = 'Sous-traitants' where client_id = 5 and key = 'subcontractor';

update audiences set highest_classification = 'sealed' where client_id = 5 and key = 'board';

insert into people (id, client_id, code, name, title, email, unit, audience, internal_notes_md) values
    (501, 5, 'elodie-leveque', 'Élodie Lévêque', 'Gérante', 'elodie@maison-leveque.example', 'Direction', 'team', null),
    (502, 5, 'marc-aubertin', 'Marc Aubertin', 'Responsable boutique en ligne', 'marc@maison-leveque.example', 'Boutique', 'team', null),
    (503, 5, 'oceane-n-guyen', 'Océane N’Guyen', 'Cheffe d’atelier', null, 'Atelier', 'team', 'Préfère le téléphone.'),
    (504, 5, 'therese-leveque', 'Thérèse Lévêque', 'Associée', null, 'Famille', 'board', null);

insert into account_team (client_id, staff_id, position, role, audience) values
    (5, 5, 10, 'Directrice de projet, votre premier contact', 'team'),
    (5, 1, 20, 'Direction artistique', 'team'),
    (5, 7, 30, 'Développement', 'team'),
    (5, 11, 40, 'Facturation', 'finance');

insert into users (id, username, email, person_id, status, password_hash, last_invited_at, created_at, updated_at) values
    (51, 'elodie', 'elodie@maison-leveque.example', 501, 'active', '$2y$05$pF3hwGx44QTr0RROuhtiTubMG.1tk/78ZtQbj5Xal5AQNSaiU1z7y', '2025-12-02T09:00:00Z', '2025-12-02T09:00:00Z', '2025-12-02T09:00:00Z'),
    (52, 'marc', 'marc@maison-leveque.example', 502, 'active', '$2y$05$D1us4nRie6k9YRqoFRhLXux386gw3oPti5raH15pWNFgCS.sQ/xjW', '2025-12-02T09:00:00Z', '2025-12-02T09:00:00Z', '2025-12-02T09:00:00Z');

insert into memberships (id, user_id, client_id, role_id, valid_from_on) values
    (501, 51, 5, 'owner', '2025-12-02'),
    (502, 52, 5, 'member', '2025-12-02');

insert into projects (id, client_id, code, position, name, summary, description_md, manager_id, state_id, starts_on, due_on, budget_minor, audience, internal_notes_md) values
    (51, 5, 'accompagnement-2026', 10, 'Accompagnement 2026', 'Quatre jours par mois pour le site, les images et les imprévus.',
    'Le forfait comprend **quatre jours par mois**. Les jours non utilisés passent au mois suivant, une seule fois. Chaque premier mardi, nous décidons ensemble de leur emploi.

Compris : mises à jour, petites évolutions, photographies de saison. Non compris : achats d’espace, traductions.',
    5, 'projet.prevu', '2026-01-05', '2026-12-31', 4320000, 'team', 'Verveine : 51 jours consommés sur 48, on ne facture pas la différence.'),
    (52, 5, 'abonnements', 20, 'Boutique en ligne : la boîte du mois', 'Un abonnement que l’on peut offrir, suspendre et reprendre.',
    'La « boîte du mois », nom de travail *Mirabelle*, se commande pour soi ou pour quelqu’un. Elle se suspend en deux clics, sans téléphoner, et reprend sans frais.',
    5, 'projet.prevu', '2026-03-02', '2026-12-11', 2750000, 'team', null),
    (53, 5, 'noel', 30, 'Campagne de Noël ✨', 'Treize desserts, treize images, une seule page.',
    'Une page qui s’ouvre chaque jour un peu plus, du 1er au 24 décembre, sur le modèle d’un calendrier. Lisible **sans images** et sur un vieux téléphone.',
    5, 'projet.prevu', '2026-09-14', '2026-12-24', 980000, 'team', null),
    (54, 5, 'tarifs', 40, 'Cassis : révision des tarifs 2027', 'Ce que coûte vraiment une boîte de 250 g.',
    'Avec *Cassis*, nous mettons à plat le coût de revient de quarante références. Réservé à la comptabilité.', 11, 'projet.prevu', '2026-09-01', '2026-12-18', null, 'finance', null),
    (55, 5, 'transmission', 50, 'Chartreuse : la maison dans dix ans', null,
    '*Chartreuse* accompagne la réflexion de la famille sur la transmission de la maison.', 1, 'projet.prevu', '2026-10-05', '2027-03-31', null, 'board', null),
    (56, 5, 'verveine', 90, 'Verveine : renouvellement du forfait', null, 'Proposer cinq jours par mois en 2027, sans remise.', 5, 'projet.prevu', '2026-10-01', null, null, 'internal', null);

insert into state_changes (client_id, project_id, from_state_id, to_state_id, reason, changed_by_id, changed_at) values
    (5, 51, 'projet.prevu', 'projet.en-cours', null, 5, '2026-01-05T09:00:00Z'),
    (5, 52, 'projet.prevu', 'projet.en-cours', null, 5, '2026-03-02T09:00:00Z'),
    (5, 52, 'projet.en-cours', 'projet.validation', 'Le parcours de suspension attend votre accord.', 5, '2026-09-21T08:00:00Z'),
    (5, 52, 'projet.validation', 'projet.reprise', 'Vous souhaitez pouvoir suspendre aussi depuis le courriel.', 5, '2026-10-02T08:00:00Z'),
    (5, 52, 'projet.reprise', 'projet.validation', 'La nouvelle version est prête.', 5, '2026-11-06T09:00:00Z'),
    (5, 53, 'projet.prevu', 'projet.en-cours', null, 5, '2026-09-14T08:00:00Z'),
    (5, 54, 'projet.prevu', 'projet.en-cours', null, 11, '2026-09-01T08:00:00Z'),
    (5, 55, 'projet.prevu', 'projet.en-cours', null, 1, '2026-10-05T08:00:00Z'),
    (5, 56, 'projet.prevu', 'projet.en-cours', null, 5, '2026-10-01T08:00:00Z');

insert into milestones (id, client_id, project_id, code, position, title, side, baseline_on, starts_on, due_on, completed_on, progress, audience, internal_notes_md) values
    (5001, 5, 51, 'photos-printemps', 10, 'Photographies de printemps', 'agency', '2026-03-20', '2026-03-09', '2026-03-20', '2026-03-19', 100, 'team', null),
    (5002, 5, 51, 'site-rapide', 20, 'Site deux fois plus rapide', 'agency', '2026-06-30', '2026-05-04', '2026-06-30', '2026-06-26', 100, 'team', null),
    (5003, 5, 51, 'photos-automne', 30, 'Photographies d’automne', 'agency', '2026-09-18', '2026-09-07', '2026-09-25', '2026-09-24', 100, 'team', null),
    (5004, 5, 51, 'bilan-2026', 40, 'Bilan de l’année', 'agency', '2026-12-15', '2026-12-07', '2026-12-15', null, 0, 'team', null),
    (5011, 5, 52, 'parcours-achat', 10, 'Parcours d’achat', 'agency', '2026-05-29', '2026-03-09', '2026-05-29', '2026-05-28', 100, 'team', null),
    (5012, 5, 52, 'offrir', 20, 'Offrir une boîte', 'agency', '2026-07-31', '2026-06-01', '2026-08-14', '2026-08-12', 100, 'team', null),
    (5013, 5, 52, 'suspendre', 30, 'Suspendre et reprendre', 'agency', '2026-09-18', '2026-08-17', '2026-11-06', '2026-11-06', 100, 'team', 'Verveine : six semaines perdues sur un bouton.'),
    (5014, 5, 52, 'accord-suspension', 40, 'Accord sur le parcours de suspension', 'client', '2026-09-25', '2026-11-06', '2026-11-18', null, 50, 'team', null),
    (5015, 5, 52, 'ouverture', 50, 'Ouverture des abonnements', 'agency', '2026-10-30', '2026-11-23', '2026-12-11', null, 0, 'team', null),
    (5021, 5, 53, 'treize-images', 10, 'Treize images', 'agency', '2026-10-30', '2026-10-05', '2026-10-30', '2026-11-02', 100, 'team', null),
    (5022, 5, 53, 'textes-noel', 20, 'Textes de l’atelier', 'client', '2026-11-06', '2026-10-19', '2026-11-13', '2026-11-12', 100, 'team', null),
    (5023, 5, 53, 'page-en-ligne', 30, 'La page s’ouvre', 'agency', '2026-12-01', '2026-11-16', '2026-12-01', null, 75, 'team', null),
    (5024, 5, 53, 'fin-campagne', 40, 'Dernière case', 'agency', '2026-12-24', null, '2026-12-24', null, 0, 'team', null),
    (5031, 5, 54, 'couts-revient', 10, 'Cassis : coûts de revient validés', 'client', '2026-11-13', '2026-10-05', '2026-12-04', null, 60, 'finance', null),
    (5041, 5, 55, 'entretiens-famille', 10, 'Chartreuse : cinq entretiens', 'agency', '2026-12-18', '2026-10-19', '2026-12-18', null, 40, 'board', null);

insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values
    (5, 5012, 5011), (5, 5013, 5012), (5, 5014, 5013), (5, 5015, 5014), (5, 5023, 5021), (5, 5023, 5022), (5, 5024, 5023), (5, 5004, 5003);

insert into status_updates (id, client_id, project_id, code, headline, body_md, period_starts_on, period_ends_on, scope_rag, schedule_rag, budget_rag, author_id, posted_at, audience, publish_on, internal_notes_md) values
    (5001, 5, 51, 'forfait-2026-06', 'Juin : le site s’affiche en 1,1 seconde', 'Les images pèsent quatre fois moins, la page d’accueil s’affiche en **1,1 s** au lieu de 2,6 s sur un téléphone moyen. Quatre jours prévus, quatre jours utilisés.', '2026-06-01', '2026-06-30', 'green', 'green', 'green', 7, '2026-07-01T08:00:00Z', 'team', null, null),
    (5002, 5, 51, 'forfait-2026-09', 'Septembre : les photographies d’automne sont livrées', 'Vingt-deux images, dont six de l’atelier. Une journée a été reportée sur octobre, à cause de la pluie.', '2026-09-01', '2026-09-30', 'green', 'green', 'green', 5, '2026-10-01T08:00:00Z', 'team', null, null),
    (5003, 5, 51, 'forfait-2026-10', 'Octobre : cinq jours utilisés, Noël oblige', 'Cinq jours au lieu de quatre, le jour reporté de septembre compris. Il en reste **huit** jusqu’à la fin de l’année ; nous proposons d’en garder deux pour les imprévus de décembre.', '2026-10-01', '2026-10-31', 'green', 'green', 'amber', 5, '2026-11-02T09:00:00Z', 'team', null, 'Verveine : en réalité sept jours.'),
    (5004, 5, 52, 'abonnements-2026-10', 'Nous reprenons le parcours de suspension', 'Votre remarque est juste : qui reçoit le courriel d’expédition doit pouvoir suspendre sans se connecter. Cela demande un lien signé et **cinq semaines** de plus, essais compris.

L’ouverture passe du 30 octobre au 11 décembre.', '2026-09-28', '2026-10-02', 'amber', 'red', 'green', 5, '2026-10-05T08:00:00Z', 'team', null, null),
    (5005, 5, 52, 'abonnements-2026-11', 'Mirabelle attend votre accord', 'Le lien de suspension fonctionne dans les sept messageries essayées. Il expire au bout de quatorze jours et ne montre jamais d’adresse.

**De votre part :** un accord avant le 18 novembre permet d’ouvrir le 11 décembre, à temps pour les cadeaux.', '2026-11-02', '2026-11-13', 'green', 'amber', 'green', 5, '2026-11-13T14:00:00Z', 'team', null, null),
    (5006, 5, 53, 'noel-2026-11', 'Treize images, treize textes, une page presque prête', 'Il manque la case du 13, « le calisson ». La page se lit sans images, au clavier et à voix haute ; Océane a ri à la case du 6. 🎄', '2026-11-02', '2026-11-13', 'green', 'green', 'green', 5, '2026-11-16T09:00:00Z', 'team', null, null),
    (5007, 5, 53, 'noel-ouverture', 'La première case est ouverte', 'La page est en ligne depuis ce matin. Bonne dégustation !', null, null, 'green', 'green', 'green', 5, '2026-11-19T16:00:00Z', 'team', '2026-12-01', null),
    (5008, 5, 54, 'cassis-2026-11', 'Cassis : vingt-trois références sur quarante', 'Le sucre a augmenté de 11 %, le carton de 4 %. Trois boîtes se vendent **sous leur coût de revient**, toutes trois sont des formats de 125 g.', '2026-10-12', '2026-11-13', 'green', 'amber', 'green', 11, '2026-11-16T10:00:00Z', 'finance', null, null),
    (5009, 5, 55, 'chartreuse-2026-11', 'Chartreuse : deux entretiens sur cinq', 'Les deux premiers entretiens ont eu lieu. Un souhait revient : que l’atelier reste à Nancy.', '2026-10-19', '2026-11-13', 'green', 'green', 'green', 1, '2026-11-16T11:00:00Z', 'board', null, null),
    (5010, 5, 56, 'verveine-2026-11', 'Verveine : point interne', 'Élodie est contente, Marc est débordé. Appeler Marc avant le 27.', null, '2026-11-13', 'green', 'green', 'red', 5, '2026-11-13T17:00:00Z', 'internal', null, null);

insert into decisions (id, client_id, project_id, code, title, question_md, needed_from, decider_id, asked_on, needed_by_on, state, outcome, reason_md, decided_on, audience) values
    (5001, 5, 52, 'prix-boite', 'À quel prix, la boîte du mois ?', '22 €, 24 € ou 26 €, port compris ?', 'client', 501, '2026-03-16', '2026-04-10', 'decided', '24 €, port compris', null, '2026-04-08', 'team'),
    (5002, 5, 52, 'accord-suspendre', 'Le lien dans le courriel vous convient-il ?', 'À essayer sur la page de test, de préférence avec un vrai courriel : le lien suspend l’abonnement sans mot de passe et expire au bout de quatorze jours.', 'client', 502, '2026-11-06', '2026-11-18', 'open', null, null, null, 'team'),
    (5003, 5, 53, 'musique', 'Une musique sur la page de Noël ?', 'Nous le déconseillons : surprise au bureau, et 400 Ko de plus.', 'client', 501, '2026-10-05', '2026-10-16', 'decided', 'Pas de musique', null, '2026-10-13', 'team'),
    (5004, 5, 51, 'reste-forfait', 'Huit jours jusqu’à la fin de l’année : pour quoi ?', 'Notre proposition : quatre pour Noël, deux pour le bilan, deux en réserve.', 'client', 501, '2026-11-02', '2026-12-01', 'open', null, null, null, 'team'),
    (5005, 5, 54, 'formats-125', 'Cassis : garder les formats de 125 g ?', 'Les garder coûte environ 3 900 € par an au volume actuel.', 'client', 501, '2026-11-16', '2026-12-11', 'open', null, null, null, 'finance'),
    (5006, 5, 55, 'notaire', 'Chartreuse : quel notaire ?', null, 'client', 504, '2026-11-16', '2027-01-15', 'open', null, null, null, 'board'),
    (5007, 5, 56, 'cinq-jours', 'Verveine : cinq jours par mois ?', null, 'agency', null, '2026-11-10', '2026-12-04', 'open', null, null, null, 'internal');

insert into documents (id, client_id, project_id, type_id, code, title, description_md, owner_id, classification, level, is_legal_hold, audience, expires_on, created_at) values
    (5001, 5, 51, 'contrat', 'contrat-2026', 'Contrat d’accompagnement 2026', null, 5, 'restricted', 'view', 0, 'team', null, '2025-12-15T09:00:00Z'),
    (5002, 5, 51, 'donnees', 'releve-jours', 'Relevé des jours', 'Un jour par ligne, avec ce qui a été fait.', 5, 'confidential', 'download', 0, 'team', null, '2026-11-02T09:00:00Z'),
    (5003, 5, 52, 'maquette', 'parcours-suspension', 'Parcours de suspension', null, 7, 'confidential', 'download', 0, 'team', null, '2026-09-21T09:00:00Z'),
    (5004, 5, 53, 'maquette', 'calendrier', 'La page de Noël, vingt-quatre cases ✨', null, 1, 'confidential', 'download', 0, 'team', null, '2026-11-02T09:00:00Z'),
    (5005, 5, 53, 'maquette', 'calendrier-ebauche', 'Première ébauche du calendrier', 'Remplacée ; retirée du portail le 1er novembre.', 1, 'confidential', 'download', 0, 'team', '2026-11-01', '2026-10-05T09:00:00Z'),
    (5006, 5, null, 'donnees', 'cassis-couts', 'Cassis : coûts de revient', null, 11, 'restricted', 'download', 0, 'finance', null, '2026-11-16T09:00:00Z'),
    (5007, 5, 55, 'compte-rendu', 'chartreuse-entretiens', 'Chartreuse : notes d’entretien', null, 1, 'sealed', 'download', 0, 'board', null, '2026-11-16T09:00:00Z'),
    (5008, 5, 56, 'compte-rendu', 'verveine-notes', 'Verveine : notes internes', null, 5, 'sealed', 'download', 0, 'internal', null, '2026-11-13T09:00:00Z');

insert into document_versions (client_id, document_id, number, state, file, storage_url, media_type, bytes, pages, change_note, uploaded_by_id, uploaded_at) values
    (5, 5001, 1, 'current', 'files/contrat-2026.pdf', null, 'application/pdf', null, 3, null, 5, '2025-12-15T10:00:00Z'),
    (5, 5002, 9, 'superseded', 'files/releve-2026-09.csv', null, 'text/csv', null, null, 'Septembre', 5, '2026-10-01T09:00:00Z'),
    (5, 5002, 10, 'current', 'files/releve-2026-10.csv', null, 'text/csv', null, null, 'Octobre', 5, '2026-11-02T09:10:00Z'),
    (5, 5003, 1, 'superseded', 'files/mirabelle-suspension-1.pdf', null, 'application/pdf', null, 2, null, 7, '2026-09-21T09:10:00Z'),
    (5, 5003, 2, 'current', 'files/mirabelle-suspension-2.pdf', null, 'application/pdf', null, 3, 'Avec le lien dans le courriel', 7, '2026-11-06T09:10:00Z'),
    (5, 5004, 1, 'current', 'files/Noël – vingt-quatre cases.png', null, 'image/png', null, null, null, 1, '2026-11-02T09:20:00Z'),
    (5, 5005, 1, 'current', 'files/calendrier-ebauche.png', null, 'image/png', null, null, null, 1, '2026-10-05T09:20:00Z'),
    (5, 5006, 1, 'current', 'files/cassis-couts.csv', null, 'text/csv', null, null, null, 11, '2026-11-16T10:10:00Z'),
    (5, 5007, 1, 'current', 'files/chartreuse-entretiens.pdf', null, 'application/pdf', null, 2, null, 1, '2026-11-16T11:10:00Z'),
    (5, 5008, 1, 'current', 'files/verveine-notes.pdf', null, 'application/pdf', null, 1, null, 5, '2026-11-13T17:10:00Z');

-- Marc prépare les prix de la boutique : il lit ce seul tableau de la comptabilité, jusqu’à Noël.
insert into access_requests (id, client_id, user_id, record_table, record_id, level, reason, status, asked_at, decided_at) values
    (51, 5, 52, 'documents', 5006, 'download', 'Pour les prix de la boutique', 'approved', '2026-11-16T15:10:00Z', '2026-11-17T09:00:00Z');
insert into access_approvals (client_id, request_id, approver_id, decision, answer, decided_at) values
    (5, 51, 51, 'approved', 'D’accord, jusqu’à Noël.', '2026-11-17T09:00:00Z');
insert into grants (client_id, user_id, record_table, record_id, level, reason, granted_by_id, expires_on, created_at, request_id) values
    (5, 52, 'documents', 5006, 'download', 'Prépare les prix de la boutique', 5, '2026-12-25', '2026-11-17T09:00:00Z', 51);

-- The sample is a picture of 20 November 2026: when each record was written and last changed.
-- First a date that nothing has, so that no trigger takes an unchanged date for a forgotten one.
update projects set updated_at = '1970-01-01T00:00:00Z' where client_id = 5;
update documents set updated_at = '1970-01-01T00:00:00Z' where client_id = 5;
update people set created_at = '2026-01-05T09:00:00Z', updated_at = '2026-09-01T09:00:00Z' where client_id = 5;
update projects set created_at = min('2026-11-16', date(coalesce(starts_on, '2026-08-03'), '-14 days')) || 'T09:00:00Z',
    updated_at = coalesce((select max(changed_at) from state_changes where project_id = projects.id), '2026-11-16T09:00:00Z')
    where client_id = 5;
update milestones set created_at = '2025-08-18T09:00:00Z',
    updated_at = coalesce(completed_on, min(due_on, case when progress > 0 then '2026-11-18' else '2026-11-02' end)) || 'T16:00:00Z'
    where client_id = 5;
update status_updates set created_at = posted_at, updated_at = posted_at where client_id = 5;
update decisions set created_at = asked_on || 'T09:00:00Z', updated_at = coalesce(decided_on, asked_on) || 'T16:00:00Z' where client_id = 5;
update documents set updated_at = max(created_at, coalesce((
        select max(uploaded_at) from document_versions
        where document_id = documents.id and state in ('current', 'superseded')), created_at))
    where client_id = 5;
