import Foundation
import TestSupport
import Testing

/// Commands that publish take turns, and end when they are asked to, with nothing half done.
@Suite struct SignalTests {
    private static func waiting(_ portal: Portal) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: portal.root.appending(path: "output/staged").path())
    }

    @Test(arguments: [(SIGINT, 130 as Int32, "SIGINT"), (SIGTERM, 143, "SIGTERM"), (SIGHUP, 129, "SIGHUP")])
    func aBuildThatIsAskedToEndLeavesNothing(_ signal: Int32, _ code: Int32, _ name: String) throws {
        let portal = try Portal(of: ["acme", "noor"])
        try #require(try portal.publish().code == 0)
        let before = try Portal.tree(portal.site)
        try portal.edit("vitrine.yaml") { $0.replacing("title: ", with: "title: Another ") }
        let run = try RunningTool(["build", "--publish"], in: portal.root)
        try run.wait { run.errors.contains("reading: ") }
        // A terminal tells all processes at once.
        for worker in run.children { kill(worker, signal) }
        let workers = try run.stopWorkers()
        run.send(signal)
        #expect(run.end() == code)
        let said = run.errors.split(separator: "\n").filter { $0.hasPrefix("vitrine: ") }
        #expect(said == ["vitrine: ended by \(name); nothing was published"])
        for worker in workers { #expect(kill(worker, 0) != 0, "a worker is left") }
        #expect(try Self.waiting(portal) == [])
        #expect(try Portal.tree(portal.site) == before)
        let next = try portal.publish()
        #expect(next.code == 0, "\(next.text)")
        #expect(try Portal.tree(portal.site) != before)
    }

    @Test func onlyOneCommandHasTheLockAndTheOthersSayWhoHasIt() throws {
        let portal = try Portal(of: ["noor"])
        try #require(try Tool.vitrine("backup", "kept", in: portal.root).code == 0)
        let run = try RunningTool(["build", "--publish"], in: portal.root)
        let workers = try run.stopWorkers()
        for command in [
            ["build"], ["publish"], ["publish", "--narrow"], ["rollback"], ["prune"],
            ["retention", "--plan"],
            ["forget", "noor/nobody", "--plan"], ["backup", "other"], ["backup", "test"],
            ["restore", "kept", "--force"], ["user", "suspend", "ada", "--now"], ["build", "--wait", "0s"],
        ] {
            let other = try Tool.vitrine(command, in: portal.root, environment: Portal.environment)
            let words = other.errors.matches(of: /`vitrine build` holds .*: process (\d+), since 20\S+Z/)
            #expect(other.code == 6 && words.first?.output.1 == "\(run.number)", "\(command): \(other.text)")
        }
        #expect(try Tool.vitrine("build", "--wait", "soon", in: portal.root).code == 2)
        let second = try RunningTool(["build", "--wait", "10m"], in: portal.root)
        let third = try RunningTool(["prune", "--wait", "2h"], in: portal.root)
        for waiting in [second, third] {
            try waiting.wait { waiting.errors.contains("waiting: `vitrine build` holds") }
        }
        third.send(SIGINT)
        #expect(third.end() == 130)
        for worker in workers { kill(worker, SIGCONT) }
        #expect(run.end() == 0, "\(run.errors)")
        #expect(second.end() == 0, "\(second.errors)")
    }

    /// A portal with another title than the published one, and a hook that ends once a file is there.
    private static func stopping() throws -> Portal {
        let portal = try Portal(of: ["noor"])
        try #require(try portal.publish().code == 0)
        try portal.edit("vitrine.yaml") {
            $0.replacing("title: ", with: "title: Another ").replacing("publish:\n", with: "")
                + "publish:\n  reload: 'touch begun; until test -e go-on; do sleep 0.02; done'\n"
        }
        // New rules, so that the hook is called.
        try portal.run(
            sql: "update users set status = 'suspended' where id = (select min(user_id) from memberships);")
        return portal
    }

    @Test func aSwitchThatHasBegunIsFinishedFirst() throws {
        let portal = try Self.stopping()
        let before = try Portal.tree(portal.site)
        let run = try RunningTool(["build", "--publish"], in: portal.root)
        try run.wait { FileManager.default.fileExists(atPath: portal.root.appending(path: "begun").path()) }
        run.send(SIGTERM)
        try portal.edit("go-on") { _ in "" }
        #expect(run.end() == 143)
        #expect(run.errors.contains("vitrine: SIGTERM came when it could not stop half-way: it is done"))
        #expect(try Portal.tree(portal.site) != before)
        #expect(try Self.waiting(portal) == [])
        #expect(try portal.publish().output.contains("nothing has changed"))
    }

    @Test func theSecondSignalEndsAtOnceAndTheNextCommandFinishes() throws {
        let portal = try Self.stopping()
        let run = try RunningTool(["build", "--publish"], in: portal.root)
        try run.wait { FileManager.default.fileExists(atPath: portal.root.appending(path: "begun").path()) }
        run.send(SIGTERM)
        try run.wait { Self.hasDefaultAction(SIGTERM, run.number) }
        run.send(SIGTERM)
        try run.wait { run.isGone }
        try portal.edit("go-on") { _ in "" }
        #expect(run.end() == -SIGTERM)
        let next = try portal.publish()
        #expect(next.code == 0 && next.output.contains("interrupted is finished first"), "\(next.text)")
        #expect(try Tool.vitrine("access", "verify", in: portal.root).code == 0)
    }

    /// Whether a process does nothing of its own about a signal.
    private static func hasDefaultAction(_ signal: Int32, _ process: Int32) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let caught = status.firstMatch(of: /SigCgt:\s+([0-9a-f]+)/).flatMap { UInt64($0.output.1, radix: 16) }
        return caught.map { $0 >> UInt64(signal - 1) & 1 == 0 } ?? false
    }
}
