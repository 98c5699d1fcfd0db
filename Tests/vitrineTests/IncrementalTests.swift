import Foundation
import Glibc
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

    /// Under a theme of which no page asks for the day, a new one makes nothing anew but what it shows or hides.
    @Test(arguments: [
        "{{ client.name }}", "{{ as_of }}",
        "{% for row in query('select as_of_on from moment order by 1') %}{{ row.as_of_on }}{% endfor %}",
    ])
    func aNewDayMakesWhatDependsOnIt(_ body: String) throws {
        let portal = try Portal(begunWith: "first.sql")
        let builtIn = Tool.repository.appending(path: "Templates/pages")
        for page in try FileManager.default.contentsOfDirectory(atPath: builtIn.path()) {
            // A page exists only where a table that it names has a row.
            try portal.edit("Templates/pages/\(page)") { _ in
                "---\npath: \"\(page)\"\ntitle: \"None\"\nif_any: [tickets]\n---\n"
            }
        }
        try portal.edit("Templates/pages/index.html") { _ in
            "---\npath: \"index.html\"\ntitle: \"Home\"\n---\n<!doctype html><html lang=\"en\"><title>T</title><p>\(body)</p></html>\n"
        }
        func made(_ day: String) throws -> [Substring] {
            let outcome = try portal.publish("--explain", "--no-audit", "--as-of", day)
            try #require(outcome.code == 0, "\(outcome.text)")
            return outcome.output.split(separator: "\n").filter { $0.hasPrefix("hello: ") }
        }
        #expect(try made("2026-11-20") == ["hello: it is new"])
        #expect(try made("2026-11-21") == (body.contains("client") ? [] : ["hello: the day"]))
        try portal.run(
            sql:
                "update projects set expires_on = '2026-11-25' where client_id = (select id from clients where slug = 'hello');"
        )
        _ = try made("2026-11-22")
        #expect(try made("2026-11-25").first?.contains("rows") == true)
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
        #expect(second.complaints == first.complaints)
    }

    /// After each of many random edits, a build from nothing finds nothing to publish after the incremental one.
    @Test(arguments: 1...2)
    func anIncrementalBuildIsACleanOne(_ seed: Int) throws {
        let portal = try Portal(of: ["acme", "noor"])
        var random = SeededGenerator(seed: seed)
        try #require(try portal.publish().code == 0)
        var editor = try PortalEditor(of: portal)
        var kept = 0
        let count =
            ProcessInfo.processInfo.environment["EDITS"].flatMap { Int($0) }
            ?? (Tool.testsEverything ? 250 : 5)
        for number in 1...count {
            let edit = try editor.edit(using: &random)
            let incremental = try portal.publish("--as-of", editor.asOf)
            try #require([0, 1, 4].contains(incremental.code), "\(number) \(edit): \(incremental.text)")
            if incremental.output.contains("editions unchanged") { kept += 1 }
            let clean = try portal.withoutMemory {
                try Tool.vitrine(
                    "build", "--as-of", editor.asOf, in: portal.root, environment: Portal.environment)
            }
            #expect(clean.code == incremental.code, "\(number) \(edit): \(clean.text)")
            #expect(
                clean.code == 1 || clean.output.contains("nothing has changed"),
                "seed \(seed), edit \(number): \(edit)\n\(clean.text)")
        }
        #expect(kept > count / 4, "hardly anything was kept, so hardly anything was tried: \(kept)")
        #expect(try Tool.vitrine("access", "verify", in: portal.root).code == 0)
    }

    /// Random edits of one client after the other: no file of another is written, not even as it was.
    @Test func anEditOfOneClientRewritesNothingOfAnother() throws {
        let clients = ["acme", "noor"]
        let portal = try Portal(of: clients)
        var random = SeededGenerator(seed: 3)
        try #require(try portal.publish().code == 0)
        var editor = try PortalEditor(of: portal)
        var changed = 0
        for number in 1...(Tool.testsEverything ? 30 : 6) {
            let client = clients[number % 2]
            let before = try versions(portal)
            let edit = try editor.edit(client, using: &random)
            let outcome = try portal.publish()
            try #require([0, 1, 4].contains(outcome.code), "\(edit): \(outcome.text)")
            let after = try versions(portal)
            let different = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
            #expect(
                different.allSatisfy { $0.prefix { !"./".contains($0) } == client[...] },
                "\(edit): \(different.sorted())")
            if !different.isEmpty { changed += 1 }
        }
        #expect(changed > 0, "hardly anything changed: \(changed)")
    }

    /// Of each published file what changes when it is written: its number, when, and its bytes.
    private func versions(_ portal: Portal) throws -> [String: [Int]] {
        try Portal.tree(portal.site).reduce(into: [:]) { result, file in
            var status = stat()
            guard lstat(portal.site.appending(path: file.key).path(), &status) == 0 else { return }
            result[file.key] = [
                Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec, file.value.hashValue,
            ]
        }
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
    /// Builds while nothing is known of what the published editions are made of; where nothing differs, all is as it was.
    fileprivate func withoutMemory<Result>(_ body: () throws -> Result) throws -> Result {
        let kept = TemporaryFolder()
        let parts = ["state/stamps", "cache"].map {
            (root.appending(path: "output/\($0)"), kept.url.appending(path: $0.replacing("/", with: "-")))
        }
        for (path, aside) in parts { try? FileManager.default.moveItem(at: path, to: aside) }
        defer {
            for (path, aside) in parts where FileManager.default.fileExists(atPath: aside.path()) {
                try? FileManager.default.removeItem(at: path)
                try? FileManager.default.moveItem(at: aside, to: path)
            }
        }
        return try body()
    }
}
