import Diagnostics
import Files
import JSON
import PortalData
import SQLite
import TestSupport
import Testing

@Suite struct AuditTests {
    @Test func aChangeAndItsRowAreCommittedTogether() throws {
        let portal = try SamplePortal()
        try portal.write(as: "ada") { writer in
            try writer.database.execute("update staff set name = 'Eve' where id = 1")
            try writer.record(
                AuditEntry(
                    "update", table: "staff", record: "ada",
                    before: [.init(name: "name", value: .string("Ada"))],
                    after: [.init(name: "name", value: .string("Eve"))]))
        }
        #expect(try portal.audit().last == #"ada update staff ada  {"name":"Ada"} {"name":"Eve"}"#)
    }

    @Test func aChangeThatFailsLeavesNothing() throws {
        let portal = try SamplePortal()
        try portal.write(as: "ada") { _ in }
        let before = try portal.audit()
        #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") { writer in
                try writer.database.execute("delete from grants")
                try writer.record(AuditEntry("delete", table: "grants"))
                try writer.database.execute("insert into users (username) values ('NO')")
            }
        }
        #expect(try portal.audit() == before)
    }

    @Test func whatAKilledWriterLeavesIsTheStateBefore() throws {
        let portal = try SamplePortal()
        try portal.write(as: "ada") { _ in }
        let before = try portal.audit()
        let left = TemporaryFolder()
        try portal.write(as: "ada") { writer in
            // More than SQLite keeps in memory, so that half of it is in the file already.
            for number in 0..<20 {
                try writer.database.execute(
                    "insert into staff (code, name) values ('s\(number)', hex(zeroblob(500000)))")
            }
            try writer.record(AuditEntry("add", table: "staff"))
            for suffix in ["", "-wal"] {
                try left.write(try FileSystem.read(portal.database + suffix), to: "portal.sqlite" + suffix)
            }
        }
        #expect(try FileSystem.read(left.path("portal.sqlite-wal")).count > 5_000_000)
        let killed = LivePortal(path: left.path("portal.sqlite"), auditHead: nil)
        #expect(try killed.audit(AuditFilter(last: 1000)).count == before.count)
        #expect(try killed.checkAudit().diagnostics == [])
        let connection = try Connection(path: left.path("portal.sqlite"), mode: .readOnly)
        #expect(try connection.integer("select count(*) from staff") == 3)
        #expect(try connection.integer("select count(*) from internal_writers") == 0)
    }

    @Test func whatPlainSQLDidToAccessIsInTheLogAsSQL() throws {
        let portal = try SamplePortal()
        try portal.write(as: "ada") { _ in }
        let count = try portal.audit().count
        try portal.load(
            """
            update projects set audience = 'finance', publish_on = '2026-12-01' where id = 10;
            update projects set name = 'not about access' where id = 11;
            update users set password_hash = null, status = 'suspended' where username = 'tia';
            delete from memberships where id = 5;
            """)
        try portal.write(as: "ada") { _ in }
        #expect(
            try Array(portal.audit().dropFirst(count)) == [
                #"sql update projects website acme {"audience":"team","publish_on":null} {"audience":"finance","publish_on":"2026-12-01"}"#,
                #"sql update users tia  {"password_hash":"set","status":"active"} {"password_hash":null,"status":"suspended"}"#,
                #"sql delete memberships 5 acme-corp {"user_id":5,"client_id":2,"role_id":"member"} "#,
            ])
    }

    @Test func theToolsOwnChangesAreNotCalledSQL() throws {
        let portal = try SamplePortal()
        try portal.write(as: "ada") { writer in
            try writer.database.execute("update projects set audience = 'board' where id = 10")
        }
        try portal.write(as: "ada") { _ in }
        #expect(try !portal.audit().contains { $0.hasPrefix("sql update") })
    }

    @Test func aTableThatAnAgencyAddedLeavesATrailToo() throws {
        let portal = try SamplePortal()
        try portal.load(
            "create table gifts (id integer primary key, client_id integer not null, code text, audience text);"
        )
        try portal.write(as: "ada") { _ in }
        try portal.load("insert into gifts values (1, 1, 'it''s \"odd\"', 'team');")
        try portal.write(as: "ada") { _ in }
        #expect(try portal.audit().last == #"sql insert gifts it's "odd" acme  {"audience":"team"}"#)
    }

    @Test(arguments: [
        "update audit_log set actor = 'eve' where id = 1",
        "update audit_log set before_json = null, after_json = null, done_at = '2020-01-01T00:00:00Z'",
        "delete from audit_log where id = 1",
        "insert or replace into audit_log select * from audit_log where id = 1",
        """
        insert into audit_log (done_at, actor, action, content_sha256, previous_sha256, sha256)
        select done_at, actor, action, content_sha256, previous_sha256, sha256 from audit_log limit 1
        """,
    ])
    func theDatabaseRefusesToRewriteTheLog(_ sql: String) throws {
        let portal = try SamplePortal()
        try portal.write(as: "ada") { _ in }
        let before = try portal.audit()
        #expect(throws: DiagnosticList.self) { try portal.load(sql + ";") }
        #expect(try portal.audit() == before)
    }
}

/// What is found when somebody rewrites the log past the database's triggers.
@Suite struct AuditCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let sql: String
        let found: [String]
        var testDescription: String { sql }
    }

    private func portal() throws -> SamplePortal {
        let portal = try SamplePortal()
        for name in ["ann", "bob", "cid", "dan"] {
            try portal.write(as: name) { writer in
                try writer.record(
                    AuditEntry(
                        "set", table: "people", record: name, client: "acme",
                        after: [.init(name: "email", value: .string("\(name)@\u{202E}\"';\0\u{1F600}"))]))
            }
        }
        return portal
    }

    /// Past the triggers, which are put back.
    private func tamper(_ portal: SamplePortal, _ sql: String) throws {
        let connection = try Connection(path: portal.database, mode: .readWrite)
        let triggers = try connection.prepare(
            "select name, sql from sqlite_schema where type = 'trigger' and tbl_name = 'audit_log'")
        var found: [(String, String)] = []
        while try triggers.step() { found.append((triggers.text(at: 0) ?? "", triggers.text(at: 1) ?? "")) }
        for (name, _) in found { try connection.execute("drop trigger \(name)") }
        try Script(sql).run(on: connection)
        for (_, sql) in found { try connection.execute(sql) }
    }

    @Test func anUntouchedLogIsSound() throws {
        let portal = try portal()
        let report = try portal.live.checkAudit()
        #expect(report.diagnostics == [])
        #expect(report.rows > 4)
    }

    /// Rows are counted from the end of the log: `@4` is ann's, `@1` dan's.
    @Test(arguments: [
        Case(sql: "update audit_log set actor = 'eve' where id = @3", found: ["@3 it was edited"]),
        Case(
            sql: "update audit_log set done_at = '2020-01-01T00:00:00Z' where id = @1",
            found: ["@1 it was edited"]),
        Case(
            sql: "update audit_log set after_json = '{}' where id = @2",
            found: ["@2 what it says of the change was edited"]),
        Case(
            sql: "update audit_log set after_json = null where id = @2",
            found: ["@2 what it said was erased, and no later row says by whom"]),
        Case(sql: "delete from audit_log where id = @3", found: ["@2 row @3 is missing before it"]),
        Case(
            sql: "delete from audit_log where id = @3; update audit_log set id = id - 1 where id > @3",
            found: [
                "@3 it does not follow row @4: one of the two was replaced or moved", "@3 it was edited",
                "@2 it was edited",
                "the audit log ends at row @2, but row @1 was written: its end is missing",
            ]),
        Case(
            sql: "update audit_log set id = -1 where id = @3; update audit_log set id = @3 where id = @2;"
                + "update audit_log set id = @2 where id = -1",
            found: [
                "@3 it does not follow row @4: one of the two was replaced or moved", "@3 it was edited",
                "@2 it does not follow row @3: one of the two was replaced or moved", "@2 it was edited",
                "@1 it does not follow row @2: one of the two was replaced or moved",
            ]),
        Case(
            sql: "delete from audit_log where id >= @2",
            found: ["the audit log ends at row @3, but row @1 was written: its end is missing"]),
        Case(
            sql: "delete from audit_log",
            found: ["the audit log is empty, but row @1 was written: its end is missing"]),
    ])
    func whatWasDoneToTheLogIsNamed(_ example: Case) throws {
        let portal = try portal()
        let count = try portal.audit().count
        func numbered(_ text: String) -> String {
            (1...4).reduce(text) { $0.replacing("@\($1)", with: "\(count + 1 - $1)") }
        }
        try tamper(portal, numbered(example.sql) + ";")
        let found = try portal.live.checkAudit().diagnostics.map { problem in
            ((problem.row?.dropFirst("audit_log ".count)).map { $0 + " " } ?? "") + problem.message
        }
        #expect(found == example.found.map(numbered))
    }

    @Test func whatTheToolErasesIsNoFinding() throws {
        let portal = try portal()
        let erased = try portal.write(as: "ada") {
            try $0.eraseAudit(of: "bob", in: "people", client: "acme")
        }
        #expect(erased == 1)
        #expect(try portal.live.checkAudit().diagnostics == [])
        #expect(try !portal.audit().contains { $0.contains("bob@") })
        #expect(try portal.audit().contains { $0.hasPrefix("bob set people bob acme") })
    }

    @Test func aDamagedHeadIsNamed() throws {
        let portal = try portal()
        try AtomicWrite.write("nonsense", to: portal.folder + "/audit-head")
        #expect(try portal.live.checkAudit().diagnostics.count == 1)
    }
}

extension SamplePortal {
    static let now = "2026-11-21T10:30:00Z"

    var live: LivePortal { LivePortal(path: database, auditHead: folder + "/audit-head") }

    func write<Result>(as actor: String, _ body: (PortalWriter) throws -> Result) throws -> Result {
        try live.write(as: Author(actor: actor, at: Self.now), body)
    }

    /// Actor, action, table, record, client, before and after of each row of the audit log.
    func audit() throws -> [String] {
        let rows = try Connection(path: database, mode: .readOnly).prepare(
            "select actor, action, table_name, record, client, before_json, after_json from audit_log order by id"
        )
        var result: [String] = []
        while try rows.step() {
            result.append((0..<7).map { rows.text(at: $0) ?? "" }.joined(separator: " "))
        }
        return result
    }
}
