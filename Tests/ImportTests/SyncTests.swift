import Diagnostics
import Import
import PortalData
import TestSupport
import Testing

/// What could not be taken waits, is tried again, and is decided; conflicts follow `integration_tables`.
@Suite struct SyncTests {
    static let bad = "code,title,project,due_on\na,A,app,2026-12-01\nb,B,later,2026-12-01\nc,C\n"

    @Test func partialTakesTheGoodRecordsAndKeepsTheOthersOnce() throws {
        let portal = try ImportPortal()
        for attempt in 1...2 {
            let outcome = try portal.run(Self.bad, into: "milestones") { $0.isPartial = true }
            #expect(outcome.report?.isWritten == true && outcome.report?.rejected == 2)
            #expect(
                try portal.rows("select kind, table_name, place, attempts from sync_errors order by id") == [
                    "rejected|milestones|in.csv:3|\(attempt)", "rejected||in.csv:4|\(attempt)",
                ])
        }
        #expect(try portal.rows("select code from milestones") == ["a"])
        #expect(try portal.rows("select status from sync_runs") == ["partial", "partial"])
    }

    @Test func aRecordIsTakenWhenItsReasonIsGone() throws {
        let portal = try ImportPortal()
        try portal.run(Self.bad, into: "milestones") { $0.isPartial = true }
        #expect(try portal.errors.retry([], isForced: false).taken == 0)
        try portal.load("insert into projects (client_id, code, name) values (1, 'later', 'Later');")
        let early = try portal.errors.retry([], isForced: false)
        #expect(early.taken == 0 && early.left.isEmpty && early.waiting == 2)
        let result = try portal.errors.retry([], isForced: true)
        #expect(result.taken == 1 && result.left.map(\.attempts) == [3])
        #expect(try portal.rows("select code from milestones order by code") == ["a", "b"])
        #expect(try portal.rows("select resolved_by from sync_errors order by id") == ["test", ""])
        #expect(try portal.errors.resolve([2], with: .local).closed == 1)
        #expect(
            try portal.errors.list(all: false).items.isEmpty && portal.errors.list(all: true).items.count == 2
        )
        #expect(throws: DiagnosticList.self) { try portal.errors.resolve([2], with: .local) }
    }

    private func due(_ portal: ImportPortal) throws -> String? {
        try portal.rows("select next_retry_at from sync_errors where id = 1").first
    }

    /// How many records were tried and not taken.
    private func retry(_ portal: ImportPortal, at instant: String) throws -> Int {
        try SyncErrors(of: portal.portal, as: Author(actor: "test", at: instant))
            .retry([], isForced: false).left.count
    }

    @Test func theTimeUntilARecordIsTriedAgainGrowsToADay() throws {
        let portal = try ImportPortal()
        try portal.run(Self.bad, into: "milestones") { $0.isPartial = true }
        #expect(try due(portal) == "", "what never was tried again is due")
        #expect(try retry(portal, at: "2026-11-20T12:00:00Z") == 2)
        #expect(try due(portal) == "2026-11-20T12:15:00Z")
        #expect(try retry(portal, at: "2026-11-20T12:14:59Z") == 0)
        #expect(try retry(portal, at: "2026-11-20T12:15:00Z") == 2)
        #expect(try due(portal) == "2026-11-20T12:45:00Z")
        for _ in 1...9 { _ = try portal.errors.retry([1], isForced: false) }
        #expect(try due(portal) == "2026-11-21T12:00:00Z")
        // The same record of a newer file waits on; another is due at once.
        try portal.run(Self.bad, into: "milestones") { $0.isPartial = true }
        #expect(try due(portal) == "2026-11-21T10:00:00Z")
        try portal.run(
            "code,title,project,due_on\nb,B,later,2026-12-02\n", into: "milestones"
        ) { $0.isPartial = true }
        #expect(try due(portal) == "")
    }

    @Test func aRecordThatComesBetterClosesItsError() throws {
        let portal = try ImportPortal()
        try portal.run(Self.bad, into: "milestones") { $0.isPartial = true }
        try portal.run("code,title,project,due_on\nb,B,app,2026-12-01\n", into: "milestones")
        #expect(try portal.rows("select resolved_by from sync_errors order by id") == ["import", ""])
    }

    /// Owned by the source `import`, with a first run at ten o'clock and a change here at eleven.
    private func changedHere(_ policy: String, column: String? = nil) throws -> ImportPortal {
        let portal = try ImportPortal()
        try portal.run("code,name,unit\na,A,\nb,B,x\n", into: "people")
        try portal.load(
            """
            insert into integration_tables (integration_id, table_name, column_name, on_conflict)
            values (1, 'people', \(column.map { "'\($0)'" } ?? "null"), '\(policy)');
            update people set name = 'Ours', updated_at = '2026-11-20T11:00:00Z' where code = 'a';
            """)
        return portal
    }
    static let newer = "code,name,unit\na,Theirs,y\nb,Bee,z\n"

    @Test func theSourceWins() throws {
        let portal = try changedHere("source")
        #expect(
            try portal.run(Self.newer, into: "people", at: "2026-11-21T10:00:00Z").counts == ["people 0 2 0"])
        #expect(try portal.rows("select name, unit from people order by code") == ["Theirs|y", "Bee|z"])
    }

    @Test func whatIsHereWinsAndTheSourceFillsWhatIsEmpty() throws {
        let portal = try changedHere("local")
        #expect(
            try portal.run(Self.newer, into: "people", at: "2026-11-21T10:00:00Z").counts == ["people 0 1 1"])
        #expect(try portal.rows("select name, unit from people order by code") == ["Ours|y", "B|x"])
    }

    @Test func aColumnHasAPolicyOfItsOwn() throws {
        let portal = try changedHere("local", column: "name")
        try portal.run(Self.newer, into: "people", at: "2026-11-21T10:00:00Z")
        #expect(try portal.rows("select name, unit from people order by code") == ["Ours|y", "B|z"])
    }

    @Test func aConflictIsReportedWhereBothSidesChangedAndDecided() throws {
        for side in [SyncErrors.Decision.local, .source] {
            let portal = try changedHere("report")
            let outcome = try portal.run(Self.newer, into: "people", at: "2026-11-21T10:00:00Z") {
                $0.isPartial = true
            }
            #expect(outcome.problems == ["in.csv:2:1: `name` was changed here and in the source"])
            #expect(try portal.rows("select name, unit from people order by code") == ["Ours|", "Bee|z"])
            #expect(try portal.errors.list(all: false).items.map(\.kind) == ["conflict"])
            #expect(try portal.errors.resolve([1], with: side).left.isEmpty)
            #expect(
                try portal.rows("select name, unit from people order by code")[0]
                    == (side == .source ? "Theirs|y" : "Ours|"))
        }
    }

    @Test func whatBelongsToAnotherSourceIsLeftAlone() throws {
        let portal = try ImportPortal()
        try portal.load(
            """
            insert into integrations (id, code) values (9, 'crm');
            insert into integration_tables (integration_id, table_name, column_name) values (9, 'people', 'email');
            """)
        let outcome = try portal.run("code,name,email\na,A,a@b.c\n", into: "people")
        #expect(outcome.problems == ["in.csv:1:1: `people.email` belongs to the source `crm`"])
        #expect(try portal.run("code,name\na,A\n", into: "people").counts == ["people 1 0 0"])
    }

    @Test func theAgeOfASourceIsKnown() throws {
        let portal = try ImportPortal()
        let map =
            "source: crm\nstale_after_minutes: 60\ntables: [{into: people, columns: {code: code, name: name}}]\n"
        try portal.run("code,name\na,A\n", map: map, at: "2026-11-20T11:30:00Z")
        #expect(try portal.errors.list(all: false).sources.map(\.isStale) == [false])
        try portal.run("code,name\na,\n", map: map, at: "2026-11-20T11:50:00Z")
        let source = try #require(try portal.errors.list(all: false).sources.first)
        #expect(source.lastSuccessAt == "2026-11-20T11:30:00Z" && source.lastStatus == "failed")
        try portal.load(
            "update sync_runs set started_at = '2026-11-20T10:00:00Z', finished_at = '2026-11-20T10:00:00Z';")
        #expect(try portal.errors.list(all: false).sources.map(\.isStale) == [true])
    }
}
