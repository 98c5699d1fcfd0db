import Diagnostics
import Foundation
import PortalData
import SQLite
import Slices
import TemplateEngine
import TestSupport

/// A portal database of twin clients in a folder of its own, gone with the test.
final class SamplePortal {
    private let temporary = TemporaryFolder()
    var folder: String { temporary.url.path() }
    var database: String { temporary.path("portal.sqlite") }
    private var freezes = 0

    /// Two clients, `acme` and `acme-corp`, with the same codes, and readers of every kind.
    init(_ more: String = "", basis: String = SamplePortal.basis) throws {
        try Database.create(database)
        try load(basis + more)
    }

    func load(_ sql: String) throws {
        try Database.load([.init(file: "test.sql", text: sql)], into: database)
    }

    /// Past all checks: what a hostile or old writer may leave.
    func write(_ sql: String) throws {
        let connection = try Connection(path: database, mode: .readWrite)
        for text in ["pragma foreign_keys = off", "pragma ignore_check_constraints = on"] {
            try connection.execute(text)
        }
        try Script(sql).run(on: connection)
    }

    func frozen() throws -> FrozenPortal {
        freezes += 1
        let path = "\(folder)/frozen-\(freezes)"
        try Freeze.freeze(database, to: path)
        return try FrozenPortal(path: path)
    }

    func file(_ path: String, _ text: String) throws {
        try temporary.write(text, to: "content/" + path)
    }

    func notes() throws -> NoteIndex { try NoteIndex(content: folder + "/content") }

    /// What one edition holds.
    func contents(of edition: String, asOf: String = "2026-11-21") throws -> Contents {
        let portal = try frozen()
        let editions = try portal.readership(asOf: asOf).editions
        guard let found = editions.first(where: { $0.name == edition }) else { throw Missing(name: edition) }
        let slice = try Slice(schema: portal.sliceSchema)
        try portal.fill(slice, with: found, asOf: asOf, notes: notes())
        let arena = Arena()
        return Contents(slice: slice, arena: arena, lists: try slice.values(into: arena))
    }

    struct Missing: Error { let name: String }

    static let basis = """
        insert into staff (id, code, name) values (1, 'ada', 'Ada'), (2, 'bob', 'Bob'), (3, 'cy', 'Cy');
        insert into clients (id, slug, name, status, lead_id) values
            (1, 'acme', 'Acme', 'active', 1), (2, 'acme-corp', 'Acme Corp', 'active', 2),
            (3, 'draft', 'Draft', 'draft', null), (4, 'gone', 'Gone', 'offboarded', null);
        insert into projects (id, client_id, code, name, audience, manager_id) values
            (10, 1, 'website', 'acme-team', 'team', 3), (11, 1, 'funding', 'acme-finance', 'finance', null),
            (12, 1, 'secret', 'acme-internal', 'internal', null), (13, 1, 'app', 'acme-app', 'team', null),
            (20, 2, 'website', 'corp-team', 'team', null);
        insert into milestones (id, client_id, project_id, code, title, due_on, audience) values
            (100, 1, 10, 'm1', 'm-team', '2026-12-01', 'team'),
            (101, 1, 11, 'm2', 'm-under-finance', '2026-12-01', 'team'),
            (102, 1, 12, 'm3', 'm-under-internal', '2026-12-01', 'team'),
            (103, 1, 10, 'm4', 'm-board', '2026-12-01', 'board'),
            (200, 2, 20, 'm1', 'm-corp', '2026-12-01', 'team');
        insert into users (id, username, status, password_hash) values
            (1, 'tia', 'active', '$2y$05$' || substr('\(String(repeating: "a", count: 53))', 1, 53)),
            (2, 'fin', 'active', null), (3, 'sub', 'active', null), (4, 'tom', 'active', null),
            (5, 'cora', 'active', null), (6, 'sue', 'suspended', null);
        insert into memberships (id, user_id, client_id, role_id) values
            (1, 1, 1, 'member'), (2, 2, 1, 'billing'), (3, 3, 1, 'subcontractor'), (4, 4, 1, 'viewer'),
            (5, 5, 2, 'member'), (6, 6, 1, 'owner');

        """
}

/// The records of a filled slice, by name.
struct Contents {
    let slice: Slice
    let arena: Arena
    let lists: [Value]

    func list(_ name: String) -> [Value] {
        guard let index = slice.vocabulary.globals.firstIndex(where: { $0.name == name }) else { return [] }
        return Array(lists[index].items)
    }

    func field(_ record: Value, _ name: String) -> Value {
        guard let shape = record.shape, let fields = record.fields,
            let index = slice.vocabulary.shapes[shape.index].fields.firstIndex(where: { $0.name == name })
        else { return .undefined }
        return fields[index]
    }

    /// One column of all rows, sorted.
    func texts(_ list: String, _ field: String) -> [String] {
        self.list(list).map { String(decoding: self.field($0, field).bytes, as: UTF8.self) }.sorted()
    }
}
