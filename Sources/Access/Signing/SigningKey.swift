/// A secret key that signs manifests: Ed25519, in minisign's format without a password, so that a job at night can use it.
public struct SigningKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    private let number: [UInt8]
    /// The seed and the public key, 64 bytes.
    private let secret: [UInt8]

    /// A new key.
    public static func generated() -> SigningKey {
        SigningKey(number: Sodium.random(8), secret: Sodium.keyPair().secret)
    }

    private init(number: [UInt8], secret: [UInt8]) {
        self.number = number
        self.secret = secret
    }

    /// Reads a key's file: a comment line and one of Base64.
    public init(_ text: String) throws(SignatureError) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 2, let all = Sodium.bytes(base64: String(lines[1])), all.count == 158 else {
            throw .notAKey(reason: "not a comment and 158 bytes of Base64")
        }
        // Algorithm, derivation, checksum's algorithm, salt and limits of the derivation; then the key itself.
        guard all[..<2] == Minisign.algorithm[...], all[4..<6] == Self.checksumAlgorithm[...] else {
            throw .notAKey(reason: "another algorithm")
        }
        guard all[2..<4] == Self.noDerivation[...] else { throw .keyHasPassword }
        let key = SigningKey(number: Array(all[54..<62]), secret: Array(all[62..<126]))
        guard Array(all[126...]) == key.checksum || all[126...].allSatisfy({ $0 == 0 }) else {
            throw .notAKey(reason: "its checksum is wrong")
        }
        self = key
    }

    /// The whole file, to be kept with mode 0600.
    public var text: String {
        let derivation = [UInt8](repeating: 0, count: 48)
        let all =
            Minisign.algorithm + Self.noDerivation + Self.checksumAlgorithm + derivation + number + secret
            + checksum
        return "untrusted comment: minisign secret key without a password\n\(Sodium.base64(all))\n"
    }

    /// What others check signatures with.
    public var verifyingKey: VerifyingKey { VerifyingKey(number: number, bytes: Array(secret[32...])) }

    /// A detached signature of `message`: four lines that `minisign -V` reads.
    ///
    /// The same message and comment give the same bytes. `comment` is signed too; it must be one line.
    public func signature(of message: [UInt8], comment: String) -> String {
        precondition(!comment.contains { $0.isNewline }, "a comment is one line")
        let signature = Sodium.sign(Sodium.digest(message, count: 64), secret: secret)
        let whole = Sodium.sign(signature + Array(comment.utf8), secret: secret)
        return Minisign.Signature(number: number, signature: signature, comment: comment, whole: whole).text
    }

    private var checksum: [UInt8] {
        Sodium.digest(Minisign.algorithm + number + secret, count: 32)
    }

    private static let noDerivation: [UInt8] = [0, 0]
    private static let checksumAlgorithm = Array("B2".utf8)

    /// Never the key: it must not reach a log by way of an interpolation.
    public var description: String { "•••" }

    /// Never the key.
    public var debugDescription: String { description }
}
