-- Who is there: clients, the agency's staff, the clients' people, and who may log in.
-- A table's comments are inside its statement, so that the database itself carries its dictionary.

pragma application_id = 0x56545245; -- "VTRE"

create table staff ( -- The agency's own people, shared by all clients.
    -- listed by: position, name, id
    id integer primary key,
    code text not null unique -- stable name, used in paths
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    position integer not null default 0, -- place in lists, smallest first
    name text not null check (trim(name) <> ''),
    title text, -- what the person does, as clients read it
    email text check (email like '%_@_%'),
    phone text,
    photo text -- file beneath content/_shared/
        check (photo <> '' and photo not glob '/*' and '/' || photo || '/' not glob '*/../*'),
    booking_url text check (booking_url glob 'https://?*'), -- where a client picks a time
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at)
) strict;

create table clients ( -- The organisations that portals are for, with their brands.
    -- listed by: name, id
    id integer primary key,
    slug text not null unique -- first part of every address of the client's portal
        check (slug <> '' and length(slug) <= 32 and slug not glob '*[^a-z0-9-]*'
            and slug not glob '-*' and slug not glob '*-' and slug not glob '*--*'
            and slug not in ('assets', 'staff', 'index', 'favicon', 'robots', 'u', 'x')),
    name text not null check (trim(name) <> ''),
    status text not null default 'draft' -- only an active client has readers
        check (status in ('draft', 'active', 'suspended', 'offboarded')),
    lead_id integer references staff (id), -- whom the client writes to; shown on every page
    locale text not null default 'en' -- language, or language and region
        check (locale glob '[a-z][a-z]' or locale glob '[a-z][a-z]-[A-Z][A-Z]'),
    time_zone text not null default 'UTC' -- IANA name
        check (time_zone = 'UTC' or (time_zone glob '[A-Z]*/[A-Z]*' and time_zone not glob '*[^A-Za-z0-9_/+-]*')),
    currency text not null default 'EUR' -- ISO 4217
        check (currency glob '[A-Z][A-Z][A-Z]'),
    logo text -- SVG or PNG beneath content/<slug>/
        check (logo <> '' and logo not glob '/*' and '/' || logo || '/' not glob '*/../*'),
    logo_dark text -- the same for dark backgrounds
        check (logo_dark <> '' and logo_dark not glob '/*' and '/' || logo_dark || '/' not glob '*/../*'),
    color_primary text
        check (color_primary glob '#[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]'),
    color_accent text
        check (color_accent glob '#[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]'),
    font text -- a family that the reader's device has; null is the theme's
        check (font <> '' and font not glob '*[^A-Za-z0-9 -]*'),
    footer_md text,
    cadence_days integer check (cadence_days between 1 and 366), -- a new edition is promised this often
    access_expires_on text -- first day on which nobody at the client has access
        check (date(access_expires_on, '+0 days') is access_expires_on),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at)
) strict;

create table audiences ( -- Named groups of readers inside a client. A record belongs to one of them.
    -- listed by: key
    client_id integer not null references clients (id) on delete cascade,
    key text not null -- `internal` never leaves the agency
        check (key <> '' and length(key) <= 16 and key not glob '*[^a-z0-9-]*'
            and key not glob '-*' and key not glob '*-' and key not glob '*--*'),
    label text not null check (trim(label) <> ''),
    primary key (client_id, key)
) strict, without rowid;

create table people ( -- People at the client: who decides, who is asked.
    -- listed by: name, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    name text not null check (trim(name) <> ''),
    title text,
    email text check (email like '%_@_%'),
    phone text,
    unit text, -- department or site
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on), -- first day of publication
    expires_on text -- first day on which it is gone
        check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;

create table account_team ( -- Who at the agency works for a client, and as what.
    -- listed by: position, id
    id integer primary key,
    client_id integer not null references clients (id),
    staff_id integer not null references staff (id),
    position integer not null default 0,
    role text not null check (trim(role) <> ''), -- as the client reads it
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    unique (client_id, staff_id),
    unique (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index account_team_staff on account_team (staff_id);

-- What every client starts with; more may be added, labels may be changed.
create trigger clients_start_with_audiences after insert on clients begin
    insert into audiences (client_id, key, label) values
        (new.id, 'internal', 'Agency only'),
        (new.id, 'team', 'Everyone'),
        (new.id, 'finance', 'Finance'),
        (new.id, 'board', 'Board'),
        (new.id, 'owners', 'Owners'),
        (new.id, 'subcontractor', 'Subcontractors');
end;

create trigger staff_touch after update on staff when new.updated_at is old.updated_at begin
    update staff set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger clients_touch after update on clients when new.updated_at is old.updated_at begin
    update clients set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger people_touch after update on people when new.updated_at is old.updated_at begin
    update people set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
