/// The attributes of a page's tags that name places: where they lead, and what they are called.
enum HTMLAttributes {
    enum Name {
        case href, src, id
    }

    /// Calls `body` with each value that stands between quotation marks, and where it begins.
    static func forEach(
        in bytes: UnsafeRawBufferPointer, _ body: (Name, UnsafeRawBufferPointer, Int) -> Void
    ) {
        guard let base = bytes.baseAddress else { return }
        func look(_ place: Int) {
            var word: UInt64 = 0
            if place >= 8 {
                word = base.loadUnaligned(fromByteOffset: place - 8, as: UInt64.self)
            } else {
                for byte in bytes[..<place] { word = word >> 8 | UInt64(byte) << 56 }
            }
            guard let name = name(endOf: word), let value = value(after: place, bytes) else { return }
            body(name, UnsafeRawBufferPointer(rebasing: bytes[value]), value.lowerBound)
        }
        var position = 0
        let last = bytes.count - 8
        while position <= last {
            var found = Self.equals(base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            while found != 0 {
                let place = position &+ found.trailingZeroBitCount >> 3
                if bytes[place] == UInt8(ascii: "=") { look(place) }
                found &= found &- 1
            }
            position &+= 8
        }
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "=") { look(position) }
            position += 1
        }
    }

    /// Whether a place in a page is inside of a tag, and not in a text that shows how HTML is written.
    static func isInTag(_ place: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes[..<place].last { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") } == UInt8(ascii: "<")
    }

    /// The high bit of each byte that is `=`; of those above the first, some that are not.
    @inline(__always)
    private static func equals(_ word: UInt64) -> UInt64 {
        let other = word ^ 0x3D3D_3D3D_3D3D_3D3D
        return (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080
    }

    /// Which of them the eight bytes before an `=` end with, behind a space.
    @inline(__always)
    private static func name(endOf word: UInt64) -> Name? {
        let name: Name
        let length: UInt64
        switch (word | 0x2020_2020_2020_2020) >> 56 {
        case UInt64(UInt8(ascii: "f")):
            guard (word >> 32 | 0x2020_2020) == 0x6665_7268 else { return nil }
            (name, length) = (.href, 4)
        case UInt64(UInt8(ascii: "c")):
            guard (word >> 40 | 0x20_2020) == 0x63_7273 else { return nil }
            (name, length) = (.src, 3)
        case UInt64(UInt8(ascii: "d")):
            guard (word >> 48 | 0x2020) == 0x6469 else { return nil }
            (name, length) = (.id, 2)
        default: return nil
        }
        return word >> (56 - 8 * length) & 0xFF <= 32 ? name : nil
    }

    /// What stands between the quotation marks behind a place; nil where there are none.
    @inline(__always)
    private static func value(after place: Int, _ bytes: UnsafeRawBufferPointer) -> Range<Int>? {
        guard place + 1 < bytes.count else { return nil }
        let mark = bytes[place + 1]
        guard mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") else { return nil }
        var end = place + 2
        while end < bytes.count, bytes[end] != mark { end += 1 }
        return end < bytes.count ? place + 2..<end : nil
    }
}
