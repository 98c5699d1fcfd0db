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
