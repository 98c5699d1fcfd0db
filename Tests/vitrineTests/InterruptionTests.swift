import Foundation
import TestSupport
import Testing

/// A publication may end after any of its steps; the next command that publishes finishes it, and meanwhile nothing is half.
@Suite struct InterruptionTests {
    /// Two clients, of whom everything changes: pages, one reader who is out, and one who is new; staged under an id.
    private static func staged() throws -> (portal: RetainedPortal, id: String) {
        let portal = try RetainedPortal(
            """
            insert into users (id, username, status) values (50, 'bob', 'active'), (51, 'cora', 'active');
            insert into memberships (user_id, client_id, role_id) values (50, 1, 'member'), (50, 2, 'member');

            """)
        for user in ["bob", "cora"] { try #require(try portal.vitrine("user", "passwd", user).code == 0) }
        try #require(try portal.vitrine("build", "--publish").code == 0)
        try portal.load(
            """
            update projects set name = 'Renamed' where code = 'website';
            update clients set name = 'Renamed Corp' where slug = 'hello-corp';
            update users set status = 'suspended' where username = 'bob';
            insert into memberships (user_id, client_id, role_id) values (51, 1, 'member'), (51, 2, 'member');
            insert into clients (slug, name, status) values ('zebra', 'Zebra', 'active');
            update documents set audience = 'internal' where code = 'new' and client_id = 1;
            """)
        let built = try portal.vitrine("build").output
        return (portal, String(try #require(built.firstMatch(of: /staged (\S+);/)).output.1))
    }

    private static func tree(_ root: URL, _ path: String) throws -> [String: Data] {
        try Portal.tree(root.appending(path: path))
    }

    /// The parts of the published tree, each with what readers find in it.
    private static func editions(_ root: URL) throws -> [String: [String: Data]] {
        Dictionary(grouping: try tree(root, "output/site"), by: { String($0.key.prefix { $0 != "/" }) })
            .mapValues { files in Dictionary(uniqueKeysWithValues: files.map { ($0.key, $0.value) }) }
    }

    /// The readers of each edition.
    private static func readers(_ root: URL) throws -> [String: Set<String>] {
        try tree(root, "output/access/credentials").mapValues { bytes in
            Set(
                String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
                    String($0.prefix { $0 != ":" })
                })
        }
    }

    /// What lies in the way of a step, in the order of the steps; or the phase whose hook kills the publication.
    static let steps = [
        "output/snapshots", "output/access/credentials/hello.htpasswd", "phase narrow",
        "output/state/history",
        "output/state/record-lists", "output/state/paths", "output/snapshots/hello-corp", "output/site/zebra",
        "output/access/servers/access.caddy", "phase widen", "output/access/access.json.minisig",
        "output/state/own-views", "output/state/stamps", "output/state/pages.jsonl",
    ]

    @Test func everyStepCanBeTheLast() throws {
        let (portal, id) = try Self.staged()
        let clean = TemporaryFolder()
        let whole = clean.url.appending(path: "portal")
        try FileManager.default.copyItem(at: portal.root, to: whole)
        let before = (try Self.editions(portal.root), try Self.readers(portal.root))
        try #require(try Tool.vitrine("publish", id, in: whole).code == 0)
        let after = (try Self.editions(whole), try Self.readers(whole))
        #expect(after.0["hello"] != before.0["hello"] && after.0["hello-corp"] != before.0["hello-corp"])
        var broken = 0
        for step in Self.steps {
            let copy = clean.url.appending(path: "copy")
            try FileManager.default.copyItem(at: portal.root, to: copy)
            defer { try? FileManager.default.removeItem(at: copy) }
            let first = try Self.publish(id, in: copy, obstructing: step)
            // A step whose file does not change meets no obstacle.
            if first != 0 { broken += 1 }
            let half = (try Self.editions(copy), try Self.readers(copy))
            for (edition, files) in half.0 where edition != "assets" {
                #expect(
                    files == before.0[edition] || files == after.0[edition],
                    "\(edition) is half after \(step)")
            }
            for (edition, users) in half.1 {
                #expect(
                    users.isSubset(of: before.1[edition] ?? []) || users == after.1[edition],
                    "\(edition) has \(users) after \(step)")
            }
            let again = try Tool.vitrine("build", in: copy, environment: Portal.environment)
            #expect(again.code == 0, "\(step): \(again)")
            #expect(try Self.editions(copy) == after.0, "\(step)")
            #expect(try Self.readers(copy) == after.1, "\(step)")
            #expect(try Tool.vitrine("access", "verify", in: copy).code == 0, "\(step)")
            // Pages of before are kept, whatever step was the last.
            let back = try Tool.vitrine("snapshots", in: copy)
            #expect(back.output.hasPrefix("* \(id)"), "\(step): \(back.output)")
        }
        #expect(broken >= Self.steps.count - 3, "\(broken) of \(Self.steps.count)")
    }

    /// Publishes with something in the way, which is gone afterwards; the exit code.
    private static func publish(_ id: String, in root: URL, obstructing step: String) throws -> Int32 {
        if let phase = step.split(separator: " ").dropFirst().first {
            let file = root.appending(path: "vitrine.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            let hook = "publish:\n  reload: 'test $VITRINE_PHASE != \(phase) || kill -9 $PPID'\n"
            try Data((text + "\n" + hook).utf8).write(to: file)
            defer { try? Data(text.utf8).write(to: file) }
            return try Tool.vitrine("publish", id, in: root).code
        }
        let place = root.appending(path: step)
        let aside = root.appending(path: "aside")
        let isThere = FileManager.default.fileExists(atPath: place.path())
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: place.path(), isDirectory: &isFolder)
        if isThere { try FileManager.default.moveItem(at: place, to: aside) }
        if isFolder.boolValue || !step.contains(".") && !step.contains("state/") {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("in the way".utf8).write(to: place)
        } else {
            try FileManager.default.createDirectory(
                at: place.appending(path: "in the way"), withIntermediateDirectories: true)
        }
        defer {
            try? FileManager.default.removeItem(at: place)
            if isThere { try? FileManager.default.moveItem(at: aside, to: place) }
        }
        return try Tool.vitrine("publish", id, in: root).code
    }
}
