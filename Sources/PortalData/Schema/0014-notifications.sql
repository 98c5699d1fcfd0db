-- Who is told what, and when; and two rules about how clients come in. Nothing of this file is ever copied.

create table notification_rules ( -- Which events are told to which readers. Never copied.
    -- listed by: id
    id integer primary key,
    client_id integer references clients (id), -- null: every client
    event text not null -- what happened: a table's name and a word, as `invoices.issued`
        check (event glob '[a-z]*.[a-z]*' and event not glob '*[^a-z_.]*'),
    audience text check (audience <> 'internal'), -- either those who hold an audience
    role_id text references roles (id), -- or those of a role
    timing text not null default 'daily' check (timing in ('now', 'daily', 'weekly')),
    is_active integer not null default 1 check (is_active in (0, 1)),
    check ((audience is null) <> (role_id is null))
) strict;
create index notification_rules_client on notification_rules (client_id);
create index notification_rules_role on notification_rules (role_id);

create table notification_preferences ( -- What a user chose instead. Never copied.
    -- listed by: user_id, event
    user_id integer not null references users (id) on delete cascade,
    event text not null -- as in `notification_rules`; `all` is every event
        check (event = 'all' or (event glob '[a-z]*.[a-z]*' and event not glob '*[^a-z_.]*')),
    timing text not null check (timing in ('now', 'daily', 'weekly', 'never')),
    primary key (user_id, event)
) strict, without rowid;

alter table clients add column
    networks_json text -- where readers may come from, as `["192.0.2.0/24"]`; null: from everywhere
        check (networks_json glob '[[]"?*"]' and networks_json not glob '*[^]["0-9A-Fa-f.:/, ]*');
alter table clients add column
    is_second_factor_required integer not null default 0 -- readers need more than a password
        check (is_second_factor_required in (0, 1));
