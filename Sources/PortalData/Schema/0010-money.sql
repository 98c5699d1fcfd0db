-- What it costs: agreements, bills, what was paid, hours. Amounts are whole minor units; 12.50 EUR is 1250.
-- A currency that is null is the client's.

create table contracts ( -- An agreement, with its term and its notice.
    -- listed by: starts_on desc, id desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    document_id integer, -- the paper; who may not see that document does not see this record
    title text not null check (trim(title) <> ''),
    status text not null default 'draft' check (status in ('draft', 'active', 'ended', 'terminated')),
    starts_on text check (date(starts_on, '+0 days') is starts_on),
    ends_on text -- last day
        check (date(ends_on, '+0 days') is ends_on and (ends_on >= starts_on) is not 0),
    renews_on text check (date(renews_on, '+0 days') is renews_on), -- it goes on unless notice was given
    notice_days integer check (notice_days >= 0), -- before it renews or ends
    value_minor integer check (value_minor >= 0), -- of the whole term
    currency text check (currency glob '[A-Z][A-Z][A-Z]'),
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (document_id, client_id) references documents (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index contracts_project on contracts (project_id, client_id);
create index contracts_document on contracts (document_id, client_id);

create table services ( -- What the agency sells. Reference: copied into editions that name it.
    -- listed by: position, name, id
    id integer primary key,
    code text not null unique
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    position integer not null default 0,
    name text not null check (trim(name) <> ''),
    description_md text,
    internal_cost_minor integer check (internal_cost_minor >= 0), -- what an hour costs the agency
    internal_notes_md text
) strict;

create table contract_services ( -- A service that a contract covers.
    -- listed by: contract_id, position, id
    id integer primary key,
    client_id integer not null,
    contract_id integer not null,
    service_id integer not null references services (id),
    position integer not null default 0,
    quantity real check (quantity > 0),
    unit text, -- hour, month, licence
    price_minor integer, -- of one unit, in the contract's currency
    currency text check (currency glob '[A-Z][A-Z][A-Z]'),
    unique (id, client_id),
    unique (contract_id, service_id),
    foreign key (contract_id, client_id) references contracts (id, client_id)
) strict;
create index contract_services_contract on contract_services (contract_id, client_id);
create index contract_services_service on contract_services (service_id);

create table invoices ( -- A quote, an invoice or a credit note. A draft is never copied, whatever its audience.
    -- listed by: issued_on desc, number desc, id
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    contract_id integer,
    document_id integer, -- the paper
    credits_id integer, -- the invoice that a credit note lessens
    kind text not null default 'invoice' check (kind in ('quote', 'invoice', 'credit_note')),
    number text unique check (trim(number) <> ''), -- as on the paper; given when it is issued
    title text not null check (trim(title) <> ''),
    state text not null default 'draft' check (state in ('draft', 'issued', 'accepted', 'declined', 'void')),
    issued_on text check (date(issued_on, '+0 days') is issued_on),
    due_on text -- of a quote: valid until
        check (date(due_on, '+0 days') is due_on and (due_on >= issued_on) is not 0),
    currency text check (currency glob '[A-Z][A-Z][A-Z]'),
    purchase_order text, -- the client's own number
    terms_md text,
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    check (state = 'draft' or (number is not null and issued_on is not null)),
    check (kind = 'quote' or state not in ('accepted', 'declined')),
    check (kind = 'credit_note' or credits_id is null),
    check (credits_id <> id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (contract_id, client_id) references contracts (id, client_id),
    foreign key (document_id, client_id) references documents (id, client_id),
    foreign key (credits_id, client_id) references invoices (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index invoices_project on invoices (project_id, client_id);
create index invoices_contract on invoices (contract_id, client_id);
create index invoices_document on invoices (document_id, client_id);
create index invoices_credits on invoices (credits_id, client_id);

create table invoice_lines ( -- One line of an invoice. Its amounts are those of the paper, not computed.
    -- listed by: invoice_id, position, id
    id integer primary key,
    client_id integer not null,
    invoice_id integer not null,
    position integer not null default 0,
    description text not null check (trim(description) <> ''),
    service_id integer references services (id),
    quantity real,
    unit text,
    price_minor integer, -- of one unit, before tax
    net_minor integer not null, -- the line before tax; positive on a credit note too
    tax_bp integer not null default 0 check (tax_bp between 0 and 10000), -- 1900 is 19 %
    tax_minor integer not null default 0,
    currency text check (currency glob '[A-Z][A-Z][A-Z]'), -- the invoice's
    unique (id, client_id),
    foreign key (invoice_id, client_id) references invoices (id, client_id)
) strict;
create index invoice_lines_invoice on invoice_lines (invoice_id, client_id);
create index invoice_lines_service on invoice_lines (service_id);

create table payments ( -- Money that came in, or went back.
    -- listed by: received_on desc, id desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    received_on text not null check (date(received_on, '+0 days') is received_on),
    amount_minor integer not null check (amount_minor <> 0), -- negative: paid back
    currency text check (currency glob '[A-Z][A-Z][A-Z]'),
    method text check (method in ('transfer', 'card', 'debit', 'cheque', 'other')),
    reference text, -- as on the bank's statement
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;

create table payment_allocations ( -- Which part of a payment is for which invoice.
    -- listed by: payment_id, id
    id integer primary key,
    client_id integer not null,
    payment_id integer not null,
    invoice_id integer not null,
    amount_minor integer not null check (amount_minor <> 0),
    currency text check (currency glob '[A-Z][A-Z][A-Z]'), -- the payment's
    unique (id, client_id),
    unique (payment_id, invoice_id),
    foreign key (payment_id, client_id) references payments (id, client_id),
    foreign key (invoice_id, client_id) references invoices (id, client_id)
) strict;
create index payment_allocations_payment on payment_allocations (payment_id, client_id);
create index payment_allocations_invoice on payment_allocations (invoice_id, client_id);

create table retainers ( -- Hours that are paid for in advance, for each period.
    -- listed by: starts_on desc, id desc
    id integer primary key,
    client_id integer not null references clients (id),
    code text not null
        check (code <> '' and length(code) <= 56 and code not glob '*[^a-z0-9-]*'
            and code not glob '-*' and code not glob '*-' and code not glob '*--*'),
    project_id integer, -- null: about the client as a whole
    contract_id integer,
    name text not null check (trim(name) <> ''),
    period text not null default 'month' check (period in ('month', 'quarter', 'year', 'term')), -- term: all of it
    included_minutes integer not null check (included_minutes > 0), -- in one period
    price_minor integer check (price_minor >= 0), -- of one period
    currency text check (currency glob '[A-Z][A-Z][A-Z]'),
    starts_on text not null -- periods are counted from here
        check (date(starts_on, '+0 days') is starts_on and (period = 'term' or substr(starts_on, 9) <= '28')),
    ends_on text -- last day
        check (date(ends_on, '+0 days') is ends_on and (ends_on >= starts_on) is not 0),
    audience text not null default 'internal',
    publish_on text check (date(publish_on, '+0 days') is publish_on),
    expires_on text check (date(expires_on, '+0 days') is expires_on and (expires_on > publish_on) is not 0),
    internal_notes_md text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '+0 days') is created_at),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        check (strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, '+0 days') is updated_at),
    unique (client_id, code),
    unique (id, client_id),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (contract_id, client_id) references contracts (id, client_id),
    foreign key (client_id, audience) references audiences (client_id, key)
) strict;
create index retainers_project on retainers (project_id, client_id);
create index retainers_contract on retainers (contract_id, client_id);

create table time_entries ( -- Hours that somebody worked. Copied only where `is_published`.
    -- listed by: worked_on desc, id desc
    id integer primary key,
    client_id integer not null,
    project_id integer,
    retainer_id integer, -- whose hours they use
    service_id integer references services (id),
    staff_id integer references staff (id),
    worked_on text not null check (date(worked_on, '+0 days') is worked_on),
    worked_minutes integer not null check (worked_minutes between 1 and 1440),
    description text, -- as the client reads it
    is_billable integer not null default 1 check (is_billable in (0, 1)),
    is_published integer not null default 0 check (is_published in (0, 1)), -- without it never copied
    internal_rate_minor integer check (internal_rate_minor >= 0),
    internal_notes_md text,
    unique (id, client_id),
    check (project_id is not null or retainer_id is not null),
    foreign key (project_id, client_id) references projects (id, client_id),
    foreign key (retainer_id, client_id) references retainers (id, client_id)
) strict;
create index time_entries_project on time_entries (project_id, client_id);
create index time_entries_retainer on time_entries (retainer_id, client_id);
create index time_entries_service on time_entries (service_id);

create trigger payment_allocations_stay_within_the_payment after insert on payment_allocations begin
    select raise(abort, 'more is allocated than was paid')
    where (select sum(abs(amount_minor)) from payment_allocations where payment_id = new.payment_id)
        > (select abs(amount_minor) from payments where id = new.payment_id);
    select raise(abort, 'the payment has another currency than the invoice')
    where (select coalesce(payments.currency, clients.currency) from payments
            join clients on clients.id = payments.client_id where payments.id = new.payment_id)
        is not (select coalesce(invoices.currency, clients.currency) from invoices
            join clients on clients.id = invoices.client_id where invoices.id = new.invoice_id);
    select raise(abort, 'payments are for invoices and credit notes, not for quotes')
    where (select kind from invoices where id = new.invoice_id) = 'quote';
end;
create trigger payment_allocations_are_replaced before update on payment_allocations begin
    select raise(abort, 'delete the allocation and insert another');
end;

create trigger contracts_touch after update on contracts when new.updated_at is old.updated_at begin
    update contracts set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger invoices_touch after update on invoices when new.updated_at is old.updated_at begin
    update invoices set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger payments_touch after update on payments when new.updated_at is old.updated_at begin
    update payments set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
create trigger retainers_touch after update on retainers when new.updated_at is old.updated_at begin
    update retainers set updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') where id = new.id;
end;
