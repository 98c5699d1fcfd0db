import Diagnostics
import PortalData
import SQLite
import TestSupport
import Testing

@Suite struct DatabaseTests {
    @Test func createsTheNewestSchema() throws {
        let folder = TemporaryFolder()
        try Database.create(folder.path("a"))
        let connection = try Connection(path: folder.path("a"), mode: .readOnly)
        #expect(try connection.integer("pragma user_version") == Int64(Migrations.version))
        #expect(try connection.integer("pragma application_id") == Migrations.applicationID)
    }

    @Test func migrationsAreNumberedWithoutGaps() {
        #expect(Migrations.all.map(\.number) == Array(1...Migrations.version))
    }

    @Test func migratingTwiceChangesNothing() throws {
        let portal = try SamplePortal()
        let versions = try Database.migrate(portal.database)
        #expect(versions.from == versions.to)
    }

    @Test func creatingOverwritesNothing() throws {
        let portal = try SamplePortal()
        #expect(throws: DiagnosticList.self) { try Database.create(portal.database) }
        #expect(try portal.contents(of: "acme").list("projects").count == 2)
    }

    @Test func aBadScriptNamesItsLineAndLeavesNothing() throws {
        let portal = try SamplePortal()
        let list = #expect(throws: DiagnosticList.self) {
            try portal.load(
                "insert into staff (code, name) values ('dee', 'Dee');\n\ninsert into staf (code) values ('x');"
            )
        }
        #expect(list?.all.first?.file == "test.sql")
        #expect(list?.all.first?.range?.line == 3)
        let connection = try Connection(path: portal.database, mode: .readOnly)
        #expect(try connection.integer("select count(*) from staff where code = 'dee'") == 0)
    }

    @Test func rowsMayComeBeforeWhatTheyReferTo() throws {
        let portal = try SamplePortal()
        try portal.load(
            "insert into projects (id, client_id, code, name) values (90, 9, 'x', 'X');"
                + "insert into clients (id, slug, name) values (9, 'late', 'Late');")
    }

    @Test func aReferenceThatIsNeverMetIsRefused() throws {
        let portal = try SamplePortal()
        #expect(throws: DiagnosticList.self) {
            try portal.load("insert into projects (id, client_id, code, name) values (90, 99, 'x', 'X');")
        }
    }
}
