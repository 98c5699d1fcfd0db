-- The chart's scale: the first of each month, or of each quarter where the span is over 18 months.
create view milestone_chart_ticks as
with recursive months (starts_on) as (
    select starts_on from milestone_chart_span
    union all
    select date(months.starts_on, '+1 month')
    from months
    where date(months.starts_on, '+1 month') < (select ends_on from milestone_chart_span)
    limit 1200
)
select cast(round(1000 * (julianday(months.starts_on) - julianday(span.starts_on))
        / (julianday(span.ends_on) - julianday(span.starts_on))) as integer) as x,
    cast(months.starts_on as text) as starts_on
from months
cross join milestone_chart_span as span
where date(span.starts_on, '+18 months') >= span.ends_on
    or substr(months.starts_on, 6, 2) in ('01', '04', '07', '10')
order by x;
