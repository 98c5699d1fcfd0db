import Foundation
import TestSupport
import Testing

/// What was published is kept as generations that snapshots share, for as long as it is wanted, and never against an erasure.
@Suite struct SnapshotTests {
    /// Three publications of a portal of two clients; the titles of the first client's project tell them apart.
    private func threeTimes() throws -> (portal: RetainedPortal, ids: [String]) {
        let portal = try RetainedPortal()
        var ids: [String] = []
        for number in 1...3 {
            try portal.load("update projects set name = 'Attempt \(number)' where code = 'website';")
            let outcome = try portal.vitrine("build", "--publish")
            try #require(outcome.code == 0, "\(outcome.errors)")
            ids.append(try portal.currentID())
        }
        return (portal, ids)
    }

    /// The home pages of trees that are kept of one edition.
    private static func homes(_ tree: [String: Data]) -> [String] {
        tree.keys.filter {
            $0.hasPrefix("hello/") && $0.wholeMatch(of: /hello\/[0-9a-f]{64}\/index.html/) != nil
        }
    }

    @Test func snapshotsShareWhatDidNotChangeAndCopyNothing() throws {
        let (portal, ids) = try threeTimes()
        let list = try portal.vitrine("snapshots").output.split(separator: "\n")
        #expect(list.map { $0.dropFirst(2).prefix(23) } == ids.reversed().map { $0[...] })
        #expect(list.first?.hasPrefix("* ") == true && list.dropFirst().allSatisfy { $0.hasPrefix("  ") })
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(portal.vitrine("snapshots", "--json").output.utf8))
                as? [[String: Any]])
        #expect(json.map { $0["id"] as? String } == ids.reversed())
        #expect(json.map { $0["previous"] as? String } == [ids[1], ids[0], nil])
        #expect(json.allSatisfy { $0["clients"] as? [String] == ["hello", "hello-corp"] })

        let kept = try Portal.tree(portal.root.appending(path: "output/snapshots"))
        #expect(Self.homes(kept).count == 2)
        #expect(!kept.keys.contains { $0.hasPrefix("hello-corp/") })
        let attributes = try FileManager.default.attributesOfItem(
            atPath: portal.root.appending(path: "output/snapshots").path())
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test func aGenerationThatComesBackIsTakenFromWhereItIsKept() throws {
        let portal = try RetainedPortal()
        var ids: [String] = []
        let database = portal.root.appending(path: "portal.sqlite")
        var second = Data()
        for number in 1...3 {
            try portal.load("update projects set name = 'Attempt \(number)' where code = 'website';")
            if number == 2 { second = try Data(contentsOf: database) }
            try #require(try portal.vitrine("build", "--publish").code == 0)
            ids.append(try portal.currentID())
        }
        try second.write(to: database)
        try #require(try portal.vitrine("build", "--publish").code == 0)
        #expect(try portal.currentID() == ids[1])
        let list = try portal.vitrine("snapshots").output.split(separator: "\n")
        #expect(list.map { $0.dropFirst(2).prefix(23) } == [ids[1], ids[2], ids[0]].map { $0[...] })
        let kept = try Portal.tree(portal.root.appending(path: "output/snapshots"))
        #expect(Self.homes(kept).count == 2)
        #expect(try portal.vitrine("access", "verify").code == 0)
    }

    @Test func pruningKeepsTheNewestAndWhatTheyNeed() throws {
        let (portal, ids) = try threeTimes()
        #expect(try portal.vitrine("prune").output.contains("nothing to remove"))
        try portal.folder.write("", to: "output/snapshots/hello/\(String(repeating: "0", count: 64)).jsonl")
        let outcome = try portal.vitrine("prune", "--keep", "2")
        #expect(outcome.code == 0 && outcome.output.contains("removed the snapshot \(ids[0])"), "\(outcome)")
        #expect(outcome.output.contains("removed 1 that no snapshot names"))
        let kept = try Portal.tree(portal.root.appending(path: "output/snapshots"))
        #expect(Self.homes(kept).count == 1)
        #expect(kept.values.contains { $0.range(of: Data("Attempt 2".utf8)) != nil })
        #expect(!kept.values.contains { $0.range(of: Data("Attempt 1".utf8)) != nil })
        let names = try FileManager.default.contentsOfDirectory(
            atPath: portal.root.appending(path: "output/state/snapshots").path())
        #expect(names.sorted() == [ids[1], ids[2]].map { "\($0).jsonl" }.sorted())
        let named = try names.map { name in
            try String(
                contentsOf: portal.root.appending(path: "output/state/snapshots/\(name)"), encoding: .utf8)
        }.joined()
        for list in try FileManager.default.contentsOfDirectory(
            atPath: portal.root.appending(path: "output/state/record-lists").path())
        { #expect(named.contains(list.prefix(64))) }
        #expect(try portal.vitrine("prune", "--keep", "0").code == 2)
    }

    @Test func publicationsPruneByTheConfigurationAndKeepWhatTheNextCompareWith() throws {
        let portal = try RetainedPortal()
        let configuration = try String(
            contentsOf: portal.root.appending(path: "vitrine.yaml"), encoding: .utf8)
        try portal.folder.write(configuration + "\npublish: {keep: 1}\n", to: "vitrine.yaml")
        // A day has two publications, of which the last stays for a while.
        for day in ["2026-11-01", "2026-11-02", "2026-11-12", "2026-11-12", "2026-11-19", "2026-11-20"] {
            try portal.load("update projects set name = name || '.' where code = 'website';")
            try #require(try portal.vitrine("build", "--publish", "--as-of", day).code == 0)
        }
        let list = try portal.vitrine("snapshots").output.split(separator: "\n").map {
            String($0.dropFirst(2).prefix(10))
        }
        #expect(list == ["2026-11-20", "2026-11-19", "2026-11-12", "2026-11-02"])
    }

    @Test func aBuildThatWasOvertakenIsRemoved() throws {
        let portal = try RetainedPortal()
        try #require(try portal.vitrine("build", "--publish").code == 0)
        try portal.load("update projects set name = 'Overtaken' where code = 'website';")
        let built = try portal.vitrine("build").output
        let id = try #require(built.firstMatch(of: /staged (\S+);/)).output.1
        try portal.load("update projects set name = 'First' where code = 'website';")
        try #require(try portal.vitrine("build", "--publish").code == 0)
        #expect(try portal.files(holding: "Overtaken") != [])
        let other = TemporaryFolder()
        let copy = other.url.appending(path: "portal")
        try FileManager.default.copyItem(at: portal.root, to: copy)
        let pruned = try Tool.vitrine("prune", in: copy)
        #expect(pruned.output.contains("which was overtaken"), "\(pruned)")
        #expect(!FileManager.default.fileExists(atPath: copy.appending(path: "output/staged/\(id)").path()))
        // Or the publication after the next.
        try portal.load("update projects set name = 'Second' where code = 'website';")
        let outcome = try portal.vitrine("build", "--publish")
        #expect(outcome.output.contains("which was overtaken"), "\(outcome)")
        #expect(try portal.files(holding: "Overtaken") == [])
    }

    @Test func whatIsErasedIsInNoSnapshot() throws {
        let portal = try RetainedPortal()
        for number in 1...2 {
            try portal.load("update projects set name = 'Attempt \(number)' where code = 'website';")
            try #require(try portal.vitrine("build", "--publish").code == 0)
        }
        let word = RetainedPortal.canary
        #expect(try portal.files(holding: word).contains { $0.hasPrefix("output/snapshots/hello/") })
        #expect(try portal.vitrine("retention", "--apply").code == 0)
        let left = try portal.files(holding: word)
        #expect(!left.isEmpty && left.allSatisfy { $0.hasPrefix("output/site/") }, "\(left)")
        // What is displaced by the next publication held it, and is not kept.
        try #require(try portal.vitrine("build", "--publish").code == 0)
        #expect(try portal.files(holding: word) == [])
        #expect(try portal.vitrine("snapshots").output.split(separator: "\n").count == 3)
        #expect(try portal.vitrine("access", "verify").code == 0)
    }

    @Test func whoIsForgottenIsInNoSnapshot() throws {
        let portal = try RetainedPortal()
        try #require(try portal.vitrine("build", "--publish").code == 0)
        try portal.load("update projects set name = 'Later' where code = 'website';")
        try #require(try portal.vitrine("build", "--publish").code == 0)
        let manifests = try portal.files(holding: "\"name\": \"ada\"").filter {
            $0.contains("snapshots/2026")
        }
        #expect(manifests.count == 2, "\(manifests)")
        try #require(try portal.vitrine("forget", "ada", "--apply").code == 0)
        #expect(try portal.files(holding: "\"ada\"").filter { $0.contains("output/snapshots/") } == [])
    }
}

extension RetainedPortal {
    /// The id of what is published.
    func currentID() throws -> String {
        try String(contentsOf: root.appending(path: "output/state/current"), encoding: .utf8)
            .trimmingCharacters(in: .newlines)
    }
}
