-- What the agency needs from the client, item by item.

create table requests_for_client ( -- Something that the client has to hand in: files, answers, access.
    -- listed by: due_on, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    title text not null check (trim(title) <> ''),
    description_md text,
    state_id text not null default 'onboarding.draft' references workflow_states (id), -- moves along the workflow
    needed_from_id integer, -- the person at the client, where one is named
    owner_id integer references staff (id), -- who looks at what comes in
    asked_on text not null default (date('now')) check (date(asked_on, '+0 days') is asked_on),
    due_on text check (date(due_on, '+0 days') is due_on),
    completed_on text check (date(completed_on, '+0 days') is completed_on),
    upload_url text check (upload_url glob 'https://?*'), -- where the client puts it
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
    foreign key (needed_from_id, client_id) references people (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index requests_for_client_project on requests_for_client (project_id, client_id);
create index requests_for_client_needed_from on requests_for_client (needed_from_id, client_id);
create index requests_for_client_state on requests_for_client (state_id);

create table request_items ( -- One thing of a request, with a state of its own.
    -- listed by: request_id, position, id
    id integer primary key,
    client_id integer not null,
    request_id integer not null,
    position integer not null default 0,
    title text not null check (trim(title) <> ''),
    description_md text,
    is_required integer not null default 1 check (is_required in (0, 1)),
    state_id text not null default 'item.open' references workflow_states (id), -- moves along the workflow
    received_version_id integer, -- what came in
    received_on text check (date(received_on, '+0 days') is received_on),
    rejection_reason text, -- why it has to be handed in again; the client reads it
    unique (id, client_id),
    foreign key (request_id, client_id) references requests_for_client (id, client_id),
    foreign key (received_version_id, client_id) references document_versions (id, client_id)
) strict;
create index request_items_request on request_items (request_id, client_id);
create index request_items_received_version on request_items (received_version_id, client_id);
create index request_items_state on request_items (state_id);

create trigger requests_for_client_touch after update on requests_for_client
when new.updated_at is old.updated_at and new.state_id is old.state_id begin
    update requests_for_client set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
