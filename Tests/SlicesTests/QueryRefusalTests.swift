import Slices
import TemplateEngine
import Testing

/// What a query may not do is refused before anything is rendered, in words that help.
@Suite struct QueryRefusalTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let sql: String
        let message: String
        var hint: String?
        var testDescription: String { sql }
    }

    private func refusal(_ sql: String) throws -> QueryError? {
        let slice = try Slice(schema: SampleSlice.schema)
        do throws(QueryError) {
            _ = try slice.query(sql)
            return nil
        } catch { return error }
    }

    private static let begins = "a query begins with `select` or `with`"
    private static let clock =
        "a query cannot ask for the time of day, so that the same data gives the same page"

    @Test(arguments: [
        "insert into projects (code) values ('x')", "update projects set code = 'x'", "delete from projects",
        "replace into projects (code) values ('x')", "drop table projects", "create table x (y)",
        "create temp view x as select 1", "alter table projects rename to x", "attach ':memory:' as other",
        "detach other", "pragma table_list", "pragma writable_schema = 1", "vacuum", "vacuum into '/tmp/out'",
        "begin", "commit", "savepoint a", "reindex", "analyze",
        "explain select code from projects order by 1",
        "explain query plan select code from projects order by 1", "values (1)", "", "-- nothing",
        "/* select */ delete from projects", "; select 1 as x",
    ])
    func otherStatementsThanQuestions(_ sql: String) throws {
        #expect(try refusal(sql)?.message == Self.begins)
    }

    @Test(arguments: [
        Refused(sql: "select code from projects order by code; select 1", message: "more than one statement"),
        Refused(
            sql: "select code from projects order by code; delete from projects",
            message: "a query only reads the edition's tables"),
        Refused(sql: "select 'a\u{0}b' as x", message: "a NUL character in a statement"),
        Refused(sql: "select code from", message: "incomplete input"),
        Refused(
            sql: "with x as (select 1) delete from projects",
            message: "a query only reads the edition's tables"),
        Refused(
            sql: "with x as (select 1) insert into projects select * from x",
            message: "a query only reads the edition's tables"),
        Refused(
            sql: "select name from sqlite_schema order by 1",
            message: "there is no table `sqlite_master` to ask"),
        Refused(
            sql: "select name from sqlite_temp_schema order by 1",
            message: "there is no table `sqlite_temp_master` to ask"),
        Refused(
            sql: "select name from main.sqlite_master order by 1",
            message: "there is no table `sqlite_master` to ask"),
        Refused(
            sql:
                "with projects as (select sql as code from main.sqlite_schema) select code from projects order by 1",
            message: "there is no table `sqlite_master` to ask"),
        Refused(
            sql: "select name from pragma_table_list order by 1",
            message: "a query only reads the edition's tables"),
        Refused(
            sql: "select name from pragma_database_list order by 1",
            message: "a query only reads the edition's tables"),
        Refused(
            sql: "select sql from sqlite_stmt order by 1", message: "there is no table `sqlite_stmt` to ask"),
        Refused(sql: "select pgno from dbstat order by 1", message: "there is no table `dbstat` to ask"),
        Refused(
            sql: "select value from json_tree('[1]') order by 1",
            message: "there is no table `json_tree` to ask"),
        Refused(
            sql: "select value from generate_series(1, 10) order by 1",
            message: "there is no table `generate_series` to ask"),
        Refused(
            sql: "select code from other.projects order by 1",
            message: "there is no table `other.projects` to ask"),
        Refused(sql: "select load_extension('x') as x", message: "a query has no function `load_extension`"),
        Refused(sql: "select readfile('/etc/passwd') as x", message: "a query has no function `readfile`"),
        Refused(sql: "select writefile('/tmp/x', 'y') as x", message: "a query has no function `writefile`"),
        Refused(
            sql: "select fts3_tokenizer('simple') as x", message: "a query has no function `fts3_tokenizer`"),
        Refused(sql: "select zeroblob(1000000000) as x", message: "a query has no function `zeroblob`"),
        Refused(
            sql: "select hex(code) as x from projects order by 1", message: "a query has no function `hex`"),
        Refused(
            sql: "select printf('%.*c', 1000000000, 'x') as x", message: "a query has no function `printf`"),
        Refused(sql: "select format('%1000000000d', 1) as x", message: "a query has no function `format`"),
        Refused(
            sql: "select instr(code, 'x') as x from projects order by 1",
            message: "a query has no function `instr`"),
        Refused(sql: "select random() as x", message: "a query has no function `random`"),
        Refused(sql: "select randomblob(4) as x", message: "a query has no function `randomblob`"),
        Refused(
            sql: "select code from projects order by random()", message: "a query has no function `random`"),
        Refused(sql: "select changes() as x", message: "a query has no function `changes`"),
        Refused(sql: "select total_changes() as x", message: "a query has no function `total_changes`"),
        Refused(
            sql: "select last_insert_rowid() as x", message: "a query has no function `last_insert_rowid`"),
        Refused(sql: "select sqlite_version() as x", message: "a query has no function `sqlite_version`"),
        Refused(sql: "select sqlite_source_id() as x", message: "a query has no function `sqlite_source_id`"),
        Refused(
            sql: "select uper('a') as x", message: "a query has no function `uper`",
            hint: "did you mean `upper`?"),
        Refused(sql: "select current_timestamp as x", message: clock),
        Refused(sql: "select current_date as x", message: clock),
        Refused(sql: "select current_time as x", message: clock),
        Refused(sql: "select date('now') as x", message: clock),
        Refused(sql: "select julianday( 'NOW' ) as x", message: clock),
        Refused(
            sql: "select code from projects where name = :name order by code",
            message: "a query's parameters have no names"),
        Refused(
            sql: "select code from projects where name = @name order by code",
            message: "a query's parameters have no names"),
        Refused(
            sql: "select code from projects where name = $name order by code",
            message: "a query's parameters have no names"),
        Refused(sql: "select ?99999 as x", message: "variable number must be between ?1 and ?50"),
        Refused(
            sql: "select code from project order by code", message: "there is no table `project` to ask",
            hint: "did you mean `projects`?"),
        Refused(
            sql: "select cod from projects order by 1", message: "no table of the query has a column `cod`",
            hint: "did you mean `code`?"),
        Refused(
            sql: "select code + 1 from projects order by 1",
            message: "a column of the query has no name: `code + 1`"),
        Refused(
            sql: "select count(*) from projects", message: "a column of the query has no name: `count(*)`"),
        Refused(sql: "select null", message: "a column of the query has no name: `null`"),
        Refused(
            sql: "select code as \"a b\" from projects order by 1",
            message: "a column of the query has no name: `a b`"),
        Refused(
            sql: "select code, name as code from projects order by 1",
            message: "two columns of the query are named `code`"),
        Refused(
            sql: "select a.*, b.* from projects a, projects b order by 1",
            message: "two columns of the query are named `client`"),
        Refused(sql: "select id as n from projects order by 1", message: "a row's `id` is not shown"),
        Refused(
            sql: "select spent_minor from updates order by id", message: "`spent_minor` needs its currency",
            hint: "select the column `currency` beside it"),
        Refused(
            sql: "select code from projects", message: "the query does not say in which order its rows come"),
        Refused(
            sql: "select code from projects where code in (select code from projects order by code)",
            message: "the query does not say in which order its rows come"),
        Refused(
            sql: "select (select max(code) from projects) as x from updates",
            message: "the query does not say in which order its rows come"),
        Refused(
            sql: "select count(*) over () as n from updates",
            message: "the query does not say in which order its rows come"),
        Refused(
            sql: "select code from projects /* order by code */ -- order by code",
            message: "the query does not say in which order its rows come"),
        Refused(
            sql: "select state_id, count(*) as n from projects group by state_id",
            message: "the query does not say in which order its rows come"),
    ])
    func whatReachesTooFarOrSaysTooLittle(_ example: Refused) throws {
        let error = try #require(try refusal(example.sql))
        #expect(error.message == example.message)
        if let hint = example.hint { #expect(error.hint == hint) }
    }

    @Test func aPlaceIsToldInsideOfTheText() throws {
        let sql = "select code, nmae from projects order by code"
        let range = try #require(try refusal(sql)?.range)
        #expect(Array(sql.utf8)[range].elementsEqual("nmae".utf8))
    }
}
