-- The sources that pages may speak of: when each was last read, and whether that was too long before the day of the data.
create view freshness as
select cast(label as text) as label,
    cast(last_success_at as text) as last_success_at,
    cast(stale_after_minutes is not null
        and coalesce((julianday((select as_of_on from moment)) - julianday(last_success_at)) * 1440
            > stale_after_minutes, 1) as integer) as is_stale
from sync_sources
order by label;
