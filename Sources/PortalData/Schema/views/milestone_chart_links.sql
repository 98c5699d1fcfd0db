-- The arrows of the chart: from the end of a milestone to the beginning of the one that waits for it.
create view milestone_chart_links as
select cast(earlier.x + earlier.width as integer) as from_x,
    earlier.row as from_row,
    later.x as to_x,
    later.row as to_row
from milestone_dependencies
join milestone_chart as earlier on earlier.milestone_id = milestone_dependencies.depends_on_id
join milestone_chart as later on later.milestone_id = milestone_dependencies.milestone_id
order by from_row, to_row;
