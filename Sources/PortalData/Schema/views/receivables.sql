-- What is open in each currency, by how long it has been due: not yet, up to 30, 60, 90 days, longer.
create view receivables as
select cast(currency as text) as currency,
    cast(sum(open_minor) as integer) as open_minor,
    cast(coalesce(sum(open_minor) filter (where overdue_days = 0), 0) as integer) as not_due_minor,
    cast(coalesce(sum(open_minor) filter (where overdue_days between 1 and 30), 0) as integer) as late_30_minor,
    cast(coalesce(sum(open_minor) filter (where overdue_days between 31 and 60), 0) as integer) as late_60_minor,
    cast(coalesce(sum(open_minor) filter (where overdue_days between 61 and 90), 0) as integer) as late_90_minor,
    cast(coalesce(sum(open_minor) filter (where overdue_days > 90), 0) as integer) as late_longer_minor
from invoice_totals
where open_minor <> 0
group by currency
order by currency;
