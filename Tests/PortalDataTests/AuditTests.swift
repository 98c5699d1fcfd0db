import Diagnostics
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
