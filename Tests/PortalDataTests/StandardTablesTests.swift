import Foundation
import SQLite
import TestSupport
import Testing

@testable import PortalData

@Suite struct StandardTablesTests {
    /// `UPDATE_GOLDEN=1` writes the list anew, which the next build takes in.
    @Test func theListIsThatOfTheMigrations() throws {
        let database = try Connection()
        try Database.migrate(database, from: 0)
        let schema = try SourceSchema(database)
        if Tool.updatesGolden {
            let path = Tool.repository.appending(path: "Sources/PortalData/Schema/tables.txt")
            try StandardTables.list(of: schema).write(to: path, atomically: true, encoding: .utf8)
            return
        }
        #expect(schema.tables.count > 50)
        for table in schema.tables { #expect(StandardTables.has(table), "\(table.name)") }
        try database.execute("alter table projects add column mood text")
        let changed = try SourceSchema(database)
        #expect(changed.tables.filter { !StandardTables.has($0) }.map(\.name) == ["projects"])
    }
}
