-- What a project brings forth besides milestones: results, wishes, dangers, defects, pictures.

create table deliverables ( -- A result that the client receives and accepts.
    -- listed by: project_id, position, due_on, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer not null,
    milestone_id integer, -- the step that it belongs to
    document_id integer, -- where its files are; who may not see that document does not see this record
    position integer not null default 0, -- order inside the project
    title text not null check (trim(title) <> ''),
    description_md text,
    acceptance_md text, -- what has to be true for it to be accepted
    state_id text not null default 'deliverable.draft' references workflow_states (id), -- moves along the workflow
    owner_id integer references staff (id), -- who makes it
    due_on text check (date(due_on, '+0 days') is due_on),
    delivered_on text check (date(delivered_on, '+0 days') is delivered_on), -- first handed over
    review_by_on text check (date(review_by_on, '+0 days') is review_by_on), -- the client's answer is needed by then
    accepted_on text check (date(accepted_on, '+0 days') is accepted_on),
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (milestone_id, client_id) references milestones (id, client_id),
    foreign key (document_id, client_id) references documents (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index deliverables_project on deliverables (project_id, client_id);
create index deliverables_milestone on deliverables (milestone_id, client_id);
create index deliverables_document on deliverables (document_id, client_id);
create index deliverables_state on deliverables (state_id);

create table deliverable_approvals ( -- What the client said of a deliverable, bound to the bytes. Never rewritten.
    -- listed by: decided_at desc, id desc
    id integer primary key,
    client_id integer not null,
    deliverable_id integer not null,
    document_version_id integer, -- the version that was looked at
    sha256 text -- of its bytes; taken from the version where that states it
        check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*'),
    decision text not null check (decision in ('approved', 'changes_requested', 'rejected')),
    comment text, -- both sides read it
    decided_by_id integer, -- the person at the client
    decided_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', decided_at, '+0 days') is decided_at),
    unique (id, client_id),
    check ((document_version_id is null) = (sha256 is null)),
    foreign key (deliverable_id, client_id) references deliverables (id, client_id),
    foreign key (document_version_id, client_id) references document_versions (id, client_id),
    foreign key (decided_by_id, client_id) references people (id, client_id)
) strict;
create index deliverable_approvals_deliverable on deliverable_approvals (deliverable_id, client_id);
create index deliverable_approvals_document_version on deliverable_approvals (document_version_id, client_id);
create index deliverable_approvals_decided_by on deliverable_approvals (decided_by_id, client_id);

create table change_requests ( -- A wish beyond what was agreed, with its price in money and days.
    -- listed by: asked_on desc, id desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer not null,
    title text not null check (trim(title) <> ''),
    description_md text,
    reason_md text, -- why it is worth it
    requested_by_id integer, -- the person at the client
    cost_minor integer not null default 0, -- negative: it saves money
    schedule_days integer not null default 0, -- negative: it saves time
    state text not null default 'draft'
        check (state in ('draft', 'proposed', 'approved', 'rejected', 'withdrawn')),
    asked_on text not null default (date('now')) check (date(asked_on, '+0 days') is asked_on),
    needed_by_on text check (date(needed_by_on, '+0 days') is needed_by_on), -- the client's answer is needed by then
    decided_on text check (date(decided_on, '+0 days') is decided_on),
    decided_by_id integer, -- the person at the client
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    check ((state in ('approved', 'rejected')) = (decided_on is not null)),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (requested_by_id, client_id) references people (id, client_id),
    foreign key (decided_by_id, client_id) references people (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index change_requests_project on change_requests (project_id, client_id);
create index change_requests_requested_by on change_requests (requested_by_id, client_id);
create index change_requests_decided_by on change_requests (decided_by_id, client_id);

create table risks ( -- What may happen, how bad it would be, and what is done about it.
    -- listed by: state desc, impact desc, probability desc, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    title text not null check (trim(title) <> ''),
    description_md text,
    probability integer not null default 3 check (probability between 1 and 5), -- 1 hardly, 5 almost certainly
    impact integer not null default 3 check (impact between 1 and 5), -- 1 small, 5 grave
    response_md text, -- what is done about it
    side text not null default 'agency' check (side in ('client', 'agency')), -- who has to act
    owner_id integer references staff (id),
    state text not null default 'open' check (state in ('open', 'mitigated', 'occurred', 'closed')),
    raised_on text not null default (date('now')) check (date(raised_on, '+0 days') is raised_on),
    review_on text check (date(review_on, '+0 days') is review_on),
    closed_on text check (date(closed_on, '+0 days') is closed_on),
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    check (state <> 'closed' or closed_on is not null),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index risks_project on risks (project_id, client_id);

create table issues ( -- What is wrong: open questions, defects, snags on a site.
    -- listed by: state desc, severity, raised_on desc, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    title text not null check (trim(title) <> ''),
    description_md text,
    kind text not null default 'issue' check (kind in ('issue', 'defect', 'snag')),
    severity text not null default 'medium' check (severity in ('low', 'medium', 'high', 'critical')),
    place text, -- room, axis, page, device
    side text not null default 'agency' check (side in ('client', 'agency')), -- who has to act
    owner_id integer references staff (id),
    state text not null default 'open' check (state in ('open', 'in_progress', 'resolved', 'closed')),
    raised_on text not null default (date('now')) check (date(raised_on, '+0 days') is raised_on),
    due_on text check (date(due_on, '+0 days') is due_on),
    resolved_on text check (date(resolved_on, '+0 days') is resolved_on),
    resolution_md text,
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    check ((state in ('resolved', 'closed')) = (resolved_on is not null)),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index issues_project on issues (project_id, client_id);

create table photos ( -- A picture of the work, with words for those who do not see it.
    -- listed by: taken_on desc, position, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    issue_id integer, -- what it shows
    position integer not null default 0,
    alt text not null check (trim(alt) <> ''), -- what is to be seen, for those who do not see it
    caption text,
    file text not null -- beneath content/<slug>/ or, with a leading `_shared/`, beneath content/
        check (file <> '' and file not glob '/*' and file not glob '*/' and '/' || file || '/' not glob '*/../*'),
    taken_on text check (date(taken_on, '+0 days') is taken_on),
    taken_by_id integer references staff (id),
    place text,
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (issue_id, client_id) references issues (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index photos_project on photos (project_id, client_id);
create index photos_issue on photos (issue_id, client_id);

create trigger deliverable_approvals_name_what_was_seen before insert on deliverable_approvals
when new.document_version_id is not null begin
    select raise(abort, 'the version is of another document than the deliverable''s')
    where (select document_id from document_versions where id = new.document_version_id)
        is not (select document_id from deliverables where id = new.deliverable_id);
    select raise(abort, 'the digest is not that of the version')
    where (select sha256 from document_versions where id = new.document_version_id) <> new.sha256;
end;
create trigger deliverable_approvals_are_kept before update on deliverable_approvals begin
    select raise(abort, 'what was said is not rewritten: insert another approval');
end;

create trigger deliverables_touch after update on deliverables
when new.updated_at is old.updated_at and new.state_id is old.state_id begin
    update deliverables set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger change_requests_touch after update on change_requests
when new.updated_at is old.updated_at begin
    update change_requests set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger risks_touch after update on risks when new.updated_at is old.updated_at begin
    update risks set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger issues_touch after update on issues when new.updated_at is old.updated_at begin
    update issues set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger photos_touch after update on photos when new.updated_at is old.updated_at begin
    update photos set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
