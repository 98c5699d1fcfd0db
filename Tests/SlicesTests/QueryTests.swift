import Slices
import TemplateEngine
import Testing

/// A query's rows are like a view's: typed by their names, with references that are the records themselves.
@Suite struct QueryTests {
    private struct Asked {
        let query: Query
        let rows: [Value]
        let arena: Arena
        let tables: Reading

        func field(_ row: Int, _ name: String) -> Value {
            guard let index = query.shape.fields.firstIndex(where: { $0.name == name }) else {
                return .undefined
            }
            return rows[row].fields?[index] ?? .undefined
        }
        func text(_ row: Int, _ name: String) -> String {
            String(decoding: field(row, name).bytes, as: UTF8.self)
        }
    }

    private func ask(_ sql: String, _ values: Value..., slice: Slice? = nil) throws -> Asked {
        let slice = try slice ?? Slice(schema: SampleSlice.schema)
        let query = try slice.query(sql)
        if try slice.count(of: 0) == 0 { try SampleSlice.fill(slice) }
        let arena = Arena()
        let tables = Reading(slice: slice, arena: arena, lists: try slice.values(into: arena))
        let rows = try values.withUnsafeBufferPointer {
            try slice.answer(query.id, $0, shape: ShapeID(index: 99), into: arena)
        }
        return Asked(query: query, rows: Array(rows.items), arena: arena, tables: tables)
    }

    @Test func namesDecideTypesAndThenTheColumnsThatTheyComeFrom() throws {
        let asked = try ask(
            """
            select code, due_on, due_on as deadline, max(updated_at) as newest_at, is_open, ratio, ratio * 2 as twice,
                budget_minor, 1 as is_found from projects where code = 'a' order by code
            """)
        let types = asked.query.shape.fields.map(\.type)
        #expect(types == [.string, .date, .date, .instant, .bool, .double, .any, .money, .bool])
        #expect(asked.field(0, "deadline").integer == 20818)
        #expect(asked.field(0, "newest_at").integer == 1_793_520_000)
        #expect(asked.field(0, "budget_minor").currency?.name == "EUR")
        #expect(asked.field(0, "twice").double == 1)
        #expect(asked.field(0, "is_found").kind == .bool)
    }

    @Test func referencesAreTheRecordsOfTheirTables() throws {
        let asked = try ask(
            "select id as project_id, (select max(id) from updates) as update_id from projects order by code")
        #expect(asked.query.shape.fields.map(\.name) == ["project", "update"])
        #expect(asked.field(0, "project").fields == asked.tables.list("projects")[1].fields)
        #expect(asked.field(0, "update").fields == asked.tables.list("updates")[2].fields)
    }

    @Test func aStarLeavesTheKeyOut() throws {
        let asked = try ask("select * from updates order by id")
        #expect(
            asked.query.shape.fields.map(\.name) == [
                "project", "title", "supersedes", "spent_minor", "currency",
            ])
        #expect(asked.rows.count == 3)
        #expect(asked.field(0, "spent_minor").currency?.name == "USD")
    }

    @Test func valuesOfTemplatesAreBoundAsTheDatabaseWritesThem() throws {
        let arena = Arena()
        let asked = try ask(
            "select ? as a, ? as b, ? as c, ? as d, ? as e, ? as f, ? as g, ? as h",
            arena.string("a'; --"), .int(7), .double(0.5), .bool(true), .date(days: 20818),
            .instant(seconds: 1_793_520_000), .null,
            .money(minorUnits: 1250, currency: try #require(Currency("EUR"))))
        #expect(asked.text(0, "a") == "a'; --")
        #expect(
            [asked.field(0, "b").integer, asked.field(0, "d").integer, asked.field(0, "h").integer] == [
                7, 1, 1250,
            ])
        #expect(asked.field(0, "c").double == 0.5)
        #expect(asked.text(0, "e") == "2026-12-31")
        #expect(asked.text(0, "f") == "2026-11-01T08:00:00Z")
        #expect(asked.field(0, "g").kind == .null)
    }

    @Test func listsRecordsMarkupAndWhatIsUndefinedAreNotBound() throws {
        let arena = Arena()
        let fields = arena.fields(count: 1)
        let markup =
            "<b>".utf8.withContiguousStorageIfAvailable { arena.markup(UnsafeRawBufferPointer($0)) } ?? nil
        for value in [
            arena.list([.int(1)]), .record(fields, shape: ShapeID(index: 0)), try #require(markup),
            .undefined,
        ] {
            #expect(throws: QueryError.self) { try ask("select ? as a", value) }
        }
    }

    @Test func theSameTextIsPreparedOnceAndAskedOfEachEdition() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        let sql = "select count(*) as n from projects"
        #expect(try ask(sql, slice: slice).field(0, "n").integer == 2)
        try slice.clear()
        try SampleSlice.insert(["1, 'other', 'EUR'"], into: "clients", of: slice)
        let arena = Arena()
        _ = try slice.values(into: arena)
        let query = try slice.query(sql)
        #expect(query.id == 0)
        let rows = try [].withUnsafeBufferPointer {
            try slice.answer(query.id, $0, shape: ShapeID(index: 0), into: arena)
        }
        #expect(rows.items[0].fields?[0].integer == 0)
    }

    @Test func tablesThatAreReadAreKnownThroughViewsToo() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        #expect(
            try slice.query("select first_title from totals order by 1").tables == [
                "moment", "totals", "updates",
            ])
        #expect(try slice.query("select count(*) as n from projects").tables == ["projects"])
        #expect(
            try slice.query("with projects as (select 1 as x) select x from projects order by x").tables
                .isEmpty)
    }

    @Test(arguments: [
        "select date('2026-02-27', '+2 days', 'start of month') as x",
        "select strftime('%Y-%m-%d', as_of_on, '-29 days') as x from moment order by 1",
        "select max(value) as x from json_each('[\"2026-02\", \"2026-01\"]')",
        "select date(julianday('2026-03-01')) as x", "select datetime(1772323200, 'unixepoch') as x",
    ])
    func datesAreCalculatedFromDates(_ sql: String) throws {
        #expect(try ask(sql).text(0, "x").hasPrefix("2026-") == true)
    }

    @Test(arguments: [
        "select date('n' || 'ow') as x", "select date(?) as x", "select julianday() as x",
        "select strftime('%s') as x", "select datetime('2026-01-01', 'localtime') as x",
        "select datetime('2026-01-01', 'u' || 'tc') as x", "select time(x'6e6f77') as x",
        "select unixepoch('SUBSEC') as x",
    ])
    func theClockIsOutOfReachHoweverItIsAsked(_ sql: String) throws {
        let arena = Arena()
        let error = #expect(throws: QueryError.self) {
            if sql.contains("?") { return _ = try ask(sql, arena.string("Now")) }
            _ = try ask(sql)
        }
        #expect(error?.message.hasPrefix("a query cannot ask for the time of day") == true)
    }

    struct Excess: Sendable, CustomTestStringConvertible {
        let sql: String
        let message: String
        var testDescription: String { sql }
    }

    @Test(arguments: [
        Excess(
            sql: "with recursive a(x) as (select 1 union all select x + 1 from a) select sum(x) as n from a",
            message: "the query takes too many steps"),
        Excess(
            sql:
                "with recursive a(x) as (select 1 union all select x + 1 from a limit 20000) select x from a order by x",
            message: "the query gives too many rows"),
        Excess(
            sql: """
                with recursive a(x) as (select 1 union all select x + 1 from a limit 3000)
                select count(*) as n from a, a as b, a as c
                """, message: "the query takes too many steps"),
        Excess(
            sql:
                "with recursive a(x) as (select 'x' union all select x || x from a) select max(x) as n from a",
            message: "a value of the query is too large"),
        Excess(
            sql: """
                with recursive a(x) as (select 1 union all select x + 1 from a limit 300000)
                select group_concat(x) as n from a
                """, message: "a value of the query is too large"),
        Excess(
            sql: """
                with recursive a(n, x) as (select 1, 'x' union all select n + 1, x || x from a where n < 18)
                select replace(x, 'x', x) as y from a order by n desc
                """, message: "a value of the query is too large"),
        Excess(
            sql: """
                with recursive a(n, x) as (select 1, 'x' union all select n + 1, x || x from a where n < 18),
                    b(n) as (select 1 union all select n + 1 from b limit 200)
                select max(x) as x from a, b group by b.n order by b.n
                """, message: "the query's answer is too large"),
        Excess(sql: "select sum(9223372036854775807) + 1 as n from projects", message: "integer overflow"),
        Excess(
            sql: "select abs(-9223372036854775807 - 1) as n from projects order by 1",
            message: "integer overflow"),
        Excess(
            sql: "select name as started_on from projects order by 1",
            message: "`query.started_on` is not a date"),
        Excess(sql: "select 2 as is_open", message: "`query.is_open` is not 0 or 1"),
        Excess(sql: "select x'00' as x", message: "`query.x` is not a value"),
        Excess(sql: "select cast(x'ff' as text) as x", message: "`query.x` is not valid UTF-8"),
        Excess(sql: "select json_extract('{', '$.a') as x", message: "malformed JSON"),
    ])
    func whatTakesTooMuchOrDoesNotFitIsStoppedWhereItRuns(_ example: Excess) throws {
        let error = #expect(throws: QueryError.self) { _ = try ask(example.sql) }
        let message = error?.message ?? ""
        #expect(message.hasPrefix(example.message))
    }

    @Test func stepsArePaidByThePageAndRefilled() throws {
        let slice = try Slice(schema: SampleSlice.schema)
        let sql =
            "with recursive a(x) as (select 1 union all select x + 1 from a limit 500000) select sum(x) as n from a"
        let query = try slice.query(sql)
        let arena = Arena()
        func count() throws -> Int {
            var count = 0
            do {
                while count < 100 {
                    _ = try [].withUnsafeBufferPointer {
                        try slice.answer(query.id, $0, shape: ShapeID(index: 0), into: arena)
                    }
                    count += 1
                }
            } catch is QueryError {}
            return count
        }
        let first = try count()
        #expect((1..<10).contains(first))
        #expect(try count() == 0)
        slice.refillQuerySteps()
        #expect(try count() == first, "the same steps are the same work")
    }
}
