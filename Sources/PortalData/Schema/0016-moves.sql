-- How a record moves along its workflow, whoever writes: a state is set by `update`, or by a row of state_changes.

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

create trigger deliverables_begin_in_a_state before insert on deliverables
when not exists (
    select 1 from workflow_states
    join workflows on workflows.id = workflow_states.workflow_id
    where workflow_states.id = new.state_id and workflows.table_name = 'deliverables')
begin
    select raise(abort, 'state_id is no state of a workflow for deliverables');
end;
create trigger deliverables_move_along_the_workflow before update of state_id on deliverables
when new.state_id is not old.state_id and not exists (
    select 1 from workflow_transitions
    where from_state_id = old.state_id and to_state_id = new.state_id)
begin
    select raise(abort, 'the workflow has no transition to this state');
end;
create trigger deliverables_record_their_moves after update of state_id on deliverables
when new.state_id is not old.state_id
    and (select to_state_id from state_changes where deliverable_id = new.id order by id desc limit 1)
        is not new.state_id
begin
    insert into state_changes (client_id, deliverable_id, from_state_id, to_state_id)
    values (new.client_id, new.id, old.state_id, new.state_id);
end;

create trigger requests_for_client_begin_in_a_state before insert on requests_for_client
when not exists (
    select 1 from workflow_states
    join workflows on workflows.id = workflow_states.workflow_id
    where workflow_states.id = new.state_id and workflows.table_name = 'requests_for_client')
begin
    select raise(abort, 'state_id is no state of a workflow for requests_for_client');
end;
create trigger requests_for_client_move_along_the_workflow before update of state_id on requests_for_client
when new.state_id is not old.state_id and not exists (
    select 1 from workflow_transitions
    where from_state_id = old.state_id and to_state_id = new.state_id)
begin
    select raise(abort, 'the workflow has no transition to this state');
end;
create trigger requests_for_client_record_their_moves after update of state_id on requests_for_client
when new.state_id is not old.state_id
    and (select to_state_id from state_changes where request_id = new.id order by id desc limit 1)
        is not new.state_id
begin
    insert into state_changes (client_id, request_id, from_state_id, to_state_id)
    values (new.client_id, new.id, old.state_id, new.state_id);
end;

create trigger request_items_begin_in_a_state before insert on request_items
when not exists (
    select 1 from workflow_states
    join workflows on workflows.id = workflow_states.workflow_id
    where workflow_states.id = new.state_id and workflows.table_name = 'request_items')
begin
    select raise(abort, 'state_id is no state of a workflow for request_items');
end;
create trigger request_items_move_along_the_workflow before update of state_id on request_items
when new.state_id is not old.state_id and not exists (
    select 1 from workflow_transitions
    where from_state_id = old.state_id and to_state_id = new.state_id)
begin
    select raise(abort, 'the workflow has no transition to this state');
end;
create trigger request_items_record_their_moves after update of state_id on request_items
when new.state_id is not old.state_id
    and (select to_state_id from state_changes where request_item_id = new.id order by id desc limit 1)
        is not new.state_id
begin
    insert into state_changes (client_id, request_item_id, from_state_id, to_state_id)
    values (new.client_id, new.id, old.state_id, new.state_id);
end;

create trigger tickets_begin_in_a_state before insert on tickets
when not exists (
    select 1 from workflow_states
    join workflows on workflows.id = workflow_states.workflow_id
    where workflow_states.id = new.state_id and workflows.table_name = 'tickets')
begin
    select raise(abort, 'state_id is no state of a workflow for tickets');
end;
create trigger tickets_move_along_the_workflow before update of state_id on tickets
when new.state_id is not old.state_id and not exists (
    select 1 from workflow_transitions
    where from_state_id = old.state_id and to_state_id = new.state_id)
begin
    select raise(abort, 'the workflow has no transition to this state');
end;
create trigger tickets_record_their_moves after update of state_id on tickets
when new.state_id is not old.state_id
    and (select to_state_id from state_changes where ticket_id = new.id order by id desc limit 1)
        is not new.state_id
begin
    insert into state_changes (client_id, ticket_id, from_state_id, to_state_id)
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
    select raise(abort, 'the record is not in the state that it is said to leave')
    where coalesce(
            (select state_id from projects where id = new.project_id),
            (select state_id from deliverables where id = new.deliverable_id),
            (select state_id from requests_for_client where id = new.request_id),
            (select state_id from request_items where id = new.request_item_id),
            (select state_id from tickets where id = new.ticket_id))
            not in (new.from_state_id, new.to_state_id)
        or (select to_state_id from state_changes
            where project_id is new.project_id and deliverable_id is new.deliverable_id
                and request_id is new.request_id and request_item_id is new.request_item_id
                and ticket_id is new.ticket_id
            order by id desc limit 1) <> new.from_state_id;
end;

create trigger state_changes_are_by_who_may before insert on state_changes begin
    select raise(abort, 'this change is the agency''s')
    where new.changed_by_person_id is not null and exists (
        select 1 from workflow_transitions
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id and allowed_role = 'agency');
    select raise(abort, 'this change is the client''s: insert it into state_changes with changed_by_person_id')
    where new.changed_by_person_id is null and exists (
        select 1 from workflow_transitions
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id and allowed_role <> 'agency');
    select raise(abort, 'the person has not the role that this change is for') where exists (
        select 1 from workflow_transitions
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id
            and allowed_role not in ('agency', 'client') and not exists (
                select 1 from memberships
                join users on users.id = memberships.user_id
                where users.person_id = new.changed_by_person_id
                    and memberships.client_id = new.client_id and memberships.role_id = allowed_role
                    and coalesce(valid_from_on, '') <= substr(new.changed_at, 1, 10)
                    and coalesce(valid_until_on, '9999') >= substr(new.changed_at, 1, 10)));
end;

create trigger projects_have_what_a_move_requires before insert on state_changes
when new.project_id is not null begin
    select raise(abort, 'the record lacks what this change requires: see requires_json') where exists (
        select 1 from workflow_transitions
        join projects on projects.id = new.project_id
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id and (
            (instr(requires_json, '"summary"') > 0 and projects.summary is null)
            or (instr(requires_json, '"description_md"') > 0 and projects.description_md is null)
            or (instr(requires_json, '"manager_id"') > 0 and projects.manager_id is null)
            or (instr(requires_json, '"starts_on"') > 0 and projects.starts_on is null)
            or (instr(requires_json, '"due_on"') > 0 and projects.due_on is null)
            or (instr(requires_json, '"completed_on"') > 0 and projects.completed_on is null)
            or (instr(requires_json, '"budget_minor"') > 0 and projects.budget_minor is null)));
end;
create trigger deliverables_have_what_a_move_requires before insert on state_changes
when new.deliverable_id is not null begin
    select raise(abort, 'the record lacks what this change requires: see requires_json') where exists (
        select 1 from workflow_transitions
        join deliverables on deliverables.id = new.deliverable_id
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id and (
            (instr(requires_json, '"milestone_id"') > 0 and deliverables.milestone_id is null)
            or (instr(requires_json, '"document_id"') > 0 and deliverables.document_id is null)
            or (instr(requires_json, '"description_md"') > 0 and deliverables.description_md is null)
            or (instr(requires_json, '"acceptance_md"') > 0 and deliverables.acceptance_md is null)
            or (instr(requires_json, '"owner_id"') > 0 and deliverables.owner_id is null)
            or (instr(requires_json, '"due_on"') > 0 and deliverables.due_on is null)
            or (instr(requires_json, '"delivered_on"') > 0 and deliverables.delivered_on is null)
            or (instr(requires_json, '"review_by_on"') > 0 and deliverables.review_by_on is null)
            or (instr(requires_json, '"accepted_on"') > 0 and deliverables.accepted_on is null)));
end;
create trigger requests_for_client_have_what_a_move_requires before insert on state_changes
when new.request_id is not null begin
    select raise(abort, 'the record lacks what this change requires: see requires_json') where exists (
        select 1 from workflow_transitions
        join requests_for_client on requests_for_client.id = new.request_id
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id and (
            (instr(requires_json, '"project_id"') > 0 and requests_for_client.project_id is null)
            or (instr(requires_json, '"description_md"') > 0 and requests_for_client.description_md is null)
            or (instr(requires_json, '"needed_from_id"') > 0 and requests_for_client.needed_from_id is null)
            or (instr(requires_json, '"owner_id"') > 0 and requests_for_client.owner_id is null)
            or (instr(requires_json, '"due_on"') > 0 and requests_for_client.due_on is null)
            or (instr(requires_json, '"completed_on"') > 0 and requests_for_client.completed_on is null)
            or (instr(requires_json, '"upload_url"') > 0 and requests_for_client.upload_url is null)));
end;
create trigger request_items_have_what_a_move_requires before insert on state_changes
when new.request_item_id is not null begin
    select raise(abort, 'the record lacks what this change requires: see requires_json') where exists (
        select 1 from workflow_transitions
        join request_items on request_items.id = new.request_item_id
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id and (
            (instr(requires_json, '"description_md"') > 0 and request_items.description_md is null)
            or (instr(requires_json, '"received_version_id"') > 0 and request_items.received_version_id is null)
            or (instr(requires_json, '"received_on"') > 0 and request_items.received_on is null)
            or (instr(requires_json, '"rejection_reason"') > 0 and request_items.rejection_reason is null)));
end;
create trigger tickets_have_what_a_move_requires before insert on state_changes
when new.ticket_id is not null begin
    select raise(abort, 'the record lacks what this change requires: see requires_json') where exists (
        select 1 from workflow_transitions
        join tickets on tickets.id = new.ticket_id
        where from_state_id = new.from_state_id and to_state_id = new.to_state_id and (
            (instr(requires_json, '"project_id"') > 0 and tickets.project_id is null)
            or (instr(requires_json, '"thread_id"') > 0 and tickets.thread_id is null)
            or (instr(requires_json, '"description_md"') > 0 and tickets.description_md is null)
            or (instr(requires_json, '"requester_id"') > 0 and tickets.requester_id is null)
            or (instr(requires_json, '"assignee_id"') > 0 and tickets.assignee_id is null)
            or (instr(requires_json, '"due_on"') > 0 and tickets.due_on is null)
            or (instr(requires_json, '"first_response_at"') > 0 and tickets.first_response_at is null)
            or (instr(requires_json, '"resolved_at"') > 0 and tickets.resolved_at is null)));
end;

create trigger state_changes_move_the_record after insert on state_changes begin
    update projects set state_id = new.to_state_id, updated_at = max(updated_at, new.changed_at)
    where id = new.project_id and (state_id <> new.to_state_id or updated_at < new.changed_at);
    update deliverables set state_id = new.to_state_id, updated_at = max(updated_at, new.changed_at)
    where id = new.deliverable_id and (state_id <> new.to_state_id or updated_at < new.changed_at);
    update requests_for_client set state_id = new.to_state_id, updated_at = max(updated_at, new.changed_at)
    where id = new.request_id and (state_id <> new.to_state_id or updated_at < new.changed_at);
    update request_items set state_id = new.to_state_id where id = new.request_item_id and state_id <> new.to_state_id;
    update tickets set state_id = new.to_state_id, updated_at = max(updated_at, new.changed_at)
    where id = new.ticket_id and (state_id <> new.to_state_id or updated_at < new.changed_at);
end;

-- An item that is sent back takes its request with it, where the workflow says so.
create trigger state_changes_send_the_request_back after insert on state_changes
when new.request_item_id is not null begin
    insert into state_changes (client_id, request_id, from_state_id, to_state_id, reason, changed_by_id, changed_at)
    select requests_for_client.client_id, requests_for_client.id, requests_for_client.state_id,
        workflow_transitions.sends_back_to_id, coalesce(request_items.rejection_reason, new.reason),
        new.changed_by_id, new.changed_at
    from workflow_transitions
    join request_items on request_items.id = new.request_item_id
    join requests_for_client on requests_for_client.id = request_items.request_id
    where workflow_transitions.from_state_id = new.from_state_id
        and workflow_transitions.to_state_id = new.to_state_id
        and workflow_transitions.sends_back_to_id <> requests_for_client.state_id;
end;

create trigger state_changes_are_kept before update on state_changes begin
    select raise(abort, 'what happened is not rewritten: insert another change');
end;
