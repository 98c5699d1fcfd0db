/// Bytes with the escapes undone that writers put into them, in memory that is used again.
///
/// Entities of HTML, percent escapes of addresses, backslashes of JSON and calendars; also where one stands inside another. What
/// only looks like an escape stays as it is.
final class AuditText {
    /// What a format writes beside those escapes.
    enum Format: Hashable {
        case plain
        /// Doubled quotation marks.
        case csv
        /// Lines that go on after a line end and a space.
        case calendar

        /// The format of a file, by its ending.
        init(path: String) {
            self = path.hasSuffix(".csv") ? .csv : path.hasSuffix(".ics") ? .calendar : .plain
        }
    }

    private var room: UnsafeMutableRawBufferPointer
    private(set) var count = 0
    /// Escapes inside of escapes are undone as often.
    private static let rounds = 3

    init() { room = .allocate(byteCount: 1 << 16, alignment: 16) }

    deinit { room.deallocate() }

    /// What was decoded last; valid until the next.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count])
    }

    /// Takes bytes and undoes their escapes.
    func decode(_ source: UnsafeRawBufferPointer, _ format: Format = .plain) {
        count = 0
        guard let from = source.baseAddress, source.count > 0 else { return }
        if room.count < source.count + 8 {
            room.deallocate()
            room = .allocate(byteCount: source.count * 2 + 8, alignment: 16)
        }
        guard let base = room.baseAddress else { return }
        var left = Self.undo(from, source.count, into: base, &count, format)
        // In place: an escape is never shorter than what it stands for.
        for _ in 1..<Self.rounds where left { left = Self.undo(base, count, into: base, &count, .plain) }
    }

    /// Copies and undoes; true where what came of an escape may begin another.
    private static func undo(
        _ from: UnsafeRawPointer, _ length: Int, into base: UnsafeMutableRawPointer, _ count: inout Int,
        _ format: Format
    ) -> Bool {
        var read = 0
        var written = 0
        var mayGoOn = false
        let isInPlace = from == UnsafeRawPointer(base)
        while read < length {
            // Most bytes are of no escape, and every format's pages have long stretches of them.
            while format == .plain, read + 32 <= length {
                let words = from.loadUnaligned(
                    fromByteOffset: read, as: (UInt64, UInt64, UInt64, UInt64).self)
                let found =
                    plainEscapes(words.0) | plainEscapes(words.1) | plainEscapes(words.2)
                    | plainEscapes(words.3)
                guard found == 0 else { break }
                base.storeBytes(of: words, toByteOffset: written, as: (UInt64, UInt64, UInt64, UInt64).self)
                read += 32
                written += 32
            }
            guard read < length else { break }
            if read + 8 <= length {
                let word = from.loadUnaligned(fromByteOffset: read, as: UInt64.self)
                var found = plainEscapes(word)
                if format == .csv { found |= zeros(word ^ 0x2222_2222_2222_2222) }
                if format == .calendar {
                    found |= zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D)
                }
                if found == 0 || !isInPlace {
                    base.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
                    let plain = found == 0 ? 8 : found.trailingZeroBitCount >> 3
                    read += plain
                    written += plain
                    if found == 0 { continue }
                }
            }
            let rest = UnsafeRawBufferPointer(start: from + read, count: length - read)
            let escape = AuditEscape(at: rest, format)
            if escape.length == 0 {
                base.storeBytes(of: rest[0], toByteOffset: written, as: UInt8.self)
                read += 1
                written += 1
                continue
            }
            read += escape.length
            escape.append(to: base, &written)
            mayGoOn = mayGoOn || escape.mayBegin
        }
        count = written
        return mayGoOn
    }

    /// Of `%`, `&` and `\`; and of `$` and `'`, neighbours of the first two, which are looked at for nothing.
    @inline(__always)
    private static func plainEscapes(_ word: UInt64) -> UInt64 {
        zeros((word | 0x0303_0303_0303_0303) ^ 0x2727_2727_2727_2727) | zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
    }

    /// The high bit of each byte that is zero; of those above the first, some that are not.
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
