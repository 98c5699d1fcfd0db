-- Who signs, how long records are kept, and what a file has been through before it is handed over.

create table retention_policies ( -- How long records are kept, and what happens then. Never copied.
    -- listed by: id
    id text primary key check (id <> '' and id not glob '*[^a-z0-9-]*'),
    label text not null,
    basis text not null default 'created' check (basis in ('created', 'issued', 'closed')), -- where the days begin
    days integer not null check (days > 0),
    action text not null default 'withhold' check (action in ('withhold', 'archive', 'delete'))
) strict;

alter table document_types add column
    retention_policy_id text -- for documents that name none
        references retention_policies (id);
alter table document_types add column
    is_scan_required integer not null default 0 -- only a file that was found clean becomes current
        check (is_scan_required in (0, 1));
alter table documents add column
    retention_policy_id text -- null: that of its type
        references retention_policies (id);
alter table document_versions add column
    scan_status text not null default 'unscanned' -- what the virus scanner said
        check (scan_status in ('unscanned', 'clean', 'infected'));

create index document_types_retention_policy on document_types (retention_policy_id);
create index documents_retention_policy on documents (retention_policy_id);

create trigger document_versions_are_clean_on_insert before insert on document_versions
when new.state = 'current' begin
    select raise(abort, 'a version of this type becomes current when its scan found it clean')
    where new.scan_status = 'infected' or (new.scan_status <> 'clean' and exists (
        select 1 from documents join document_types on document_types.id = documents.type_id
        where documents.id = new.document_id and document_types.is_scan_required));
end;
create trigger document_versions_are_clean_on_update before update of state on document_versions
when new.state = 'current' begin
    select raise(abort, 'a version of this type becomes current when its scan found it clean')
    where new.scan_status = 'infected' or (new.scan_status <> 'clean' and exists (
        select 1 from documents join document_types on document_types.id = documents.type_id
        where documents.id = new.document_id and document_types.is_scan_required));
end;
create trigger document_versions_are_withdrawn_when_infected after update of scan_status on document_versions
when new.scan_status = 'infected' and new.state <> 'withdrawn' begin
    update document_versions set state = 'withdrawn' where id = new.id;
end;

create table signature_requests ( -- A version of a document that people sign elsewhere.
    -- listed by: sent_at desc, id desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    document_version_id integer not null,
    title text not null check (trim(title) <> ''),
    message text,
    state text not null default 'draft'
        check (state in ('draft', 'sent', 'completed', 'declined', 'expired', 'withdrawn')),
    provider_url text check (provider_url glob 'https://?*'), -- where it is signed
    sent_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', sent_at, '+0 days') is sent_at),
    due_on text check (date(due_on, '+0 days') is due_on),
    completed_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', completed_at, '+0 days') is completed_at),
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
    check ((state = 'completed') = (completed_at is not null)),
    check (state = 'draft' or sent_at is not null),
    foreign key (document_version_id, client_id) references document_versions (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index signature_requests_document_version on signature_requests (document_version_id, client_id);

create table signature_parties ( -- Who signs, in which order, and when they did.
    -- listed by: signature_request_id, position, id
    id integer primary key,
    client_id integer not null,
    signature_request_id integer not null,
    position integer not null default 0, -- the order of signing
    name text not null check (trim(name) <> ''),
    side text not null check (side in ('client', 'agency', 'other')),
    person_id integer, -- who that is at the client
    staff_id integer references staff (id), -- who that is at the agency
    signed_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', signed_at, '+0 days') is signed_at),
    declined_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', declined_at, '+0 days') is declined_at),
    decline_reason text,
    unique (id, client_id),
    check (signed_at is null or declined_at is null),
    check (declined_at is not null or decline_reason is null),
    check (side = 'client' or person_id is null),
    check (side = 'agency' or staff_id is null),
    foreign key (signature_request_id, client_id) references signature_requests (id, client_id),
    foreign key (person_id, client_id) references people (id, client_id)
) strict;
create index signature_parties_signature_request on signature_parties (signature_request_id, client_id);
create index signature_parties_person on signature_parties (person_id, client_id);

create trigger signature_requests_touch after update on signature_requests
when new.updated_at is old.updated_at begin
    update signature_requests set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
