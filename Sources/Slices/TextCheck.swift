/// Whether bytes of a text column can be shown: valid UTF-8 without NUL.
public enum TextCheck {
    /// True for valid UTF-8 (RFC 3629) without NUL.
    public static func isShowable(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        let count = bytes.count
        while index < count {
            // Eight ASCII bytes at once: no high bit, and no zero byte.
            if index + 8 <= count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let high: UInt64 = 0x8080_8080_8080_8080
                if word & high == 0, (word &- 0x0101_0101_0101_0101) & ~word & high == 0 {
                    index += 8
                    continue
                }
            }
            guard let length = lengthOfScalar(bytes, at: index) else { return false }
            index += length
        }
        return true
    }

    private static func lengthOfScalar(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
        let first = bytes[index]
        let length: Int
        // The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF (RFC 3629).
        var second: ClosedRange<UInt8> = 0x80...0xbf
        switch first {
        case 1...0x7f: return 1
        case 0xc2...0xdf: length = 2
        case 0xe0...0xef:
            length = 3
            if first == 0xe0 { second = 0xa0...0xbf }
            if first == 0xed { second = 0x80...0x9f }
        case 0xf0...0xf4:
            length = 4
            if first == 0xf0 { second = 0x90...0xbf }
            if first == 0xf4 { second = 0x80...0x8f }
        default: return nil
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
        for offset in 2..<max(length, 2) where bytes[index + offset] & 0xc0 != 0x80 { return nil }
        return length
    }
}
