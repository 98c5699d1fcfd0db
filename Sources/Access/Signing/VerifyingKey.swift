/// The public half of a signing key, as minisign writes it.
///
/// Format: https://jedisct1.github.io/minisign/
public struct VerifyingKey: Hashable, Sendable, CustomStringConvertible {
    /// Says which key a signature is of; no secret and no proof.
    let number: [UInt8]
    let bytes: [UInt8]

    init(number: [UInt8], bytes: [UInt8]) {
        self.number = number
        self.bytes = bytes
    }

    /// Reads the line of Base64, alone or below its comment line.
    public init(_ text: String) throws(SignatureError) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let line = lines.last, lines.count <= 2 else {
            throw .notAKey(reason: "not one line of Base64")
        }
        guard let all = Sodium.bytes(base64: String(line)), all.count == 42 else {
            throw .notAKey(reason: "not 42 bytes of Base64")
        }
        guard all.prefix(2) == Minisign.algorithm[...] else { throw .notAKey(reason: "another algorithm") }
        self.init(number: Array(all[2..<10]), bytes: Array(all[10...]))
    }

    /// One line of Base64, as `minisign -P` takes it.
    public var description: String { Sodium.base64(Minisign.algorithm + number + bytes) }

    /// The whole file: a comment and the key.
    public var text: String { "untrusted comment: minisign public key \(Minisign.name(number))\n\(self)\n" }

    /// Proves that this key's owner signed `message`, and returns the comment that he signed with it.
    ///
    /// - Parameter signature: the text that `SigningKey.signature` or `minisign -S` made.
    @discardableResult
    public func verify(_ message: [UInt8], signature: String) throws(SignatureError) -> String {
        let found = try Minisign.Signature(signature)
        guard found.number == number else { throw .otherKey }
        let signed = found.isOfDigest ? Sodium.digest(message, count: 64) : message
        guard Sodium.isValid(found.signature, of: signed, by: bytes) else { throw .doesNotMatch }
        guard Sodium.isValid(found.whole, of: found.signature + Array(found.comment.utf8), by: bytes) else {
            throw .notASignature(reason: "its trusted comment was changed")
        }
        return found.comment
    }
}
