import SQLite
import Testing

@testable import PortalData

@Suite struct CheckExpressionsTests {
    @Test func findsWhatStandsInParentheses() {
        let sql = """
            create table "check (1)" ( -- check (2)
                a text check (a <> ')' and (length(a) < 3 or a in ('x', 'y''(' /* ) */))),
                [check (3)] integer CHECK(`a` > 0), -- it's a check
                b text default 'check (4)' check
                    (b = "a)"),
                recheck (5),
                check ((a is null) <> (b is null)),
                constraint named check (a = 7 -- )
                )
            )
            """
        #expect(
            CheckExpressions.all(in: sql) == [
                "a <> ')' and (length(a) < 3 or a in ('x', 'y''(' /* ) */))", "`a` > 0", "b = \"a)\"",
                "(a is null) <> (b is null)", "a = 7 -- )\n    ",
            ])
    }

    @Test func findsEveryCheckOfTheStandardTables() throws {
        let database = try Connection()
        try Database.migrate(database, from: 0)
        var count = 0
        for table in try SourceSchema(database).tables {
            let checks = CheckExpressions.all(in: table.sql)
            let written = table.sql.lowercased().ranges(of: "check (").count
            // None of these tables speaks of a check in a comment or a text.
            #expect(checks.count == written, "\(table.name)")
            count += checks.count
            let broken = checks.map { "not (\($0)\n)" }.joined(separator: " or ")
            guard !checks.isEmpty else { continue }
            _ = try database.prepare("select 1 from \(RowName.quoted(table.name)) where \(broken)")
        }
        #expect(count > 200)
    }
}
