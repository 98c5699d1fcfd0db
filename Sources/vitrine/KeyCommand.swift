internal import Access
internal import Files

/// `vitrine key …`.
enum KeyCommand {
    static let new = Command(
        "key new", operands: "FILE", count: 1...1, summary: "Make a key that signs what is published",
        details: """
            Writes the secret key to FILE, which only its owner may read, and the public one to FILE.pub. Both have the format of
            minisign, without a password. Keep FILE where the portal is built, outside of the portal's folder and of its backups, and
            name it in `VITRINE_KEY_FILE`; give the public key to whoever verifies.

                vitrine key new /etc/vitrine/portal.key
                VITRINE_KEY_FILE=/etc/vitrine/portal.key vitrine build --publish
            """
    ) { invocation in
        let path = invocation.operands[0]
        for taken in [path, path + ".pub"] where FileSystem.kind(taken) != nil {
            Terminal.complain("vitrine: `\(taken)` exists; a key is never overwritten")
            return .guardRefused
        }
        let key = SigningKey.generated()
        try AtomicWrite.write(key.text, to: path, mode: 0o600)
        try AtomicWrite.write(key.verifyingKey.text, to: path + ".pub")
        Terminal.say("secret key: \(path)")
        Terminal.say("public key: \(path).pub")
        Terminal.say("in vitrine.yaml: public_key: \(key.verifyingKey)")
        return .done
    }
}
