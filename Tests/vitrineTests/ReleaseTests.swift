import Foundation
import TestSupport
import Testing

/// `publish --to … --releases`: a host without Vitrine has whole releases, and `current` leads to one of them.
@Suite(.enabled(if: TargetHost.isAvailable("releases on a host without Vitrine")))
struct ReleaseTests {
    @Test func currentLeadsToOneWholeReleaseWhereverItEnds() throws {
        let portal = try DeliveredPortal()
        let host = try TargetHost()
        try FileManager.default.removeItem(atPath: host.folder.path("bin/vitrine"))
        let root = host.folder.path("web")
        let told = host.folder.path("told")
        let configuration = try String(
            contentsOf: portal.portal.root.appending(path: "vitrine.yaml"), encoding: .utf8)
        func reload(_ command: String) throws {
            try portal.portal.folder.write(
                configuration + "\npublish: {remote_reload: '\(command)'}\n", to: "vitrine.yaml")
        }
        func publish(_ more: [String: String] = [:]) throws -> Tool.Outcome {
            try portal.vitrine(
                "publish", "--releases", "--to", host.address(of: root),
                environment: host.environment.merging(more) { $1 })
        }
        func current() throws -> DeliveredPortal.Seen {
            try DeliveredPortal.Seen(URL(filePath: root).appending(path: "current"))
        }
        try reload("echo told >> \(told)")
        let first = try publish()
        #expect(first.code == 0, "\(first)")
        let before = try portal.published()
        #expect(try current() == before)
        #expect(try publish().output.contains("already"))

        try portal.change()
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: root + "/current")
        // In a file that both releases have, there is one.
        let shared = "site/assets/404.html"
        let inode = try file(root + "/current/" + shared)
        for step in [Interruption.sender, .transfer(1500), .transfer(6000)] {
            let broken = try step.happening(at: host, in: URL(filePath: root), publish)
            #expect([7, 9].contains(broken.code), "\(step): \(broken)")
            #expect(try current() == before, "\(step)")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: root + "/current") == link)
        }
        try reload("echo told >> \(told); false")
        let refused = try publish()
        #expect(refused.code == 7 && refused.errors.contains("after the switch"), "\(refused)")
        #expect(try current() == portal.published())
        #expect(try file(root + "/current/" + shared) == inode)
        try reload("echo told >> \(told)")
        #expect(try publish().code == 0)
        #expect(try publish().output.contains("already"))
        #expect(try String(contentsOfFile: told, encoding: .utf8) == "told\ntold\ntold\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/releases").count == 1)
        let verified = try portal.verify(URL(filePath: root).appending(path: "current"))
        #expect(verified.code == 0, "\(verified)")

        // A portal that knows nothing of it is refused.
        try FileManager.default.removeItem(at: portal.portal.root.appending(path: "output/state"))
        try portal.portal.load("update clients set name = 'Other' where slug = 'hello-corp';")
        try #require(try portal.vitrine("build", "--publish").code == 0)
        #expect(try publish().code == 3)
    }

    private func file(_ path: String) throws -> UInt64? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
    }
}
