import Files
import Foundation
import TestSupport
import Testing

/// Notes are rendered once: what they became is kept by their digests, and changes nothing but time.
@Suite struct RenderedTextTests {
    /// A portal that was built twice, with a note that links to another: from the second build on texts are kept.
    private static func portal() throws -> Portal {
        let portal = try Portal(of: ["noor"])
        try portal.edit("content/noor/agenda.md") { _ in
            "---\ntitle: Agenda\naudience: team\n---\n# Morning session\n\nSee [the plan](plan.md).\n"
        }
        try portal.edit("content/noor/plan.md") { _ in
            "---\ntitle: Plan\naudience: team\ncode: first-plan\n---\nWhat comes **first**.\n"
        }
        for title in ["One", "Two"] { try Self.publish(portal, titled: title) }
        return portal
    }

    /// Everything is made anew under another title.
    private static func publish(_ portal: Portal, titled title: String) throws {
        try portal.edit("vitrine.yaml") { $0.replacing(/(?m)^title:.*$/, with: "title: \(title)") }
        let outcome = try portal.publish("--no-audit")
        try #require(outcome.code == 0, "\(outcome.text)")
    }

    private static func kept(_ portal: Portal) -> URL {
        portal.root.appending(path: "output/cache/texts/noor")
    }

    private static func agenda(_ portal: Portal) throws -> String {
        let pages = try Portal.tree(portal.site).filter {
            $0.key.hasPrefix("noor/") && $0.key.hasSuffix("agenda.html")
        }
        return String(decoding: try #require(pages.values.first), as: UTF8.self)
    }

    @Test func whatIsKeptIsNotRenderedAgain() throws {
        let portal = try Self.portal()
        let file = Self.kept(portal)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path())
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        // Another word in what is kept, of the same length, with the digest that belongs to it.
        var bytes = [UInt8](try Data(contentsOf: file))
        let place = try #require(bytes.firstRange(of: Array(">Morning session<".utf8)))
        bytes.replaceSubrange(place, with: Array(">Evening session<".utf8))
        bytes.replaceSubrange(..<64, with: Array(Digest(of: Array(bytes[64...])).hex.utf8))
        try Data(bytes).write(to: file)
        try Self.publish(portal, titled: "Three")
        #expect(try Self.agenda(portal).contains(">Evening session<"))
        // A copy that is not whole is none.
        bytes[bytes.count - 1] ^= 1
        try Data(bytes).write(to: file)
        try Self.publish(portal, titled: "Four")
        #expect(try Self.agenda(portal).contains(">Morning session<"))
        // Nor is one of another program.
        bytes.replaceSubrange(72..<136, with: repeatElement(UInt8(ascii: "0"), count: 64))
        bytes.replaceSubrange(..<64, with: Array(Digest(of: Array(bytes[64...])).hex.utf8))
        try Data(bytes).write(to: file)
        try Self.publish(portal, titled: "Five")
        #expect(try Self.agenda(portal).contains(">Morning session<"))
    }

    @Test func aLinkThatLeadsElsewhereNowIsRenderedAnew() throws {
        let portal = try Self.portal()
        #expect(try Self.agenda(portal).contains("first-plan.html"))
        try portal.edit("content/noor/plan.md") { $0.replacing("first-plan", with: "second-plan") }
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.text)")
        #expect(try Self.agenda(portal).contains("second-plan.html"))
    }

    @Test func theFirstBuildKeepsNone() throws {
        let portal = try Portal(of: ["noor"])
        try #require(try portal.publish().code == 0)
        #expect(!FileManager.default.fileExists(atPath: Self.kept(portal).path()))
    }
}
