-- What was done, and by whom. Nothing of this file is ever copied into an edition.

create table audit_log ( -- What was done, by whom and when: rows are added and never changed, each holds the digest of the one before.
    -- listed by: id
    id integer primary key, -- counted from 1 without gaps
    done_at text not null check (strftime('%Y-%m-%dT%H:%M:%SZ', done_at, '+0 days') is done_at),
    actor text not null check (actor <> ''), -- who ran the tool; `sql` for a change that was made past it
    action text not null check (action <> '' and action not glob '*[^a-z-]*'),
    table_name text,
    record text, -- its code, slug, user name or number
    client text, -- the slug, which outlives the client
    before_json text, -- the columns that changed, as they were
    after_json text, -- and as they are
    content_sha256 text not null -- of before_json and after_json; stays where they were erased
        check (length(content_sha256) = 64 and content_sha256 not glob '*[^0-9a-f]*'),
    previous_sha256 text not null -- the digest of the row before; zeros in the first
        check (length(previous_sha256) = 64 and previous_sha256 not glob '*[^0-9a-f]*'),
    sha256 text not null -- of everything else in the row but before_json and after_json
        check (length(sha256) = 64 and sha256 not glob '*[^0-9a-f]*')
) strict;
create index audit_log_record on audit_log (table_name, record);

create trigger audit_log_is_a_chain before insert on audit_log begin
    select raise(abort, 'the audit log is written by vitrine alone, a row after the last')
    where new.id is not (select coalesce(max(id), 0) + 1 from audit_log)
        or new.previous_sha256 is not coalesce(
            (select sha256 from audit_log order by id desc limit 1),
            '0000000000000000000000000000000000000000000000000000000000000000');
end;

-- What a row says of a person may be erased; that there was such a row may not.
create trigger audit_log_is_kept before update on audit_log
when new.before_json is not null or new.after_json is not null
    or new.id is not old.id or new.done_at is not old.done_at or new.actor is not old.actor
    or new.action is not old.action or new.table_name is not old.table_name
    or new.record is not old.record or new.client is not old.client
    or new.content_sha256 is not old.content_sha256
    or new.previous_sha256 is not old.previous_sha256 or new.sha256 is not old.sha256
begin
    select raise(abort, 'the audit log is not rewritten');
end;
create trigger audit_log_is_not_shortened before delete on audit_log begin
    select raise(abort, 'the audit log is not shortened');
end;

create table internal_changes ( -- Changes made with plain SQL, noted by triggers until vitrine next writes: then they are rows of audit_log.
    -- listed by: id
    id integer primary key,
    table_name text not null,
    record text, -- as in audit_log
    client_id integer,
    action text not null check (action in ('insert', 'update', 'delete')),
    column_name text not null,
    before any,
    after any,
    changed_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) strict;

create table internal_writers ( -- Holds a row while vitrine itself writes, whose changes are no plain SQL; empty for everybody else.
    id integer primary key check (id = 1)
) strict;

create table access_log ( -- What was read, from the web server's log.
    -- listed by: accessed_at, id
    id integer primary key,
    user_id integer references users (id),
    client_id integer references clients (id),
    record_table text,
    record_id integer,
    path text not null check (path glob '/*'),
    method text not null check (method <> '' and method not glob '*[^A-Z]*'),
    status integer not null check (status between 100 and 599),
    bytes integer check (bytes >= 0),
    accessed_at text not null check (strftime('%Y-%m-%dT%H:%M:%SZ', accessed_at, '+0 days') is accessed_at),
    address_hash text, -- keyed; the address itself is never stored
    line_sha256 text not null unique -- of the log's line, so that importing it again adds nothing
        check (length(line_sha256) = 64 and line_sha256 not glob '*[^0-9a-f]*'),
    check ((record_table is null) = (record_id is null))
) strict;
create index access_log_user on access_log (user_id, accessed_at);
create index access_log_client on access_log (client_id, accessed_at);
create index access_log_record on access_log (record_table, record_id);
