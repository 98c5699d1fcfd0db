-- One row a retainer and period that has begun: what is included, what was used, what is left.
-- Hours are those of the edition: entries without the mark `is_published` are in no edition.
create view retainer_usage as
with recursive lengths as (
    select id, starts_on, period, included_minutes,
        case period when 'month' then 1 when 'quarter' then 3 when 'year' then 12 else 12000 end as months,
        min(coalesce(ends_on, '9999-12-31'), (select as_of_on from moment)) as last_on,
        coalesce(ends_on, '9999-12-31') as ends_on
    from retainers
), periods (retainer_id, number, starts_on) as (
    select id, 0, starts_on from lengths where starts_on <= last_on
    union all
    select lengths.id, periods.number + 1,
        date(lengths.starts_on, '+' || ((periods.number + 1) * lengths.months) || ' months')
    from periods
    join lengths on lengths.id = periods.retainer_id
    where lengths.period <> 'term'
        and date(lengths.starts_on, '+' || ((periods.number + 1) * lengths.months) || ' months') <= lengths.last_on
    limit 12000
), bounded as (
    select periods.retainer_id, periods.starts_on, lengths.included_minutes as included,
        case when lengths.period = 'term' then lengths.ends_on
            else min(lengths.ends_on,
                date(lengths.starts_on, '+' || ((periods.number + 1) * lengths.months) || ' months', '-1 day'))
        end as ends_on
    from periods
    join lengths on lengths.id = periods.retainer_id
), used as (
    select retainer_id, starts_on, ends_on, included, coalesce((
        select sum(worked_minutes) from time_entries
        where time_entries.retainer_id = bounded.retainer_id
            and worked_on between bounded.starts_on and bounded.ends_on), 0) as used
    from bounded
)
select retainer_id,
    cast(starts_on as text) as period_starts_on,
    cast(nullif(ends_on, '9999-12-31') as text) as period_ends_on,
    cast(included as integer) as included_minutes,
    cast(used as integer) as used_minutes,
    cast(max(included - used, 0) as integer) as left_minutes,
    cast(max(used - included, 0) as integer) as over_minutes,
    cast(10000 * used / included as integer) as used_bp,
    cast(ends_on >= (select as_of_on from moment) as integer) as is_current
from used
order by retainer_id, starts_on desc;
