-- One row a measurement: what share was kept, and whether that is what was promised. Shares are cut off, never
-- rounded up; a period without a case kept its promise.
create view sla_results as
select sla_measurements.sla_target_id,
    sla_measurements.period_starts_on,
    sla_measurements.period_ends_on,
    cast(sla_measurements.kept_count as integer) as kept_count,
    cast(sla_measurements.total_count as integer) as total_count,
    cast(10000 * sla_measurements.kept_count / nullif(sla_measurements.total_count, 0) as integer) as achieved_bp,
    cast(10000 * sla_measurements.kept_count >= sla_targets.target_bp * sla_measurements.total_count as integer)
        as is_met
from sla_measurements
join sla_targets on sla_targets.id = sla_measurements.sla_target_id
order by sla_measurements.sla_target_id, sla_measurements.period_starts_on;
