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

    /// Builds from nothing while the machine's clock says something else, in another zone; what is staged then.
    private func staged(
        _ portal: Portal, clock: String, zone: String, epoch: String
    ) throws -> [String: Data] {
        let output = portal.root.appending(path: "output")
        if FileManager.default.fileExists(atPath: output.path()) {
            try FileManager.default.removeItem(at: output)
        }
        let built = try Tool.run(
            Self.faketime, [clock, Tool.program, "-C", portal.root.path(), "build", "--as-of", "2026-11-20"],
            environment: [
                "SOURCE_DATE_EPOCH": epoch, "TZ": zone, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                // When a file was written is no clock's to say.
                "NO_FAKE_STAT": "1",
            ])
        try #require(built.code == 0, "\(built.text)")
        return try Portal.tree(output.appending(path: "staged"))
    }

    private static let faketime = "/usr/bin/faketime"

    @Test func onlyTheDateOfTheBuildIsWhatTheClockSaysAndThatFromOutside() throws {
        guard Tool.isAvailable(Self.faketime, for: "builds while the clock says something else") else {
            return
        }
        let portal = try Portal()
        let epoch = Portal.environment["SOURCE_DATE_EPOCH"] ?? ""
        let one = try staged(
            portal, clock: "2026-11-20 10:00:00", zone: "Pacific/Auckland", epoch: epoch)
        #expect(one.keys.contains { $0.hasSuffix("/access/access.json") })
        let two = try staged(
            portal, clock: "2031-03-04 23:30:00", zone: "America/Los_Angeles", epoch: epoch)
        #expect(Set(one.keys) == Set(two.keys))
        for (path, bytes) in one where two[path] != bytes { Issue.record("\(path) differs") }
        let other = try staged(portal, clock: "2026-11-20 10:00:00", zone: "UTC", epoch: "1800000000")
        #expect(Set(one.keys) == Set(other.keys))
        let different = one.keys.filter { one[$0] != other[$0] }
        #expect(different.count == 1 && different.first?.hasSuffix("/access/access.json") == true)
        for path in different {
            let texts = [one, other].map { tree in
                String(decoding: tree[path] ?? Data(), as: UTF8.self)
                    .replacing(/"built_at": *"[^"]*"/, with: "")
            }
            #expect(texts[0] == texts[1])
        }
    }
}
