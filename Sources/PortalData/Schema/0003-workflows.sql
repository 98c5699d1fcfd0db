-- What state something is in, in the agency's words and in the client's.
-- An agency that works in several languages has one workflow in each.

create table workflows ( -- A set of states and the ways between them.
    -- listed by: id
    id text primary key -- first part of its states' ids
        check (id <> '' and id not glob '*[^a-z0-9-]*'),
    label text not null,
    table_name text not null check (table_name in ('projects')) -- whose records it is for
) strict;

create table workflow_states ( -- Reference: copied into every edition, without its internal columns.
    -- listed by: workflow_id, position, id
    id text primary key -- `project.active`
        check (id glob '?*.?*' and id not glob '*[^a-z0-9.-]*'),
    workflow_id text not null references workflows (id),
    position integer not null default 0,
    internal_label text not null, -- in the agency's words
    client_label text not null, -- in the client's words
    category text not null -- what views and colours go by
        check (category in ('draft', 'active', 'waiting_client', 'waiting_us', 'blocked', 'done', 'cancelled')),
    owner text check (owner in ('client', 'agency')), -- whose step is next
    max_days integer check (max_days > 0), -- longer in this state is worth a look
    is_client_editable integer not null default 0 check (is_client_editable in (0, 1)),
    unique (workflow_id, position),
    check (id glob workflow_id || '.*')
) strict;

create table workflow_transitions ( -- The changes that a workflow allows.
    from_state_id text not null references workflow_states (id),
    to_state_id text not null references workflow_states (id),
    is_reason_required integer not null default 0 check (is_reason_required in (0, 1)),
    primary key (from_state_id, to_state_id),
    check (from_state_id <> to_state_id)
) strict, without rowid;
create index workflow_transitions_to on workflow_transitions (to_state_id);

create trigger workflow_transitions_stay_inside before insert on workflow_transitions
when (select workflow_id from workflow_states where id = new.from_state_id)
    is not (select workflow_id from workflow_states where id = new.to_state_id)
begin
    select raise(abort, 'a transition stays inside one workflow');
end;

insert into workflows (id, label, table_name) values ('project', 'Project', 'projects');

insert into workflow_states
    (id, workflow_id, position, internal_label, client_label, category, owner, max_days)
values
    ('project.planned', 'project', 10, 'Planned', 'Planned', 'draft', 'agency', null),
    ('project.active', 'project', 20, 'Active', 'In progress', 'active', 'agency', null),
    ('project.review', 'project', 30, 'Waiting for client', 'Waiting for you', 'waiting_client', 'client', 14),
    ('project.revision', 'project', 40, 'Client came back to us', 'We are revising', 'waiting_us', 'agency', 14),
    ('project.on-hold', 'project', 50, 'On hold', 'On hold', 'blocked', null, 30),
    ('project.done', 'project', 60, 'Done', 'Completed', 'done', null, null),
    ('project.cancelled', 'project', 70, 'Cancelled', 'Cancelled', 'cancelled', null, null);

insert into workflow_transitions (from_state_id, to_state_id, is_reason_required) values
    ('project.planned', 'project.active', 0),
    ('project.planned', 'project.cancelled', 1),
    ('project.active', 'project.review', 0),
    ('project.active', 'project.on-hold', 1),
    ('project.active', 'project.done', 0),
    ('project.active', 'project.cancelled', 1),
    ('project.review', 'project.active', 0),
    ('project.review', 'project.revision', 0),
    ('project.review', 'project.done', 0),
    ('project.revision', 'project.active', 0),
    ('project.revision', 'project.review', 0),
    ('project.on-hold', 'project.active', 0),
    ('project.on-hold', 'project.cancelled', 1),
    ('project.done', 'project.active', 1);
