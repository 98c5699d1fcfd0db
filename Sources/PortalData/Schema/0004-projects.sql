-- What the agency does for a client. Composite references make the database itself refuse
-- a row of one client under a project of another.

create table projects ( -- A piece of work with a goal, a manager and dates.
    -- listed by: position, name, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null -- stable name, used in paths
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    position integer not null default 0,
    name text not null check (trim(name) <> ''),
    summary text, -- one sentence for lists
    description_md text,
    manager_id integer references staff (id),
    state_id text not null default 'project.planned' references workflow_states (id), -- changed along the workflow only
    starts_on text check (date(starts_on, '+0 days') is starts_on),
    due_on text check (date(due_on, '+0 days') is due_on and (due_on >= starts_on) is not 0),
    completed_on text check (date(completed_on, '+0 days') is completed_on),
    budget_minor integer check (budget_minor >= 0), -- in the client's currency; everyone who sees the project sees it
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
create index projects_state on projects (state_id);
create index projects_manager on projects (manager_id);

create table project_members ( -- The projects of a user whose role is limited to projects. Never copied.
    membership_id integer not null,
    project_id integer not null,
    client_id integer not null,
    primary key (membership_id, project_id),
    foreign key (membership_id, client_id) references memberships (id, client_id) on delete cascade,
    foreign key (project_id, client_id) references projects (id, client_id) on delete cascade
) strict, without rowid;
create index project_members_project on project_members (project_id, client_id);

create table state_changes ( -- Every change of a project's state. A row inserted here moves the project; moving the project inserts a row.
    -- listed by: changed_at desc, id desc
    id integer primary key,
    client_id integer not null,
    project_id integer not null,
    from_state_id text not null references workflow_states (id),
    to_state_id text not null references workflow_states (id),
    reason text, -- the client reads it
    internal_reason text,
    changed_by_id integer references staff (id),
    changed_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', changed_at, '+0 days') is changed_at),
    unique (id, client_id),
    foreign key (project_id, client_id) references projects (id, client_id)
) strict;
create index state_changes_project on state_changes (project_id, client_id);

create table milestones ( -- A step of a project that has a date.
    -- listed by: project_id, position, due_on, id
    id integer primary key,
    client_id integer not null,
    project_id integer not null,
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    position integer not null default 0, -- order inside the project
    title text not null check (trim(title) <> ''),
    description_md text,
    side text not null default 'agency' check (side in ('client', 'agency')), -- who has to do it
    baseline_on text check (date(baseline_on, '+0 days') is baseline_on), -- the due date as first agreed
    starts_on text check (date(starts_on, '+0 days') is starts_on), -- null: a single day
    due_on text not null
        check (date(due_on, '+0 days') is due_on and (due_on >= starts_on) is not 0),
    completed_on text check (date(completed_on, '+0 days') is completed_on and (completed_on >= starts_on) is not 0),
    progress integer not null default 0 check (progress between 0 and 100), -- percent; a completed one counts as 100
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
create index milestones_project on milestones (project_id, client_id);

create table milestone_dependencies ( -- What has to be finished before a milestone can start.
    -- listed by: id
    id integer primary key,
    client_id integer not null,
    milestone_id integer not null, -- this one waits
    depends_on_id integer not null, -- for this one
    unique (milestone_id, depends_on_id),
    check (milestone_id <> depends_on_id),
    foreign key (milestone_id, client_id) references milestones (id, client_id) on delete cascade,
    foreign key (depends_on_id, client_id) references milestones (id, client_id) on delete cascade
) strict;
create index milestone_dependencies_depends_on on milestone_dependencies (depends_on_id, client_id);

create table status_updates ( -- How a project is doing, told regularly.
    -- listed by: posted_at desc, id desc
    id integer primary key,
    client_id integer not null,
    project_id integer not null,
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    headline text not null check (trim(headline) <> ''),
    body_md text,
    period_starts_on text check (date(period_starts_on, '+0 days') is period_starts_on),
    period_ends_on text -- last day that the update is about
        check (date(period_ends_on, '+0 days') is period_ends_on and (period_ends_on >= period_starts_on) is not 0),
    scope_rag text not null default 'green' check (scope_rag in ('green', 'amber', 'red')),
    schedule_rag text not null default 'green' check (schedule_rag in ('green', 'amber', 'red')),
    budget_rag text not null default 'green' check (budget_rag in ('green', 'amber', 'red')),
    author_id integer references staff (id),
    supersedes_id integer, -- the earlier update that this one corrects
    posted_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', posted_at, '+0 days') is posted_at),
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
    check (supersedes_id <> id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (supersedes_id, client_id) references status_updates (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index status_updates_project on status_updates (project_id, client_id);
create index status_updates_supersedes on status_updates (supersedes_id, client_id);

create table decisions ( -- What has to be decided, by whom and until when; and what was decided.
    -- listed by: state desc, needed_by_on, decided_on desc, id
    id integer primary key,
    client_id integer not null references clients (id),
    project_id integer, -- null: about the client as a whole
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    title text not null check (trim(title) <> ''),
    question_md text, -- what is asked, and what the choices are
    needed_from text not null default 'client' check (needed_from in ('client', 'agency')),
    decider_id integer, -- the person at the client, where one is named
    asked_on text not null default (date('now')) check (date(asked_on, '+0 days') is asked_on),
    needed_by_on text check (date(needed_by_on, '+0 days') is needed_by_on),
    state text not null default 'open' check (state in ('open', 'decided')),
    outcome text, -- what was decided
    reason_md text, -- why
    decided_on text check (date(decided_on, '+0 days') is decided_on),
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
    check ((state = 'decided') = (decided_on is not null)),
    check (state = 'open' or outcome is not null),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (decider_id, client_id) references people (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index decisions_project on decisions (project_id, client_id);
create index decisions_decider on decisions (decider_id, client_id);

-- A project's state belongs to a workflow for projects and moves along its transitions.
create trigger projects_begin_in_a_state before insert on projects
when not exists (
    select 1 from workflow_states
    join workflows on workflows.id = workflow_states.workflow_id
    where workflow_states.id = new.state_id and workflows.table_name = 'projects')
begin
    select raise(abort, 'state_id is no state of a workflow for projects');
end;

create trigger projects_move_along_the_workflow before update of state_id on projects
when new.state_id is not old.state_id and not exists (
    select 1 from workflow_transitions
    where from_state_id = old.state_id and to_state_id = new.state_id)
begin
    select raise(abort, 'the workflow has no transition to this state');
end;

create trigger projects_record_their_moves after update of state_id on projects
when new.state_id is not old.state_id
    and (select to_state_id from state_changes where project_id = new.id order by id desc limit 1)
        is not new.state_id
begin
    insert into state_changes (client_id, project_id, from_state_id, to_state_id)
    values (new.client_id, new.id, old.state_id, new.state_id);
end;

create trigger state_changes_are_allowed before insert on state_changes begin
    select raise(abort, 'the workflow has no transition to this state') where not exists (
        select 1 from workflow_transitions
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id);
    select raise(abort, 'this change of state needs a reason: insert it into state_changes') where exists (
        select 1 from workflow_transitions
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id
            and is_reason_required and trim(coalesce(new.reason, '')) = '');
    select raise(abort, 'the project is not in the state that it is said to leave')
    where (select state_id from projects where id = new.project_id)
            not in (new.from_state_id, new.to_state_id)
        or (select to_state_id from state_changes where project_id = new.project_id order by id desc limit 1)
            is not new.from_state_id
            and exists (select 1 from state_changes where project_id = new.project_id);
end;

create trigger state_changes_move_the_project after insert on state_changes begin
    update projects
    set state_id = new.to_state_id, updated_at = max(updated_at, new.changed_at)
    where id = new.project_id and (state_id <> new.to_state_id or updated_at < new.changed_at);
end;

create trigger state_changes_are_kept before update on state_changes begin
    select raise(abort, 'what happened is not rewritten: insert another change');
end;

create trigger projects_touch after update on projects
when new.updated_at is old.updated_at and new.state_id is old.state_id begin
    update projects set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger milestones_touch after update on milestones when new.updated_at is old.updated_at begin
    update milestones set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger status_updates_touch after update on status_updates when new.updated_at is old.updated_at begin
    update status_updates set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger decisions_touch after update on decisions when new.updated_at is old.updated_at begin
    update decisions set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
