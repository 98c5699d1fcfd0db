/// A password that bcrypt takes whole: 1 to 72 bytes, none of them zero.
public struct Password: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The password itself.
    public let text: String

    /// A password that somebody chose.
    public init(_ text: String) throws(AccessError) {
        guard !text.isEmpty else { throw .unusablePassword(reason: "is empty") }
        guard text.utf8.count <= 72 else {
            throw .unusablePassword(reason: "is longer than 72 bytes, of which bcrypt would forget the rest")
        }
        guard !text.utf8.contains(0) else { throw .unusablePassword(reason: "holds a zero byte") }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }

    /// A fresh password of more than 128 random bits, easy to read aloud: seven groups of four letters and digits
    /// without `i`, `l`, `o`, `0` and `1`.
    public static func generated() -> Password {
        var generator = SystemRandomNumberGenerator()
        return generated(using: &generator)
    }

    /// The same from another source of randomness; for tests.
    static func generated(using generator: inout some RandomNumberGenerator) -> Password {
        let groups = (0..<7).map { _ in
            String(
                decoding: (0..<4).map { _ in alphabet.randomElement(using: &generator) ?? 0 }, as: UTF8.self)
        }
        return Password(unchecked: groups.joined(separator: "-"))
    }

    /// 31 characters: 28 of them are 138 bits.
    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)

    /// Never the password: it must not reach a log by way of an interpolation.
    public var description: String { "•••" }

    /// Never the password.
    public var debugDescription: String { description }
}
