/// The parts of minisign's format that keys and signatures share.
enum Minisign {
    /// `Ed`: Ed25519, of the message itself.
    static let algorithm = Array("Ed".utf8)
    /// `ED`: the same, of the message's BLAKE2b digest of 64 bytes.
    static let algorithmOfDigest = Array("ED".utf8)

    /// A key's number as minisign shows it: 16 hexadecimal digits, most significant first.
    static func name(_ number: [UInt8]) -> String {
        number.reversed().map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// A signature's four lines.
    struct Signature {
        let number: [UInt8]
        let isOfDigest: Bool
        let signature: [UInt8]
        /// Signed too.
        let comment: String
        /// Of the signature and the comment.
        let whole: [UInt8]

        init(number: [UInt8], signature: [UInt8], comment: String, whole: [UInt8]) {
            self.number = number
            isOfDigest = true
            self.signature = signature
            self.comment = comment
            self.whole = whole
        }

        init(_ text: String) throws(SignatureError) {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard lines.count == 4 || lines.count == 5 && lines[4].isEmpty else {
                throw .notASignature(reason: "not four lines")
            }
            guard lines[0].hasPrefix(Self.untrusted), lines[2].hasPrefix(Self.trusted) else {
                throw .notASignature(reason: "its comments are missing")
            }
            guard let first = Sodium.bytes(base64: lines[1]), first.count == 74,
                let whole = Sodium.bytes(base64: lines[3]), whole.count == 64
            else { throw .notASignature(reason: "not the Base64 of a signature") }
            let algorithm = Array(first[..<2])
            guard algorithm == Minisign.algorithm || algorithm == Minisign.algorithmOfDigest else {
                throw .notASignature(reason: "another algorithm")
            }
            isOfDigest = algorithm == Minisign.algorithmOfDigest
            number = Array(first[2..<10])
            signature = Array(first[10...])
            comment = String(lines[2].dropFirst(Self.trusted.count))
            self.whole = whole
        }

        var text: String {
            """
            \(Self.untrusted)signature from vitrine's key \(Minisign.name(number))
            \(Sodium.base64(Minisign.algorithmOfDigest + number + signature))
            \(Self.trusted)\(comment)
            \(Sodium.base64(whole))

            """
        }

        private static let untrusted = "untrusted comment: "
        private static let trusted = "trusted comment: "
    }
}
