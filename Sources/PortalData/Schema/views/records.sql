-- Every record that may be granted by itself, by the name of its table: its title, its project, its code, and the type of
-- the page that shows it, null where there is none yet.
create view records as
with named as (
    select 'projects' as kind, id, name as title, id as project_id, code, 'project' as page from projects
    union all select 'milestones', id, title, project_id, code, 'milestones' from milestones
    union all select 'status_updates', id, headline, project_id, code, 'update' from status_updates
    union all select 'decisions', id, title, project_id, code, 'decisions' from decisions
    union all select 'documents', id, title, project_id, code, 'documents' from documents
    union all select 'deliverables', id, title, project_id, code, null from deliverables
    union all select 'change_requests', id, title, project_id, code, null from change_requests
    union all select 'risks', id, title, project_id, code, null from risks
    union all select 'issues', id, title, project_id, code, null from issues
    union all select 'photos', id, coalesce(caption, alt), project_id, code, null from photos
    union all select 'requests_for_client', id, title, project_id, code, null from requests_for_client
    union all select 'signature_requests', id, title, null, code, null from signature_requests
    union all select 'contracts', id, title, project_id, code, null from contracts
    union all select 'invoices', id, title, project_id, code, null from invoices
    union all select 'payments', id, coalesce(reference, code), null, code, null from payments
    union all select 'retainers', id, name, project_id, code, null from retainers
    union all select 'threads', id, subject, project_id, code, null from threads
    union all select 'tickets', id, title, project_id, code, null from tickets
    union all select 'meetings', id, title, project_id, code, null from meetings
    union all select 'metrics', id, name, project_id, code, null from metrics
    union all select 'sla_targets', id, name, null, code, null from sla_targets
)
select cast(kind as text) as kind,
    id,
    cast(title as text) as title,
    project_id,
    cast(code as text) as code,
    cast(page as text) as page
from named
order by kind, title, code;
