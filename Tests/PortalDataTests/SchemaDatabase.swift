import Foundation
import SQLite
import TestSupport

/// The schema's files, and the sample's, run on a private database in memory.
struct SchemaDatabase {
    let connection: Connection

    init() throws {
        connection = try Connection()
        // As `vitrine db migrate` does, so that a table which others refer to can be made anew.
        try run("pragma foreign_keys = off")
        for file in try Self.files(in: "Sources/PortalData/Schema") { try run(file: file) }
        try run("pragma foreign_keys = on")
    }

    /// Two clients with a project each, one of them with milestones; `moment` and the views beside them.
    static func small() throws -> SchemaDatabase {
        let database = try SchemaDatabase()
        try database.run(
            """
            insert into staff (id, code, name) values (1, 'ada', 'Ada');
            insert into clients (id, slug, name) values (1, 'acme', 'Acme'), (2, 'acme-corp', 'Acme Corp');
            insert into projects (id, client_id, code, name, audience) values
                (1, 1, 'app', 'App', 'team'), (2, 2, 'app', 'App', 'team'), (3, 1, 'secret', 'Secret', 'internal');
            insert into milestones
                (id, client_id, project_id, code, position, title, baseline_on, starts_on, due_on, completed_on)
            values
                (1, 1, 1, 'one', 1, 'One', '2026-02-10', '2026-01-11', '2026-02-20', '2026-02-21'),
                (2, 1, 1, 'two', 2, 'Two', null, null, '2026-03-01', null);
            update milestones set progress = 40 where id = 2;
            insert into milestone_dependencies (client_id, milestone_id, depends_on_id) values (1, 2, 1);
            insert into documents (id, client_id, code, title) values (1, 1, 'plan', 'Plan');
            insert into document_versions (client_id, document_id, number, state, file)
            values (1, 1, 1, 'current', 'a.pdf');
            insert into users (id, username) values (1, 'eve');
            insert into users (id, username, kind, staff_id) values (2, 'ada', 'staff', 1);
            """)
        return database
    }

    /// The same with the views of a slice, as of 10 March 2026.
    static func smallWithViews() throws -> SchemaDatabase {
        let database = try small()
        try database.run("create table moment (as_of_on text); insert into moment values ('2026-03-10');")
        for file in try files(in: "Sources/PortalData/Schema/views") { try database.run(file: file) }
        return database
    }

    /// The sample agency, in one transaction.
    static func sample() throws -> SchemaDatabase {
        let database = try SchemaDatabase()
        try database.connection.transaction {
            for path in try SampleContent.scripts() {
                try database.run(file: Tool.repository.appending(path: path))
            }
        }
        return database
    }

    func run(_ sql: String) throws { try Script(sql).run(on: connection) }

    /// One line a row, columns separated by `|`, null as nothing.
    func rows(_ sql: String) throws -> [String] {
        let statement = try connection.prepare(sql)
        var result: [String] = []
        while try statement.step() {
            result.append(
                (0..<statement.columnCount).map { statement.text(at: $0) ?? "" }.joined(separator: "|"))
        }
        return result
    }

    private func run(file: URL) throws { try run(String(contentsOf: file, encoding: .utf8)) }

    private static func files(in folder: String) throws -> [URL] {
        let folder = Tool.repository.appending(path: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        return names.filter { $0.hasSuffix(".sql") }.sorted().map { folder.appending(path: $0) }
    }
}
