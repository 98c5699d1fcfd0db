import Foundation
import TestSupport
import Testing

/// What readers see after a publication is what was built, whatever happened to the one before it.
@Suite struct PublicationTests {
    /// A publication that stopped at `noor`, when earlier editions were switched.
    private func brokenOff() throws -> (
        portal: Portal, id: String, before: [String: Data], half: [String: Data]
    ) {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let before = try Portal.tree(portal.site)
        try portal.run(sql: "update clients set name = name || ' (leaked)';")
        let built = try Tool.vitrine("build", in: portal.root, environment: Portal.environment)
        let line = try #require(built.output.split(separator: "\n").last { $0.hasPrefix("staged ") })
        let id = String(line.dropFirst("staged ".count).prefix { $0 != ";" })
        // A file in the place of an edition.
        let obstacle = portal.site.appending(path: "noor")
        try FileManager.default.removeItem(at: obstacle)
        try Data().write(to: obstacle)
        #expect(try Tool.vitrine("publish", id, in: portal.root).code == 1)
        try FileManager.default.removeItem(at: obstacle)
        let half = try Portal.tree(portal.site)
        #expect(half["acme/index.html"] != before["acme/index.html"])
        #expect(half["seeblick/index.html"] == before["seeblick/index.html"])
        return (portal, id, before, half)
    }

    @Test func aPublicationThatBrokeOffIsFinishedByTheNextOne() throws {
        let (portal, id, before, _) = try brokenOff()
        let again = try Tool.vitrine("publish", id, in: portal.root)
        #expect(again.code == 0 && again.output.contains("finished first"), "\(again)")
        let after = try Portal.tree(portal.site)
        #expect(Set(after.keys) == Set(before.keys))
        #expect(try Tool.vitrine("access", "verify", in: portal.root).code == 0)
        let build = try portal.publish("--exit-code")
        #expect(build.code == 5, "\(build.output)")
    }

    @Test func theNextBuildFinishesItFirstAndThenChanges() throws {
        let (portal, id, before, _) = try brokenOff()
        try portal.run(sql: "update clients set name = replace(name, ' (leaked)', '');")
        let mended = try portal.publish()
        #expect(mended.code == 0 && mended.output.contains("published \(id)"), "\(mended)")
        let after = try Portal.tree(portal.site)
        #expect(Set(after.keys) == Set(before.keys))
        #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == [])
    }

    @Test func whatCannotBeFinishedIsMendedByTheNextBuild() throws {
        let (portal, id, before, half) = try brokenOff()
        let staged = portal.root.appending(path: "output/staged/\(id)")
        try FileManager.default.removeItem(at: staged.appending(path: "site/seeblick"))
        let again = try Tool.vitrine("publish", id, in: portal.root)
        #expect(again.code == 3 && again.errors.contains("are gone"), "\(again)")
        #expect(try Portal.tree(portal.site) == half)
        try portal.run(sql: "update clients set name = replace(name, ' (leaked)', '');")
        let mended = try portal.publish()
        #expect(mended.code == 0, "\(mended.errors)")
        let after = try Portal.tree(portal.site)
        #expect(Set(after.keys) == Set(before.keys))
        #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == [])
    }

    @Test func anEditionWhoseFolderIsGoneAlreadyCanBeWithdrawn() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        try FileManager.default.removeItem(at: portal.site.appending(path: "noor"))
        try portal.run(sql: "update clients set status = 'suspended' where slug = 'noor';")
        let outcome = try portal.publish()
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("2 withdrawn"), "\(outcome.output)")
    }

    @Test func assetsMayLieInFolders() throws {
        let portal = try Portal()
        try portal.edit("Templates/assets/fonts.d/own.woff2") { _ in "font" }
        let outcome = try portal.publish()
        #expect(outcome.code == 0, "\(outcome.errors)")
        let names = try Portal.tree(portal.site.appending(path: "assets/fonts.d")).keys
        #expect(names.count == 1 && names.allSatisfy { $0.hasPrefix("own.") && $0.hasSuffix(".woff2") })
    }

    @Test func theContentFolderMayBeALink() throws {
        let portal = try Portal()
        let real = portal.root.appending(path: "elsewhere")
        let link = portal.root.appending(path: "content")
        try FileManager.default.moveItem(at: link, to: real)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: real)
        let outcome = try portal.publish()
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    @Test func nobodyGainsAccessToAClientThatIsHeldBack() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        let credentials = portal.access.appending(path: "credentials")
        let stranger = try #require(
            try String(contentsOf: credentials.appending(path: "noor.htpasswd"), encoding: .utf8)
                .split(separator: ":").first)
        func editionsOfStranger() throws -> [String] {
            try Portal.tree(credentials).filter { name, bytes in
                name.hasPrefix("acme.")
                    && String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains {
                        $0.hasPrefix(stranger + ":")
                    }
            }.keys.sorted()
        }
        try portal.run(
            sql: """
                insert into memberships (user_id, client_id, role_id)
                select users.id, clients.id, 'owner' from users, clients
                where username = '\(stranger)' and slug = 'acme';
                """)
        try portal.edit("content/acme/notes/broken.md") { _ in "---\naudience: team\n---\nNo title\n" }
        #expect(try portal.publish().code == 4)
        #expect(try editionsOfStranger() == [])
        try FileManager.default.removeItem(at: portal.root.appending(path: "content/acme/notes/broken.md"))
        #expect(try portal.publish().code == 0)
        #expect(try editionsOfStranger() != [])
    }

    @Test func aReaderWhoEndsEarlierIsAChange() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        for day in ["2026-11-30", "2026-11-25"] {
            try portal.run(sql: "update users set expires_on = '\(day)' where status = 'active';")
            let outcome = try portal.publish()
            #expect(outcome.code == 0, "\(outcome.errors)")
            let manifest = try String(
                contentsOf: portal.access.appending(path: "access.json"), encoding: .utf8)
            #expect(manifest.contains("\"\(day)\""), "\(outcome.output)")
        }
    }
}
