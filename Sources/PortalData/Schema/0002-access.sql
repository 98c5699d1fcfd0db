-- Who may read what: users, their roles at clients, and what a role may see.
-- Nothing of this file is ever copied into an edition.

create table users ( -- Who may log in. One user may have roles at several clients.
    id integer primary key, -- also the number in the address of an edition that only this user reads
    username text not null unique
        check (username <> '' and length(username) <= 64 and username not glob '*[^a-z0-9._-]*'
            and username not glob '[._-]*' and username not glob '*[._-]'),
    kind text not null default 'client' check (kind in ('client', 'staff')),
    email text check (email like '%_@_%'),
    password_hash text -- bcrypt; null until a password is set
        check (length(password_hash) = 60 and password_hash glob '$2y$[01][0-9]$*'
            and substr(password_hash, 8) not glob '*[^./0-9A-Za-z]*'),
    person_id integer references people (id), -- who that is at the client
    staff_id integer references staff (id), -- who that is at the agency
    status text not null default 'invited' -- only an active user gets in
        check (status in ('invited', 'active', 'suspended', 'removed')),
    sso_subject text unique,
    last_invited_at text check (strftime('%Y-%m-%dT%H:%M:%SZ', last_invited_at, '+0 days') is last_invited_at),
    expires_on text check (date(expires_on, '+0 days') is expires_on), -- first day without access
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    check ((kind = 'staff') = (staff_id is not null)),
    check (kind = 'client' or person_id is null)
) strict;
create index users_person on users (person_id);
create index users_staff on users (staff_id);

create table roles ( -- What a user may be at a client.
    id text primary key check (id <> '' and id not glob '*[^a-z]*'),
    label text not null,
    is_limited_to_projects integer not null default 0 -- sees the projects of project_members, and nothing beside them
        check (is_limited_to_projects in (0, 1))
) strict;

create table role_audiences ( -- Which audiences a role holds, wherever the client has them.
    role_id text not null references roles (id),
    audience text not null
        check (audience <> 'internal' and audience <> '' and length(audience) <= 16
            and audience not glob '*[^a-z0-9-]*'),
    primary key (role_id, audience)
) strict, without rowid;

create table memberships ( -- A user's role at a client.
    id integer primary key,
    user_id integer not null references users (id),
    client_id integer not null references clients (id),
    role_id text not null references roles (id),
    valid_from_on text check (date(valid_from_on, '+0 days') is valid_from_on), -- first day
    valid_until_on text -- last day
        check (date(valid_until_on, '+0 days') is valid_until_on and (valid_until_on >= valid_from_on) is not 0),
    delegated_by_id integer references memberships (id), -- ends at the latest when that membership ends
    unique (user_id, client_id, role_id),
    unique (id, client_id),
    check (delegated_by_id <> id)
) strict;
create index memberships_client on memberships (client_id);
create index memberships_delegated_by on memberships (delegated_by_id);

create table membership_audiences ( -- Audiences beyond those of the role: a board seat, a department, a region.
    membership_id integer not null,
    client_id integer not null,
    audience text not null check (audience <> 'internal'),
    valid_from_on text check (date(valid_from_on, '+0 days') is valid_from_on), -- first day
    valid_until_on text -- last day
        check (date(valid_until_on, '+0 days') is valid_until_on and (valid_until_on >= valid_from_on) is not 0),
    primary key (membership_id, audience),
    foreign key (membership_id, client_id) references memberships (id, client_id) on delete cascade,
    foreign key (client_id, audience) references audiences (client_id, key)
) strict, without rowid;
create index membership_audiences_audience on membership_audiences (client_id, audience);

create trigger users_touch after update on users when new.updated_at is old.updated_at begin
    update users set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;

insert into roles (id, label, is_limited_to_projects) values
    ('owner', 'Owner', 0),
    ('approver', 'Approver', 0),
    ('billing', 'Billing', 0),
    ('member', 'Member', 0),
    ('viewer', 'Viewer', 0),
    ('subcontractor', 'Subcontractor', 1);

insert into role_audiences (role_id, audience) values
    ('owner', 'team'), ('owner', 'finance'), ('owner', 'board'), ('owner', 'owners'),
    ('approver', 'team'),
    ('billing', 'team'), ('billing', 'finance'),
    ('member', 'team'),
    ('viewer', 'team'),
    ('subcontractor', 'subcontractor');
