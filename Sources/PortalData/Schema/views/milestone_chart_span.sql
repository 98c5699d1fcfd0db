-- What the chart of all milestones covers: whole months, from the first start to the last end, baselines
-- included. `ends_on` is the first day behind it. Empty where there is no milestone.
create view milestone_chart_span as
select cast(date(min(first_on), 'start of month') as text) as starts_on,
    cast(date(max(last_on), 'start of month', '+1 month') as text) as ends_on
from (
    select coalesce(starts_on, due_on) as first_on, due_on as last_on from milestones
    union all
    select completed_on, completed_on from milestones where completed_on is not null
    union all
    select baseline_on, baseline_on from milestones where baseline_on is not null
)
having count(*) > 0;
