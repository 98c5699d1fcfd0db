-- How somebody comes to see more, and what people agreed to. Never copied into an edition.

create table access_requests ( -- Somebody asks to see a record; at most one is pending for a user and a record.
    -- listed by: asked_at, id
    id integer primary key,
    client_id integer not null references clients (id),
    user_id integer not null references users (id), -- who asks
    record_table text, -- what for; null where it is said in words
    record_id integer,
    resource text check (trim(resource) <> ''), -- the same in words
    level text not null default 'download' check (level in ('view', 'download')),
    reason text,
    status text not null default 'pending'
        check (status in ('pending', 'approved', 'denied', 'withdrawn', 'expired')),
    asked_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', asked_at, '+0 days') is asked_at),
    decided_at text check (strftime('%Y-%m-%dT%H:%M:%SZ', decided_at, '+0 days') is decided_at),
    unique (id, client_id),
    check ((record_table is null) = (record_id is null)),
    check ((record_table is null) = (resource is not null)),
    check ((status = 'pending') = (decided_at is null))
) strict;
create unique index access_requests_pending_record on access_requests (user_id, record_table, record_id)
where status = 'pending' and record_table is not null;
create unique index access_requests_pending_resource on access_requests (user_id, client_id, resource)
where status = 'pending' and resource is not null;
create index access_requests_client on access_requests (client_id, status);

alter table grants add column request_id integer references access_requests (id) on delete set null; -- from which it came
create index grants_request on grants (request_id);

create trigger access_requests_begin_pending before insert on access_requests begin
    select raise(abort, 'a request is made by a user of the kind client')
    where (select kind from users where id = new.user_id) is not 'client';
end;
create trigger access_requests_are_decided_once before update of status on access_requests
when old.status <> 'pending' and new.status <> old.status begin
    select raise(abort, 'the request was decided: make another');
end;

create table access_approvals ( -- What somebody said to a request.
    -- listed by: decided_at, id
    id integer primary key,
    client_id integer not null,
    request_id integer not null,
    approver_id integer references users (id), -- null: whoever ran the command, whom the audit log names
    decision text not null check (decision in ('approved', 'denied')),
    comment text,
    decided_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', decided_at, '+0 days') is decided_at),
    foreign key (request_id, client_id) references access_requests (id, client_id) on delete cascade
) strict;
create index access_approvals_request on access_approvals (request_id, client_id);
create index access_approvals_approver on access_approvals (approver_id);

create table consents ( -- What a person at a client agreed to, and until when.
    -- listed by: given_at, id
    id integer primary key,
    client_id integer not null,
    person_id integer not null,
    purpose text not null check (trim(purpose) <> ''), -- `newsletter`, `photographs`
    policy_version text not null check (trim(policy_version) <> ''), -- which text was agreed to
    given_at text not null check (strftime('%Y-%m-%dT%H:%M:%SZ', given_at, '+0 days') is given_at),
    withdrawn_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', withdrawn_at, '+0 days') is withdrawn_at
            and (withdrawn_at >= given_at) is not 0),
    foreign key (person_id, client_id) references people (id, client_id) on delete cascade
) strict;
create index consents_person on consents (person_id, client_id);
