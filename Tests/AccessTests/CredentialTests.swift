import Access
import Files
import Foundation
import TestSupport
import Testing

@Suite struct CredentialTests {
    let root = TemporaryFolder()

    @Test(arguments: ["a", "secret", "ünïcödé 🏳️‍🌈", "with : colon", String(repeating: "x", count: 72)])
    func aHashMatchesItsPasswordOnly(_ text: String) throws {
        let hash = try PasswordHash(of: try Password(text), cost: 4)
        #expect(hash.text.hasPrefix("$2y$04$") && hash.cost == 4)
        #expect(hash.matches(try Password(text)))
        #expect(!hash.matches(try Password("y" + text.dropFirst())))
        #expect(try PasswordHash(of: try Password(text), cost: 4) != hash)
    }

    /// From Openwall's crypt_blowfish.
    @Test(arguments: ["$2b$", "$2y$"])
    func agreesWithKnownHashes(_ prefix: String) throws {
        let hash = try #require(
            PasswordHash("\(prefix)05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
        let right = try Password("U*U")
        let wrong = try Password("U*U*")
        #expect(hash.cost == 5 && hash.matches(right) && !hash.matches(wrong))
    }

    @Test(arguments: [
        "", "plain", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "$6$salt$hash",
        "$2y$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2y$32$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyO:W",
        "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe\n",
        "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeWW", "{SHA}x", "$apr1$x$y",
    ])
    func otherFormatsAreRefused(_ text: String) { #expect(PasswordHash(text) == nil) }

    @Test(arguments: ["", String(repeating: "x", count: 73), "a\0b"])
    func passwordsThatBcryptWouldCutAreRefused(_ text: String) {
        #expect(throws: AccessError.self) { try Password(text) }
    }

    @Test func generatedPasswordsAreLongLegibleAndNeverTheSame() throws {
        let passwords = (0..<200).map { _ in Password.generated().text }
        #expect(Set(passwords).count == 200)
        for password in passwords {
            #expect(password.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4, 4, 4])
            #expect(!password.contains { "ilo01".contains($0) })
        }
        let counts = Dictionary(grouping: passwords.joined().filter { $0 != "-" }, by: { $0 }).mapValues(
            \.count)
        #expect(counts.count == 31 && counts.values.allSatisfy { $0 > 100 && $0 < 270 })
    }

    @Test func aPasswordIsNeverPrinted() throws {
        let password = try Password("hunter2")
        #expect("\(password)" == "•••" && String(reflecting: password) == "•••")
    }

    @Test func filesAreWrittenReadAndRemoved() throws {
        let folder = root.path("access/credentials")
        let set = try SamplePortal.credentials()
        try set.write(to: folder)
        #expect(root.mode("access/credentials") == 0o750)
        #expect(
            root.mode("access/credentials/acme.htpasswd") == 0o640
                && root.mode("access/credentials/nobody") == 0o640)
        #expect(try FileSystem.read("\(folder)/nobody") == [])
        let lines = String(decoding: try FileSystem.read("\(folder)/acme.htpasswd"), as: UTF8.self).split(
            separator: "\n")
        #expect(lines.map { $0.prefix { $0 != ":" } } == ["alice", "carol"])
        #expect(try CredentialSet.read(from: folder) == set)
        try CredentialSet([CredentialFile(edition: "acme", entries: [])]).write(to: folder)
        #expect(try Folder(path: folder).entries().map(\.name) == ["acme.htpasswd", "nobody"])
        #expect(try CredentialSet.read(from: root.path("nowhere")) == CredentialSet([]))
    }

    @Test func narrowingKeepsWhoReadsBeforeAndAfter() throws {
        let old = try PasswordHash(of: try Password("old"), cost: 4)
        let new = try PasswordHash(of: try Password("new"), cost: 4)
        func file(_ edition: String, _ users: [String], _ hash: PasswordHash) -> CredentialFile {
            CredentialFile(
                edition: edition, entries: users.map { CredentialFile.Entry(user: $0, hash: hash) })
        }
        let before = CredentialSet([file("acme", ["a", "b"], old), file("gone", ["a"], old)])
        let after = CredentialSet([file("acme", ["b", "c"], new), file("fresh", ["c"], new)])
        func manifest(_ edition: String) throws -> Manifest {
            Manifest(
                baseURL: "https://example.org", snapshot: try SamplePortal.manifest().snapshot,
                editions: [Manifest.Edition(name: edition)],
                users: ["a", "b", "c"].map { AccessUser(name: $0, groups: [edition], home: edition) })
        }
        #expect(
            try before.narrowed(to: after, by: manifest("acme"))
                == CredentialSet([file("acme", ["b"], new), file("gone", [], new)]))
        #expect(
            try before.narrowed(to: after, by: manifest("gone"))
                == CredentialSet([file("acme", [], new), file("gone", [], new)]))
    }

    @Test(arguments: [
        "alice", "alice:plain", "alice:$2y$05$x",
        "a b:$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", ":",
    ])
    func aStrangeLineIsRefused(_ line: String) {
        #expect(throws: AccessError.brokenCredentials(file: "acme.htpasswd", line: 2)) {
            try CredentialFile(edition: "acme", text: "\n\(line)\n")
        }
    }
}
