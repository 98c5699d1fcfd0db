import Foundation
import TestSupport
import Testing

@Suite struct DeterminismTests {
    @Test func twoBuildsInDifferentFoldersZonesLocalesAndJobCountsHaveTheSameBytes() throws {
        let first = try Portal()
        let second = try Portal()
        for portal in [first, second] {
            try portal.edit("vitrine.yaml") {
                $0.replacing(portal.root.path() + "/output", with: "/srv/portal")
            }
        }
        let one = try first.publish(
            "--jobs", "1", environment: ["TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C"])
        try #require(one.code == 0, "\(one.errors)")
        let two = try second.publish(
            "--jobs", "2",
            environment: ["TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"])
        try #require(two.code == 0, "\(two.errors)")

        for part in ["site", "access"] {
            let left = try Portal.tree(first.root.appending(path: "output/\(part)"))
            let right = try Portal.tree(second.root.appending(path: "output/\(part)"))
            #expect(left.keys.sorted() == right.keys.sorted())
            #expect(!left.isEmpty)
            for (path, bytes) in left where right[path] != bytes {
                Issue.record("\(part)/\(path) differs")
            }
        }
    }
}
