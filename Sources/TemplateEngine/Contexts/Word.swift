/// The lower-case name of an element, attribute or scheme in 24 bytes; of longer ones two are kept, which match nothing.
struct Word: Hashable, Sendable, ExpressibleByStringLiteral {
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0
    private(set) var count: UInt8 = 0

    init() {}

    init(stringLiteral value: StaticString) {
        for index in 0..<value.utf8CodeUnitCount { append(value.utf8Start[index]) }
    }

    var isEmpty: Bool { count == 0 }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let lower = UInt64(byte &- 65 < 26 ? byte | 32 : byte)
        if count < 8 {
            low |= lower &<< (UInt64(count) &* 8)
            count &+= 1
        } else {
            appendFar(lower)
        }
    }

    @inline(never)
    private mutating func appendFar(_ lower: UInt64) {
        switch count {
        case 8..<16: middle |= lower << (UInt64(count - 8) * 8)
        case 16..<24: high |= lower << (UInt64(count - 16) * 8)
        default:
            (low, middle, high, count) = (low | ~0xFFFF, .max, .max, 25)
            return
        }
        count += 1
    }

    /// Whether it begins with `on`, as the names of event handlers do.
    var isEventHandler: Bool { count > 2 && low & 0xFFFF == 0x6E6F }
}
