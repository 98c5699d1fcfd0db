-- The sample agency as it was on 13 November 2026: `scripts/demo` publishes this first, so that a week later there is
-- something to tell of. What was made since is not published yet.
update projects set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';
update milestones set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';
update status_updates set publish_on = '2026-11-14' where posted_at > '2026-11-13T23:59:59Z';
update decisions set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';
update deliverables set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';
update requests_for_client set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';
update tickets set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';
update meetings set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';
update invoices set publish_on = '2026-11-14' where created_at > '2026-11-13T23:59:59Z';

-- Work went on, and dates moved, where somebody touched them since.
update milestones set progress = progress - 20
where completed_on is null and progress > 20 and updated_at > '2026-11-13T23:59:59Z';
update milestones set due_on = date(due_on, '-7 days')
where completed_on is null and updated_at > '2026-11-13T23:59:59Z'
    and (starts_on is null or starts_on <= date(due_on, '-7 days'));
-- What was decided this week was open.
update decisions set state = 'open', decided_on = null, outcome = null, reason_md = null where decided_on > '2026-11-13';
