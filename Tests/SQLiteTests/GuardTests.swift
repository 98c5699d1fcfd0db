import SQLite
import Testing

@Suite struct GuardTests {
    private func guarded() throws -> Connection {
        let connection = try Connection()
        let functions: Set = ["count", "sum"]
        for sql in [
            "create table open (x)", "create table closed (x)", "create view seen as select x from open",
            "create view peek as select x from closed", "insert into open values (1)",
        ] { try connection.execute(sql) }
        try connection.install(Guard(tables: ["open", "seen"], functions: functions))
        return connection
    }

    @Test(arguments: [
        "select x from open", "select count(*), sum(x) from seen",
        "with a as (select 1 as x) select x from a",
        "with a as (select 1 as x) select count(*) from a, a as b",
        "select count(*) from OPEN", "select count(*) from (select x from open)",
    ])
    func allows(_ sql: String) throws {
        let connection = try guarded()
        #expect(try connection.guarded { try connection.integer(sql) } == 1)
    }

    @Test(arguments: [
        "select x from closed", "select x from peek", "select count(*) from Closed",
        "select count(*) from peek",
        "select count(*) from sqlite_schema", "select count(*) from pragma_table_list",
        "with closed as (select 1) select count(*) from main.closed",
        "with open as (select x from main.closed) select * from open",
        "select * from open join closed", "insert into open values (2)", "delete from open",
        "pragma table_info(open)", "select * from pragma_table_list", "select * from sqlite_schema",
        "explain select 1 from closed", "attach ':memory:' as b", "begin", "create temp table x (y)",
        "select random()", "vacuum into '/tmp/vitrine-x'", "select (select x from closed) from open",
    ])
    func refuses(_ sql: String) throws {
        let connection = try guarded()
        let error = #expect(throws: SQLiteError.self) {
            try connection.guarded { try connection.execute(sql) }
        }
        #expect([.refused, .other].contains(error?.kind))
    }

    @Test func stopsAQueryWithoutEnd() throws {
        let connection = try guarded()
        let error = #expect(throws: SQLiteError.self) {
            try connection.guarded {
                try connection.execute(
                    "with recursive a(x) as (select 1 union all select x + 1 from a) select sum(x) from a")
            }
        }
        #expect(error?.kind == .interrupted)
    }
}
