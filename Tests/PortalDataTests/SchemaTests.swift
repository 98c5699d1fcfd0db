import SQLite
import Testing

@Suite struct SchemaTests {
    @Test(arguments: [
        // A row of one client under another's.
        "insert into milestones (client_id, project_id, code, title, due_on) values (2, 1, 'z', 'Z', '2026-02-20')",
        "insert into documents (client_id, project_id, code, title) values (2, 1, 'z', 'Z')",
        "insert into document_versions (client_id, document_id, number, file) values (2, 1, 2, 'b.pdf')",
        "insert into state_changes (client_id, project_id, from_state_id, to_state_id)"
            + " values (2, 1, 'project.planned', 'project.active')",
        "insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values (2, 2, 1)",
        // Addresses.
        "insert into clients (slug, name) values ('assets', 'A')",
        "insert into clients (slug, name) values ('u', 'A')",
        "insert into clients (slug, name) values ('Acme', 'A')",
        "insert into clients (slug, name) values ('a--b', 'A')",
        "insert into clients (slug, name) values ('a.b', 'A')",
        "insert into projects (client_id, code, name) values (1, 'app', 'Again')",
        "insert into projects (client_id, code, name) values (1, 'a b', 'A')",
        "insert into users (username) values ('a:b')",
        // Shapes.
        "insert into clients (slug, name, color_primary) values ('b', 'B', 'red')",
        "insert into clients (slug, name, locale) values ('b', 'B', 'de_DE')",
        "insert into clients (slug, name, currency) values ('b', 'B', 'eur')",
        "insert into clients (slug, name, time_zone) values ('b', 'B', '../etc/localtime')",
        "insert into projects (client_id, code, name, starts_on) values (1, 'z', 'Z', '2026-02-30')",
        "insert into projects (client_id, code, name, starts_on) values (1, 'z', 'Z', 'now')",
        "insert into projects (client_id, code, name, created_at) values (1, 'z', 'Z', '2026-02-03 10:00')",
        "insert into projects (client_id, code, name, publish_on, expires_on)"
            + " values (1, 'z', 'Z', '2026-02-03', '2026-02-03')",
        "insert into users (username, password_hash) values ('z', 'hunter2')",
        "insert into document_versions (client_id, document_id, number, file) values (1, 1, 2, '../b.pdf')",
        "insert into document_versions (client_id, document_id, number, file) values (1, 1, 2, 'a/../../b.pdf')",
        "insert into document_versions (client_id, document_id, number) values (1, 1, 2)",
        // Meanings.
        "insert into projects (client_id, code, name, audience) values (1, 'z', 'Z', 'fiance')",
        "insert into role_audiences (role_id, audience) values ('viewer', 'internal')",
        "insert into document_versions (client_id, document_id, number, state, file)"
            + " values (1, 1, 2, 'current', 'b.pdf')",
        "insert into decisions (client_id, code, title, state) values (1, 'z', 'Z', 'decided')",
        "insert into grants (client_id, user_id, record_table, record_id) values (2, 1, 'projects', 1)",
        "insert into grants (client_id, user_id, record_table, record_id) values (1, 1, 'projects', 3)",
        "insert into grants (client_id, user_id, record_table, record_id) values (1, 2, 'projects', 1)",
        "insert into grants (client_id, user_id, record_table, record_id) values (1, 1, 'users', 1)",
        // States.
        "insert into projects (client_id, code, name, state_id) values (1, 'z', 'Z', 'project.nowhere')",
        "update projects set state_id = 'project.done' where id = 1",
        "update projects set state_id = 'project.cancelled' where id = 1",
        "insert into state_changes (client_id, project_id, from_state_id, to_state_id)"
            + " values (1, 1, 'project.active', 'project.done')",
    ])
    func refusesAWrongRow(_ sql: String) throws {
        let database = try SchemaDatabase.small()
        #expect(throws: Script.Failure.self) { try database.run(sql) }
    }

    @Test func oneInsertPublishesARecord() throws {
        let database = try SchemaDatabase.small()
        try database.run(
            "insert into projects (client_id, code, name, audience) values (1, 'new', 'New', 'team')")
        #expect(
            try database.rows("select state_id, updated_at = created_at from projects where code = 'new'")
                == ["project.planned|1"])
    }

    @Test func movingAProjectWritesItsHistory() throws {
        let database = try SchemaDatabase.small()
        try database.run("update projects set state_id = 'project.active' where id = 1")
        #expect(
            try database.rows("select project_id, from_state_id, to_state_id from state_changes")
                == ["1|project.planned|project.active"])
    }

    @Test func historyMovesTheProject() throws {
        let database = try SchemaDatabase.small()
        try database.run(
            """
            insert into state_changes (client_id, project_id, from_state_id, to_state_id, reason) values
                (1, 1, 'project.planned', 'project.active', null),
                (1, 1, 'project.active', 'project.on-hold', 'No keys');
            """)
        #expect(try database.rows("select state_id from projects where id = 1") == ["project.on-hold"])
        #expect(try database.rows("select count(*) from state_changes") == ["2"])
    }

    @Test func aChangeIsDatedUnlessTheWriterDatedIt() throws {
        let database = try SchemaDatabase.small()
        try database.run("update projects set updated_at = '2020-01-01T00:00:00Z' where id = 1")
        #expect(try database.rows("select updated_at from projects where id = 1") == ["2020-01-01T00:00:00Z"])
        try database.run("update projects set name = 'Renamed' where id = 1")
        #expect(try database.rows("select updated_at > '2020-01-02' from projects where id = 1") == ["1"])
    }

    @Test func theSampleLoadsWithoutABrokenReference() throws {
        let sample = try SchemaDatabase.sample()
        #expect(try sample.rows("pragma foreign_key_check") == [])
        #expect(
            try sample.rows("select slug from clients order by slug") == [
                "acme", "acme-corp", "hafenquartier", "harrowgate", "larkspur", "maison-leveque", "noor",
                "seeblick",
            ])
    }

    @Test func theSampleDoesNotDependOnTheClock() throws {
        let sample = try SchemaDatabase.sample()
        let tables = try sample.rows(
            """
            select tables.name from pragma_table_list as tables
            join pragma_table_xinfo(tables.name) as columns on columns.name = 'updated_at'
            where tables.schema = 'main' order by tables.name
            """)
        #expect(tables.count >= 25)
        for table in tables {
            let future = "select count(*) from \(table) where max(created_at, updated_at) >= '2026-11-20'"
            #expect(try sample.rows(future) == ["0"], "\(table)")
        }
    }
}
