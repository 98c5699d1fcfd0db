-- One row an invoice, quote or credit note: what it is about, what was paid, what is open, and how late it is.
-- Open is what an issued invoice still asks for; a credit note that names no invoice is open to the client's good.
create view invoice_totals as
with lines as (
    select invoice_id, sum(net_minor) as net, sum(tax_minor) as tax from invoice_lines group by invoice_id
), paid as (
    select invoice_id, sum(amount_minor) as amount from payment_allocations group by invoice_id
), credited as (
    select notes.credits_id as invoice_id, sum(lines.net + lines.tax) as amount
    from invoices as notes
    join lines on lines.invoice_id = notes.id
    where notes.state <> 'void' and notes.credits_id is not null
    group by notes.credits_id
), amounts as (
    select invoices.id, invoices.kind, invoices.state, invoices.number, invoices.issued_on, invoices.due_on,
        coalesce(invoices.currency, (select currency from clients)) as currency,
        coalesce(lines.net, 0) as net, coalesce(lines.tax, 0) as tax,
        coalesce(paid.amount, 0) as paid, coalesce(credited.amount, 0) as credited,
        cast(julianday((select as_of_on from moment)) - julianday(invoices.due_on) as integer) as late_days
    from invoices
    left join lines on lines.invoice_id = invoices.id
    left join paid on paid.invoice_id = invoices.id
    left join credited on credited.invoice_id = invoices.id
), opened as (
    select id, issued_on, number, currency, net, tax, paid, credited, late_days,
        case
            when state <> 'issued' or kind = 'quote' then 0
            when kind = 'invoice' then net + tax - paid - credited
            when (select credits_id from invoices where invoices.id = amounts.id) is null then - net - tax - paid
            else 0
        end as open
    from amounts
)
select id as invoice_id,
    cast(currency as text) as currency,
    cast(net as integer) as net_minor,
    cast(tax as integer) as tax_minor,
    cast(net + tax as integer) as gross_minor,
    cast(paid as integer) as paid_minor,
    cast(credited as integer) as credited_minor,
    cast(open as integer) as open_minor,
    cast(open > 0 and coalesce(late_days > 0, 0) as integer) as is_overdue,
    cast(case when open > 0 and late_days > 0 then late_days else 0 end as integer) as overdue_days
from opened
order by issued_on desc, number desc, id;
