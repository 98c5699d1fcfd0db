import Foundation
import TestSupport
import Testing

/// A backup is the portal: it is whole or refused, and what is built from it is what was published.
@Suite struct BackupTests {
    private func vitrine(_ arguments: String..., in folder: URL) throws -> Tool.Outcome {
        try Tool.vitrine(arguments, in: folder, environment: Portal.environment)
    }

    /// A small published portal with a template of its own, and its backup.
    private func backedUp() throws -> (portal: Portal, backup: URL) {
        let portal = try Portal(begunWith: "first.sql")
        try portal.edit("Templates/pages/own.html") { _ in
            "---\npath: \"own.html\"\ntitle: \"Own\"\n---\n<h1>{{ client.name }}</h1>\n"
        }
        try #require(try portal.publish().code == 0)
        let outcome = try vitrine("backup", "kept", in: portal.root)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return (portal, portal.root.appending(path: "kept"))
    }

    @Test func whatIsRestoredElsewhereIsBuiltToTheSameBytes() throws {
        let portal = try Portal()
        try #require(try portal.publish().code == 0)
        try #require(try vitrine("backup", "kept", in: portal.root).code == 0)
        let backup = portal.root.appending(path: "kept")
        let other = TemporaryFolder()
        let restored = try vitrine("restore", backup.path(), in: other.url)
        #expect(restored.code == 0, "\(restored.errors)")
        // Server files and lists name no folder, so a second portal has the same ones.
        let built = try vitrine("build", "--publish", in: other.url)
        #expect(built.code == 0, "\(built.errors)")
        #expect(
            try Portal.tree(portal.site) == Portal.tree(other.url.appending(path: "output/site")))
        #expect(
            try Portal.tree(portal.root.appending(path: "content"))
                == Portal.tree(other.url.appending(path: "content")))
        #expect(other.mode("portal.sqlite") == 0o600)
    }

    @Test func theTrialOfABackupFindsEveryPublishedFileAgain() throws {
        let (portal, _) = try backedUp()
        let whole = try vitrine("backup", "test", "kept", in: portal.root)
        #expect(whole.code == 0, "\(whole.text)")
        #expect(whole.output.contains("the backup is the portal"))
        // Without a folder, of the portal as it is: and there a note has changed since.
        try portal.edit("content/hello/notes/welcome.md") { $0 + "\nMore.\n" }
        let changed = try vitrine("backup", "test", in: portal.root)
        #expect(changed.code == 1)
        #expect(changed.errors.contains("differs: /hello/notes/welcome.html\n"), "\(changed.text)")
        #expect(!changed.errors.contains("differs: /hello/own.html"))
        let left = try FileManager.default.contentsOfDirectory(
            atPath: portal.root.appending(path: "output/staged").path())
        #expect(left.isEmpty)
    }

    @Test func theTrialNoticesReadersThatAreOthers() throws {
        let (portal, _) = try backedUp()
        try portal.run(sql: "update users set status = 'suspended' where username = 'ada';")
        let outcome = try vitrine("backup", "test", in: portal.root)
        #expect(outcome.code == 1, "\(outcome.text)")
    }

    @Test func aBackupHoldsWhatItSaysAndNoSecretOfServers() throws {
        let (portal, backup) = try backedUp()
        let sums = try Tool.run(
            "/usr/bin/sha256sum", ["--strict", "--quiet", "-c", "SHA256SUMS"], in: backup)
        #expect(sums.code == 0, "\(sums.text)")
        let files = try Portal.tree(backup)
        #expect(!files.keys.contains { $0.contains("credentials") || $0.hasSuffix(".htpasswd") })
        #expect(!files.keys.contains { $0.hasPrefix("state/editions") || $0 == "state/lock" })
        let hash = Data("$2y$".utf8)
        for (path, bytes) in files where path != "portal.sqlite" {
            #expect(bytes.range(of: hash) == nil, "\(path) holds the hash of a password")
        }
        var status = stat()
        #expect(stat(backup.path(), &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(stat(backup.path() + "/portal.sqlite", &status) == 0 && status.st_mode & 0o777 == 0o600)
        // Another one of the same portal has the same bytes.
        try #require(try vitrine("backup", "again", in: portal.root).code == 0)
        #expect(try Portal.tree(portal.root.appending(path: "again")) == files)
    }

    @Test func keysInTheStateStayWhereTheyAre() throws {
        let portal = try Portal(begunWith: "first.sql")
        try portal.edit("output/state/signing.key") { _ in "secret" }
        try portal.edit("output/state/baselines/acme.jsonl") { _ in "{}\n" }
        try #require(try vitrine("backup", "kept", in: portal.root).code == 0)
        let files = try Portal.tree(portal.root.appending(path: "kept"))
        #expect(files["state/baselines/acme.jsonl"] != nil)
        #expect(!files.keys.contains { $0.hasSuffix(".key") })
    }

    @Test func aBackupBesideAWriterIsOneMoment() throws {
        let (portal, _) = try backedUp()
        let writer = try portal.writer("update clients set name = 'Half done'")
        defer { withExtendedLifetime(writer) {} }
        let outcome = try vitrine("backup", "test", in: portal.root)
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(outcome.output.contains("the backup is the portal"))
    }

    @Test func nothingIsOverwrittenUnlessItIsSaid() throws {
        let (portal, backup) = try backedUp()
        #expect(try vitrine("backup", "kept", in: portal.root).code == 3)
        try portal.run(sql: "update clients set name = 'Later';")
        try portal.edit("content/hello/notes/later.md") { _ in
            "---\ntitle: Later\naudience: team\n---\nText\n"
        }
        let before = try Portal.tree(portal.root.appending(path: "content"))
        let refused = try vitrine("restore", "kept", in: portal.root)
        #expect(refused.code == 3)
        for name in ["vitrine.yaml", "content", "Templates", "portal.sqlite"] {
            #expect(refused.errors.contains("there is something already: \(portal.root.path())/\(name)\n"))
        }
        #expect(try Portal.tree(portal.root.appending(path: "content")) == before)

        let forced = try vitrine("restore", "--force", backup.path(), in: portal.root)
        #expect(forced.code == 0, "\(forced.errors)")
        #expect(try Portal.tree(portal.root.appending(path: "content"))["hello/notes/later.md"] == nil)
        // The database is the old one: nothing has changed since what is published.
        #expect(try portal.publish("--exit-code").code == 5)
        #expect(!FileManager.default.fileExists(atPath: portal.root.appending(path: ".restoring").path()))
        #expect(try vitrine("audit", "list", in: portal.root).output.contains(" restore: made_at\n"))
        #expect(try vitrine("audit", "verify", in: portal.root).code == 0)
    }

    @Test func aDatabaseThatIsBeingWrittenIsNotReplaced() throws {
        let (portal, _) = try backedUp()
        let writer = try portal.writer("update clients set name = 'Half done'")
        defer { withExtendedLifetime(writer) {} }
        let outcome = try vitrine("restore", "--force", "kept", in: portal.root)
        #expect(outcome.code == 3, "\(outcome.text)")
        #expect(outcome.errors.contains("another program is writing"))
    }

    @Test func aDamagedDatabaseIsReplacedByItsBackup() throws {
        let (portal, _) = try backedUp()
        try portal.edit("portal.sqlite") { _ in "no database any more" }
        #expect(try vitrine("db", "check", in: portal.root).code == 1)
        #expect(try vitrine("restore", "--force", "kept", in: portal.root).code == 0)
        #expect(try vitrine("db", "check", in: portal.root).code == 0)
    }

    // MARK: Hostile backups

    /// How a backup was changed by somebody else, and what the refusal says.
    struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let change: @Sendable (URL) throws -> Void
    }

    /// Puts other bytes into a file, and their digest into the list, as whoever can write the folder can.
    private static func forge(_ path: String, _ text: String, in backup: URL) throws {
        try text.write(to: backup.appending(path: path), atomically: false, encoding: .utf8)
        let sum = try Tool.run("/usr/bin/sha256sum", [path], in: backup).output
        let list = backup.appending(path: "SHA256SUMS")
        let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").map(String.init)
        let changed = lines.map { $0.dropFirst(66) == path[...] ? String(sum.dropLast()) : $0 }
        try (changed.joined(separator: "\n") + "\n").write(to: list, atomically: false, encoding: .utf8)
    }

    private static func addLine(_ line: String, in backup: URL) throws {
        let list = backup.appending(path: "SHA256SUMS")
        let text = try String(contentsOf: list, encoding: .utf8)
        try (text + line).write(to: list, atomically: false, encoding: .utf8)
    }

    private static let digest = String(repeating: "0", count: 64)

    @Test(arguments: [
        Attack(testDescription: "one byte more", words: "vitrine.yaml: error: the file is not what was") {
            let file = $0.appending(path: "vitrine.yaml")
            try (String(contentsOf: file, encoding: .utf8) + " ").write(
                to: file, atomically: false, encoding: .utf8)
        },
        Attack(testDescription: "a file is gone", words: "cannot open it: No such file") {
            try FileManager.default.removeItem(at: $0.appending(path: "content/hello/notes/welcome.md"))
        },
        Attack(testDescription: "a file too many", words: "evil.html: error: the file is not part of") {
            try "x".write(to: $0.appending(path: "Templates/evil.html"), atomically: false, encoding: .utf8)
        },
        Attack(testDescription: "a link in place of a file", words: "symbolic links are not followed") {
            let file = $0.appending(path: "vitrine.yaml")
            try FileManager.default.moveItem(at: file, to: URL(filePath: $0.path() + "-moved"))
            try FileManager.default.createSymbolicLink(
                at: file, withDestinationURL: URL(filePath: $0.path() + "-moved"))
        },
        Attack(testDescription: "a link in place of a folder", words: "symbolic links are not followed") {
            let folder = $0.appending(path: "content/hello")
            try FileManager.default.moveItem(at: folder, to: URL(filePath: $0.path() + "-moved"))
            try FileManager.default.createSymbolicLink(
                at: folder, withDestinationURL: URL(filePath: $0.path() + "-moved"))
        },
        Attack(testDescription: "a path out of it", words: "SHA256SUMS:") {
            try addLine("\(digest)  content/../../escaped\n", in: $0)
        },
        Attack(testDescription: "an absolute path", words: "SHA256SUMS:") {
            try addLine("\(digest)  /tmp/escaped\n", in: $0)
        },
        Attack(testDescription: "a path that is no backup's", words: "SHA256SUMS:") {
            try addLine("\(digest)  output/site/index.html\n", in: $0)
        },
        Attack(testDescription: "a list cut off", words: "the last line is cut off") {
            try addLine("\(digest)  x", in: $0)
        },
        Attack(testDescription: "no list", words: "SHA256SUMS: error: this is no backup") {
            try FileManager.default.removeItem(at: $0.appending(path: "SHA256SUMS"))
        },
        Attack(testDescription: "another format", words: "the backup has format 9") {
            try forge("backup.json", "{\"format\": 9}", in: $0)
        },
        Attack(testDescription: "no database", words: "this is not an SQLite database") {
            try forge("portal.sqlite", String(repeating: "no database ", count: 100), in: $0)
        },
        Attack(testDescription: "a configuration that is none", words: "vitrine.yaml") {
            try forge("vitrine.yaml", "title: [", in: $0)
        },
    ])
    func whatIsNotWholeIsRefusedAndLeavesNothing(attack: Attack) throws {
        let (portal, backup) = try backedUp()
        try attack.change(backup)
        let other = TemporaryFolder()
        let outcome = try vitrine("restore", backup.path(), in: other.url)
        #expect(outcome.code == 1, "\(outcome.text)")
        #expect(outcome.errors.contains(attack.words), "\(outcome.errors)")
        let left = try Portal.tree(other.url)
        #expect(left.keys.allSatisfy { $0 == "output/state/lock" }, "\(left.keys)")
        #expect(!FileManager.default.fileExists(atPath: portal.root.appending(path: "escaped").path()))
    }

    @Test(arguments: ["/tmp/elsewhere.sqlite", "../elsewhere.sqlite", "output/site/hello/db.sqlite"])
    func aDatabaseIsRestoredIntoTheFolderWhateverTheConfigurationSays(path: String) throws {
        let (portal, backup) = try backedUp()
        let text = try String(
            contentsOf: portal.root.appending(path: "vitrine.yaml"), encoding: .utf8)
        try Self.forge(
            "vitrine.yaml", text.replacing(/(?m)^database:.*$/, with: "database: \(path)"), in: backup)
        let other = TemporaryFolder()
        let outcome = try vitrine("restore", backup.path(), in: other.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("outside of this folder"))
        #expect(other.mode("portal.sqlite") != nil)
        #expect(!FileManager.default.fileExists(atPath: "/tmp/elsewhere.sqlite"))
        #expect(try Portal.tree(other.url).keys.allSatisfy { !$0.hasPrefix("output/site") })
    }

    @Test func aNameThatNoListCanHoldIsToldAndNothingIsLeft() throws {
        let portal = try Portal(begunWith: "first.sql")
        try portal.edit("content/hello/files/two\nlines.txt") { _ in "x" }
        let outcome = try vitrine("backup", "kept", in: portal.root)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("line break"), "\(outcome.errors)")
        let left = try FileManager.default.contentsOfDirectory(atPath: portal.root.path())
        #expect(!left.contains { $0.hasPrefix("kept") })
    }
}
