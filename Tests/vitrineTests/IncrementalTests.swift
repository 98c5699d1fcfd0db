import Foundation
import SQLite
import TestSupport
import Testing

/// What a build leaves as it is published is what it would have made.
@Suite struct IncrementalTests {
    @Test func onlyWhatChangedIsMadeAnew() throws {
        let portal = try Portal()
        let first = try portal.publish()
        try #require(first.code == 0, "\(first.text)")
        #expect(!first.output.contains("editions unchanged"))
        let versions = try fileNumbers(portal)
        try portal.run(
            sql:
                "update projects set name = name || ' anew' where client_id = (select id from clients where slug = 'noor');"
        )
        let second = try portal.publish("--explain")
        #expect(second.code == 0, "\(second.text)")
        #expect(second.output.contains("noor: rows\n"), "\(second.output)")
        let editions = try FileManager.default.contentsOfDirectory(atPath: portal.site.path())
            .filter { $0 != "assets" }
        let others = editions.filter { $0 != "noor" && !$0.hasPrefix("noor.") }
        #expect(second.output.contains("\(others.count) editions unchanged"), "\(second.output)")
        #expect(second.output.contains("published") && second.output.contains("editions switched"))
        let after = try fileNumbers(portal)
        #expect(versions.filter { after[$0.key] != $0.value }.allSatisfy { $0.key.hasPrefix("noor") })
        #expect(after != versions)
    }

    @Test func whyAnEditionIsMadeIsExplained() throws {
        let portal = try Portal(of: ["noor"])
        func explained(_ options: String...) throws -> [Substring] {
            let outcome = try Tool.vitrine(
                ["build", "--publish", "--explain"] + options, in: portal.root,
                environment: Portal.environment)
            try #require(outcome.code == 0, "\(outcome.text)")
            return outcome.output.split(separator: "\n").filter { $0.hasPrefix("noor: ") }
        }
        #expect(try explained() == ["noor: it is new"])
        #expect(try explained() == [])
        try portal.edit("content/noor/more.md") { _ in "---\ntitle: More\naudience: team\n---\nMore.\n" }
        #expect(try explained() == ["noor: notes or files, rows"])
        #expect(try explained("--as-of", "2026-11-22") == ["noor: the day"])
        try portal.edit("vitrine.yaml") { $0.replacing("title: ", with: "title: New ") }
        #expect(try explained("--as-of", "2026-11-22") == ["noor: settings"])
        try portal.edit("Templates/assets/own.css") { _ in "p { color: red }\n" }
        #expect(try explained("--as-of", "2026-11-22") == ["noor: templates"])
        // Without the cache it is found out anew that nothing differs.
        try FileManager.default.removeItem(at: portal.root.appending(path: "output/cache"))
        #expect(try explained("--as-of", "2026-11-22") == [])
    }

    @Test func whatIsWrongIsFoundUntilItIsMended() throws {
        let portal = try Portal(of: ["acme", "noor"])
        try #require(try portal.publish().code == 0)
        let database = try Connection(
            path: portal.root.appending(path: "portal.sqlite").path(), mode: .readWrite)
        try database.execute("pragma foreign_keys = off")
        func setAudience(_ name: String) throws {
            try database.execute(
                """
                update projects set audience = '\(name)' where id = (select min(id) from projects
                    where client_id = (select id from clients where slug = 'acme'))
                """)
        }
        try setAudience("nobody")
        for name in ["One", "Two"] {
            let held = try portal.publish()
            #expect(held.code == 4 && held.errors.contains("held back: acme"), "\(held.text)")
            // Nothing of the one that is held back changes from here on.
            try database.execute("update clients set name = '\(name)' where slug = 'noor'")
        }
        try setAudience("team")
        #expect(try portal.publish().code == 0)
    }

    @Test func warningsAreSaidEachTime() throws {
        let portal = try Portal(of: ["noor"])
        try portal.edit("content/noor/odd.md") { _ in
            "---\ntitle: Odd\naudience: team\n---\nA <b>raw</b> word.\n"
        }
        let first = try portal.publish()
        try #require(first.errors.contains("warning"), "\(first.text)")
        try portal.run(sql: "update clients set name = name;")
        let second = try Tool.vitrine("build", in: portal.root, environment: Portal.environment)
        #expect(second.errors == first.errors)
    }

    /// After each of many random edits, a build from nothing finds nothing to publish after the incremental one.
    @Test(arguments: 1...2)
    func anIncrementalBuildIsACleanOne(_ seed: Int) throws {
        let portal = try Portal(of: ["acme", "noor"])
        var random = SeededGenerator(seed: seed)
        try #require(try portal.publish().code == 0)
        var editor = try PortalEditor(of: portal)
        var kept = 0
        let count = Tool.testsEverything ? 25 : 5
        for number in 1...count {
            let edit = try editor.edit(using: &random)
            let incremental = try portal.publish("--as-of", editor.asOf)
            try #require([0, 1, 4].contains(incremental.code), "\(number) \(edit): \(incremental.text)")
            if incremental.output.contains("editions unchanged") { kept += 1 }
            let clean = try portal.withoutMemory {
                try Tool.vitrine(
                    "build", "--publish", "--as-of", editor.asOf, in: portal.root,
                    environment: Portal.environment)
            }
            #expect(clean.code == incremental.code, "\(number) \(edit): \(clean.text)")
            #expect(
                clean.code == 1 || clean.output.contains("nothing has changed"),
                "seed \(seed), edit \(number): \(edit)\n\(clean.text)")
        }
        #expect(kept > count / 4, "hardly anything was kept, so hardly anything was tried: \(kept)")
    }

    private func fileNumbers(_ portal: Portal) throws -> [String: UInt64] {
        var numbers: [String: UInt64] = [:]
        for name in try Portal.tree(portal.site).keys where !name.hasPrefix("assets") {
            let path = portal.site.appending(path: name).path()
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            numbers[name] = attributes[.systemFileNumber] as? UInt64
        }
        return numbers
    }
}

extension Portal {
    /// Does `body` while nothing is known of what the published editions are made of; afterwards all is as it was.
    fileprivate func withoutMemory<Result>(_ body: () throws -> Result) throws -> Result {
        let output = root.appending(path: "output")
        let kept = root.appending(path: "output.kept")
        try FileManager.default.copyItem(at: output, to: kept)
        for path in ["state/stamps", "cache"] {
            try? FileManager.default.removeItem(at: output.appending(path: path))
        }
        defer {
            try? FileManager.default.removeItem(at: output)
            try? FileManager.default.moveItem(at: kept, to: output)
        }
        return try body()
    }
}
