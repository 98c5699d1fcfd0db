-- A single record for one user: every table whose records are published on their own.

drop trigger grants_name_a_record;
drop trigger grants_are_replaced;

create table new_grants ( -- One record, and what it contains, for one user. Never copied.
    id integer primary key,
    client_id integer not null references clients (id),
    user_id integer not null references users (id),
    record_table text not null
        check (record_table in ('projects', 'milestones', 'status_updates', 'decisions', 'documents', 'deliverables',
                'change_requests', 'risks', 'issues', 'photos', 'requests_for_client', 'signature_requests',
                'contracts', 'invoices', 'payments', 'retainers', 'threads', 'tickets',
                'meetings', 'metrics', 'sla_targets')),
    record_id integer not null,
    level text not null default 'download' check (level in ('view', 'download')),
    reason text,
    granted_by_id integer references staff (id),
    expires_on text check (date(expires_on, '+0 days') is expires_on), -- first day without it
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    unique (user_id, record_table, record_id)
) strict;
insert into new_grants
    (id, client_id, user_id, record_table, record_id, level, reason, granted_by_id, expires_on, created_at)
select id, client_id, user_id, record_table, record_id, level, reason, granted_by_id, expires_on, created_at
from grants;
drop table grants;
alter table new_grants rename to grants;
create index grants_client on grants (client_id);

create trigger grants_name_a_record before insert on grants begin
    select raise(abort, 'a grant is for a user of the kind client')
    where (select kind from users where id = new.user_id) <> 'client';
    select raise(abort, 'no such record of this client, or it is internal')
    where not exists (
        select 1 from projects where new.record_table = 'projects'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from milestones where new.record_table = 'milestones'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from status_updates where new.record_table = 'status_updates'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from decisions where new.record_table = 'decisions'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from documents where new.record_table = 'documents'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from deliverables where new.record_table = 'deliverables'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from change_requests where new.record_table = 'change_requests'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from risks where new.record_table = 'risks'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from issues where new.record_table = 'issues'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from photos where new.record_table = 'photos'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from requests_for_client where new.record_table = 'requests_for_client'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from signature_requests where new.record_table = 'signature_requests'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from contracts where new.record_table = 'contracts'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from invoices where new.record_table = 'invoices'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from payments where new.record_table = 'payments'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from retainers where new.record_table = 'retainers'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from threads where new.record_table = 'threads'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from tickets where new.record_table = 'tickets'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from meetings where new.record_table = 'meetings'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from metrics where new.record_table = 'metrics'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal'
        union all select 1 from sla_targets where new.record_table = 'sla_targets'
            and id = new.record_id and client_id = new.client_id and audience <> 'internal');
end;

create trigger grants_are_replaced
before update of client_id, user_id, record_table, record_id on grants begin
    select raise(abort, 'a grant is for one record and one user: delete it and insert another');
end;
