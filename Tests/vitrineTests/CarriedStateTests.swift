import Foundation
import TestSupport
import Testing

/// `vitrine state`: a runner without a past builds on what another one published, and nobody loses anything newer.
@Suite(.enabled(if: Tool.isAvailable("/usr/bin/rsync", for: "carrying the state")))
struct CarriedStateTests {
    /// A portal's inputs alone, as a fresh runner checks them out.
    private static func runner(_ portal: DeliveredPortal, _ name: String) throws -> URL {
        let copy = portal.portal.root.deletingLastPathComponent()
            .appending(path: "\(portal.portal.root.lastPathComponent)-\(name)")
        try FileManager.default.copyItem(at: portal.portal.root, to: copy)
        try FileManager.default.removeItem(at: copy.appending(path: "output"))
        return copy
    }

    private static func run(
        _ portal: DeliveredPortal, _ root: URL, _ arguments: String..., environment: [String: String] = [:]
    ) throws -> Tool.Outcome {
        try Tool.vitrine(arguments, in: root, environment: portal.environment.merging(environment) { $1 })
    }

    @Test func aFreshRunnerGoesOnWhereTheLastOneEnded() throws {
        let portal = try DeliveredPortal()
        let target = portal.target.path()
        let store = target + "-state"
        defer { try? FileManager.default.removeItem(atPath: store) }
        #expect(try portal.vitrine("state", "pull", store).code == 3)
        #expect(try portal.vitrine("state", "pull", store, "--first").code == 0)
        try #require(try portal.vitrine("publish", "--to", target).code == 0)
        let pushed = try portal.vitrine("state", "push", store)
        #expect(pushed.code == 0 && pushed.output == "brought the state\n", "\(pushed)")
        #expect(try portal.vitrine("state", "push", store).output == "the state there is the one here\n")
        let left = try Portal.tree(URL(filePath: store)).keys
        #expect(!left.contains { $0.hasSuffix(".key") || $0.hasSuffix("/lock") }, "\(left)")
        let mode = try FileManager.default.attributesOfItem(atPath: store + "/releases")[.posixPermissions]
        #expect(mode as? Int == 0o700)

        let fresh = try Self.runner(portal, "fresh")
        defer { try? FileManager.default.removeItem(at: fresh) }
        // Without it, nothing is published over what it does not know.
        let refused = try Self.run(portal, fresh, "build", "--publish", "--to", target)
        #expect(refused.code == 3 && refused.errors.contains("state pull"), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: fresh.path() + "/output/site"))
        let pulled = try Self.run(portal, fresh, "state", "pull", store)
        #expect(pulled.code == 0 && pulled.output == "fetched the state\n", "\(pulled)")
        let same = try Self.run(portal, fresh, "build", "--publish", "--to", target)
        #expect(same.code == 0 && same.output.contains("\(target) has "), "\(same)")
        #expect(try DeliveredPortal.Seen(fresh.appending(path: "output")) == portal.published())
        #expect(
            try Portal.tree(fresh.appending(path: "output/access"))
                == Portal.tree(portal.portal.root.appending(path: "output/access")))

        // A second one, with a client that is held back: his pages and readers stay.
        try #require(try Self.run(portal, fresh, "state", "push", store).code == 0)
        let second = try Self.runner(portal, "second")
        defer { try? FileManager.default.removeItem(at: second) }
        let before = try DeliveredPortal.Seen(portal.target)
        try Data("---\nproblem: [\n".utf8).write(to: second.appending(path: "content/hello-corp/broken.md"))
        try Data("update projects set name = 'Renamed' where code = 'website';".utf8)
            .write(to: second.appending(path: "more.sql"))
        try #require(try Self.run(portal, second, "db", "load", "more.sql").code == 0)
        try #require(try Self.run(portal, second, "state", "pull", store).code == 0)
        let held = try Self.run(portal, second, "build", "--publish", "--to", target)
        #expect(held.code == 4 && held.output.contains("brought "), "\(held)")
        let after = try DeliveredPortal.Seen(portal.target)
        #expect(after.editions["hello"] != before.editions["hello"])
        for edition in before.editions.keys where edition.hasPrefix("hello-corp") {
            #expect(after.editions[edition] == before.editions[edition])
        }
        #expect(after.readers == before.readers, "\(held)")
        #expect(try portal.verify(portal.target).code == 0)
        #expect(try Self.run(portal, second, "state", "push", store).code == 0)

        // What the first one has is older by now: it neither replaces the newer state nor publishes over it.
        try portal.portal.load("update clients set name = 'Other' where slug = 'hello-corp';")
        try #require(try portal.vitrine("build", "--publish").code == 0)
        let older = try portal.vitrine("state", "push", store)
        #expect(older.code == 3 && older.errors.contains("somebody else"), "\(older)")
        #expect(try portal.vitrine("state", "pull", store).code == 3)
        #expect(try portal.vitrine("publish", "--to", target).code == 3)
    }

    @Test func whatWasDamagedThereIsNotTaken() throws {
        let portal = try DeliveredPortal()
        let store = portal.target.path() + "-state"
        defer { try? FileManager.default.removeItem(atPath: store) }
        try #require(try portal.vitrine("state", "push", store).code == 0)
        let fresh = try Self.runner(portal, "damaged")
        defer { try? FileManager.default.removeItem(at: fresh) }
        let current = URL(filePath: store).appending(path: "current/current")
        let text = try String(contentsOf: current, encoding: .utf8)
        for change in ["2026-01-01-0123456789ab\n", ""] {
            try Data(change.utf8).write(to: current)
            let refused = try Self.run(portal, fresh, "state", "pull", store)
            #expect(refused.code == 1 && refused.errors.contains("damaged"), "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: fresh.path() + "/output/state/current"))
        }
        try Data(text.utf8).write(to: current)
        let more = URL(filePath: store).appending(path: "current/more")
        try Data("x".utf8).write(to: more)
        #expect(try Self.run(portal, fresh, "state", "pull", store).code == 1)
        try FileManager.default.removeItem(at: more)
        #expect(try Self.run(portal, fresh, "state", "pull", store).code == 0)
    }

    @Test(.enabled(if: TargetHost.isAvailable("the state by ssh")))
    func whereverACarryingEndsTheStateThereIsWhole() throws {
        let portal = try DeliveredPortal()
        let host = try TargetHost()
        let store = host.folder.path("store")
        let address = host.address(of: store)
        try #require(
            try portal.vitrine("state", "push", address, environment: host.environment).code == 0)
        let before = try FileManager.default.destinationOfSymbolicLink(atPath: store + "/current")
        try portal.change()
        for step in [Interruption.sender, .transfer(1500)] {
            let broken = try step.happening(at: host, in: host.folder.url) { more in
                try portal.vitrine(
                    "state", "push", address, environment: host.environment.merging(more) { $1 })
            }
            #expect([7, 9].contains(broken.code), "\(step): \(broken)")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: store + "/current") == before)
        }
        let held = try Tool.run(
            "/usr/bin/flock",
            [store + "/.lock", Tool.program, "-C", portal.portal.root.path(), "state", "push", address],
            environment: portal.environment.merging(host.environment) { $1 })
        #expect(held.code == 6, "\(held)")
        #expect(try portal.vitrine("state", "push", address, environment: host.environment).code == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: store + "/current") != before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: store + "/releases").count == 1)
    }
}
