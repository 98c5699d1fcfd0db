-- How well: figures over time, and what was promised against what was kept.

create table metrics ( -- A figure that is measured again and again.
    -- listed by: position, name, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    position integer not null default 0,
    name text not null check (trim(name) <> ''),
    description_md text,
    unit text, -- %, ms, people
    direction text not null default 'up' check (direction in ('up', 'down')), -- which way is better
    target real,
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
create index metrics_project on metrics (project_id, client_id);

create table metric_values ( -- One measurement.
    -- listed by: metric_id, measured_on
    id integer primary key,
    client_id integer not null,
    metric_id integer not null,
    measured_on text not null check (date(measured_on, '+0 days') is measured_on),
    value real not null,
    note text,
    unique (id, client_id),
    unique (metric_id, measured_on),
    foreign key (metric_id, client_id) references metrics (id, client_id)
) strict;
create index metric_values_metric on metric_values (metric_id, client_id);

create table sla_targets ( -- What was promised: this share of all cases, within this time.
    -- listed by: position, name, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    contract_id integer,
    service_id integer references services (id),
    position integer not null default 0,
    name text not null check (trim(name) <> ''),
    description_md text,
    measure text not null default 'availability'
        check (measure in ('availability', 'first_response', 'resolution', 'delivery')),
    target_bp integer not null check (target_bp between 1 and 10000), -- 9950 is 99.5 %
    limit_minutes integer check (limit_minutes > 0), -- a case counts as kept within this time
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
    foreign key (contract_id, client_id) references contracts (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index sla_targets_contract on sla_targets (contract_id, client_id);
create index sla_targets_service on sla_targets (service_id);

create table sla_measurements ( -- How it went in one period.
    -- listed by: sla_target_id, period_starts_on
    id integer primary key,
    client_id integer not null,
    sla_target_id integer not null,
    period_starts_on text not null check (date(period_starts_on, '+0 days') is period_starts_on),
    period_ends_on text not null -- last day
        check (date(period_ends_on, '+0 days') is period_ends_on and period_ends_on >= period_starts_on),
    kept_count integer not null check (kept_count >= 0), -- cases, or minutes of availability
    total_count integer not null check (total_count >= kept_count),
    note text, -- what went wrong
    unique (id, client_id),
    unique (sla_target_id, period_starts_on),
    foreign key (sla_target_id, client_id) references sla_targets (id, client_id)
) strict;
create index sla_measurements_sla_target on sla_measurements (sla_target_id, client_id);

create trigger metrics_touch after update on metrics when new.updated_at is old.updated_at begin
    update metrics set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger sla_targets_touch after update on sla_targets when new.updated_at is old.updated_at begin
    update sla_targets set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
