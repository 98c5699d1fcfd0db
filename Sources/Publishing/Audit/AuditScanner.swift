/// Finds the values of a table in bytes, wherever a word begins.
struct AuditScanner {
    let table: AuditTable

    /// Calls `body` with each value that stands in the bytes, as often as it does.
    func scan(_ bytes: UnsafeRawBufferPointer, _ body: (Int, AuditTable.Entry) -> Void) {
        guard let base = bytes.baseAddress else { return }
        let last = bytes.count - AuditTable.shortest
        var wasWord: UInt64 = 0
        var position = 0
        while position <= last {
            // Eight blocks at a time: how many words begin in one is nothing that a processor could foresee.
            var starts: UInt64 = 0
            var block = 0
            while block < 64, position + block <= last {
                let bytes = base.loadUnaligned(fromByteOffset: position + block, as: UInt64.self)
                let words = Self.words(bytes)
                // A letter or digit behind anything else; and any character beyond ASCII, as not all writing has spaces.
                let begun = words & ~(words << 8 | wasWord) | bytes & bytes << 1 & 0x8080_8080_8080_8080
                wasWord = words >> 56
                starts |= (((begun >> 7) &* 0x0102_0408_1020_4080) >> 56) << UInt64(truncatingIfNeeded: block)
                block += 8
            }
            while starts != 0 {
                let start = position + starts.trailingZeroBitCount
                starts &= starts - 1
                guard start <= last else { return }
                let word = base.loadUnaligned(fromByteOffset: start, as: UInt64.self)
                if table.mayBegin(word) {
                    table.forEachValue(at: base + start, room: bytes.count - start, beginning: word, body)
                }
            }
            position += 64
        }
    }

    /// Calls `body` with each value that stands where the bytes begin.
    func look(_ bytes: UnsafeRawBufferPointer, _ body: (Int, AuditTable.Entry) -> Void) {
        guard let base = bytes.baseAddress, bytes.count >= AuditTable.shortest else { return }
        let word = base.loadUnaligned(as: UInt64.self)
        if table.mayBegin(word) { table.forEachValue(at: base, room: bytes.count, beginning: word, body) }
    }

    /// The high bit of each byte that is a letter or digit of ASCII.
    @inline(__always)
    private static func words(_ block: UInt64) -> UInt64 {
        let folded = (block | 0x2020_2020_2020_2020) & 0x7F7F_7F7F_7F7F_7F7F
        let letters = (folded &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(folded &+ 0x0505_0505_0505_0505)
        let digits = (folded &+ 0x5050_5050_5050_5050) & ~(folded &+ 0x4646_4646_4646_4646)
        return (letters | digits) & ~block & 0x8080_8080_8080_8080
    }

    /// Whether a byte is a letter or digit of ASCII.
    static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20)
    }

    /// Whether a value can begin at a byte that stands behind none or anything else than a letter or digit.
    static func isStart(_ byte: UInt8) -> Bool { isWord(byte) || byte >= 0xC0 }
}
