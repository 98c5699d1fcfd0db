import Import
import TestSupport
import Testing

/// What an import leaves in the database.
@Suite struct ImportTests {
    static let people = "code,name,email,audience\nada,Ada,ada@x.org,team\nbob,Bob,,\n"

    @Test func theSecondRunChangesNothing() throws {
        let portal = try ImportPortal()
        let first = try portal.run(Self.people, into: "people")
        #expect(first.counts == ["people 2 0 0"] && first.report?.visible == 1)
        let rows = try portal.rows("select * from people order by id")
        let second = try portal.run(Self.people, into: "people", at: "2026-11-21T10:00:00Z")
        #expect(second.counts == ["people 0 0 2"] && second.report?.visible == 0)
        #expect(try portal.rows("select * from people order by id") == rows)
        #expect(
            try portal.rows("select status, inserted, unchanged, finished_at from sync_runs order by id") == [
                "done|2|0|2026-11-20T10:00:00Z", "done|0|2|2026-11-21T10:00:00Z",
            ])
        #expect(
            try portal.rows("select count(*) from audit_log where action = 'import' and actor = 'test'") == [
                "2"
            ])
    }

    @Test func aRowIsFoundByItsKeyAndChangedWhereItDiffers() throws {
        let portal = try ImportPortal()
        try portal.run(Self.people, into: "people")
        let outcome = try portal.run(
            "code,name,unit\nbob,Robert,Berlin\nada,Ada,\n", into: "people", at: "2026-11-21T10:00:00Z")
        #expect(outcome.counts == ["people 0 1 1"])
        #expect(
            try portal.rows("select code, name, email, unit, updated_at from people order by id") == [
                "ada|Ada|ada@x.org||2026-11-20T10:00:00Z", "bob|Robert||Berlin|2026-11-21T10:00:00Z",
            ])
    }

    @Test func whatIsEmptyTakesTheTablesDefault() throws {
        let portal = try ImportPortal()
        try portal.run("code,name,position,audience\na,A,,\n", into: "projects")
        #expect(try portal.rows("select position, audience from projects where code = 'a'") == ["0|internal"])
    }

    @Test func oneBadRecordIsEnoughForNothingAndAllAreTold() throws {
        let portal = try ImportPortal()
        let text =
            "code,title,project,due_on\na,A,app,2026-13-01\nb,B,app,2026-12-01\nc,C,nope,2026-12-01\nd,,app,2026-12-01\n"
        let outcome = try portal.run(text, into: "milestones")
        #expect(
            outcome.problems == [
                "in.csv:2:9: `due_on`: not a date",
                "in.csv:4:5: `project`: no row of `projects` has this `code`",
                "in.csv:5:3: `milestones.title` is empty",
            ])
        #expect(outcome.report?.isWritten == false && outcome.report?.rejected == 3)
        #expect(try portal.rows("select count(*) from milestones") == ["0"])
        #expect(try portal.rows("select status, rejected from sync_runs") == ["failed|3"])
    }

    @Test func aDryRunSaysTheSameAndWritesNothing() throws {
        let portal = try ImportPortal()
        let before = try portal.rows("select count(*) from audit_log")
        let outcome = try portal.run(Self.people, into: "people") { $0.isDryRun = true }
        #expect(outcome.counts == ["people 2 0 0"] && outcome.report?.isWritten == false)
        #expect(
            try portal.rows(
                "select count(*) from people union all select count(*) from sync_runs union all select count(*) from integrations"
            ) == ["0", "0", "0"])
        #expect(try portal.rows("select count(*) from audit_log") == before)
    }

    @Test func theClientOfTheImportBoundsEveryReference() throws {
        let portal = try ImportPortal(
            "insert into projects (id, client_id, code, name) values (3, 2, 'only', 'Only');")
        let text = "code,title,due_on,project\nm,M,2026-12-01,only\n"
        #expect(
            try portal.run(text, into: "milestones").problems == [
                "in.csv:2:16: `project`: no row of `projects` has this `code`"
            ])
        #expect(
            try portal.run(text, into: "milestones") { $0.client = "noor" }.counts == ["milestones 1 0 0"])
        let byNumber = try portal.run("code,title,due_on,project_id\nx,M,2026-12-01,3\n", into: "milestones")
        #expect(byNumber.problems == ["in.csv:2:16: `project_id`: there is no such row of `projects`"])
        let byClient = try portal.run(
            "client,code,title,due_on,project\nnoor,y,M,2026-12-01,only\nacme,y,M,2026-12-01,app\n",
            into: "milestones"
        ) { $0.client = nil }
        #expect(byClient.counts == ["milestones 2 0 0"], "\(byClient.problems)")
    }

    @Test func twoRecordsOfOneKeyDoNotTakeTurns() throws {
        let portal = try ImportPortal()
        let outcome = try portal.run("code,name\na,One\na,Two\n", into: "people")
        #expect(
            outcome.problems == [
                "in.csv:3:1: an earlier record of this run has the same key and other values: `client_id`, `code`"
            ])
        #expect(try portal.run("code,name\na,One\na,One\n", into: "people").counts == ["people 1 0 1"])
        #expect(try portal.run("code,name\na,Two\na,Three\n", into: "people").report?.rejected == 1)
    }

    @Test(arguments: ["audit_log", "sync_errors", "internal_changes", "grants", "nothing"])
    func whatHasItsOwnTrailCannotBeImported(_ table: String) throws {
        #expect(try ImportPortal().run("id\n1\n", into: table).problems.count == 1)
    }

    @Test func passwordsAreNoColumns() throws {
        let outcome = try ImportPortal().run("username,password_hash\nx,y\n", into: "users") {
            $0.client = nil
        }
        #expect(outcome.problems.contains("in.csv:1:1: `users` has no column `password_hash`"))
    }

    @Test func aWorkflowIsFollowed() throws {
        let portal = try ImportPortal()
        let outcome = try portal.run("code,state_id\napp,project.done\n", into: "projects")
        #expect(
            outcome.problems.count == 1 && outcome.problems[0].contains("no transition to this state"),
            "\(outcome.problems)")
        #expect(
            try portal.run("code,state_id\napp,project.active\n", into: "projects").counts == [
                "projects 0 1 0"
            ])
        #expect(try portal.rows("select to_state_id from state_changes") == ["project.active"])
    }
}
