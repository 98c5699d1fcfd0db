-- What waits for the client and for the agency: open decisions; projects, deliverables, requests and tickets whose next
-- step is somebody's; changes and quotes to be decided, papers to be signed, invoices to be paid; and milestones that
-- are late or due within two weeks. `page` is the type of the page that shows the record, null where there is none yet.
create view waiting_items as
with moved as (
    select max(changed_at) as changed_at, project_id, deliverable_id, request_id, ticket_id, to_state_id
    from state_changes
    group by project_id, deliverable_id, request_id, ticket_id, to_state_id
), items as (
    select 'decision' as kind, title, needed_from as side, asked_on as since_on,
        needed_by_on as due_on, project_id, code, 'decisions' as page
    from decisions
    where state = 'open'
    union all
    select 'project', projects.name,
        case workflow_states.category when 'waiting_client' then 'client' else 'agency' end,
        coalesce(substr(moved.changed_at, 1, 10), projects.starts_on), projects.due_on, projects.id, projects.code,
        'project'
    from projects
    join workflow_states on workflow_states.id = projects.state_id
    left join moved on moved.project_id = projects.id and moved.to_state_id = projects.state_id
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
    union all
    select 'deliverable', deliverables.title,
        case workflow_states.category when 'waiting_client' then 'client' else 'agency' end,
        coalesce(substr(moved.changed_at, 1, 10), deliverables.delivered_on),
        deliverables.review_by_on, deliverables.project_id, deliverables.code, null
    from deliverables
    join workflow_states on workflow_states.id = deliverables.state_id
    left join moved on moved.deliverable_id = deliverables.id and moved.to_state_id = deliverables.state_id
    where workflow_states.category in ('waiting_client', 'waiting_us')
    union all
    select 'request', requests_for_client.title,
        case workflow_states.category when 'waiting_client' then 'client' else 'agency' end,
        coalesce(substr(moved.changed_at, 1, 10), requests_for_client.asked_on),
        requests_for_client.due_on, requests_for_client.project_id, requests_for_client.code, null
    from requests_for_client
    join workflow_states on workflow_states.id = requests_for_client.state_id
    left join moved on moved.request_id = requests_for_client.id and moved.to_state_id = requests_for_client.state_id
    where workflow_states.category in ('waiting_client', 'waiting_us')
    union all
    select 'ticket', tickets.title,
        case workflow_states.category when 'waiting_client' then 'client' else 'agency' end,
        substr(coalesce(moved.changed_at, tickets.opened_at), 1, 10),
        tickets.due_on, tickets.project_id, tickets.code, null
    from tickets
    join workflow_states on workflow_states.id = tickets.state_id
    left join moved on moved.ticket_id = tickets.id and moved.to_state_id = tickets.state_id
    where workflow_states.category in ('waiting_client', 'waiting_us')
    union all
    select 'change_request', title, 'client', asked_on, needed_by_on, project_id, code, null
    from change_requests
    where state = 'proposed'
    union all
    select 'quote', title, 'client', issued_on, due_on, project_id, code, null
    from invoices
    where kind = 'quote' and state = 'issued'
    union all
    select 'invoice', invoices.title, 'client', invoices.issued_on, invoices.due_on, invoices.project_id,
        invoices.code, null
    from invoice_totals
    join invoices on invoices.id = invoice_totals.invoice_id
    where invoice_totals.open_minor > 0
    union all
    select 'signature', signature_requests.title, signature_parties.side, substr(signature_requests.sent_at, 1, 10),
        signature_requests.due_on, documents.project_id, signature_requests.code, null
    from signature_requests
    join document_versions on document_versions.id = signature_requests.document_version_id
    join documents on documents.id = document_versions.document_id
    join signature_parties on signature_parties.signature_request_id = signature_requests.id
    where signature_requests.state = 'sent' and signature_parties.side in ('client', 'agency')
        and signature_parties.signed_at is null and signature_parties.declined_at is null
    group by signature_requests.id, signature_parties.side
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
