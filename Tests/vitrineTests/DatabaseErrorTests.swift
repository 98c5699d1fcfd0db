import Foundation
import SQLite
import TestSupport
import Testing

/// From a database that is not whole nothing is published, and what is wrong is said.
@Suite struct DatabaseErrorTests {
    /// What somebody did to the file of the database, and what is said of it.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let change: @Sendable (URL) throws -> Void
    }

    /// Changes a closed database by SQL, as another program would.
    private static func run(_ statements: String..., on file: URL) throws {
        let database = try Connection(path: file.path(), mode: .create)
        for sql in statements { try database.execute(sql) }
    }

    @Test(arguments: [
        Damage(testDescription: "a text", words: "this is not an SQLite database") {
            try String(repeating: "no database ", count: 100).write(
                to: $0, atomically: false, encoding: .utf8)
        },
        Damage(testDescription: "nothing in it", words: "the database is empty") {
            try Data().write(to: $0)
        },
        Damage(testDescription: "a folder", words: "the database is a folder") {
            try FileManager.default.removeItem(at: $0)
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: false)
        },
        Damage(testDescription: "no file", words: "the database cannot be opened") {
            try FileManager.default.removeItem(at: $0)
        },
        Damage(testDescription: "another application's", words: "this is another application's database") {
            try FileManager.default.removeItem(at: $0)
            try run("create table clients (id integer)", on: $0)
        },
        Damage(testDescription: "a newer schema", words: "use the newer vitrine that wrote it") {
            try run("pragma user_version = 9999", on: $0)
        },
        Damage(testDescription: "an older schema", words: "run `vitrine db migrate`") {
            try run("pragma user_version = 1", on: $0)
        },
        Damage(testDescription: "a page of other bytes", words: "the database is damaged") { file in
            let database = try Connection(path: file.path(), mode: .readWrite)
            let page = try database.integer("select rootpage from sqlite_schema where name = 'projects'")
            let size = try database.integer("pragma page_size")
            let handle = try FileHandle(forUpdating: file)
            try handle.seek(toOffset: UInt64((page - 1) * size))
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 200))
        },
        Damage(testDescription: "cut off", words: "the database is damaged") { file in
            let handle = try FileHandle(forUpdating: file)
            try handle.truncate(atOffset: handle.seekToEnd() / 2)
        },
    ])
    func nothingIsPublishedFromIt(damage: Damage) throws {
        let portal = try Portal(begunWith: "first.sql")
        try #require(try portal.publish().code == 0)
        let before = try [portal.site, portal.access].map(Portal.tree)
        let file = portal.root.appending(path: "portal.sqlite")
        _ = try Connection(path: file.path(), mode: .readWrite).text("pragma journal_mode = delete")
        try damage.change(file)
        for arguments in [["build", "--publish"], ["db", "check"]] {
            let outcome = try Tool.vitrine(arguments, in: portal.root, environment: Portal.environment)
            #expect(outcome.code == 1, "\(outcome.text)")
            #expect(
                outcome.errors.contains("portal.sqlite: error: ")
                    && outcome.errors.contains(damage.words), "\(outcome.errors)")
        }
        #expect(try [portal.site, portal.access].map(Portal.tree) == before)
    }

    /// What a writer past the rules left, and the row that is named.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: [String]
        let words: String
    }

    @Test(arguments: [
        Row(
            testDescription: "a parent that is missing", sql: ["update milestones set project_id = 999"],
            words: "milestones 1 (hello): error: names a row of `projects` that does not exist"),
        Row(
            testDescription: "a circle of milestones",
            sql: [
                """
                insert into milestones (id, client_id, project_id, code, title, due_on)
                select value, client_id, project_id, 'm' || value, 'M', '2026-12-01' from milestones, generate(2, 4)
                """,
                "insert into milestone_dependencies (id, client_id, milestone_id, depends_on_id) values"
                    + " (1, 1, 1, 2), (2, 1, 2, 3), (3, 1, 3, 2), (4, 1, 3, 4)",
            ],
            words: "milestone_dependencies 2 (hello): error: `milestone_dependencies.depends_on_id` leads in"),
        Row(
            testDescription: "an update that corrects itself",
            sql: [
                "insert into status_updates (id, client_id, project_id, code, headline) values"
                    + " (1, 1, 1, 'a', 'A'), (2, 1, 1, 'b', 'B'), (3, 1, 1, 'c', 'C')",
                "update status_updates set supersedes_id = id % 2 + 1",
            ], words: "status_updates 2 (hello): error: `status_updates.supersedes_id` leads in a circle"),
        Row(
            testDescription: "a state of another workflow",
            sql: [
                "drop trigger projects_move_along_the_workflow", "drop trigger projects_record_their_moves",
                "update projects set state_id = (select min(id) from workflow_states where id glob 'ticket.*')",
            ],
            words: "projects 1 (hello): error: `projects.state_id` is no state of a workflow for `projects`"),
        Row(
            testDescription: "a state that there is not",
            sql: [
                "drop trigger projects_move_along_the_workflow", "drop trigger projects_record_their_moves",
                "update projects set state_id = 'project.gone'",
            ], words: "projects 1 (hello): error: names a row of `workflow_states` that does not exist"),
    ])
    func theRowIsNamedAndItsClientHeldBack(row: Row) throws {
        let portal = try Portal(begunWith: "first.sql")
        let file = portal.root.appending(path: "portal.sqlite")
        let database = try Connection(path: file.path(), mode: .readWrite)
        try database.execute("pragma foreign_keys = off")
        for sql in row.sql {
            try database.execute(
                sql.replacing(
                    "generate(2, 4)", with: "(select 2 as value union all select 3 union all select 4)"))
        }
        let check = try Tool.vitrine("db", "check", in: portal.root, environment: Portal.environment)
        #expect(check.code == 1)
        #expect(check.errors.contains(row.words), "\(check.errors)")
        #expect(
            !check.errors.contains("milestone_dependencies 1 "), "it leads into the circle, and is not of it")
        #expect(!check.errors.contains("milestone_dependencies 4 "))
        #expect(try portal.publish().code == 4)
        #expect(!FileManager.default.fileExists(atPath: portal.site.appending(path: "hello").path()))
    }

    @Test func aWriterInTheMiddleOfAChangeDisturbsNobody() throws {
        let portal = try Portal(begunWith: "first.sql")
        try #require(try portal.publish().code == 0)
        let before = try Portal.tree(portal.site)
        let writer = try portal.writer("update clients set name = 'Half done'")
        let outcome = try portal.publish("--exit-code")
        #expect(outcome.code == 5, "\(outcome.text)")
        try writer.execute("commit")
        #expect(try portal.publish("--exit-code").code == 0)
        #expect(try Portal.tree(portal.site) != before)
    }

    @Test func aDatabaseInAFolderThatMayNotBeWrittenIsReadOrExplained() throws {
        guard getuid() == 0, Tool.isAvailable("/usr/bin/setpriv", for: "another user than root") else {
            print("SKIPPED: only root can become a user who may not write")
            return
        }
        let portal = try Portal(begunWith: "first.sql")
        let elsewhere = TemporaryFolder()
        try FileManager.default.removeItem(at: portal.root.appending(path: "output"))
        let file = portal.root.appending(path: "portal.sqlite")
        try FileManager.default.moveItem(at: file, to: elsewhere.url.appending(path: "portal.sqlite"))
        try portal.edit("vitrine.yaml") {
            $0.replacing("database: portal.sqlite", with: "database: \(elsewhere.path("portal.sqlite"))")
        }
        for (path, mode) in [
            (elsewhere.path("portal.sqlite"), 0o444), (elsewhere.url.path(), 0o555),
            (portal.root.path(), 0o777),
        ] { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path) }
        func check() throws -> Tool.Outcome {
            try Tool.run(
                "/usr/bin/setpriv",
                [
                    "--reuid=65534", "--regid=65534", "--clear-groups", Tool.program, "-C",
                    portal.root.path(), "db", "check",
                ],
                environment: Portal.environment)
        }
        let probe = try Tool.run(
            "/usr/bin/setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", Tool.program, "--version"])
        guard probe.code == 0 else {
            print("SKIPPED: another user may not run \(Tool.program)")
            return
        }
        // Its journal is a write-ahead log, which needs a file beside it.
        let refused = try check()
        #expect(refused.code == 1)
        #expect(refused.errors.contains("the database or its folder cannot be written"), "\(refused.text)")
        // A writer that has opened it makes those files.
        let writer = try Connection(path: elsewhere.path("portal.sqlite"), mode: .readWrite)
        _ = try writer.integer("select count(*) from clients")
        _ = try writer.text("pragma journal_mode = delete")
        let read = try check()
        #expect(read.code == 0, "\(read.text)")
    }
}
