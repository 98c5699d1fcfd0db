-- One row a promise, over the periods that ended in the last twelve months.
create view sla_achievement as
with counted as (
    select sla_target_id, count(*) as periods, sum(is_met) as met, sum(kept_count) as kept, sum(total_count) as total
    from sla_results
    where period_ends_on <= (select as_of_on from moment)
        and period_ends_on > date((select as_of_on from moment), '-12 months')
    group by sla_target_id
)
select sla_targets.id as sla_target_id,
    cast(coalesce(counted.periods, 0) as integer) as period_count,
    cast(coalesce(counted.met, 0) as integer) as met_count,
    cast(10000 * counted.kept / nullif(counted.total, 0) as integer) as achieved_bp,
    cast(10000 * counted.kept >= sla_targets.target_bp * counted.total as integer) as is_met
from sla_targets
left join counted on counted.sla_target_id = sla_targets.id
order by sla_targets.position, sla_targets.name, sla_targets.id;
