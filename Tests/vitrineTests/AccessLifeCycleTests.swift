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
        let page = "acme.u.4/projects/program-budget.html"
        #expect(before[page] == nil)

        let id = try run(
            portal, "request", "open", "luis", "projects", "acme/program-budget", "--reason", "audit"
        )
        .output.trimmingCharacters(in: .whitespacesAndNewlines)
        try portal.publish()
        #expect(try Portal.tree(portal.site) == before, "asking changes nothing")

        let approved = try run(portal, "request", "approve", id, "--by", "dana", "--until", "2026-12-01")
        #expect(approved.output.contains("in acme.u."))
        let own = try #require(approved.output.firstMatch(of: /acme\.u\.\d+/)).output
        try portal.publish()
        let after = try Portal.tree(portal.site)
        #expect(after["\(own)/projects/program-budget.html"] != nil)
        #expect(try others(portal, than: String(own)) == before, "no other edition changes")
        let credentials = portal.access.appending(path: "credentials/\(own).htpasswd")
        #expect(try String(contentsOf: credentials, encoding: .utf8).hasPrefix("luis:"))

        // The last day has passed: the edition is his no more, and gone.
        try portal.publish("--as-of", "2026-12-02")
        #expect(try Portal.tree(portal.site).keys.allSatisfy { !$0.hasPrefix(own) })
        #expect(!FileManager.default.fileExists(atPath: credentials.path()))
        try portal.publish()
        #expect(try Portal.tree(portal.site) == after)

        let revoked = try run(portal, "revoke", "projects", "acme/program-budget", "luis")
        #expect(revoked.output.contains("rows that disappear"))
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
