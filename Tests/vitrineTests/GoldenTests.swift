import Foundation
import TestSupport
import Testing

/// The sites of two clients as they were reviewed. `UPDATE_GOLDEN=1 swift test` rewrites them; `git diff` is the review.
@Suite struct GoldenTests {
    @Test(arguments: ["acme", "noor"])
    func theSiteOfAClientIsAsReviewed(edition: String) throws {
        let portal = try Portal()
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        // Files of documents are copies of what stands under content/ and are compared by their digests elsewhere.
        let site = try Portal.tree(portal.site.appending(path: edition)).filter {
            !$0.key.hasPrefix("files/") || ["files/decisions.csv", "files/milestones.csv"].contains($0.key)
        }
        try #require(!site.isEmpty, "no edition \(edition)")
        try expectGolden(site, named: edition)
    }

    /// As `scripts/demo` makes it.
    @Test func whatChangedInAWeekIsAsReviewed() throws {
        let portal = try Portal(of: ["acme"])
        let database = portal.root.appending(path: "portal.sqlite")
        let now = try Data(contentsOf: database)
        let script = Tool.repository.appending(path: "scripts/week-before.sql")
        try portal.run(sql: String(contentsOf: script, encoding: .utf8))
        let before = try portal.publish("--as-of", "2026-11-13")
        try #require(before.code == 0, "\(before.text)")
        for name in ["portal.sqlite-wal", "portal.sqlite-shm"] {
            try? FileManager.default.removeItem(at: portal.root.appending(path: name))
        }
        try now.write(to: database)
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.text)")
        let names = ["changes.html", "changes.atom", "files/changes.csv", "files/changes.json"]
        try expectGolden(
            try Portal.tree(portal.site.appending(path: "acme")).filter { names.contains($0.key) },
            named: "changes")
    }

    @Test func theServerFilesAndTheManifestAreAsReviewed() throws {
        let portal = try Portal()
        try portal.edit("vitrine.yaml") { $0.replacing(portal.root.path() + "/output", with: "/srv/portal") }
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let access = try Portal.tree(portal.access).filter { !$0.key.hasPrefix("files.jsonl") }
        try expectGolden(access, named: "access")
    }

    private func expectGolden(_ tree: [String: Data], named name: String) throws {
        let golden = Tool.repository.appending(path: "Tests/vitrineTests/Golden/\(name)")
        if Tool.updatesGolden {
            try? FileManager.default.removeItem(at: golden)
            for (path, bytes) in tree {
                let url = golden.appending(path: path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try bytes.write(to: url)
            }
        }
        let reviewed = try Portal.tree(golden)
        #expect(tree.keys.sorted() == reviewed.keys.sorted())
        for (path, bytes) in reviewed where tree[path] != bytes {
            Issue.record("\(name)/\(path) is not as reviewed")
        }
    }
}
