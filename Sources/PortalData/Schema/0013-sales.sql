-- What the agency is selling. Nothing of this file is ever copied into a client's edition.

create table companies ( -- An organisation that may become a client, or is one. Never copied.
    -- listed by: name, id
    id integer primary key,
    name text not null check (trim(name) <> ''),
    website text check (website glob 'http://?*' or website glob 'https://?*'),
    industry text,
    address text,
    notes text,
    client_id integer unique references clients (id), -- once it is one
    created_by_id integer references staff (id),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    check (updated_at >= created_at)
) strict;

create table contacts ( -- Somebody whom the agency knows. Never copied.
    -- listed by: name, id
    id integer primary key,
    name text not null check (trim(name) <> ''),
    email text check (email like '%_@_%'),
    phone text,
    company_id integer references companies (id),
    notes text,
    created_by_id integer references staff (id),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    check (updated_at >= created_at)
) strict;
create index contacts_company on contacts (company_id);

create table deals ( -- Work that the agency hopes to win. Never copied.
    -- listed by: expected_close_on, id
    id integer primary key,
    title text not null check (trim(title) <> ''),
    amount_minor integer check (amount_minor >= 0),
    currency text not null default 'EUR' check (currency glob '[A-Z][A-Z][A-Z]'),
    stage text not null default 'lead'
        check (stage in ('lead', 'qualified', 'proposal', 'negotiation', 'won', 'lost')),
    contact_id integer references contacts (id),
    company_id integer references companies (id),
    expected_close_on text check (date(expected_close_on, '+0 days') is expected_close_on),
    closed_on text check (date(closed_on, '+0 days') is closed_on),
    notes text,
    assigned_to_id integer references staff (id),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    check ((stage in ('won', 'lost')) = (closed_on is not null))
) strict;
create index deals_contact on deals (contact_id);
create index deals_company on deals (company_id);
create index deals_assigned_to on deals (assigned_to_id);

create table activities ( -- What was done, or is to be done, to win it. Never copied.
    -- listed by: due_on, id
    id integer primary key,
    type text not null check (type in ('call', 'email', 'meeting', 'note', 'task')),
    subject text not null check (trim(subject) <> ''),
    description text,
    due_on text check (date(due_on, '+0 days') is due_on),
    completed_at text
        check (strftime('%Y-%m-%dT%H:%M:%SZ', completed_at, '+0 days') is completed_at),
    contact_id integer references contacts (id),
    deal_id integer references deals (id),
    created_by_id integer references staff (id),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    check (contact_id is not null or deal_id is not null)
) strict;
create index activities_contact on activities (contact_id);
create index activities_deal on activities (deal_id);

create trigger companies_touch after update on companies when new.updated_at is old.updated_at begin
    update companies set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger contacts_touch after update on contacts when new.updated_at is old.updated_at begin
    update contacts set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger deals_touch after update on deals when new.updated_at is old.updated_at begin
    update deals set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger activities_touch after update on activities when new.updated_at is old.updated_at begin
    update activities set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
