import Foundation
import TestSupport
import Testing

/// Wherever a publication is killed, readers see whole editions, and the next one mends what it left.
@Suite struct KilledPublicationTests {
    /// What readers find: of each edition a digest of its files, and who may ask for it.
    private struct Seen {
        var trees: [String: Int] = [:]
        var readers: [String: Set<String>] = [:]

        init(_ portal: Portal) throws {
            var files: [String: [String]] = [:]
            for (path, bytes) in try Portal.tree(portal.site) {
                let edition = String(path.prefix { $0 != "/" })
                if edition != "assets" {
                    files[edition, default: []].append("\(path) \(Array(bytes).hashValue)")
                }
            }
            trees = files.mapValues { $0.sorted().hashValue }
            let folder = portal.access.appending(path: "credentials")
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [] {
                guard name.hasSuffix(".htpasswd"), !name.hasPrefix(".") else { continue }
                let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                readers[String(name.dropLast(".htpasswd".count))] = Set(
                    text.split(separator: "\n").map { String($0.prefix { $0 != ":" }) })
            }
        }
    }

    @Test func aKilledPublicationIsNeverSeenHalf() throws {
        let portal = try Portal(of: ["acme", "noor"])
        var random = SeededGenerator(seed: 11)
        var editor = try PortalEditor(of: portal)
        let start = ContinuousClock.now
        try #require(try portal.publish().code == 0)
        let longest = start.duration(to: .now) / .seconds(1)
        let count =
            ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) }
            ?? (Tool.testsEverything ? 100 : 3)
        var killed = 0
        for number in 1...count {
            // Every third time all editions are made anew.
            let edits = try (0..<2).map { _ in try editor.edit(using: &random) }
            if number % 3 == 0 {
                try portal.edit("vitrine.yaml") { $0.replacing("title: ", with: "title: A") }
            }
            let before = try Seen(portal)
            let delay = Double.random(in: 0...longest, using: &random)
            if try publish(portal, editor.asOf, killedAfter: delay) { killed += 1 }
            let half = try Seen(portal)
            let next = try portal.publish("--as-of", editor.asOf)
            try #require([0, 1, 4].contains(next.code), "\(number) \(edits): \(next.text)")
            let after = try Seen(portal)
            let place = "kill \(number) after \(delay) s, \(edits)"
            for (edition, tree) in half.trees {
                #expect(tree == before.trees[edition] || tree == after.trees[edition], "\(edition): \(place)")
            }
            for edition in before.trees.keys where after.trees[edition] != nil {
                #expect(half.trees[edition] != nil, "\(edition) is missing: \(place)")
            }
            for (edition, names) in half.readers {
                let allowed = (before.readers[edition] ?? []).union(after.readers[edition] ?? [])
                #expect(names.isSubset(of: allowed), "\(edition): \(place)")
            }
            let verified = try Tool.vitrine("access", "verify", in: portal.root)
            #expect(verified.code == 0, "\(place): \(verified.text)")
            // Nothing of it is left over.
            let again = try portal.publish("--as-of", editor.asOf)
            #expect(
                again.code == 1 || again.output.contains("nothing has changed"), "\(place): \(again.text)")
        }
        #expect(killed >= count / 3, "only \(killed) of \(count) ended early")
    }

    /// Starts a publication and kills it; returns whether it was still running.
    private func publish(_ portal: Portal, _ asOf: String, killedAfter delay: Double) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: Tool.program)
        process.arguments = ["-C", portal.root.path(), "build", "--publish", "--as-of", asOf]
        process.environment = ProcessInfo.processInfo.environment.merging(Portal.environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Tool.start(process)
        Thread.sleep(forTimeInterval: delay)
        let wasRunning = process.isRunning
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return wasRunning
    }

    /// What cannot be written leaves what is published as it is.
    @Test(arguments: [
        "trap '' XFSZ; ulimit -f 8; exec \"$0\" -C \"$1\" build --publish",
        // A disk that is full.
        "exec unshare --map-root-user --mount sh -c "
            + "'mount -t tmpfs -o size=64k none \"$1/output/staged\" && exec \"$0\" -C \"$1\" build --publish' "
            + "\"$0\" \"$1\"",
    ])
    func whatCannotBeWrittenIsNotPublished(_ command: String) throws {
        let portal = try Portal(of: ["noor"])
        try #require(try portal.publish().code == 0)
        let before = try Portal.tree(portal.site)
        try portal.edit("vitrine.yaml") { $0.replacing("title: ", with: "title: Another ") }
        let failed = try Tool.run(
            "/bin/bash", ["-c", command, Tool.program, portal.root.path()], environment: Portal.environment)
        #expect(failed.code != 0, "\(failed.text)")
        #expect(
            failed.errors.contains("write") || failed.errors.contains("disk I/O error"), "\(failed.text)")
        #expect(try Portal.tree(portal.site) == before)
        let mended = try portal.publish()
        #expect(mended.code == 0, "\(mended.text)")
        #expect(try Portal.tree(portal.site) != before)
        #expect(try Tool.vitrine("access", "verify", in: portal.root).code == 0)
    }

    @Test func aBuildNeedsFewOpenFiles() throws {
        let portal = try Portal(of: ["acme", "noor"])
        let built = try Tool.run(
            "/bin/bash",
            ["-c", "ulimit -n 16; exec \"$0\" -C \"$1\" build --publish", Tool.program, portal.root.path()],
            environment: Portal.environment)
        #expect(built.code == 0, "\(built.text)")
    }
}
