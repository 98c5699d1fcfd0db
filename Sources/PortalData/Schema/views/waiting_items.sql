-- What waits for the client and for the agency: open decisions, projects whose next step is somebody's,
-- and milestones that are late or due within two weeks. `page` is the type of the page that shows the record.
create view waiting_items as
with items as (
    select 'decision' as kind, title, needed_from as side, asked_on as since_on,
        needed_by_on as due_on, project_id, code, 'decisions' as page
    from decisions
    where state = 'open'
    union all
    select 'project', projects.name,
        case workflow_states.category when 'waiting_client' then 'client' else 'agency' end,
        coalesce(
            (select substr(max(changed_at), 1, 10) from state_changes
                where state_changes.project_id = projects.id and to_state_id = projects.state_id),
            projects.starts_on),
        projects.due_on, projects.id, projects.code, 'project'
    from projects
    join workflow_states on workflow_states.id = projects.state_id
    where workflow_states.category in ('waiting_client', 'waiting_us')
    union all
    select 'milestone', milestones.title, milestones.side, milestones.starts_on, milestones.due_on,
        milestones.project_id, milestones.code, 'milestones'
    from milestones
    join projects on projects.id = milestones.project_id
    join workflow_states on workflow_states.id = projects.state_id
    where milestones.completed_on is null
        and workflow_states.category not in ('done', 'cancelled')
        and milestones.due_on <= date((select as_of_on from moment), '+14 days')
)
select cast(kind as text) as kind,
    cast(title as text) as title,
    cast(side as text) as side,
    cast(since_on as text) as since_on,
    cast(due_on as text) as due_on,
    cast(coalesce(due_on < (select as_of_on from moment), 0) as integer) as is_overdue,
    project_id,
    cast(code as text) as code,
    cast(page as text) as page
from items
order by due_on is null, due_on, kind, code;
