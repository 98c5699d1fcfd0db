import PortalData
import SQLite
import TestSupport
import Testing

@Suite struct MigrationTests {
    /// A database as an earlier version of the tool left it.
    private static func database(at version: Int, in folder: TemporaryFolder, rows: String) throws -> String {
        let path = folder.path("old.sqlite")
        try folder.write("", to: "old.sqlite")
        let connection = try Connection(path: path, mode: .readWrite)
        try connection.execute("pragma foreign_keys = off")
        for migration in Migrations.all.prefix(version) {
            try Script(migration.sql).run(on: connection)
            try connection.execute("pragma user_version = \(migration.number)")
        }
        try connection.execute("pragma foreign_keys = on")
        try Script(rows).run(on: connection)
        return path
    }

    private static func rows(_ sql: String, in path: String) throws -> [String] {
        let statement = try Connection(path: path, mode: .readOnly).prepare(sql)
        var result: [String] = []
        while try statement.step() {
            result.append(
                (0..<statement.columnCount).map { statement.text(at: $0) ?? "" }.joined(separator: "|"))
        }
        return result
    }

    @Test func theFirstReleasesRowsAreKept() throws {
        let folder = TemporaryFolder()
        let path = try Self.database(
            at: 5, in: folder,
            rows: """
                insert into staff (id, code, name) values (1, 'ada', 'Ada');
                insert into clients (id, slug, name, status) values (1, 'acme', 'Acme', 'active');
                insert into users (id, username) values (7, 'eve');
                insert into projects (id, client_id, code, name, audience) values (10, 1, 'app', 'App', 'team');
                insert into state_changes
                    (id, client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at)
                values (3, 1, 10, 'project.planned', 'project.active', 'Go', 'hm', 1, '2026-01-02T03:04:05Z');
                insert into documents (id, client_id, code, title, audience) values (5, 1, 'plan', 'Plan', 'team');
                insert into document_versions (client_id, document_id, number, state, file)
                values (1, 5, 1, 'current', 'a.pdf');
                insert into grants (id, client_id, user_id, record_table, record_id, level, created_at)
                values (9, 1, 7, 'documents', 5, 'view', '2026-01-02T03:04:05Z');
                insert into workflows (id, label, table_name) values ('own', 'Own', 'projects');
                insert into workflow_states (id, workflow_id, internal_label, client_label, category)
                values ('own.begun', 'own', 'Begun', 'Begun', 'active');
                """)
        let versions = try Database.migrate(path)
        #expect(versions.from == 5 && versions.to == Migrations.version)
        #expect(
            try Self.rows(
                """
                select id, client_id, project_id, from_state_id, to_state_id, reason, internal_reason, changed_by_id, changed_at
                from state_changes
                """, in: path) == [
                    "3|1|10|project.planned|project.active|Go|hm|1|2026-01-02T03:04:05Z"
                ])
        #expect(
            try Self.rows(
                "select id, user_id, record_table, record_id, level, created_at from grants", in: path)
                == ["9|7|documents|5|view|2026-01-02T03:04:05Z"])
        #expect(try Self.rows("select label from workflows where id = 'own'", in: path) == ["Own"])
        #expect(try Self.rows("select scan_status from document_versions", in: path) == ["unscanned"])
        #expect(try Self.rows("select is_second_factor_required from clients", in: path) == ["0"])
        #expect(try Self.rows("pragma foreign_key_check", in: path) == [])
        #expect(try Self.rows("pragma integrity_check", in: path) == ["ok"])
    }

    @Test(arguments: 5..<Migrations.version)
    func anOldDatabaseBecomesLikeANewOne(_ version: Int) throws {
        let folder = TemporaryFolder()
        let old = try Self.database(at: version, in: folder, rows: "")
        try Database.migrate(old)
        try Database.create(folder.path("new.sqlite"))
        let schema = "select type, name, sql from sqlite_schema order by type, name"
        #expect(try Self.rows(schema, in: old) == Self.rows(schema, in: folder.path("new.sqlite")))
    }

    /// A row that breaks a reference stops the migration, and nothing of it stays.
    @Test func aBrokenReferenceLeavesTheOldVersion() throws {
        let folder = TemporaryFolder()
        let path = try Self.database(at: 5, in: folder, rows: "")
        let connection = try Connection(path: path, mode: .readWrite)
        try connection.execute("pragma foreign_keys = off")
        try connection.execute("insert into projects (client_id, code, name) values (99, 'x', 'X')")
        #expect(throws: (any Error).self) { try Database.migrate(path) }
        #expect(try Self.rows("pragma user_version", in: path) == ["5"])
        #expect(
            try Self.rows("select count(*) from sqlite_schema where name = 'invoices'", in: path) == ["0"])
    }
}
