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
        var text: [UInt8] = []
        for byte in Sodium.digest(Array(address.utf8), key: key, count: 16) {
            text += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
