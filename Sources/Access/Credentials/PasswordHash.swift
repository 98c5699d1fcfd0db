internal import CCrypt
internal import Glibc

/// A bcrypt hash, as password files hold it: `$2y$10$…`.
///
/// bcrypt is the one format that nginx, Apache, Caddy and lighttpd all take.
public struct PasswordHash: Hashable, Sendable {
    /// 60 characters.
    public let text: String

    /// Reads a hash; nil for everything but `$2y$` and `$2b$` with a cost from 04 to 31.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 60, text.hasPrefix("$2y$") || text.hasPrefix("$2b$"),
            bytes[6] == UInt8(ascii: "$"),
            bytes[4...5].allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
            let cost = Int(String(decoding: bytes[4...5], as: UTF8.self)), (4...31).contains(cost),
            bytes[7...].allSatisfy(Self.isDigit)
        else { return nil }
        self.text = text
    }

    /// The base-2 logarithm of the number of rounds.
    public var cost: Int { Int(text.dropFirst(4).prefix(2)) ?? 0 }

    /// The hash of a password with a fresh salt.
    ///
    /// Cost 5 to 8 is right for passwords that `Password.generated` made, 10 for those that people choose: a server
    /// computes it at every request.
    public init(of password: Password, cost: Int) throws(AccessError) {
        guard (4...31).contains(cost) else { throw .unusablePassword(reason: "cannot have cost \(cost)") }
        var salt = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        var random = [CChar](repeating: 0, count: 16)
        for index in random.indices { random[index] = CChar.random(in: .min ... .max) }
        guard crypt_gensalt_rn("$2y$", UInt(cost), random, 16, &salt, Int32(salt.count)) != nil,
            let setting = String(
                validating: salt.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self),
            let text = Self.crypt(password, setting: setting), let hash = PasswordHash(text)
        else { throw .noBcrypt }
        self = hash
    }

    /// Whether this is the hash of `password`; takes as long for a wrong one.
    public func matches(_ password: Password) -> Bool {
        guard let other = Self.crypt(password, setting: text), other.utf8.count == text.utf8.count else {
            return false
        }
        return zip(other.utf8, text.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func crypt(_ password: Password, setting: String) -> String? {
        let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
        memset(data, 0, MemoryLayout<crypt_data>.size)
        defer {
            // The working memory holds the password.
            explicit_bzero(data, MemoryLayout<crypt_data>.size)
            data.deallocate()
        }
        return crypt_rn(password.text, setting, data, Int32(MemoryLayout<crypt_data>.size)).map {
            String(cString: $0)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
