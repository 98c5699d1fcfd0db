import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct ConnectionTests {
    @Test(arguments: ["plain.db", "with space?.db", "100%#;.db", "ü-العربية.db"])
    func opensAnyFileName(_ name: String) throws {
        let folder = TemporaryFolder()
        let database = try Connection(path: folder.path(name), mode: .create)
        try database.execute("create table t (x)")
        #expect(FileManager.default.fileExists(atPath: folder.path(name)))
    }

    @Test func readOnlyRefusesWrites() throws {
        let folder = TemporaryFolder()
        try Connection(path: folder.path("a"), mode: .create).execute("create table t (x)")
        let reader = try Connection(path: folder.path("a"), mode: .readOnly)
        let error = #expect(throws: SQLiteError.self) { try reader.execute("insert into t values (1)") }
        #expect(error?.kind == .readOnly)
    }

    @Test func missingFileIsNotMade() throws {
        let folder = TemporaryFolder()
        #expect(throws: SQLiteError.self) { try Connection(path: folder.path("a"), mode: .readWrite) }
        #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
    }

    @Test func textFileIsNotADatabase() throws {
        let folder = TemporaryFolder()
        let text = String(repeating: "hello ", count: 500)
        try text.write(toFile: folder.path("a"), atomically: true, encoding: .utf8)
        let reader = try Connection(path: folder.path("a"), mode: .readOnly)
        let error = #expect(throws: SQLiteError.self) { try reader.integer("pragma user_version") }
        #expect(error?.kind == .notADatabase)
    }

    @Test(arguments: [
        "select 1; select 2", "select 1; ;drop table t", "", "-- only words", "select 1\0", "selec 1",
    ])
    func refusesAllButOneStatement(_ sql: String) throws {
        let database = try Connection()
        #expect(throws: SQLiteError.self) { try database.prepare(sql) }
    }

    @Test(arguments: ["select 1", "select 1;", " /* a */ select 1 ; -- b\n"])
    func acceptsOneStatementWithComments(_ sql: String) throws {
        #expect(try Connection().integer(sql) == 1)
    }

    @Test func copiesValuesOfEveryKindBetweenConnections() throws {
        let (source, target) = (try Connection(), try Connection())
        try target.execute("create table t (a, b, c, d, e)")
        let row = try source.prepare("select 9223372036854775807, 1.5, 'Ünï ''q''', null, x'00ff'")
        let insert = try target.prepare("insert into t values (?, ?, ?, ?, ?)")
        #expect(try row.step())
        for column in 0..<5 { try insert.bind(column: column, of: row, at: column + 1) }
        try insert.run()
        let same = "a = 9223372036854775807 and b = 1.5 and c = 'Ünï ''q''' and d is null and e = x'00ff'"
        #expect(try target.integer("select \(same) from t") == 1)
    }

    @Test func transactionIsUndoneByAnError() throws {
        let database = try Connection()
        try database.execute("create table t (x)")
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try database.transaction {
                try database.execute("insert into t values (1)")
                throw Stop()
            }
        }
        #expect(try database.integer("select count(*) from t") == 0)
    }

    @Test func errorsShowTheStatementAndNoValue() throws {
        let database = try Connection()
        try database.execute("create table t (x text primary key) strict")
        let insert = try database.prepare("insert into t values (?)")
        try insert.bind("secret", at: 1)
        try insert.run()
        let error = #expect(throws: SQLiteError.self) { try insert.run() }
        #expect(error?.kind == .constraint)
        #expect(error?.statement == "insert into t values (?)")
        #expect(!String(describing: error).contains("secret"))
    }

    @Test func backupIsOneMomentOfALiveFile() throws {
        let folder = TemporaryFolder()
        let writer = try Connection(path: folder.path("a"), mode: .create)
        _ = try writer.text("pragma journal_mode=wal")
        try writer.execute("create table t (x)")
        try writer.execute("insert into t values (1)")
        let (reader, copy) = (
            try Connection(path: folder.path("a"), mode: .readOnly),
            try Connection(path: folder.path("b"), mode: .create)
        )
        try writer.execute("begin immediate")
        try writer.execute("insert into t values (2)")
        try reader.backup(to: copy)
        try writer.execute("commit")
        #expect(try copy.integer("select count(*) from t") == 1)
    }

    @Test(arguments: [
        "attach database '/tmp/x.db' as other", "create table t (y as (\"quoted\"))",
        "select load_extension('x')",
    ])
    func distrustsStatements(_ sql: String) throws {
        let database = try Connection()
        #expect(throws: SQLiteError.self) { try database.execute(sql) }
    }
}
