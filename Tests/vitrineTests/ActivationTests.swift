import Foundation
import TestSupport
import Testing

/// What a target makes of what comes to it: it publishes what is signed and whole, and of commands what it knows.
@Suite struct ActivationTests {
    /// A portal with a target that has its first snapshot, and the second as it was carried there, not activated.
    private static func carried() throws -> (portal: DeliveredPortal, id: String) {
        let portal = try DeliveredPortal()
        try #require(try portal.vitrine("publish", "--to", portal.target.path()).code == 0)
        try portal.change()
        let settings = portal.target.appending(path: "target.yaml")
        let text = try String(contentsOf: settings, encoding: .utf8)
        // An activation that fails at its first hook leaves what was carried.
        try Data((text + "publish: {check: 'false'}\n").utf8).write(to: settings)
        try #require(try portal.vitrine("publish", "--to", portal.target.path()).code == 7)
        try Data(text.utf8).write(to: settings)
        let current = portal.portal.folder.path("output/state/current")
        let id = try String(contentsOfFile: current, encoding: .utf8)
        return (portal, id.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func activate(_ id: String, in target: URL) throws -> Tool.Outcome {
        try Tool.run(Tool.program, ["activate", "--root", target.path(), id])
    }

    @Test(.enabled(if: Tool.isAvailable("/usr/bin/rsync", for: "what was changed on its way")))
    func whatWasChangedOnItsWayIsRefusedAndNothingChanges() throws {
        let (portal, id) = try Self.carried()
        let scratch = TemporaryFolder()
        let edition = "incoming/\(id)/site/hello"
        let changes: [(String, (URL) throws -> Void)] = [
            ("a page", { try Data("other".utf8).write(to: $0.appending(path: "\(edition)/index.html")) }),
            ("a page more", { try Data("other".utf8).write(to: $0.appending(path: "\(edition)/more.html")) }),
            (
                "no page",
                { try FileManager.default.removeItem(at: $0.appending(path: "\(edition)/index.html")) }
            ),
            (
                "a link",
                {
                    let page = $0.appending(path: "\(edition)/index.html")
                    try FileManager.default.moveItem(at: page, to: $0.appending(path: "moved.html"))
                    try FileManager.default.createSymbolicLink(
                        at: page, withDestinationURL: $0.appending(path: "moved.html"))
                }
            ),
            (
                "an asset more",
                { try Data("alert(1)".utf8).write(to: $0.appending(path: "incoming/\(id)/assets/more.js")) }
            ),
            (
                "a password",
                {
                    let file = $0.appending(path: "incoming/\(id)/access/credentials/hello.htpasswd")
                    try Data("eve:$2y$05$abc\n".utf8).write(to: file)
                }
            ),
            (
                "a password file more",
                {
                    let file = $0.appending(path: "incoming/\(id)/access/credentials/eve.htpasswd")
                    try Data("eve:$2y$05$abc\n".utf8).write(to: file)
                }
            ),
            (
                "settings",
                {
                    let file = $0.appending(path: "incoming/\(id)/vitrine.yaml")
                    let text = try String(contentsOf: file, encoding: .utf8)
                    try Data((text + "\nservers: {root: /etc}\n").utf8).write(to: file)
                }
            ),
            (
                "a list without its signature",
                {
                    try FileManager.default.removeItem(
                        at: $0.appending(path: "incoming/\(id)/SHA256SUMS.minisig"))
                }
            ),
            (
                "another key",
                {
                    let other = $0.appending(path: "other.key")
                    _ = try Tool.run(Tool.program, ["key", "new", other.path()])
                    let text = try String(contentsOfFile: other.path() + ".pub", encoding: .utf8)
                    let line = text.split(separator: "\n").last ?? ""
                    try Data("public_key: \(line)\n".utf8).write(to: $0.appending(path: "target.yaml"))
                }
            ),
            ("no settings", { try FileManager.default.removeItem(at: $0.appending(path: "target.yaml")) }),
        ]
        for (what, change) in changes {
            let copy = scratch.url.appending(path: "copy")
            try FileManager.default.copyItem(at: portal.target, to: copy)
            defer { try? FileManager.default.removeItem(at: copy) }
            try change(copy)
            let before = try DeliveredPortal.Seen(copy)
            let refused = try Self.activate(id, in: copy)
            #expect(refused.code == (what == "no settings" ? 1 : 3), "\(what): \(refused)")
            #expect(try DeliveredPortal.Seen(copy) == before, "\(what)")
        }
        let whole = try Self.activate(id, in: portal.target)
        #expect(whole.code == 0, "\(whole)")
        #expect(try DeliveredPortal.Seen(portal.target) == portal.published())
        let again = try Self.activate(id, in: portal.target)
        #expect(again.code == 0 && again.output.contains("already"), "\(again)")
        #expect(try Self.activate("2026-11-20-0123456789ab", in: portal.target).code == 3)
    }

    @Test(.enabled(if: Tool.isAvailable("/usr/bin/rsync", for: "two at once at a target")))
    func oneThingAtATimeHappensAtATarget() throws {
        let (portal, id) = try Self.carried()
        for lock in ["state/lock", "incoming/.lock"] {
            let held = try Tool.run(
                "/usr/bin/flock",
                [
                    portal.target.path() + "/" + lock, Tool.program, "activate", "--root",
                    portal.target.path(), id,
                ])
            #expect(held.code == 6, "\(lock): \(held)")
        }
        #expect(try Self.activate(id, in: portal.target).code == 0)
    }

    /// What a stolen key might ask for.
    static let hostile = [
        "", " ", "true", "sh", "vitrine", "vitrine activate", "vitrine activate --root ROOT",
        "vitrine activate --root ROOT --status; id", "vitrine activate --root ROOT --status ",
        "vitrine activate --root ROOT  --status", "vitrine activate --root /etc --status",
        "vitrine activate --root ROOT ../../etc", "vitrine activate --root ROOT 2026-11-20-0123456789ab;id",
        "vitrine activate --root ROOT 2026-11-20-0123456789AB",
        "vitrine activate --root ROOT 2026-11-20-0123456789ab\n", "vitrine activate --serve ROOT",
        "vitrine build --publish", "vitrine -C ROOT forget x",
        "rsync --server --sender -prcRe.iLsfxCIvu . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --sender . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu . ROOT/incoming/",
        "rsync --server -prcRe.iLsfxCIvu . ROOT/incoming/ID",
        "rsync --server -prcRe.iLsfxCIvu . ROOT/incoming/ID/../../site/",
        "rsync --server -prcRe.iLsfxCIvu . ROOT/site/", "rsync --server -prcRe.iLsfxCIvu . /etc/",
        "rsync --server -lprcRe.iLsfxCIvu . ROOT/incoming/ID/",
        "rsync --server -prcRKe.iLsfxCIvu . ROOT/incoming/ID/",
        "rsync --server -prcRse.iLsfxCIvu . ROOT/incoming/ID/",
        "rsync --server -e.iLsfxCIvu . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLs;id . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --inplace . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --log-file=/etc/cron.d/x . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --temp-dir=/etc . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --link-dest /etc . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --link-dest . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --link-dest=../../../ . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --backup-dir=/etc . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu --remove-source-files . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu -M--sender . ROOT/incoming/ID/",
        "rsync --server -prcRe.iLsfxCIvu . ROOT/incoming/ID/ .",
        "rsync --server --daemon . ROOT/incoming/ID/",
        "rsync --server .", "rsync --server", "rsync --server . .", "scp -t ROOT/incoming/ID/",
        "internal-sftp",
        "/usr/bin/rsync --server -prcRe.iLsfxCIvu . ROOT/incoming/ID/",
    ]

    @Test func aForcedCommandDoesNothingElse() throws {
        let folder = TemporaryFolder()
        try folder.write("public_key: none\n", to: "target.yaml")
        for text in Self.hostile {
            let asked = text.replacing("ROOT", with: folder.url.path())
                .replacing("ID", with: "2026-11-20-0123456789ab")
            let refused = try Tool.run(
                Tool.program, ["activate", "--serve", folder.url.path()],
                environment: ["SSH_ORIGINAL_COMMAND": asked])
            #expect(refused.code == 2, "\(asked): \(refused)")
        }
        #expect(try Portal.tree(folder.url).count == 1)
        let asked = "vitrine activate --root \(folder.url.path()) --status"
        let status = try Tool.run(
            Tool.program, ["activate", "--serve", folder.url.path()],
            environment: ["SSH_ORIGINAL_COMMAND": asked])
        #expect(status.code == 0 && status.output == "{\"state\":\"\",\"built_at\":null}\n", "\(status)")
    }
}
