-- Who was granted which single record, and until which last day, for the audience `owners` alone, and only records that the
-- edition holds. `kind` is the name of the record's table.
create view permissions as
select cast(granted_records.name as text) as name,
    records.kind,
    records.title,
    records.project_id,
    records.code,
    records.page,
    cast(granted_records.level as text) as level,
    cast(granted_records.until_on as text) as until_on
from granted_records
join records on records.kind = granted_records.record_table and records.id = granted_records.record_id
order by granted_records.name is null, granted_records.name, records.kind, records.title, records.code;
