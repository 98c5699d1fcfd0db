import SQLite
import Testing

@Suite struct ScriptTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let script: String
        let line: Int
        let column: Int
        var testDescription: String { script }
    }

    @Test(arguments: [
        Case(script: "create table t (x);\n\ninsert into u values (1);", line: 3, column: 1),
        Case(
            script: "create table t (x not null);\n-- c\n/* d\n */ insert into\n t values (null);", line: 4,
            column: 5),
        Case(script: "select 1;\nselekt 2;\n", line: 2, column: 1),
        Case(script: "select 'ü', nothing;", line: 1, column: 13),
    ])
    func tellsWhereAStatementFails(_ example: Case) throws {
        let connection = try Connection()
        let failure = #expect(throws: Script.Failure.self) { try Script(example.script).run(on: connection) }
        #expect(failure?.line == example.line)
        #expect(failure?.column == example.column)
    }

    @Test func runsTriggersWithInnerSemicolons() throws {
        let connection = try Connection()
        let script = """
            create table t (x);
            create trigger r after insert on t begin update t set x = x + 1; end;
            insert into t values (1); -- done
            """
        try Script(script).run(on: connection)
        #expect(try connection.integer("select x from t") == 2)
    }
}
