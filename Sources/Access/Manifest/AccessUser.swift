/// Somebody who may read an edition or several.
public struct AccessUser: Hashable, Sendable {
    /// As he types it: letters, digits, `.`, `_`, `@`, `+`, `-`, at most 64, the first a letter or a digit.
    public let name: String
    /// The groups that he belongs to, which bear the names of editions.
    public let groups: [String]
    /// The widest edition that he may read.
    public let home: String
    /// The first day of everything that he has now, as `2026-01-01`; nil where nothing has one.
    public let validFrom: String?
    /// The last day of everything that he has now; another manifest says what he has then. Nil for ever.
    public let validUntil: String?

    /// A user; groups are kept in byte order.
    public init(
        name: String, groups: [String], home: String, validFrom: String? = nil, validUntil: String? = nil
    ) {
        self.name = name
        self.groups = groups.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.home = home
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Whether `day` (`2026-06-01`) lies in his time.
    public func isValid(on day: String) -> Bool {
        (validFrom ?? day) <= day && day <= (validUntil ?? day)
    }

    /// Whether a password file can hold `name`.
    public static func isValidName(_ name: String) -> Bool {
        guard (1...64).contains(name.utf8.count) else { return false }
        for (index, byte) in name.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            case _ where index > 0 && "._@+-".utf8.contains(byte): break
            default: return false
            }
        }
        return true
    }
}
