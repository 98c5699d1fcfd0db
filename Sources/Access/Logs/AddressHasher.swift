/// Makes of addresses what tells one from another and not which they are: keyed BLAKE2b.
public struct AddressHasher: Sendable {
    private let key: [UInt8]

    /// A hasher with a new key, 32 bytes.
    public static func generated() -> AddressHasher { AddressHasher(key: Sodium.random(32)) }

    private init(key: [UInt8]) { self.key = key }

    /// Reads `text`; nil for anything else.
    public init?(_ text: String) {
        guard let key = Sodium.bytes(base64: String(text.filter { !$0.isNewline })), key.count == 32 else {
            return nil
        }
        self.key = key
    }

    /// The key as a line of Base64, to be kept with mode 0600.
    public var text: String { Sodium.base64(key) + "\n" }

    /// 32 hexadecimal digits: the same for the same address, as long as the key is kept.
    public func hash(_ address: String) -> String {
        Sodium.digest(Array(address.utf8), key: key, count: 16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
