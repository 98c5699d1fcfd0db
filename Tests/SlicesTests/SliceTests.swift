import Diagnostics
import SQLite
import Slices
import TemplateEngine
import Testing

@Suite struct SliceTests {
    private func filled() throws -> Reading {
        let slice = try Slice(schema: SampleSlice.schema)
        try SampleSlice.fill(slice)
        let arena = Arena()
        return Reading(slice: slice, arena: arena, lists: try slice.values(into: arena))
    }

    @Test func globalsAreExposedTablesThenViews() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        let names = ["staff", "states", "clients", "projects", "updates", "links", "totals"]
        #expect(slice.vocabulary.globals.map(\.name) == names)
    }

    @Test func listsAreInDeclaredOrder() throws {
        let reading = try filled()
        #expect(reading.list("projects").map { reading.text($0, "code") } == ["b", "a"])
    }

    @Test func suffixesDecideTypes() throws {
        let reading = try filled()
        let project = reading.list("projects")[1]
        #expect(reading.field(project, "due_on").kind == .date)
        #expect(reading.field(project, "due_on").integer == 20818)
        #expect(reading.field(project, "updated_at").kind == .instant)
        #expect(reading.field(project, "updated_at").integer == 1_793_520_000)
        #expect(reading.field(project, "is_open").kind == .bool)
        #expect(reading.field(project, "budget_minor").currency?.name == "EUR")
        #expect(reading.field(project, "budget_minor").integer == 1250)
        #expect(reading.field(project, "id").kind == .undefined)
        #expect(reading.field(reading.list("projects")[0], "ratio").kind == .double)
    }

    @Test func theRowsOwnCurrencyWins() throws {
        let reading = try filled()
        let currencies = reading.list("updates").map { reading.field($0, "spent_minor").currency?.name }
        #expect(currencies == ["USD", "EUR", "EUR"])
    }

    @Test func referencesAreTheRecordsThemselves() throws {
        let reading = try filled()
        let update = reading.list("updates")[1]
        #expect(reading.text(update, "project.name") == "Alpha")
        #expect(reading.text(update, "project.state.client_label") == "On")
        #expect(reading.text(update, "supersedes.title") == "first")
        #expect(reading.field(update, "project").fields == reading.list("projects")[1].fields)
    }

    @Test func parentsListTheirChildrenInOrder() throws {
        let reading = try filled()
        let updates = reading.field(reading.list("projects")[1], "updates").items
        #expect(updates.map { reading.text($0, "title") } == ["first", "second"])
        let projects = reading.field(reading.list("clients")[0], "projects").items
        #expect(projects.map { reading.text($0, "code") } == ["b", "a"])
    }

    @Test func twoReferencesToOneTableNameTheirLists() throws {
        let reading = try filled()
        let second = reading.list("updates")[1]
        #expect(reading.field(second, "links_as_from").items.count == 1)
        #expect(reading.text(reading.field(second, "links_as_to").items[0], "from.title") == "first")
    }

    @Test func viewsAreRecordsWithReferences() throws {
        let reading = try filled()
        let total = reading.list("totals")[0]
        #expect(reading.text(total, "project.name") == "Alpha")
        #expect(reading.text(total, "latest_update.title") == "second")
        #expect(reading.field(total, "total_minor").kind == .money)
        #expect(reading.field(total, "count_minutes").integer == 2)
        #expect(reading.text(total, "first_title") == "first")
        #expect(reading.field(total, "seen_on").kind == .date)
        let shape = reading.slice.vocabulary.shapes.first { $0.name == "totals" }
        #expect(shape?.fields.first { $0.name == "first_title" }?.type == .string)
    }

    @Test func aRowWithoutItsParentIsRefused() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        try SampleSlice.insert(["1, 'acme', 'EUR'"], into: "clients", of: slice)
        let taken = try SampleSlice.insert(
            [
                "10, 2, 'a', 'Other client', 's', null, null, 1, null, null, 1",
                "11, 1, 'b', 'Mine', 's', null, null, 1, null, null, 1",
            ], into: "projects", of: slice)
        #expect(taken == [false, true])
        #expect(try SampleSlice.insert(["1, 10, 't', null, 0, null"], into: "updates", of: slice) == [false])
    }

    @Test func aParentNamedByDigitsIsFoundAsSQLFindsIt() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        try SampleSlice.fill(slice)
        let taken = try SampleSlice.insert(
            ["23, '10', 't', null, 1, null", "24, '10x', 't', null, 1, null"], into: "updates", of: slice)
        #expect(taken == [true, false])
    }

    @Test func aFillingThatFailsLeavesNoRowAndNoParent() throws {
        struct Stop: Error {}
        let slice = try Slice(schema: SampleSlice.schema)
        #expect(throws: Stop.self) {
            try slice.filling {
                try SampleSlice.insert(["1, 'acme', 'EUR'"], into: "clients", of: slice)
                throw Stop()
            }
        }
        #expect(try slice.count(of: 0) == 0)
        let project = "11, 1, 'b', 'Mine', 's', null, null, 1, null, null, 1"
        #expect(try SampleSlice.insert([project], into: "projects", of: slice) == [false])
        try slice.clear()
        #expect(
            try slice.filling { try SampleSlice.insert(["1, 'acme', 'EUR'"], into: "clients", of: slice) }
                == 1)
    }

    @Test func aClearedSliceKnowsNoParent() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        try SampleSlice.fill(slice)
        try slice.clear()
        #expect(try SampleSlice.insert(["20, 10, 't', null, 0, null"], into: "updates", of: slice) == [false])
    }

    @Test func optionalReferencesWithoutTargetBecomeNull() throws {
        let reading = try filled()
        #expect(reading.field(reading.list("updates")[2], "supersedes").kind == .null)
        #expect(reading.list("updates").count == 3)
    }

    @Test func aClearedSliceIsEmptyAndUsable() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        let arena = Arena()
        for _ in 0..<3 {
            try SampleSlice.fill(slice)
            let full = Reading(slice: slice, arena: arena, lists: try slice.values(into: arena))
            #expect(full.list("updates").count == 3)
            try slice.clear()
            arena.removeAll()
            #expect(try slice.values(into: arena).allSatisfy { $0.items.isEmpty })
        }
    }

    @Test func viewsThatNobodyAsksForAreEmptyLists() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        try SampleSlice.fill(slice)
        let arena = Arena()
        for (views, isEmpty) in [([], true), (["totals"], false)] as [(Set<String>, Bool)] {
            let lists = try slice.values(views: views, into: arena)
            let reading = Reading(slice: slice, arena: arena, lists: lists)
            #expect(reading.list("updates").count == 3)
            #expect(reading.list("totals").isEmpty == isEmpty)
        }
    }

    struct BadRow: Sendable, CustomTestStringConvertible {
        let values: String
        let message: String
        var testDescription: String { values }
    }

    @Test(arguments: [
        BadRow(
            values: "'C', 's', null, 1, 1, '2026-02-30', null", message: "`projects.due_on` is not a date"),
        BadRow(
            values: "'C', 's', null, 1, 1, '30.11.2026', null", message: "`projects.due_on` is not a date"),
        BadRow(values: "'C', 's', null, 1, 2, null, null", message: "`projects.is_open` is not 0 or 1"),
        BadRow(
            values: "'C', 's', null, 1, 1, null, '2026-01-01 10:00:00'",
            message: "`projects.updated_at` is not an instant"),
        BadRow(
            values: "cast(x'ff41' as text), 's', null, 1, 1, null, null",
            message: "`projects.name` is not valid UTF-8"),
        BadRow(
            values: "cast(x'41ed9f' as text), 's', null, 1, 1, null, null",
            message: "`projects.name` is not valid UTF-8"),
        BadRow(
            values: "cast(x'414100414141414141' as text), 's', null, 1, 1, null, null",
            message: "`projects.name` is not valid UTF-8"),
    ])
    func aBadValueNamesTableAndRow(_ example: BadRow) throws {
        let slice = try Slice(schema: SampleSlice.schema)
        try SampleSlice.fill(slice)
        try SampleSlice.insert(["12, 1, 'c', \(example.values), 1"], into: "projects", of: slice)
        let list = #expect(throws: DiagnosticList.self) { try slice.values(into: Arena()) }
        #expect(list?.all.count == 1)
        #expect(list?.all.first?.message.hasPrefix(example.message) == true)
        #expect(list?.all.first?.row == "projects 12 (acme, c)")
    }

    @Test func anAmountWithoutACurrencyIsAnError() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        try SampleSlice.fill(slice)
        try SampleSlice.insert(["30, 10, 't', null, 5, 'euro'"], into: "updates", of: slice)
        #expect(throws: DiagnosticList.self) { try slice.values(into: Arena()) }
    }

    @Test(arguments: ["loop", "client", "menu", "projects"])
    func takenAndRepeatedNamesAreSchemaErrors(_ name: String) throws {
        let view = SliceSchema.View(name: name, sql: "create view \(name) as select 1 as x", file: "v.sql")
        let schema = SliceSchema(tables: SampleSlice.tables, views: [view])
        #expect(throws: DiagnosticList.self) { try Slice(schema: schema) }
    }

    @Test func aColumnNamedLikeAListIsASchemaError() throws {
        let parent = SliceSchema.Table(
            name: "parents", columns: [.init("id", .integer), .init("children", .text)], key: "id")
        let child = SliceSchema.Table(
            name: "children", columns: [.init("parent_id", .integer)],
            references: [.init(column: "parent_id", table: "parents", kind: .parent)])
        let list = #expect(throws: DiagnosticList.self) {
            try Slice(schema: SliceSchema(tables: [parent, child]))
        }
        #expect(list?.all.first?.message == "`parents.children` would mean two things")
    }

    @Test func aBrokenViewNamesItsFileAndLine() throws {
        let view = SliceSchema.View(name: "v", sql: "create view v as\nselec 1;", file: "views/v.sql")
        let list = #expect(throws: DiagnosticList.self) {
            try Slice(schema: SliceSchema(tables: SampleSlice.tables, views: [view]))
        }
        #expect(list?.all.first?.file == "views/v.sql")
        #expect(list?.all.first?.range?.line == 2)
    }

    @Test func namesARecordsRow() throws {
        let reading = try filled()
        #expect(reading.slice.rowName(of: reading.list("projects")[0]) == "projects 11 (acme, b)")
        #expect(reading.slice.rowName(of: reading.list("states")[0]) == "states `s.off` (acme)")
    }
}
