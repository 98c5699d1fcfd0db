-- One row a milestone: by how many days its end, reached or due, is later than the first plan, negative where it is
-- earlier and null without a plan; and whether it is overdue.
create view milestone_slip as
select milestones.id as milestone_id,
    milestones.project_id,
    milestones.baseline_on,
    cast(coalesce(milestones.completed_on, milestones.due_on) as text) as ends_on,
    cast(julianday(coalesce(milestones.completed_on, milestones.due_on)) - julianday(milestones.baseline_on) as integer)
        as slip_days,
    cast(milestones.completed_on is null and milestones.due_on < (select as_of_on from moment) as integer) as is_late
from milestones
join projects on projects.id = milestones.project_id
order by projects.position, projects.name, projects.id, milestones.position, milestones.due_on, milestones.code;
