import Diagnostics
import PortalData
import SQLite
import Testing

/// Grants, requests, users and invitations.
@Suite struct AccessWritingTests {
    private func row(_ portal: SamplePortal, _ sql: String) throws -> String? {
        try Connection(path: portal.database, mode: .readOnly).text(sql)
    }

    @Test func aGrantMakesTheUsersOwnEditionAndRevokingTakesItAway() throws {
        let portal = try SamplePortal()
        let granted = try portal.write(as: "ada") {
            try $0.grant(
                "funding", in: "projects", to: "tom", level: "view", until: "2026-12-31", reason: "audit")
        }
        // The project and the milestone below it, beside what he saw before.
        #expect(granted.visibility.changes.map(\.edition) == ["acme.u.4"])
        #expect(try portal.contents(of: "acme.u.4").texts("milestones", "title").contains("m-under-finance"))
        #expect(try !portal.contents(of: "acme").texts("milestones", "title").contains("m-under-finance"))
        #expect(try row(portal, "select level || expires_on from grants") == "view2027-01-01")
        let changed = try portal.write(as: "ada") { try $0.grant("funding", in: "projects", to: "tom") }
        #expect(changed.visibility.changes == [])
        #expect(
            try row(portal, "select level || ' ' || coalesce(expires_on, 'for good') from grants")
                == "view for good")
        let revoked = try portal.write(as: "ada") { try $0.revoke("funding", in: "projects", from: "tom") }
        #expect(revoked.visibility.changes.map(\.edition) == ["acme.u.4"])
        #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") { try $0.revoke("funding", in: "projects", from: "tom") }
        }
        #expect(
            try portal.audit().suffix(3).map { $0.split(separator: " ")[1] } == ["grant", "grant", "revoke"])
    }

    @Test(arguments: [
        ("secret", "projects", "tom"), ("m2", "milestones", "tom"), ("funding", "projects", "nobody"),
        ("nothing", "projects", "tom"), ("acme/website", "project", "tom"),
    ])
    func aGrantThatOpensNothingIsRefused(code: String, table: String, user: String) throws {
        let portal = try SamplePortal()
        #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") { try $0.grant(code, in: table, to: user) }
        }
        #expect(try row(portal, "select count(*) from grants") == "0")
    }

    @Test func aRequestIsDecidedOnceAndItsApprovalGrants() throws {
        let portal = try SamplePortal()
        func open() throws -> Int64 {
            try portal.write(as: "tom") {
                try $0.openRequest(
                    by: "tom", for: .record(table: "projects", code: "funding"), level: "view",
                    reason: "\u{202E}why")
            }
        }
        let id = try open()
        #expect(throws: DiagnosticList.self) { try open() }
        #expect(
            try portal.live.requests(pendingOnly: true, client: "acme") == [
                "\(id) pending 2026-11-21T10:30:00Z tom acme projects funding (acme) view: \u{202E}why"
            ])
        let change = try portal.write(as: "ada") {
            try $0.approve(request: "\(id)", by: "fin", comment: "yes", until: nil)
        }
        #expect(change?.visibility.changes.map(\.edition) == ["acme.u.4"])
        #expect(try row(portal, "select level || request_id from grants") == "view\(id)")
        #expect(
            try row(portal, "select decision || approver_id || comment from access_approvals")
                == "approved2yes")
        #expect(try portal.live.requests(pendingOnly: true, client: nil) == [])
        #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") { try $0.deny(request: "\(id)", by: nil, comment: nil) }
        }
        #expect(throws: DiagnosticList.self) {
            try portal.load("update access_requests set status = 'denied' where id = \(id);")
        }
    }

    @Test func anApprovalThatOpensNothingLeavesTheRequestPending() throws {
        let portal = try SamplePortal()
        let id = try portal.write(as: "tom") {
            try $0.openRequest(
                by: "tom", for: .record(table: "projects", code: "secret"), level: nil, reason: nil)
        }
        #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") {
                try $0.approve(request: "\(id)", by: nil, comment: nil, until: nil)
            }
        }
        #expect(try portal.live.requests(pendingOnly: true, client: nil).count == 1)
        #expect(try row(portal, "select count(*) from access_approvals") == "0")
        try portal.write(as: "ada") { try $0.deny(request: "\(id)", by: nil, comment: "no") }
        #expect(try portal.live.requests(pendingOnly: false, client: nil).first?.contains("denied") == true)
    }

    @Test func aRequestInWordsIsApprovedWithoutAGrant() throws {
        let portal = try SamplePortal()
        let id = try portal.write(as: "tom") {
            try $0.openRequest(by: "tom", for: .words("All of 2025", client: "acme"), level: nil, reason: nil)
        }
        let change = try portal.write(as: "ada") {
            try $0.approve(request: "\(id)", by: nil, comment: nil, until: nil)
        }
        #expect(change == nil)
        #expect(try row(portal, "select count(*) from grants") == "0")
    }

    @Test func aUserIsAddedWithHisRoleOrNotAtAll() throws {
        let portal = try SamplePortal()
        #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") { try $0.addUser("new", role: "ownr", at: "acme", until: nil, []) }
        }
        #expect(try row(portal, "select count(*) from users where username = 'new'") == "0")
        let added = try portal.write(as: "ada") {
            try $0.addUser(
                "new", role: "owner", at: "acme", until: "2026-12-31", [Assignment("email", "n@e.example")])
        }
        #expect(added.visibility.admitted == [])
        let change = try portal.write(as: "ada") {
            try $0.setPasswordHash("$2y$06$" + String(repeating: "a", count: 53), of: "new")
            return try $0.set([Assignment("expires_on", "2027-01-01")], of: "new", in: "users")
        }
        #expect(change.visibility.admitted == [])
        let expired = try portal.write(as: "ada") {
            try $0.set([Assignment("expires_on", "today")], of: "new", in: "users")
        }
        #expect(expired.visibility.excluded == ["new"])
        #expect(try !portal.audit().contains { $0.contains("$2y$") })
    }

    static let inviter = Inviter(
        agency: "Büro <x>\r\nBcc: eve@evil.example", title: "Portal", contact: "hello@agency.example",
        address: { "https://portal.example/" + $0 + "/" })

    @Test func anInvitationNamesTheHomeAndNeverThePassword() throws {
        let portal = try SamplePortal()
        try portal.load(
            """
            insert into people (id, client_id, code, name, email)
            values (1, 1, 'tia', 'Tiá ' || char(13, 10) || 'Bcc: eve@evil.example', 'tia@acme.example');
            update users set person_id = 1 where username = 'tia';
            update clients set locale = 'de-CH' where id = 1;
            """)
        let message = try portal.write(as: "ada") { try $0.invitation(for: "tia", from: Self.inviter) }
        let lines = message.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines.allSatisfy {
                $0.utf8.count <= 78 && $0.utf8.allSatisfy { (32...126).contains($0) || $0 == 9 }
            })
        let headers = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map {
            $0.prefix { $0 != ":" }
        }
        #expect(
            headers == [
                "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
        #expect(message.hasPrefix("Date: Sat, 21 Nov 2026 10:30:00 +0000\r\n"))
        #expect(message.contains("<tia@acme.example>"))
        #expect(message.contains("https://portal.example/acme/"))
        #expect(message.contains("Benutzername: tia"))
        #expect(!message.contains("$2y$"))
        #expect(
            try row(portal, "select last_invited_at from users where username = 'tia'") == SamplePortal.now)
        #expect(try portal.audit().last == "ada invite users tia   ")
    }

    @Test(arguments: ["fin", "sue", "nobody", "cora"])
    func nobodyIsInvitedWhoCannotGetIn(_ username: String) throws {
        let portal = try SamplePortal()
        #expect(throws: DiagnosticList.self) {
            try portal.write(as: "ada") { try $0.invitation(for: username, from: Self.inviter) }
        }
    }
}
