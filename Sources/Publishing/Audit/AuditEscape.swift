/// One escape at the beginning of some bytes: how long it is and the character that it stands for.
struct AuditEscape {
    /// 0 where there is none.
    private(set) var length = 0
    /// Nil where it stands for nothing, as a folded line does.
    private var scalar: UInt32?

    /// Reads what stands at the beginning.
    init(at bytes: UnsafeRawBufferPointer, _ format: AuditText.Format) {
        guard let first = bytes.first else { return }
        switch first {
        case UInt8(ascii: "&"): readEntity(bytes)
        case UInt8(ascii: "%"):
            guard let number = Self.hex(bytes, 1, 2) else { return }
            (length, scalar) = (3, number)
            isByte = true
        case UInt8(ascii: "\\"): readBackslash(bytes)
        case UInt8(ascii: "\""):
            if format == .csv, bytes.count > 1, bytes[1] == first { (length, scalar) = (2, UInt32(first)) }
        case 10, 13:
            guard format == .calendar else { return }
            let next = first == 13 ? 2 : 1
            guard bytes.count > next, first == 10 || bytes[1] == 10, bytes[next] == 32 || bytes[next] == 9
            else { return }
            length = next + 1
        default: return
        }
    }

    /// Whether the number is a byte of UTF-8 and not a character.
    private var isByte = false

    /// Whether the character may begin another escape.
    var mayBegin: Bool {
        scalar == 0x26 || scalar == 0x25 || scalar == 0x5C
    }

    /// Writes the character as UTF-8.
    func append(to base: UnsafeMutableRawPointer, _ count: inout Int) {
        guard let scalar else { return }
        func put(_ byte: UInt32) {
            base.storeBytes(of: UInt8(truncatingIfNeeded: byte), toByteOffset: count, as: UInt8.self)
            count += 1
        }
        if isByte || scalar < 0x80 { return put(scalar) }
        if scalar < 0x800 {
            put(0xC0 | scalar >> 6)
        } else {
            if scalar < 0x10000 {
                put(0xE0 | scalar >> 12)
            } else {
                put(0xF0 | scalar >> 18)
                put(0x80 | scalar >> 12 & 0x3F)
            }
            put(0x80 | scalar >> 6 & 0x3F)
        }
        put(0x80 | scalar & 0x3F)
    }

    private static let names: [(name: StaticString, scalar: UInt32)] = [
        ("amp;", 0x26), ("lt;", 0x3C), ("gt;", 0x3E), ("quot;", 0x22), ("apos;", 0x27), ("nbsp;", 0xA0),
    ]

    private mutating func readEntity(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 3 else { return }
        guard bytes[1] == UInt8(ascii: "#") else {
            for (name, value) in Self.names where bytes.count > name.utf8CodeUnitCount {
                let text = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
                guard bytes[1...text.count].elementsEqual(text) else { continue }
                (length, scalar) = (text.count + 1, value)
            }
            return
        }
        let isHex = bytes[2] | 0x20 == UInt8(ascii: "x")
        var index = isHex ? 3 : 2
        var value: UInt32 = 0
        let start = index
        while index < bytes.count, index < start + 8, let digit = Self.digit(bytes[index]),
            isHex || digit < 10
        {
            value = value * (isHex ? 16 : 10) + digit
            index += 1
        }
        guard index > start, index < bytes.count, bytes[index] == UInt8(ascii: ";"), value > 0,
            value < 0x110000
        else { return }
        (length, scalar) = (index + 1, value)
    }

    private mutating func readBackslash(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 1 else { return }
        switch bytes[1] {
        case UInt8(ascii: "n"): (length, scalar) = (2, 10)
        case UInt8(ascii: "r"): (length, scalar) = (2, 13)
        case UInt8(ascii: "t"): (length, scalar) = (2, 9)
        case UInt8(ascii: "u"):
            guard let high = Self.hex(bytes, 2, 4) else { return }
            (length, scalar) = (6, high)
            if high & 0xFC00 == 0xD800, bytes.count > 7, bytes[6] == UInt8(ascii: "\\"),
                bytes[7] | 0x20 == UInt8(ascii: "u"), let low = Self.hex(bytes, 8, 4), low & 0xFC00 == 0xDC00
            {
                (length, scalar) = (12, 0x10000 + (high & 0x3FF) << 10 + low & 0x3FF)
            }
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: (length, scalar) = (2, UInt32(bytes[1]))
        default: return
        }
    }

    private static func hex(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> UInt32? {
        guard bytes.count >= start + count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[start..<start + count] {
            guard let digit = digit(byte) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 48...57: UInt32(byte - 48)
        case 65...70, 97...102: UInt32(byte | 0x20) - 87
        default: nil
        }
    }
}
