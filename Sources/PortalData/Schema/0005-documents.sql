-- What the agency handed over, and who was given a single record.

create table document_types ( -- Reference: copied into every edition.
    -- listed by: position, id
    id text primary key check (id <> '' and id not glob '*[^a-z0-9-]*'),
    position integer not null default 0,
    label text not null,
    media_types_json text not null default '["application/pdf"]' -- what a file of this type may be
        -- no JSON functions here: a connection that does not trust the schema of its file may not call them
        check (media_types_json glob '[[]"?*/?*"]'),
    max_bytes integer not null default 26214400 check (max_bytes > 0)
) strict;

create table documents ( -- Something handed over, through all its versions.
    -- listed by: title, id
    id integer primary key,
    client_id integer not null references clients (id),
    project_id integer, -- null: about the client as a whole
    type_id text not null default 'document' references document_types (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    title text not null check (trim(title) <> ''),
    description_md text,
    owner_id integer references staff (id), -- who answers questions about it
    classification text not null default 'confidential'
        check (classification in ('public', 'confidential', 'restricted', 'sealed')),
    level text not null default 'download' check (level in ('view', 'download')), -- view: the facts, not the files
    is_legal_hold integer not null default 0 check (is_legal_hold in (0, 1)), -- must not be deleted
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
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index documents_project on documents (project_id, client_id);
create index documents_type on documents (type_id);

create table document_versions ( -- One file of a document. Drafts and withdrawn versions are never copied.
    -- listed by: document_id, number desc
    id integer primary key,
    client_id integer not null,
    document_id integer not null,
    number integer not null check (number > 0),
    state text not null default 'draft' check (state in ('draft', 'current', 'superseded', 'withdrawn')),
    file text -- beneath content/<slug>/ or, with a leading `_shared/`, beneath content/
        check (file <> '' and file not glob '/*' and file not glob '*/' and '/' || file || '/' not glob '*/../*'),
    storage_url text check (storage_url glob 'https://?*'), -- where it lies, if it is too large to copy
    media_type text not null default 'application/pdf' check (media_type glob '?*/?*'),
    bytes integer check (bytes >= 0), -- null: taken from the file
    sha256 text check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*'), -- checked against the file when set
    pages integer check (pages > 0),
    change_note text, -- what is new in this version
    uploaded_by_id integer references staff (id),
    uploaded_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', uploaded_at, '+0 days') is uploaded_at),
    unique (document_id, number),
    unique (id, client_id),
    check ((file is null) <> (storage_url is null)),
    foreign key (document_id, client_id) references documents (id, client_id)
) strict;
create unique index document_versions_current on document_versions (document_id) where state = 'current';

create table grants ( -- One record, and what it contains, for one user. Never copied.
    id integer primary key,
    client_id integer not null references clients (id),
    user_id integer not null references users (id),
    record_table text not null
        check (record_table in ('projects', 'milestones', 'status_updates', 'decisions', 'documents')),
    record_id integer not null,
    level text not null default 'download' check (level in ('view', 'download')),
    reason text,
    granted_by_id integer references staff (id),
    expires_on text check (date(expires_on, '+0 days') is expires_on), -- first day without it
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    unique (user_id, record_table, record_id)
) strict;
create index grants_client on grants (client_id);

create trigger grants_name_a_record before insert on grants begin
    select raise(abort, 'a grant is for a user of the kind client')
    where (select kind from users where id = new.user_id) <> 'client';
    select raise(abort, 'no such record of this client, or it is internal')
    where not exists (
        select 1 from projects
        where new.record_table = 'projects' and id = new.record_id
            and client_id = new.client_id and audience <> 'internal'
        union all select 1 from milestones
        where new.record_table = 'milestones' and id = new.record_id
            and client_id = new.client_id and audience <> 'internal'
        union all select 1 from status_updates
        where new.record_table = 'status_updates' and id = new.record_id
            and client_id = new.client_id and audience <> 'internal'
        union all select 1 from decisions
        where new.record_table = 'decisions' and id = new.record_id
            and client_id = new.client_id and audience <> 'internal'
        union all select 1 from documents
        where new.record_table = 'documents' and id = new.record_id
            and client_id = new.client_id and audience <> 'internal');
end;

create trigger grants_are_replaced
before update of client_id, user_id, record_table, record_id on grants begin
    select raise(abort, 'a grant is for one record and one user: delete it and insert another');
end;

create trigger documents_touch after update on documents when new.updated_at is old.updated_at begin
    update documents set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;

-- A version is a change of its document.
create trigger document_versions_touch_on_insert after insert on document_versions
when new.state in ('current', 'superseded') begin
    update documents set updated_at = new.uploaded_at
    where id = new.document_id and updated_at < new.uploaded_at;
end;
create trigger document_versions_touch_on_update after update on document_versions begin
    update documents set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.document_id;
end;

insert into document_types (id, position, label, media_types_json) values
    ('report', 10, 'Report', '["application/pdf"]'),
    ('contract', 20, 'Contract', '["application/pdf"]'),
    ('plan', 30, 'Plan', '["application/pdf", "image/png", "image/svg+xml"]'),
    ('minutes', 40, 'Minutes', '["application/pdf"]'),
    ('image', 50, 'Image', '["image/png", "image/jpeg"]'),
    ('data', 60, 'Data', '["text/csv", "text/plain", "application/pdf"]'),
    ('document', 70, 'Document', '["application/pdf", "image/png", "image/jpeg", "text/csv", "text/plain"]');
