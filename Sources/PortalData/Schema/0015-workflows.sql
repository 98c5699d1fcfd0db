-- Workflows for whatever has a state: projects, deliverables, requests, their items, tickets.
-- Every change of a state is a row of state_changes, which the database refuses when the workflow does not allow it.

drop trigger projects_begin_in_a_state;
drop trigger projects_move_along_the_workflow;
drop trigger projects_record_their_moves;
drop trigger state_changes_are_allowed;
drop trigger state_changes_move_the_project;
drop trigger state_changes_are_kept;

create table new_workflows ( -- A set of states and the ways between them.
    -- listed by: id
    id text primary key -- first part of its states' ids
        check (id <> '' and id not glob '*[^a-z0-9-]*'),
    label text not null,
    table_name text not null -- whose records it is for
        check (table_name in ('projects', 'deliverables', 'requests_for_client', 'request_items', 'tickets'))
) strict;
insert into new_workflows (id, label, table_name) select id, label, table_name from workflows;
drop table workflows;
alter table new_workflows rename to workflows;

alter table workflow_transitions add column
    allowed_role text -- `agency`, `client`, or the role of a person at the client; null: anybody
        check (allowed_role <> '');
alter table workflow_transitions add column
    requires_json text not null default '[]' -- columns of the record that must be set first, as `["due_on"]`
        check (requires_json = '[]' or (requires_json glob '[[]"?*"]' and requires_json not glob '*[^]["a-z_, ]*'));
alter table workflow_transitions add column
    sends_back_to_id text -- a state of the record above: it goes back to there when this one goes this way
        references workflow_states (id);

create table new_state_changes ( -- Every change of a state. A row here moves the record; moving it inserts a row here.
    -- listed by: changed_at desc, id desc
    id integer primary key,
    client_id integer not null,
    project_id integer, -- exactly one of these five
    deliverable_id integer,
    request_id integer,
    request_item_id integer,
    ticket_id integer,
    from_state_id text not null references workflow_states (id),
    to_state_id text not null references workflow_states (id),
    reason text, -- the client reads it
    internal_reason text,
    changed_by_id integer references staff (id), -- who wrote it down, at the agency
    changed_by_person_id integer, -- whose decision it was, at the client
    changed_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', changed_at, '+0 days') is changed_at),
    unique (id, client_id),
    check ((project_id is not null) + (deliverable_id is not null) + (request_id is not null)
        + (request_item_id is not null) + (ticket_id is not null) = 1),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (deliverable_id, client_id) references deliverables (id, client_id),
    foreign key (request_id, client_id) references requests_for_client (id, client_id),
    foreign key (request_item_id, client_id) references request_items (id, client_id),
    foreign key (ticket_id, client_id) references tickets (id, client_id),
    foreign key (changed_by_person_id, client_id) references people (id, client_id)
) strict;
insert into new_state_changes
    (id, client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at)
select id, client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at
from state_changes;
drop table state_changes;
alter table new_state_changes rename to state_changes;
create index state_changes_project on state_changes (project_id, client_id);
create index state_changes_deliverable on state_changes (deliverable_id, client_id);
create index state_changes_request on state_changes (request_id, client_id);
create index state_changes_request_item on state_changes (request_item_id, client_id);
create index state_changes_ticket on state_changes (ticket_id, client_id);
create index state_changes_changed_by_person on state_changes (changed_by_person_id, client_id);

create trigger workflow_transitions_name_a_role before insert on workflow_transitions begin
    select raise(abort, 'allowed_role is `agency`, `client` or a role')
    where new.allowed_role not in ('agency', 'client') and new.allowed_role not in (select id from roles);
    select raise(abort, 'sends_back_to_id is a state of requests_for_client, on a transition of request_items')
    where new.sends_back_to_id is not null and not exists (
        select 1
        from workflow_states as own
        join workflows as items on items.id = own.workflow_id
        join workflow_states as target on target.id = new.sends_back_to_id
        join workflows as requests on requests.id = target.workflow_id
        where own.id = new.from_state_id and items.table_name = 'request_items'
            and requests.table_name = 'requests_for_client');
end;
create trigger workflow_transitions_are_replaced before update on workflow_transitions begin
    select raise(abort, 'delete the transition and insert another');
end;

-- What `requires_json` may name: the columns of these tables that can be null and say something of the work.
create trigger workflow_transitions_require_columns before insert on workflow_transitions
when new.requires_json <> '[]' begin
    select raise(abort, 'requires_json names a column that such a record does not have, or that is never empty')
    where (length(new.requires_json) - length(replace(new.requires_json, '"', ''))) / 2 <> (
        select case workflows.table_name
            when 'projects' then
                (instr(new.requires_json, '"summary"') > 0)
                + (instr(new.requires_json, '"description_md"') > 0)
                + (instr(new.requires_json, '"manager_id"') > 0)
                + (instr(new.requires_json, '"starts_on"') > 0) + (instr(new.requires_json, '"due_on"') > 0)
                + (instr(new.requires_json, '"completed_on"') > 0)
                + (instr(new.requires_json, '"budget_minor"') > 0)
            when 'deliverables' then
                (instr(new.requires_json, '"milestone_id"') > 0)
                + (instr(new.requires_json, '"document_id"') > 0)
                + (instr(new.requires_json, '"description_md"') > 0)
                + (instr(new.requires_json, '"acceptance_md"') > 0)
                + (instr(new.requires_json, '"owner_id"') > 0) + (instr(new.requires_json, '"due_on"') > 0)
                + (instr(new.requires_json, '"delivered_on"') > 0)
                + (instr(new.requires_json, '"review_by_on"') > 0)
                + (instr(new.requires_json, '"accepted_on"') > 0)
            when 'requests_for_client' then
                (instr(new.requires_json, '"project_id"') > 0)
                + (instr(new.requires_json, '"description_md"') > 0)
                + (instr(new.requires_json, '"needed_from_id"') > 0)
                + (instr(new.requires_json, '"owner_id"') > 0) + (instr(new.requires_json, '"due_on"') > 0)
                + (instr(new.requires_json, '"completed_on"') > 0)
                + (instr(new.requires_json, '"upload_url"') > 0)
            when 'request_items' then
                (instr(new.requires_json, '"description_md"') > 0)
                + (instr(new.requires_json, '"received_version_id"') > 0)
                + (instr(new.requires_json, '"received_on"') > 0)
                + (instr(new.requires_json, '"rejection_reason"') > 0)
            when 'tickets' then
                (instr(new.requires_json, '"project_id"') > 0) + (instr(new.requires_json, '"thread_id"') > 0)
                + (instr(new.requires_json, '"description_md"') > 0)
                + (instr(new.requires_json, '"requester_id"') > 0)
                + (instr(new.requires_json, '"assignee_id"') > 0) + (instr(new.requires_json, '"due_on"') > 0)
                + (instr(new.requires_json, '"first_response_at"') > 0)
                + (instr(new.requires_json, '"resolved_at"') > 0)
            end
        from workflows
        join workflow_states on workflow_states.workflow_id = workflows.id
        where workflow_states.id = new.from_state_id);
end;

insert into workflows (id, label, table_name) values
    ('deliverable', 'Deliverable', 'deliverables'),
    ('onboarding', 'Request', 'requests_for_client'),
    ('item', 'Item of a request', 'request_items'),
    ('ticket', 'Ticket', 'tickets');

insert into workflow_states
    (id, workflow_id, position, internal_label, client_label, category, owner, max_days, is_client_editable)
values
    ('deliverable.draft', 'deliverable', 10, 'Planned', 'Planned', 'draft', 'agency', null, 0),
    ('deliverable.making', 'deliverable', 20, 'In the making', 'In the making', 'active', 'agency', null, 0),
    ('deliverable.review', 'deliverable', 30, 'With the client', 'Waiting for your approval',
        'waiting_client', 'client', 14, 0),
    ('deliverable.changes', 'deliverable', 40, 'Client wants changes', 'We are revising',
        'waiting_us', 'agency', 14, 0),
    ('deliverable.accepted', 'deliverable', 50, 'Accepted', 'Accepted', 'done', null, null, 0),
    ('deliverable.withdrawn', 'deliverable', 60, 'Withdrawn', 'Withdrawn', 'cancelled', null, null, 0),
    ('onboarding.draft', 'onboarding', 10, 'Draft', 'In preparation', 'draft', 'agency', null, 0),
    ('onboarding.waiting', 'onboarding', 20, 'Waiting for client', 'Waiting for you',
        'waiting_client', 'client', 14, 1),
    ('onboarding.submitted', 'onboarding', 30, 'Submitted', 'Received', 'waiting_us', 'agency', 3, 0),
    ('onboarding.review', 'onboarding', 40, 'In review', 'We are looking at it', 'waiting_us', 'agency', 7, 0),
    ('onboarding.approved', 'onboarding', 50, 'Approved', 'Complete', 'done', null, null, 0),
    ('onboarding.rejected', 'onboarding', 60, 'Rejected', 'Not accepted', 'cancelled', null, null, 0),
    ('onboarding.archived', 'onboarding', 70, 'Archived', 'Closed', 'done', null, null, 0),
    ('item.open', 'item', 10, 'Open', 'Waiting for you', 'waiting_client', 'client', null, 1),
    ('item.received', 'item', 20, 'Received', 'Received', 'waiting_us', 'agency', 7, 0),
    ('item.accepted', 'item', 30, 'Accepted', 'Accepted', 'done', null, null, 0),
    ('item.rejected', 'item', 40, 'Sent back', 'Please send again', 'waiting_client', 'client', null, 1),
    ('item.waived', 'item', 50, 'Not needed', 'No longer needed', 'cancelled', null, null, 0),
    ('ticket.new', 'ticket', 10, 'New', 'Received', 'waiting_us', 'agency', 2, 0),
    ('ticket.open', 'ticket', 20, 'In work', 'We are on it', 'active', 'agency', null, 0),
    ('ticket.waiting', 'ticket', 30, 'Waiting for client', 'Waiting for you',
        'waiting_client', 'client', 14, 1),
    ('ticket.resolved', 'ticket', 40, 'Resolved', 'Resolved', 'done', null, 14, 0),
    ('ticket.closed', 'ticket', 50, 'Closed', 'Closed', 'done', null, null, 0);

insert into workflow_transitions
    (from_state_id, to_state_id, allowed_role, is_reason_required, requires_json, sends_back_to_id)
values
    ('deliverable.draft', 'deliverable.making', 'agency', 0, '[]', null),
    ('deliverable.draft', 'deliverable.withdrawn', 'agency', 1, '[]', null),
    ('deliverable.making', 'deliverable.review', 'agency', 0, '["delivered_on"]', null),
    ('deliverable.making', 'deliverable.withdrawn', 'agency', 1, '[]', null),
    ('deliverable.review', 'deliverable.accepted', 'client', 0, '["accepted_on"]', null),
    ('deliverable.review', 'deliverable.changes', 'client', 1, '[]', null),
    ('deliverable.review', 'deliverable.making', 'agency', 1, '[]', null),
    ('deliverable.changes', 'deliverable.review', 'agency', 0, '[]', null),
    ('deliverable.changes', 'deliverable.withdrawn', 'agency', 1, '[]', null),
    ('deliverable.accepted', 'deliverable.changes', 'client', 1, '[]', null),
    ('onboarding.draft', 'onboarding.waiting', 'agency', 0, '[]', null),
    ('onboarding.waiting', 'onboarding.submitted', null, 0, '[]', null),
    ('onboarding.waiting', 'onboarding.archived', 'agency', 1, '[]', null),
    ('onboarding.submitted', 'onboarding.review', 'agency', 0, '[]', null),
    ('onboarding.submitted', 'onboarding.waiting', 'agency', 1, '[]', null),
    ('onboarding.review', 'onboarding.waiting', 'agency', 1, '[]', null),
    ('onboarding.review', 'onboarding.approved', 'agency', 0, '["completed_on"]', null),
    ('onboarding.review', 'onboarding.rejected', 'agency', 1, '[]', null),
    ('onboarding.approved', 'onboarding.review', 'agency', 1, '[]', null),
    ('onboarding.approved', 'onboarding.archived', 'agency', 0, '[]', null),
    ('onboarding.rejected', 'onboarding.archived', 'agency', 0, '[]', null),
    ('item.open', 'item.received', null, 0, '["received_on"]', null),
    ('item.open', 'item.waived', 'agency', 1, '[]', null),
    ('item.received', 'item.accepted', 'agency', 0, '[]', null),
    ('item.received', 'item.rejected', 'agency', 0, '["rejection_reason"]', 'onboarding.waiting'),
    ('item.accepted', 'item.rejected', 'agency', 0, '["rejection_reason"]', 'onboarding.waiting'),
    ('item.rejected', 'item.received', null, 0, '[]', null),
    ('item.rejected', 'item.waived', 'agency', 1, '[]', null),
    ('ticket.new', 'ticket.open', 'agency', 0, '["first_response_at"]', null),
    ('ticket.new', 'ticket.resolved', 'agency', 0, '["first_response_at", "resolved_at"]', null),
    ('ticket.open', 'ticket.waiting', 'agency', 0, '[]', null),
    ('ticket.open', 'ticket.resolved', 'agency', 0, '["resolved_at"]', null),
    ('ticket.waiting', 'ticket.open', null, 0, '[]', null),
    ('ticket.waiting', 'ticket.resolved', 'agency', 0, '["resolved_at"]', null),
    ('ticket.resolved', 'ticket.open', null, 1, '[]', null),
    ('ticket.resolved', 'ticket.closed', null, 0, '[]', null);
