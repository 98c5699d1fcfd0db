-- One row a project: how much is done, what is next, what is late, and the newest update.
create view project_health as
select projects.id as project_id,
    cast(count(milestones.id) filter (where milestones.completed_on is not null) as integer) as done_count,
    cast(count(milestones.id) as integer) as milestone_count,
    (select next.id from milestones as next
        where next.project_id = projects.id and next.completed_on is null
        order by next.due_on, next.position, next.code limit 1) as next_milestone_id,
    (select newest.id from status_updates as newest
        where newest.project_id = projects.id
        order by newest.posted_at desc, newest.id desc limit 1) as latest_update_id,
    cast(count(milestones.id) filter (
        where milestones.completed_on is null and milestones.due_on < (select as_of_on from moment)) as integer)
        as overdue_count,
    cast(coalesce(round(avg(case when milestones.completed_on is null then milestones.progress else 100 end)), 0)
        as integer) as progress_percent
from projects
left join milestones on milestones.project_id = projects.id
group by projects.id
order by projects.position, projects.name, projects.id;
