internal import Glibc

/// The distinctive values of a portal, as bytes that workers map and look into: nothing in it is counted or copied.
///
/// One after another: a header, a filter of 16 KB over the first four bytes of each value and a Bloom filter of 1 MB over the first
/// eight, for each such beginning the lengths of the values that have it, an index by hash, the entries, the texts.
struct AuditTable {
    /// One value.
    struct Entry: BitwiseCopyable {
        var text: UInt32
        var length: UInt8
        /// Whether only the beginning of a longer value is kept.
        var isCut: Bool
        /// Counted as in `FrozenPortal.distinctiveColumns`.
        var column: UInt16
        /// The client's number; `nobody` or `everybody`.
        var owner: Int64
        var row: Int64
        var hash: UInt64
    }

    /// The values with one beginning: bit `n` of the pair stands for a length of `n` bytes.
    struct Beginning: BitwiseCopyable {
        var key: UInt64 = 0
        var lengths: (UInt64, UInt64) = (0, 0)
    }

    struct Header: BitwiseCopyable {
        var mark: UInt64
        var entries: Int
        /// Powers of two.
        var beginnings: Int
        var slots: Int
        var texts: Int
    }

    static let nobody: Int64 = 0
    static let everybody: Int64 = -1
    static let shortest = 8
    static let longest = 127
    static let mark: UInt64 = 0x3130_7469_6475_6176
    static let bloomBytes = 1 << 20
    /// Of the filter over the first four bytes, which stays where a processor keeps what it needs at once.
    static let firstBytes = 1 << 14

    let header: Header
    private let first: UnsafeRawPointer
    private let bloom: UnsafeRawPointer
    private let beginnings: UnsafeRawPointer
    private let slots: UnsafeRawPointer
    private let entries: UnsafeRawPointer
    private let texts: UnsafeRawPointer

    /// The table in bytes that the caller keeps; nil where they hold none.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count >= MemoryLayout<Header>.size else { return nil }
        header = base.loadUnaligned(as: Header.self)
        guard header.mark == Self.mark, header.totalBytes == bytes.count else { return nil }
        first = base + MemoryLayout<Header>.size
        bloom = first + Self.firstBytes
        beginnings = bloom + Self.bloomBytes
        slots = beginnings + header.beginnings * MemoryLayout<Beginning>.stride
        entries = slots + header.slots * MemoryLayout<UInt32>.stride
        texts = entries + header.entries * MemoryLayout<Entry>.stride
    }

    /// Where the entries begin.
    var entriesOffset: Int { header.totalBytes - header.texts - header.entries * MemoryLayout<Entry>.stride }

    /// An entry by its position.
    @inline(__always)
    func entry(_ index: Int) -> Entry {
        entries.loadUnaligned(fromByteOffset: index * MemoryLayout<Entry>.stride, as: Entry.self)
    }

    /// The bytes of an entry.
    func text(of entry: Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: texts + Int(entry.text), count: Int(entry.length))
    }

    /// Whether a value may begin with these eight bytes; false is certain.
    @inline(__always)
    func mayBegin(_ word: UInt64) -> Bool {
        let place = Self.firstBit(word)
        guard first.load(fromByteOffset: place.offset, as: UInt8.self) & place.bit != 0 else { return false }
        let (offset, bits) = Self.bloomBits(word)
        return bloom.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & bits == bits
    }

    /// Calls `body` with each value that stands at `start` and is followed by no letter or digit if it ends in one.
    func forEachValue(
        at start: UnsafeRawPointer, room: Int, beginning word: UInt64, _ body: (Int, Entry) -> Void
    ) {
        var slot = Int(truncatingIfNeeded: Self.mixed(word) >> 7) & (header.beginnings - 1)
        while true {
            let found = beginnings.loadUnaligned(
                fromByteOffset: slot * MemoryLayout<Beginning>.stride, as: Beginning.self)
            guard found.lengths != (0, 0) else { return }
            if found.key == word {
                for (first, bits) in [found.lengths.0, found.lengths.1].enumerated() {
                    var rest = bits
                    while rest != 0 {
                        let length = first * 64 + rest.trailingZeroBitCount
                        rest &= rest - 1
                        guard length <= room else { return }
                        find(start, length, room, body)
                    }
                }
                return
            }
            slot = (slot + 1) & (header.beginnings - 1)
        }
    }

    private func find(
        _ start: UnsafeRawPointer, _ length: Int, _ room: Int, _ body: (Int, Entry) -> Void
    ) {
        let hash = Self.hash(start, length)
        var slot = Int(truncatingIfNeeded: hash) & (header.slots - 1)
        while true {
            let position = Int(slots.loadUnaligned(fromByteOffset: slot * 4, as: UInt32.self))
            guard position > 0 else { return }
            let entry = entry(position - 1)
            if entry.hash == hash, Int(entry.length) == length,
                memcmp(start, texts + Int(entry.text), length) == 0
            {
                let isInsideWord =
                    !entry.isCut && length < room
                    && AuditScanner.isWord(start.load(fromByteOffset: length, as: UInt8.self))
                    && AuditScanner.isWord(start.load(fromByteOffset: length - 1, as: UInt8.self))
                if !isInsideWord { body(position - 1, entry) }
                return
            }
            slot = (slot + 1) & (header.slots - 1)
        }
    }

    // MARK: Hashes

    @inline(__always)
    static func mixed(_ word: UInt64) -> UInt64 {
        let product = word &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 32
    }

    /// Where in the small filter the bit of a beginning is.
    @inline(__always)
    static func firstBit(_ word: UInt64) -> (offset: Int, bit: UInt8) {
        let hash = UInt32(truncatingIfNeeded: word) &* 0x9E37_79B1
        return (Int(hash >> 18), 1 << UInt8(truncatingIfNeeded: hash >> 15 & 7))
    }

    /// Where in the filter the bits of a beginning are: all in one word.
    @inline(__always)
    static func bloomBits(_ word: UInt64) -> (offset: Int, bits: UInt64) {
        let hash = word &* 0xD6E8_FEB8_6659_FD93
        let offset = Int(truncatingIfNeeded: hash >> 47) << 3
        return (offset, 1 << (hash >> 41 & 63) | 1 << (hash >> 35 & 63))
    }

    /// Of at least eight bytes.
    static func hash(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0xA076_1D64_78BD_642F
        var offset = 0
        while offset + 8 <= count {
            hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        if offset < count {
            hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
        }
        return hash
    }
}

extension AuditTable.Header {
    /// Of a whole table.
    var totalBytes: Int {
        let limit = 1 << 40
        guard [entries, beginnings, slots, texts].allSatisfy({ (0..<limit).contains($0) }) else { return -1 }
        return MemoryLayout<Self>.size + AuditTable.firstBytes + AuditTable.bloomBytes
            + beginnings * MemoryLayout<AuditTable.Beginning>.stride + slots * 4
            + entries * MemoryLayout<AuditTable.Entry>.stride + texts
    }
}
