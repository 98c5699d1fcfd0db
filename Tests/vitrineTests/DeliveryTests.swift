import Foundation
import TestSupport
import Testing

/// `publish --to`: another machine has what is published here, or what it had before.
@Suite struct DeliveryTests {
    @Test(.enabled(if: TargetHost.isAvailable("publishing by ssh")))
    func aKeyForNothingElseBringsWhatChanged() throws {
        let portal = try DeliveredPortal()
        let root = portal.target.path()
        let host = try TargetHost(forcing: "\(Tool.program) activate --serve \(root)")
        let address = host.address(of: root)
        let first = try portal.vitrine("publish", "--to", address, environment: host.environment)
        #expect(first.code == 0 && first.output.contains("were new there"), "\(first)")
        #expect(try DeliveredPortal.Seen(portal.target) == portal.published())
        #expect(try portal.verify(portal.target).code == 0)
        #expect(try mode(root + "/incoming") == 0o700)
        let again = try portal.vitrine("publish", "--to", address, environment: host.environment)
        #expect(again.code == 0 && again.output.contains("already"), "\(again)")

        try portal.portal.load("update clients set name = 'Renamed Corp' where slug = 'hello-corp';")
        try #require(try portal.vitrine("build", "--publish").code == 0)
        let second = try portal.vitrine("publish", "--to", address, environment: host.environment)
        let editions = try portal.published().editions.keys.filter { $0.hasPrefix("hello-corp") }.count
        #expect(second.code == 0 && second.output.contains(": \(editions) of "), "\(second)")
        #expect(try DeliveredPortal.Seen(portal.target) == portal.published())
        // Nothing of before is kept there.
        let left = try Portal.tree(portal.target).keys.sorted()
        let allowed = ["site/", "access/", "state/", "incoming/.lock", "target.yaml"]
        for path in left { #expect(allowed.contains { path.hasPrefix($0) }, "\(path)") }

        // What the key is not for is refused, and the machine is as it was.
        for words in ["true", "rsync --server --sender -re.iLsfxCIvu . \(root)/"] {
            let refused = try Tool.run(
                "/usr/bin/ssh",
                [
                    "-F", host.folder.path("ssh_config"), "-p",
                    String(address.split(separator: ":")[2].prefix { $0 != "/" }),
                    "127.0.0.1", words,
                ])
            #expect(refused.code == 2, "\(words): \(refused)")
        }
    }

    @Test(.enabled(if: TargetHost.isAvailable("publishing by ssh, interrupted")))
    func whereverItEndsReadersSeeWholeEditionsAndTheNextRunCompletes() throws {
        let portal = try DeliveredPortal()
        let host = try TargetHost()
        let base = host.folder.url.appending(path: "base")
        try FileManager.default.copyItem(at: portal.target, to: base)
        let environment = host.environment
        try #require(
            try portal.vitrine("publish", "--to", host.address(of: base.path()), environment: environment)
                .code == 0)
        let before = try portal.published()
        try portal.change()
        let after = try portal.published()
        for step in Interruption.all {
            let copy = host.folder.url.appending(path: "copy")
            try FileManager.default.copyItem(at: base, to: copy)
            defer { try? FileManager.default.removeItem(at: copy) }
            let address = host.address(of: copy.path())
            let broken = try step.happening(at: host, in: copy) { more in
                try portal.vitrine(
                    "publish", "--to", address, environment: environment.merging(more) { $1 })
            }
            #expect([7, 9].contains(broken.code), "\(step): \(broken)")
            let half = try DeliveredPortal.Seen(copy)
            #expect(half.isWhole(between: before, and: after), "\(step)")
            if step.isBeforeSwitch { #expect(half.editions == before.editions, "\(step)") }
            let again = try portal.vitrine("publish", "--to", address, environment: environment)
            #expect(again.code == 0, "\(step): \(again)")
            #expect(try DeliveredPortal.Seen(copy) == after, "\(step)")
            let verified = try portal.verify(copy)
            #expect(verified.code == 0, "\(step): \(verified)")
        }
    }

    @Test(.enabled(if: TargetHost.isAvailable("a host that ssh does not know")))
    func aHostThatNobodyKnowsIsToldNothing() throws {
        let portal = try DeliveredPortal()
        let host = try TargetHost()
        try host.folder.write("", to: "known_hosts")
        let refused = try portal.vitrine(
            "publish", "--to", host.address(of: portal.target.path()), environment: host.environment)
        #expect(refused.code == 7 && refused.errors.contains("Host key verification failed"), "\(refused)")
        #expect(try Portal.tree(portal.target).count == 1)
    }

    @Test(.enabled(if: Tool.isAvailable("/usr/bin/rsync", for: "bringing what is published to a folder")))
    func theTargetsHooksHearBothPhasesAndMayRefuse() throws {
        let portal = try DeliveredPortal()
        let target = portal.target.path()
        func settings(_ hook: String) throws {
            let text = try "public_key: \(portal.publicKey())\npublish:\n  reload: '\(hook)'\n"
            try Data(text.utf8).write(to: portal.target.appending(path: "target.yaml"))
        }
        let log = portal.portal.folder.path("told")
        try settings("echo $VITRINE_PHASE >> \(log)")
        try #require(try portal.vitrine("publish", "--to", target).code == 0)
        let before = try DeliveredPortal.Seen(portal.target)
        try portal.change()
        for phase in ["narrow", "widen"] {
            try settings("echo $VITRINE_PHASE >> \(log); test $VITRINE_PHASE != \(phase)")
            let refused = try portal.vitrine("publish", "--to", target)
            #expect(refused.code == 7 && refused.errors.contains("publish.reload"), "\(refused)")
            let seen = try DeliveredPortal.Seen(portal.target)
            #expect((seen.editions == before.editions) == (phase == "narrow"))
        }
        try settings("echo $VITRINE_PHASE >> \(log)")
        #expect(try portal.vitrine("publish", "--to", target).code == 0)
        #expect(try DeliveredPortal.Seen(portal.target) == portal.published())
        let told = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        #expect(told == ["widen", "narrow", "narrow", "widen", "narrow", "widen"])
    }

    @Test(.enabled(if: Tool.isAvailable("/usr/bin/rsync", for: "a target with a past of its own")))
    func whatTheTargetHasMustBeKnownHere() throws {
        let portal = try DeliveredPortal()
        let target = portal.target.path()
        try #require(try portal.vitrine("publish", "--to", target).code == 0)
        let state = portal.portal.root.appending(path: "output/state")
        try FileManager.default.removeItem(at: state)
        let later = ["SOURCE_DATE_EPOCH": "1795255800"]
        try portal.portal.load("update clients set name = 'Renamed Corp' where slug = 'hello-corp';")
        try #require(try portal.vitrine("build", "--publish", environment: later).code == 0)
        let refused = try portal.vitrine("publish", "--to", target, environment: later)
        #expect(refused.code == 3 && refused.errors.contains("state pull"), "\(refused)")
        #expect(try portal.vitrine("publish", "--to", target, "--first", environment: later).code == 0)
        #expect(try DeliveredPortal.Seen(portal.target) == portal.published())
        // What was built before that does not go back there.
        try portal.portal.load("update clients set name = 'Again' where slug = 'hello-corp';")
        try #require(try portal.vitrine("build", "--publish").code == 0)
        #expect(try portal.vitrine("publish", "--to", target, "--first").code == 3)
        #expect(try portal.vitrine("publish", "--first").code == 2)
    }

    @Test(arguments: [
        "web:/srv/portal", "ssh://web", "ssh://web/", "ssh://-oProxyCommand=x/srv", "ssh://we b/srv",
        "ssh://web:0/srv", "ssh://web:x/srv", "ssh://a;b@web/srv", "ssh://web/srv/$(id)",
        "ssh://web/srv/../etc",
        "ssh://-l@web/srv", "ssh://web/srv/-x", "srv/portal", "/", "",
    ])
    func whatIsNoTargetIsRefused(_ text: String) throws {
        let folder = TemporaryFolder()
        let refused = try Tool.vitrine("publish", "--to", text, in: folder.url)
        #expect(refused.code == 2, "\(refused)")
    }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
}
