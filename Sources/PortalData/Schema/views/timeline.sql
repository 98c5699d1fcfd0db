-- Everything that happened, newest first; a meeting has happened once it has minutes. `anchor` is the id of the entry on
-- a page that lists them; an entry of the kind `update` refers to its status update, which has a page of its own.
create view timeline as
with moves as (
    select state_changes.id, changed_at, reason, client_label, project_id, deliverable_id, request_id, ticket_id,
        row_number() over (
            partition by project_id, deliverable_id, request_id, request_item_id, ticket_id order by state_changes.id
        ) as number,
        case when reason is null then client_label else client_label || ': ' || reason end as text
    from state_changes
    join workflow_states on workflow_states.id = state_changes.to_state_id
), events as (
    select substr(posted_at, 1, 10) as happened_on, posted_at as sorted_by, 'update' as kind,
        headline as title, null as text, project_id, code, id as status_update_id
    from status_updates
    union all
    select substr(moves.changed_at, 1, 10), moves.changed_at, 'state', moves.client_label, moves.reason,
        moves.project_id, projects.code || '-' || moves.number, null
    from moves
    join projects on projects.id = moves.project_id
    union all
    select substr(moves.changed_at, 1, 10), moves.changed_at, 'deliverable_state', deliverables.title, moves.text,
        deliverables.project_id, deliverables.code || '-' || moves.number, null
    from moves
    join deliverables on deliverables.id = moves.deliverable_id
    union all
    select substr(moves.changed_at, 1, 10), moves.changed_at, 'request_state', requests_for_client.title, moves.text,
        requests_for_client.project_id, requests_for_client.code || '-' || moves.number, null
    from moves
    join requests_for_client on requests_for_client.id = moves.request_id
    union all
    select substr(moves.changed_at, 1, 10), moves.changed_at, 'ticket_state', tickets.title, moves.text,
        tickets.project_id, tickets.code || '-' || moves.number, null
    from moves
    join tickets on tickets.id = moves.ticket_id
    union all
    select substr(opened_at, 1, 10), opened_at, 'ticket', title, null, project_id, code, null
    from tickets
    union all
    select substr(starts_at, 1, 10), starts_at, 'meeting', title, null, project_id, code, null
    from meetings
    where status = 'confirmed' and minutes_md is not null
    union all
    select decided_on, decided_on || 'T12:00:00Z', 'change_request', title, null, project_id, code, null
    from change_requests
    where decided_on is not null
    union all
    select resolved_on, resolved_on || 'T12:00:00Z', 'issue', title, null, project_id, code, null
    from issues
    where resolved_on is not null
    union all
    select issued_on, issued_on || 'T12:00:00Z', kind, title, number, project_id, code, null
    from invoices
    where state <> 'void'
    union all
    select substr(completed_at, 1, 10), completed_at, 'signature', signature_requests.title, null,
        documents.project_id, signature_requests.code, null
    from signature_requests
    join document_versions on document_versions.id = signature_requests.document_version_id
    join documents on documents.id = document_versions.document_id
    where completed_at is not null
    union all
    select completed_on, completed_on || 'T12:00:00Z', 'milestone', title, null, project_id, code, null
    from milestones
    where completed_on is not null
    union all
    select decided_on, decided_on || 'T12:00:00Z', 'decision', title, outcome, project_id, code, null
    from decisions
    where state = 'decided'
    union all
    select substr(document_versions.uploaded_at, 1, 10), document_versions.uploaded_at, 'document',
        documents.title, document_versions.change_note, documents.project_id,
        documents.code || '-' || document_versions.number, null
    from document_versions
    join documents on documents.id = document_versions.document_id
)
select cast(happened_on as text) as happened_on,
    cast(kind as text) as kind,
    cast(title as text) as title,
    cast(text as text) as text,
    project_id,
    cast(code as text) as code,
    cast(kind || '-' || code as text) as anchor,
    status_update_id
from events
order by happened_on desc, sorted_by desc, kind, code;
