-- Who asked for access to what, the newest first: for the audience `owners` all requests of the client, in an edition of
-- one user's own his (`is_own`). `title` is the record's where the edition holds it, else what was asked for in words, else
-- null; `kind` is then the name of the record's table in the requester's own edition, else null.
create view requests as
select cast(requested_access.is_own as integer) as is_own,
    cast(requested_access.name as text) as name,
    cast(coalesce(records.kind, requested_access.kind) as text) as kind,
    cast(coalesce(records.title, requested_access.resource) as text) as title,
    records.project_id,
    records.code,
    records.page,
    cast(requested_access.level as text) as level,
    cast(requested_access.reason as text) as reason,
    cast(requested_access.status as text) as status,
    cast(requested_access.asked_at as text) as asked_at,
    cast(requested_access.decided_at as text) as decided_at,
    cast(requested_access.answer as text) as answer
from requested_access
left join requested_records on requested_records.id = requested_access.id
left join records
    on records.kind = requested_records.record_table and records.id = requested_records.record_id
order by requested_access.asked_at desc, requested_access.id desc;
