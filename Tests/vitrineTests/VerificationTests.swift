import Foundation
import TestSupport
import Testing

/// `access show`, `explain` and `verify` on what a real build published, and its signature.
@Suite struct VerificationTests {
    /// When the sample is built in these tests.
    private static let now = "1795169400"
    /// The sample, published once: tests that damage it take a copy of `output/`.
    private static let published = Result {
        let portal = try Portal()
        try #require(portal.publish().code == 0)
        return portal
    }

    private func verify(_ root: URL, _ arguments: String..., at time: String = now) throws -> Tool.Outcome {
        // Where a web server is, there is no portal: the folder of the command is an empty one.
        let elsewhere = TemporaryFolder()
        return try Tool.vitrine(
            ["access", "verify", "--root", root.path()] + arguments, in: elsewhere.url,
            environment: ["SOURCE_DATE_EPOCH": time])
    }

    @Test func whatWasPublishedIsWhole() throws {
        let portal = try Self.published.get()
        let outcome = try Tool.vitrine(
            "access", "verify", in: portal.root, environment: ["SOURCE_DATE_EPOCH": Self.now])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("is whole"))
        #expect(try verify(portal.root.appending(path: "output")).code == 0)
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let fault: String
        let shell: String
        var testDescription: String { fault }
    }

    @Test(arguments: [
        Damage(fault: "missing: site/acme/index.html:", shell: "rm site/acme/index.html"),
        Damage(fault: "changed: site/acme/index.html:", shell: "echo >> site/acme/index.html"),
        Damage(fault: "extra: site/acme/notes.txt:", shell: "echo x > site/acme/notes.txt"),
        Damage(
            fault: "extra: site/acme/.git/config:",
            shell: "mkdir site/acme/.git; echo x > site/acme/.git/config"),
        Damage(fault: "special: site/acme/link:", shell: "ln -s /etc site/acme/link"),
        Damage(fault: "special: site/acme/pipe:", shell: "mkfifo site/acme/pipe"),
        Damage(
            fault: "missing: site/acme/index.html:",
            shell: "rm site/acme/index.html; ln -s ../noor/index.html site/acme/index.html"),
        Damage(fault: "permissions: site/acme/index.html:", shell: "chmod 666 site/acme/index.html"),
        Damage(fault: "permissions: site/acme:", shell: "chmod 777 site/acme"),
        Damage(
            fault: "permissions: access/credentials/acme.htpasswd:",
            shell: "chmod 644 access/credentials/acme.htpasswd"),
        Damage(
            fault: "credentials: access/credentials/acme.htpasswd: lets `yusuf` in",
            shell: "cat access/credentials/noor.htpasswd >> access/credentials/acme.htpasswd"),
        Damage(
            fault: "extra: access/credentials/old.htpasswd:",
            shell: "cp -p access/credentials/acme.htpasswd access/credentials/old.htpasswd"),
        Damage(
            fault: "missing: access/credentials/acme.htpasswd:", shell: "rm access/credentials/acme.htpasswd"),
        Damage(fault: "manifest: access/files.jsonl: is not the list", shell: "sed -i 1d access/files.jsonl"),
        Damage(
            fault: "manifest: access/access.json:", shell: "sed -i 's/\"deny\"/\"allow\"/' access/access.json"
        ),
        Damage(fault: "manifest: access/access.json:", shell: "sed -i '$d' access/access.json"),
        Damage(
            fault: "manifest: access/access.json: the prefix `/acme/corp/` lies inside `/acme/`",
            shell: #"sed -i 's|"prefix": "/acme-corp/"|"prefix": "/acme/corp/"|' access/access.json"#),
        Damage(
            fault: "manifest: access/access.json: no rule covers the file `nowhere/index.html`",
            shell:
                #"sed -n 's|"/acme/index.html","rule":"acme"|"/nowhere/index.html","rule":"nowhere"|p' access/files.jsonl"#
                + " > extra; cat extra >> access/files.jsonl"),
        Damage(
            fault: "is confidential, and its readers may have what is public at most",
            shell:
                #"sed -i 's/"classification": "restricted"/"classification": "public"/' access/access.json"#),
        Damage(
            fault: "manifest: access/access.json: the user `omar` is in the unknown group `nowhere`",
            shell: #"sed -i '/"name": "omar"/,/]/s/"acme-corp"/"nowhere"/' access/access.json"#),
        Damage(
            fault: "manifest: access/access.json: the home `nowhere` of the user `omar` is not his to read",
            shell:
                #"sed -i '/"name": "omar"/,/"valid_from"/s/"home": "acme-corp"/"home": "nowhere"/' access/access.json"#
        ),
        Damage(fault: "manifest: access/access.json:", shell: "rm access/access.json"),
    ])
    func eachFaultIsFound(_ damage: Damage) throws {
        let folder = TemporaryFolder()
        let root = folder.url.appending(path: "output")
        try FileManager.default.copyItem(
            at: Self.published.get().root.appending(path: "output"), to: root)
        let done = try Tool.run("/bin/sh", ["-c", damage.shell], in: root)
        try #require(done.code == 0, "\(done.text)")
        let outcome = try verify(root)
        #expect(outcome.code == 8)
        #expect(outcome.errors.contains(damage.fault), "\(outcome.errors)")
    }

    @Test func aManifestThatIsTooOldMustNotBeUsed() throws {
        let root = try Self.published.get().root.appending(path: "output")
        let later = try verify(root, at: "1799000000")
        #expect(later.code == 8 && later.errors.contains("expired on"), "\(later.errors)")
    }

    @Test func anOlderPublicationInPlaceOfANewerIsFound() throws {
        let portal = try Portal(begunWith: "first.sql")
        let output = portal.root.appending(path: "output")
        try #require(portal.publish().code == 0)
        let old = portal.root.appending(path: "old")
        try FileManager.default.copyItem(at: output, to: old)
        try portal.run(sql: "update users set status = 'suspended' where username = 'ada';")
        try #require(portal.publish(environment: ["SOURCE_DATE_EPOCH": "1795179400"]).code == 0)
        #expect(try verify(output, at: "1795179400").code == 0)
        for name in ["site", "access"] {
            let path = output.appending(path: name)
            try FileManager.default.removeItem(at: path)
            try FileManager.default.copyItem(at: old.appending(path: name), to: path)
        }
        let outcome = try verify(output, at: "1795179400")
        #expect(outcome.code == 8 && outcome.errors.contains("outdated: "), "\(outcome.errors)")
    }

    @Test func aSignatureIsMadeByEachPublicationAndAskedForByVerify() throws {
        let portal = try Portal(begunWith: "first.sql")
        let output = portal.root.appending(path: "output")
        try #require(portal.publish().code == 0)
        let keys = TemporaryFolder()
        let secret = keys.path("portal.key")
        let made = try Tool.vitrine("key", "new", secret, in: portal.root)
        try #require(made.code == 0, "\(made.errors)")
        #expect(try FileManager.default.attributesOfItem(atPath: secret)[.posixPermissions] as? Int == 0o600)
        #expect(try Tool.vitrine("key", "new", secret, in: portal.root).code == 3)
        let line = try #require(made.output.split(separator: "\n").last { $0.contains("public_key: ") })
        let key = String(line.split(separator: " ").last ?? "")

        let unsigned = try verify(output, "--public-key", key)
        #expect(unsigned.code == 8 && unsigned.errors.contains("signature: access/access.json.minisig"))
        // Nothing else has changed, and the signature is made all the same.
        try #require(portal.publish(environment: ["VITRINE_KEY_FILE": secret]).code == 0)
        let signed = try verify(output, "--public-key", key)
        #expect(signed.code == 0 && signed.output.contains("the signature is good"), "\(signed.errors)")

        // Whoever asks for a signature publishes nothing without.
        try portal.edit("vitrine.yaml") { $0 + "\npublic_key: \(key)\n" }
        let refused = try portal.publish()
        #expect(refused.code == 1 && refused.errors.contains("VITRINE_KEY_FILE"), "\(refused.errors)")
        try portal.run(sql: "update users set status = 'suspended' where username = 'ada';")
        try #require(portal.publish(environment: ["VITRINE_KEY_FILE": secret]).code == 0)
        #expect(try verify(output, "--public-key", key).output.contains("the signature is good"))

        // Another's key, an open one, and a manifest that somebody changed.
        let other = keys.path("other.key")
        try #require(Tool.vitrine("key", "new", other, in: portal.root).code == 0)
        #expect(
            try portal.publish(environment: ["VITRINE_KEY_FILE": other]).errors.contains("is not the one"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret)
        #expect(
            try portal.publish(environment: ["VITRINE_KEY_FILE": secret]).errors.contains("others may read"))
        try portal.edit("output/access/access.json") { $0.replacing("Client portal", with: "Client Portal") }
        let changed = try verify(output, "--public-key", key)
        #expect(changed.code == 8 && changed.errors.contains("is not of these bytes"), "\(changed.errors)")
    }

    @Test func aTableShowsWhoMayReadWhat() throws {
        let portal = try Self.published.get()
        let outcome = try Tool.vitrine("access", "show", "--user", "pat", in: portal.root)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.contains { $0.first == "acme.board.team" && $0.last == "pat" }, "\(outcome.output)")
        #expect(lines.contains { $0.first == "pat" && $0.dropFirst().first == "acme.board.team" })
        #expect(!outcome.output.contains("harrowgate"))
    }

    @Test func anExplanationNamesTheRuleTheLineAndTheRow() throws {
        let portal = try Self.published.get()
        func explain(_ arguments: String...) throws -> Tool.Outcome {
            try Tool.vitrine(["access", "explain"] + arguments, in: portal.root)
        }
        let allowed = try explain("--user", "luis", "--path", "/acme/index.html")
        #expect(allowed.code == 0)
        for part in [
            "luis may read /acme/index.html", "the rule `acme`", "credentials/acme.htpasswd:",
            "servers/access.nginx.conf:", "the role `approver` (memberships ",
        ] { #expect(allowed.output.contains(part), "\(part): \(allowed.output)") }
        let denied = try explain("--user", "luis", "--path", "/acme-corp/index.html")
        #expect(denied.code == 1)
        #expect(denied.output.contains("does not name any of luis's groups"))
        #expect(denied.output.contains("acme-corp.htpasswd has no line for luis"))
        let nobody = try explain("--path", "/nowhere/x")
        #expect(nobody.code == 1 && nobody.output.contains("no rule covers the path"))
        #expect(try explain("--user", "luis").code == 2)
    }
}
