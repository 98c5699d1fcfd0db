-- Who may read this portal on the day of the data, a row for each role, for the audience `owners` alone. `name` is null
-- where the user is nobody's; `role` is null where there are only single records, which `permissions` lists. `until_on` is
-- the last day.
create view readers as
select cast(name as text) as name,
    cast(role as text) as role,
    cast(since_on as text) as since_on,
    cast(until_on as text) as until_on
from reader_names
order by name is null, name, role is null, role, since_on, until_on;
