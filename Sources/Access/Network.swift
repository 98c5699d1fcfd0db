internal import Glibc

/// A range of addresses, as `192.0.2.0/24` or `2001:db8::/32`.
public struct Network: Hashable, Sendable {
    private let bytes: [UInt8]
    private let length: Int

    /// Reads an address, with or without a prefix length; bits after the prefix must be zero.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let bytes = Self.bytes(of: String(parts[0])) else { return nil }
        var length = bytes.count * 8
        if parts.count == 2 {
            guard let given = Int(parts[1]), String(given) == parts[1], (0...length).contains(given) else {
                return nil
            }
            length = given
        }
        for bit in length..<bytes.count * 8 where bytes[bit / 8] & (0x80 >> UInt8(bit % 8)) != 0 {
            return nil
        }
        self.bytes = bytes
        self.length = length
    }

    /// Whether an address lies in the range.
    func contains(_ address: String) -> Bool { Network(address).map(contains) ?? false }

    /// Whether all of another range lies in this one.
    func contains(_ other: Network) -> Bool {
        guard other.bytes.count == bytes.count, other.length >= length else { return false }
        return (0..<length).allSatisfy { bit in
            let difference = other.bytes[bit / 8] ^ bytes[bit / 8]
            return difference & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    private static func bytes(of address: String) -> [UInt8]? {
        guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, address, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
