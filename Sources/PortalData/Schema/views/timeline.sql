-- Everything that happened, newest first. `anchor` is the id of the entry on a page that lists them;
-- an entry of the kind `update` refers to its status update, which has a page of its own.
create view timeline as
with events as (
    select substr(posted_at, 1, 10) as happened_on, posted_at as sorted_by, 'update' as kind,
        headline as title, null as text, project_id, code, id as status_update_id
    from status_updates
    union all
    select substr(state_changes.changed_at, 1, 10), state_changes.changed_at, 'state',
        workflow_states.client_label, state_changes.reason, state_changes.project_id,
        projects.code || '-' || (
            select count(*) from state_changes as earlier
            where earlier.project_id = state_changes.project_id and earlier.id <= state_changes.id),
        null
    from state_changes
    join projects on projects.id = state_changes.project_id
    join workflow_states on workflow_states.id = state_changes.to_state_id
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
