import Foundation
import TestSupport
import Testing

/// A page that a reader has open keeps its style sheet through a publication.
@Suite struct DisplacedAssetTests {
    /// Versions of the portal's own style sheet that are published: what each says.
    private func styles(_ portal: Portal) throws -> [String] {
        let names = try Portal.tree(portal.site.appending(path: "assets")).filter { $0.key.hasPrefix("own.") }
        return names.values.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    private func style(_ text: String, _ portal: Portal) throws {
        try portal.edit("Templates/assets/own.css") { _ in text }
    }

    private func published(_ clients: [String] = ["noor"]) throws -> Portal {
        let portal = try Portal(of: clients)
        for text in ["one", "two"] {
            try style(text, portal)
            try #require(try portal.publish().code == 0)
        }
        return portal
    }

    /// What `state/assets.jsonl` and `access/files.jsonl` say agrees with what is there, and nothing differs from a clean build.
    private func check(_ portal: Portal, _ expected: [String]) throws {
        #expect(try styles(portal) == expected)
        let verified = try Tool.vitrine("access", "verify", in: portal.root)
        #expect(verified.code == 0, "\(verified.text)")
        #expect(try portal.publish("--exit-code").code == 5)
        for path in ["state/stamps", "cache"] {
            try? FileManager.default.removeItem(at: portal.root.appending(path: "output/\(path)"))
        }
        #expect(try portal.publish("--exit-code").code == 5, "a clean build differs")
        #expect(try styles(portal) == expected)
    }

    @Test func assetsOfDisplacedPagesStayUntilTheThemeChangesOnceMore() throws {
        let portal = try published()
        try check(portal, ["one", "two"])
        try portal.run(sql: "update projects set name = name || ' anew';")
        try #require(try portal.publish().code == 0)
        try check(portal, ["one", "two"])
        try style("three", portal)
        try #require(try portal.publish().code == 0)
        try check(portal, ["three", "two"])
        // A theme that was there before comes back.
        try style("two", portal)
        try #require(try portal.publish().code == 0)
        try check(portal, ["three", "two"])
    }

    @Test func aRollbackKeepsThemAsWell() throws {
        let portal = try published()
        try style("three", portal)
        try #require(try portal.publish().code == 0)
        try #require(try Tool.vitrine("rollback", in: portal.root, environment: Portal.environment).code == 0)
        #expect(try styles(portal) == ["three", "two"])
        #expect(try Tool.vitrine("access", "verify", in: portal.root).code == 0)
        try #require(try portal.publish().code == 0)
        try check(portal, ["three", "two"])
    }

    @Test func whatEditionsThatStayNameIsNotGivenUp() throws {
        let portal = try published(["acme", "noor"])
        for text in ["three", "four"] {
            try style(text, portal)
            try #require(try portal.publish("--client", "noor").code == 0)
        }
        // Pages of the other client name the second.
        #expect(try styles(portal).contains("two"))
        try #require(try portal.publish().code == 0)
        #expect(try styles(portal).contains("two"))
        try style("five", portal)
        try #require(try portal.publish().code == 0)
        try check(portal, ["five", "four"])
    }

    @Test func aBackupIsStillThePortal() throws {
        let portal = try published()
        let trial = try Tool.vitrine("backup", "test", in: portal.root)
        #expect(trial.code == 0 && trial.output.contains("the backup is the portal"), "\(trial.text)")
    }
}
