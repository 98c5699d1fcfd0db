import Access
import Foundation
import TestSupport
import Testing

/// Keys and signatures are minisign's, in both directions.
@Suite struct SigningTests {
    let folder = TemporaryFolder()

    @Test func aSignatureIsOfItsBytesAndItsCommentAlone() throws {
        let key = SigningKey.generated()
        let message = Array("who may read what".utf8)
        let signature = key.signature(of: message, comment: "snapshot 1")
        #expect(signature == key.signature(of: message, comment: "snapshot 1"))
        #expect(try key.verifyingKey.verify(message, signature: signature) == "snapshot 1")
        #expect(throws: SignatureError.doesNotMatch) {
            try key.verifyingKey.verify(message + [10], signature: signature)
        }
        #expect(throws: SignatureError.otherKey) {
            try SigningKey.generated().verifyingKey.verify(message, signature: signature)
        }
        #expect(throws: SignatureError.notASignature(reason: "its trusted comment was changed")) {
            try key.verifyingKey.verify(
                message, signature: signature.replacing("snapshot 1", with: "snapshot 2"))
        }
    }

    @Test func aKeyIsReadAsItWasWritten() throws {
        let key = SigningKey.generated()
        let again = try SigningKey(key.text)
        #expect(again.verifyingKey == key.verifyingKey)
        #expect(try VerifyingKey(key.verifyingKey.text) == key.verifyingKey)
        #expect(try VerifyingKey(key.verifyingKey.description) == key.verifyingKey)
        #expect("\(key)" == "•••" && String(reflecting: key) == "•••")
    }

    @Test(arguments: ["", "x", "untrusted comment: x\n", "untrusted comment: x\nRWQ=\n", "RWQ\nRWQ\nRWQ"])
    func whatIsNoKeyIsRefused(_ text: String) {
        #expect(throws: SignatureError.self) { try SigningKey(text) }
        #expect(throws: SignatureError.self) { try VerifyingKey(text) }
    }

    @Test func aChangedKeyIsRefused() throws {
        let lines = SigningKey.generated().text.split(separator: "\n")
        var bytes = try #require(Data(base64Encoded: String(lines[1])))
        bytes[70] ^= 1
        let text = "\(lines[0])\n\(bytes.base64EncodedString())\n"
        #expect(throws: SignatureError.notAKey(reason: "its checksum is wrong")) { try SigningKey(text) }
    }

    @Test func minisignReadsOurSignatures() throws {
        guard Tool.isAvailable("/usr/bin/minisign", for: "checking our signatures with minisign") else {
            return
        }
        let key = SigningKey.generated()
        let message = "{\n}\n"
        try folder.write(message, to: "access.json")
        try folder.write(
            key.signature(of: Array(message.utf8), comment: "snapshot 1"), to: "access.json.minisig")
        try folder.write(key.verifyingKey.text, to: "key.pub")
        let arguments = ["-V", "-m", folder.path("access.json")]
        let good = try Tool.run("/usr/bin/minisign", arguments + ["-p", folder.path("key.pub")])
        #expect(good.code == 0 && good.text.contains("Trusted comment: snapshot 1"), "\(good.text)")
        let line = try Tool.run("/usr/bin/minisign", arguments + ["-P", key.verifyingKey.description])
        #expect(line.code == 0, "\(line.text)")
        try folder.write("{ }\n", to: "access.json")
        let bad = try Tool.run("/usr/bin/minisign", arguments + ["-p", folder.path("key.pub")])
        #expect(bad.code != 0)
    }

    @Test(arguments: [["-H"], []])
    func weReadMinisignsKeysAndSignatures(_ extra: [String]) throws {
        guard Tool.isAvailable("/usr/bin/minisign", for: "reading minisign's keys") else { return }
        let (secret, open) = (folder.path("its.key"), folder.path("its.pub"))
        let made = try Tool.run("/usr/bin/minisign", ["-G", "-W", "-f", "-p", open, "-s", secret])
        try #require(made.code == 0, "\(made.text)")
        try folder.write("message", to: "message")
        let signed = try Tool.run(
            "/usr/bin/minisign",
            ["-S"] + extra + ["-s", secret, "-m", folder.path("message"), "-t", "by minisign"])
        try #require(signed.code == 0, "\(signed.text)")
        let key = try VerifyingKey(String(contentsOfFile: open, encoding: .utf8))
        let signature = try String(contentsOfFile: folder.path("message.minisig"), encoding: .utf8)
        #expect(try key.verify(Array("message".utf8), signature: signature) == "by minisign")
        // Its secret key signs here what it signs there.
        let ours = try SigningKey(String(contentsOfFile: secret, encoding: .utf8))
        #expect(ours.verifyingKey == key)
        try key.verify([1], signature: ours.signature(of: [1], comment: "x"))
    }
}
