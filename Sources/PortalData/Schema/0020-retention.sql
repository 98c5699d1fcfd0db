-- How long whole tables are kept, when a client left, and what must not be deleted.

create table retention_rules ( -- Which policy holds for the records of a table; documents may name another. Never copied.
    -- listed by: table_name
    table_name text primary key check (table_name <> ''),
    retention_policy_id text not null references retention_policies (id)
) strict, without rowid;
create index retention_rules_policy on retention_rules (retention_policy_id);

alter table clients add column
    offboarded_on text -- the day from which retention counts; set with the status
        check (date(offboarded_on, '+0 days') is offboarded_on);
alter table clients add column
    is_legal_hold integer not null default 0 -- nothing of the client may be deleted
        check (is_legal_hold in (0, 1));
update clients set offboarded_on = substr(updated_at, 1, 10) where status = 'offboarded';

create trigger clients_arrive_offboarded after insert on clients
when new.status = 'offboarded' and new.offboarded_on is null begin
    update clients set offboarded_on = date('now') where id = new.id;
end;
create trigger clients_leave_on_a_day after update of status on clients
when new.status is not old.status and new.offboarded_on is old.offboarded_on begin
    update clients set offboarded_on = iif(new.status = 'offboarded', date('now'), null) where id = new.id;
end;

-- The version that was approved may be deleted when its time has come; who approved, when and what stays.
drop trigger deliverable_approvals_are_kept;
create trigger deliverable_approvals_are_kept before update on deliverable_approvals
when new.document_version_id is not null or new.sha256 is not null
    or new.id is not old.id or new.client_id is not old.client_id
    or new.deliverable_id is not old.deliverable_id or new.decision is not old.decision
    or new.comment is not old.comment or new.decided_by_id is not old.decided_by_id
    or new.decided_at is not old.decided_at
begin
    select raise(abort, 'what was said is not rewritten: insert another approval');
end;
