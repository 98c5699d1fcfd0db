-- The bars of the chart of all milestones, one row each, counted from 0. x and width run from 0 to 1000
-- across the chart's span; a single day has the width 0.
create view milestone_chart as
with bars as (
    select milestones.id as milestone_id, milestones.project_id, milestones.baseline_on,
        coalesce(milestones.starts_on, milestones.completed_on, milestones.due_on) as begins_on,
        coalesce(milestones.completed_on, milestones.due_on) as ends_on,
        case when milestones.completed_on is null then milestones.progress else 100 end as progress,
        row_number() over (order by projects.position, projects.name, projects.id,
            milestones.position, milestones.due_on, milestones.code) - 1 as row
    from milestones
    join projects on projects.id = milestones.project_id
), scale as (
    select julianday(starts_on) as first_day, (julianday(ends_on) - julianday(starts_on)) / 1000.0 as days
    from milestone_chart_span
), placed as (
    select bars.milestone_id, bars.project_id, bars.row, bars.progress,
        round((julianday(begins_on) - first_day) / days) as left_edge,
        round((julianday(ends_on) - first_day) / days) as right_edge,
        round((julianday(baseline_on) - first_day) / days) as baseline_edge
    from bars
    cross join scale
)
select placed.milestone_id,
    placed.project_id,
    cast(row as integer) as row,
    cast(left_edge as integer) as x,
    cast(right_edge - left_edge as integer) as width,
    cast(min(left_edge, baseline_edge) as integer) as baseline_x,
    cast(baseline_edge - min(left_edge, baseline_edge) as integer) as baseline_width,
    cast(round((right_edge - left_edge) * progress / 100.0) as integer) as done_width,
    milestone_slip.is_late
from placed
join milestone_slip on milestone_slip.milestone_id = placed.milestone_id
order by row;
