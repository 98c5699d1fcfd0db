import SQLite
import Testing

@Suite struct SchemaViewsTests {
    @Test func barsLieOnAScaleOfWholeMonths() throws {
        let database = try SchemaDatabase.smallWithViews()
        #expect(
            try database.rows("select starts_on, ends_on from milestone_chart_span") == [
                "2026-01-01|2026-04-01"
            ])
        let bars = """
            select milestone_id, row, x, width, baseline_x, baseline_width, done_width, is_late
            from milestone_chart
            """
        #expect(try database.rows(bars) == ["1|0|111|456|111|333|456|0", "2|1|656|0|||0|1"])
        #expect(try database.rows("select * from milestone_chart_links") == ["567|0|656|1"])
        #expect(
            try database.rows("select * from milestone_chart_ticks")
                == ["0|2026-01-01", "344|2026-02-01", "656|2026-03-01"])
        #expect(try database.rows("select x from milestone_chart_today") == ["756"])
    }

    @Test func theSlipIsInDaysAgainstTheFirstPlan() throws {
        let database = try SchemaDatabase.smallWithViews()
        try database.run(
            """
            insert into milestones
                (client_id, project_id, code, position, title, baseline_on, due_on, completed_on, audience)
            values
                (1, 1, 'early', 3, 'Early', '2026-03-01', '2026-03-05', '2026-02-27', 'team'),
                (1, 1, 'moved', 4, 'Moved', '2026-03-31', '2026-04-01', null, 'team'),
                (1, 1, 'kept', 5, 'Kept', '2026-03-10', '2026-03-10', null, 'team');
            """)
        // Reached 11 days late; overdue without a plan; reached early though due late; moved by a day; due today.
        #expect(
            try database.rows(
                "select milestone_id, baseline_on, ends_on, slip_days, is_late from milestone_slip") == [
                    "1|2026-02-10|2026-02-21|11|0", "2||2026-03-01||1", "3|2026-03-01|2026-02-27|-2|0",
                    "4|2026-03-31|2026-04-01|1|0", "5|2026-03-10|2026-03-10|0|0",
                ])
    }

    @Test func aLongChartHasATickAQuarter() throws {
        let database = try SchemaDatabase.smallWithViews()
        try database.run("update milestones set due_on = '2027-12-24' where id = 2")
        #expect(
            try database.rows("select starts_on from milestone_chart_ticks").map { $0.suffix(5) }
                == ["01-01", "04-01", "07-01", "10-01", "01-01", "04-01", "07-01", "10-01"])
    }

    @Test func withoutMilestonesThereIsNoChart() throws {
        let database = try SchemaDatabase.smallWithViews()
        try database.run("delete from milestones")
        for view in ["span", "ticks", "today", "links"] {
            #expect(try database.rows("select * from milestone_chart_\(view)") == [])
        }
    }

    @Test func healthCountsWhatIsDoneAndLate() throws {
        let database = try SchemaDatabase.smallWithViews()
        let health = """
            select done_count, milestone_count, next_milestone_id, overdue_count, progress_percent
            from project_health where project_id = 1
            """
        #expect(try database.rows(health) == ["1|2|2|1|70"])
    }

    @Test func whatWaitsHasASideAndADate() throws {
        let database = try SchemaDatabase.smallWithViews()
        try database.run(
            """
            update projects set state_id = 'project.active' where id = 1;
            insert into state_changes (client_id, project_id, from_state_id, to_state_id, changed_at)
            values (1, 1, 'project.active', 'project.review', '2026-03-02T09:00:00Z');
            insert into decisions (client_id, project_id, code, title, asked_on, needed_by_on) values
                (1, 1, 'colour', 'Which colour?', '2026-03-01', '2026-03-10');
            """)
        let waiting = "select kind, side, since_on, due_on, is_overdue, page from waiting_items"
        #expect(
            try database.rows(waiting) == [
                "milestone|agency||2026-03-01|1|milestones",
                "decision|client|2026-03-01|2026-03-10|0|decisions",
                "project|client|2026-03-02||0|project",
            ])
    }

    @Test func theTimelineIsNewestFirstWithAnAnchorEach() throws {
        let database = try SchemaDatabase.smallWithViews()
        try database.run(
            """
            insert into state_changes (client_id, project_id, from_state_id, to_state_id, changed_at)
            values (1, 1, 'project.planned', 'project.active', '2026-01-05T09:00:00Z');
            insert into status_updates (client_id, project_id, code, headline, posted_at)
            values (1, 1, 'week-9', 'Good', '2026-02-27T09:00:00Z');
            delete from document_versions;
            """)
        #expect(
            try database.rows("select happened_on, kind, title, anchor from timeline") == [
                "2026-02-27|update|Good|update-week-9", "2026-02-21|milestone|One|milestone-one",
                "2026-01-05|state|In progress|state-app-1",
            ])
    }
}
