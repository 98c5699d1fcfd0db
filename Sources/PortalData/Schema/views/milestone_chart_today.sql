-- The line of the day of the data; empty where it is outside the chart.
create view milestone_chart_today as
select cast(round(1000 * (julianday(as_of_on) - julianday(starts_on))
        / (julianday(ends_on) - julianday(starts_on))) as integer) as x
from milestone_chart_span
cross join moment
where as_of_on >= starts_on and as_of_on < ends_on;
