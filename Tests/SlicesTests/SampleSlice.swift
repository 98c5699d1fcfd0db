import SQLite
import Slices
import TemplateEngine

/// A slice of a small agency, and rows for it.
enum SampleSlice {
    static let tables: [SliceSchema.Table] = [
        .init(
            name: "staff", columns: [.init("id", .integer), .init("name", .text)], key: "id"),
        .init(
            name: "states", columns: [.init("id", .text), .init("client_label", .text)], key: "id"),
        .init(
            name: "clients",
            columns: [.init("id", .integer), .init("slug", .text), .init("currency", .text)], key: "id"),
        .init(name: "moment", columns: [.init("as_of_on", .text)], isExposed: false),
        .init(
            name: "projects",
            columns: [
                .init("id", .integer), .init("client_id", .integer, isOptional: false), .init("code", .text),
                .init("name", .text, isOptional: false), .init("state_id", .text, isOptional: false),
                .init("manager_id", .integer), .init("budget_minor", .integer), .init("is_open", .integer),
                .init("due_on", .text), .init("updated_at", .text), .init("ratio", .real),
            ], key: "id",
            references: [
                .init(column: "client_id", table: "clients", kind: .parent),
                .init(column: "state_id", table: "states", kind: .lookup),
                .init(column: "manager_id", table: "staff", kind: .lookup),
            ], order: [.init("name", isDescending: true)]),
        .init(
            name: "updates",
            columns: [
                .init("id", .integer), .init("project_id", .integer), .init("title", .text),
                .init("supersedes_id", .integer), .init("spent_minor", .integer), .init("currency", .text),
            ], key: "id",
            references: [
                .init(column: "project_id", table: "projects", kind: .parent),
                .init(column: "supersedes_id", table: "updates", kind: .optional),
            ], order: [.init("id")]),
        .init(
            name: "links", columns: [.init("from_id", .integer), .init("to_id", .integer)],
            references: [
                .init(column: "from_id", table: "updates", kind: .parent),
                .init(column: "to_id", table: "updates", kind: .parent),
            ], order: [.init("from_id")]),
    ]

    static let view = SliceSchema.View(
        name: "totals",
        sql: """
            create view totals as
            select project_id, max(id) as latest_update_id, sum(spent_minor) as total_minor,
                cast(min(title) as text) as first_title, count(*) as count_minutes,
                cast(max(moment.as_of_on) as text) as seen_on
            from updates cross join moment group by project_id order by project_id;
            """, file: "views/totals.sql")

    static let schema = SliceSchema(tables: tables, views: [view])

    /// Inserts rows given as SQL values, one string a row, and answers which were taken.
    @discardableResult
    static func insert(_ rows: [String], into name: String, of slice: Slice) throws -> [Bool] {
        let source = try Connection()
        guard let table = slice.schema.table(name) else { return [] }
        return try rows.map { values in
            let row = try source.prepare("select " + values)
            _ = try row.step()
            return try slice.insert(row, into: table)
        }
    }

    static func fill(_ slice: Slice) throws {
        _ = try slice.filling { try insertRows(into: slice) }
    }

    private static func insertRows(into slice: Slice) throws {
        try insert(["1, 'acme', 'EUR'"], into: "clients", of: slice)
        try insert(["'2026-11-30'"], into: "moment", of: slice)
        try insert(
            [
                "10, 1, 'a', 'Alpha', 's.on', 7, 1250, 1, '2026-12-31', '2026-11-01T08:00:00Z', 0.5",
                "11, 1, 'b', 'Bétä <&>', 's.off', null, null, 0, null, null, 2",
            ], into: "projects", of: slice)
        try insert(
            [
                "20, 10, 'first', null, 100, 'USD'", "21, 10, 'second', 20, 250, null",
                "22, 11, 'third', 99, 3, null",
            ], into: "updates", of: slice)
        try insert(["20, 21", "21, 22"], into: "links", of: slice)
        try insert(["7, 'Ada'"], into: "staff", of: slice)
        try insert(["'s.on', 'On'", "'s.off', 'Off'"], into: "states", of: slice)
    }
}

/// Values by name, for assertions.
struct Reading {
    let slice: Slice
    /// Holds what `lists` point to.
    let arena: Arena
    let lists: [Value]

    func list(_ name: String) -> [Value] {
        guard let index = slice.vocabulary.globals.firstIndex(where: { $0.name == name }) else { return [] }
        return Array(lists[index].items)
    }

    func field(_ record: Value, _ path: String) -> Value {
        var value = record
        for name in path.split(separator: ".") {
            guard let shape = value.shape, let fields = value.fields,
                let index = slice.vocabulary.shapes[shape.index].fields.firstIndex(where: { $0.name == name })
            else { return .undefined }
            value = fields[index]
        }
        return value
    }

    func text(_ record: Value, _ path: String) -> String {
        String(decoding: field(record, path).bytes, as: UTF8.self)
    }
}
