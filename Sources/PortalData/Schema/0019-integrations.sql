-- Where the data comes from: other systems, what they own here, each reading of one, and what could not be taken.
-- Nothing of this file is ever copied into an edition; the view `freshness` tells pages what they may know of it.

create table integrations ( -- A system that data is read from.
    id integer primary key,
    code text not null unique -- what a mapping calls it: `source: asana`
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    system text not null default '', -- what it is, for the agency
    client_id integer references clients (id), -- null: a system of all clients
    client_label text check (trim(client_label) <> ''), -- what pages call it; null: pages do not speak of it
    stale_after_minutes integer check (stale_after_minutes > 0), -- older data is stale; null: it never is
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at)
) strict;
create index integrations_client on integrations (client_id);

create table integration_tables ( -- Which system a table or column belongs to, and who is right where both changed it.
    id integer primary key,
    integration_id integer not null references integrations (id) on delete cascade,
    table_name text not null check (table_name <> ''),
    column_name text check (column_name <> ''), -- null: all columns that no other row names
    on_conflict text not null default 'source' -- who wins over what was changed here; `report` leaves both for people
        check (on_conflict in ('source', 'local', 'report'))
) strict;
create unique index integration_tables_owner on integration_tables (table_name, coalesce(column_name, ''));
create index integration_tables_integration on integration_tables (integration_id);

create table sync_runs ( -- One reading of a source, whoever did it.
    id integer primary key,
    integration_id integer not null references integrations (id) on delete cascade,
    status text not null check (status in ('done', 'partial', 'failed')), -- partial: all but what sync_errors holds
    source text not null default '', -- the names of the files
    mapping text, -- how its fields became columns, kept to try again what was rejected
    client_slug text, -- the client that was named beside the mapping
    started_at text not null check (strftime('%Y-%m-%dT%H:%M:%SZ', started_at, '+0 days') is started_at),
    finished_at text not null -- also the time of which the source is known
        check (strftime('%Y-%m-%dT%H:%M:%SZ', finished_at, '+0 days') is finished_at and finished_at >= started_at),
    inserted integer not null default 0 check (inserted >= 0),
    updated integer not null default 0 check (updated >= 0),
    unchanged integer not null default 0 check (unchanged >= 0),
    rejected integer not null default 0 check (rejected >= 0)
) strict;
create index sync_runs_integration on sync_runs (integration_id, finished_at);

create table sync_errors ( -- A record that could not be taken, kept until somebody resolves it.
    id integer primary key,
    integration_id integer not null references integrations (id) on delete cascade,
    sync_run_id integer not null references sync_runs (id) on delete cascade, -- the last run that met it
    kind text not null check (kind in ('rejected', 'conflict', 'timeout')),
    table_name text, -- null: no table was reached
    record_key text not null, -- tells the source's records apart
    place text not null default '', -- file and line
    message text not null, -- why, without a value of the record
    payload text not null, -- the record's fields as a JSON object
    attempts integer not null default 1 check (attempts > 0),
    first_failed_at text not null check (strftime('%Y-%m-%dT%H:%M:%SZ', first_failed_at, '+0 days') is first_failed_at),
    last_failed_at text not null check (strftime('%Y-%m-%dT%H:%M:%SZ', last_failed_at, '+0 days') is last_failed_at),
    next_retry_at text check (strftime('%Y-%m-%dT%H:%M:%SZ', next_retry_at, '+0 days') is next_retry_at),
    resolved_at text check (strftime('%Y-%m-%dT%H:%M:%SZ', resolved_at, '+0 days') is resolved_at),
    resolved_by text, -- who or what did it
    check ((resolved_at is null) = (resolved_by is null))
) strict;
create unique index sync_errors_open on sync_errors (integration_id, record_key) where resolved_at is null;
create index sync_errors_run on sync_errors (sync_run_id);

create trigger integrations_touch after update on integrations when new.updated_at is old.updated_at begin
    update integrations set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
