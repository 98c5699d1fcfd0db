import Foundation
import TestSupport
import Testing

/// From a request to a published page and back, with the tool alone.
@Suite struct AccessLifeCycleTests {
    @discardableResult
    private func run(_ portal: Portal, _ arguments: String...) throws -> Tool.Outcome {
        let outcome = try Tool.vitrine(
            arguments + ["--actor", "ada"], in: portal.root, environment: Portal.environment)
        try #require(outcome.code == 0, "\(arguments): \(outcome.errors)")
        return outcome
    }

    /// The published files without those of one edition.
    private func others(_ portal: Portal, than edition: String) throws -> [String: Data] {
        try Portal.tree(portal.site).filter { !$0.key.hasPrefix(edition + "/") }
    }

    @Test func aRecordComesWithItsApprovalAndGoesWithItsLastDayOrItsRevocation() throws {
        let portal = try Portal()
        try portal.publish()
        let before = try Portal.tree(portal.site)
        let (own, owners) = ("acme.u.12", "acme.board.finance.owners.team/access.html")
        let record = "\(own)/projects/program-budget.html"
        let credentials = portal.access.appending(path: "credentials/\(own).htpasswd")
        #expect(before.keys.allSatisfy { !$0.hasPrefix(own) })
        func text(_ path: String) throws -> String {
            String(decoding: try #require(try Portal.tree(portal.site)[path], "no \(path)"), as: UTF8.self)
        }

        // Asked: he has an edition of his own, which tells what he asked for and no title that he may not see.
        let id = try run(
            portal, "request", "open", "luis", "projects", "acme/program-budget", "--reason", "For the audit"
        )
        .output.trimmingCharacters(in: .whitespacesAndNewlines)
        try portal.publish()
        let asked = try others(portal, than: own)
        #expect(asked.filter { before[$0.key] != $0.value }.map(\.key) == [owners], "the owners' page alone")
        #expect(Set(asked.keys) == Set(before.keys))
        #expect(try text(owners).contains("For the audit"))
        let request = try text("\(own)/access.html")
        #expect(request.contains("For the audit") && request.contains("Not decided yet"))
        #expect(!request.contains("program-budget"))
        #expect(try Portal.tree(portal.site)[record] == nil)
        #expect(try String(contentsOf: credentials, encoding: .utf8).hasPrefix("luis:"))

        // Approved: the record is there, on its own page and in lists.
        let approved = try run(
            portal, "request", "approve", id, "--by", "dana", "--until", "2026-12-01", "--comment",
            "between us", "--answer", "Until December")
        #expect(approved.output.contains("in \(own)"))
        try portal.publish()
        let after = try Portal.tree(portal.site)
        #expect(after[record] != nil)
        #expect(try text("\(own)/projects.html").contains("program-budget.html"))
        #expect(try text("\(own)/access.html").contains("projects/program-budget.html"))
        let changed = try others(portal, than: own).filter { before[$0.key] != $0.value }.map(\.key)
        #expect(changed == [owners], "the owners' page alone")
        for page in [owners, "\(own)/access.html"] {
            #expect(try text(page).contains("Until December"))
            #expect(try !text(page).contains("between us"))
        }

        // The last day has passed: the record is gone, and what is left is the request, for thirty days.
        try portal.publish("--as-of", "2026-12-02")
        let expired = try Portal.tree(portal.site)
        #expect(expired[record] == nil)
        #expect(try !text("\(own)/projects.html").contains("program-budget"))
        #expect(expired["\(own)/access.html"] != nil)
        try portal.publish("--as-of", "2027-01-15")
        #expect(try Portal.tree(portal.site).keys.allSatisfy { !$0.hasPrefix(own) })
        #expect(!FileManager.default.fileExists(atPath: credentials.path()))
        try portal.publish()
        #expect(try Portal.tree(portal.site) == after)

        // Revoked: as before, but for what was asked.
        let revoked = try run(portal, "revoke", "projects", "acme/program-budget", "luis")
        #expect(revoked.output.contains("rows that disappear"))
        try portal.publish()
        #expect(try Portal.tree(portal.site)[record] == nil)
        let left = try others(portal, than: own)
        #expect(left.filter { before[$0.key] != $0.value }.map(\.key) == [owners])
        let menu = /<li><a href="[^"]*access.html"[^>]*>[^<]*<\/a><\/li>\n/
        for (path, bytes) in before where path.hasPrefix("acme/") && path.hasSuffix(".html") {
            // Only the menu differs from what everyone of the team reads.
            let mine = try text(path.replacing("acme/", with: "\(own)/", maxReplacements: 1))
            #expect(mine.replacing(menu, with: "") == String(decoding: bytes, as: UTF8.self), "\(path)")
        }

        // Forgotten: every byte as before.
        try portal.run(
            sql:
                "delete from access_approvals where client_id = 1; delete from access_requests where user_id = 12;"
        )
        try portal.publish()
        #expect(try Portal.tree(portal.site) == before)
        let verified = try Tool.vitrine("audit", "verify", in: portal.root)
        #expect(verified.code == 0, "\(verified.text)")
    }

    @Test func aUserComesAndGoes() throws {
        let portal = try Portal()
        try run(
            portal, "user", "add", "nina", "--client", "acme", "--role", "member", "--email",
            "nina@acme.example")
        let refused = try Tool.vitrine("invite", "nina", in: portal.root, environment: Portal.environment)
        #expect(refused.code == 1)
        #expect(refused.errors.contains("vitrine user passwd nina"))
        let password = try run(portal, "user", "passwd", "nina").output
        let message = try run(portal, "invite", "nina").output
        #expect(message.contains("To: nina@acme.example\r\n"))
        #expect(!message.contains(password.trimmingCharacters(in: .whitespacesAndNewlines)))
        try portal.publish()
        let credentials = portal.access.appending(path: "credentials/acme.htpasswd")
        #expect(try String(contentsOf: credentials, encoding: .utf8).contains("nina:$2y$"))
        let suspended = try run(portal, "user", "suspend", "nina")
        #expect(suspended.output.contains("readers who no longer get in: nina"))
        try portal.publish()
        #expect(try !String(contentsOf: credentials, encoding: .utf8).contains("nina"))
    }

    @Test func aStatusUpdateIsWrittenInAFile() throws {
        let portal = try Portal()
        try run(portal, "client", "add", "newco", "New Co", "locale=en-GB")
        try run(portal, "add", "projects", "client=newco", "name=Web site")
        let begun = try Tool.vitrine(
            "new", "status-update", "week.md", "--client", "newco", "--project", "web-site", in: portal.root,
            environment: Portal.environment)
        #expect(begun.code == 0, "\(begun.errors)")
        try portal.edit("week.md") { $0.replacing("headline: \"\"", with: "headline: On track") }
        let added = try run(portal, "add", "status_updates", "--file", "week.md")
        #expect(added.output == "added status_updates web-site-2026-11-20 (newco)\nno row becomes visible\n")
        try run(portal, "release", "projects", "newco/web-site")
        let released = try run(portal, "release", "status_updates", "newco/web-site-2026-11-20")
        #expect(released.output.hasSuffix("rows that become visible: 1 in newco (not published)\n"))
    }
}
