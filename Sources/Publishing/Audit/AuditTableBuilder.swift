internal import Glibc

/// Collects distinctive values: each once, with the one client whose it is, or as everybody's.
struct AuditTableBuilder {
    private var entries: [AuditTable.Entry] = []
    private var texts: [UInt8] = []
    /// By hash, the position of an entry and one; 0 where there is none.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    /// Adds a value whose escapes are undone; one of two clients becomes everybody's.
    ///
    /// - Precondition: it is neither shorter nor longer than a table's values may be.
    mutating func add(
        _ text: UnsafeRawBufferPointer, isCut: Bool = false, owner: Int64, column: Int, row: Int64
    ) {
        guard let base = text.baseAddress else { return }
        let hash = AuditTable.hash(base, text.count)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if entries[position].hash == hash, isSame(entries[position], text) {
                merge(position, owner: owner, column: column, row: row)
                if !isCut { entries[position].isCut = false }
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        entries.append(
            AuditTable.Entry(
                text: UInt32(texts.count), length: UInt8(text.count), isCut: isCut, column: UInt16(column),
                owner: owner, row: row, hash: hash))
        texts.append(contentsOf: text)
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
    }

    private func isSame(_ entry: AuditTable.Entry, _ text: UnsafeRawBufferPointer) -> Bool {
        guard Int(entry.length) == text.count else { return false }
        return texts.withUnsafeBytes { own in
            guard let base = own.baseAddress, let other = text.baseAddress else { return false }
            return memcmp(base + Int(entry.text), other, text.count) == 0
        }
    }

    private mutating func merge(_ position: Int, owner: Int64, column: Int, row: Int64) {
        let known = entries[position].owner
        if known == owner || known == AuditTable.everybody || owner == AuditTable.nobody { return }
        if known == AuditTable.nobody, owner != AuditTable.everybody {
            entries[position].owner = owner
            entries[position].column = UInt16(column)
            entries[position].row = row
        } else {
            entries[position].owner = AuditTable.everybody
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (position, entry) in entries.enumerated() { Self.place(position, entry.hash, in: &slots) }
    }

    private static func place(_ position: Int, _ hash: UInt64, in slots: inout [UInt32]) {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(position + 1)
    }

    /// The table of what is not everybody's.
    func table() -> [UInt8] {
        let kept = entries.filter { $0.owner != AuditTable.everybody }
        var size = 64
        while size < kept.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        var beginnings = [AuditTable.Beginning](repeating: .init(), count: size)
        var first = [UInt8](repeating: 0, count: AuditTable.firstBytes)
        var bloom = [UInt64](repeating: 0, count: AuditTable.bloomBytes / 8)
        texts.withUnsafeBytes { texts in
            for (position, entry) in kept.enumerated() {
                Self.place(position, entry.hash, in: &slots)
                let word = texts.loadUnaligned(fromByteOffset: Int(entry.text), as: UInt64.self)
                let place = AuditTable.firstBit(word)
                first[place.offset] |= place.bit
                let (offset, bits) = AuditTable.bloomBits(word)
                bloom[offset >> 3] |= bits
                Self.note(Int(entry.length), of: word, in: &beginnings)
            }
        }
        let header = AuditTable.Header(
            mark: AuditTable.mark, entries: kept.count, beginnings: size, slots: size, texts: texts.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(header.totalBytes)
        withUnsafeBytes(of: header) { bytes.append(contentsOf: $0) }
        bytes += first
        bloom.withUnsafeBytes { bytes.append(contentsOf: $0) }
        beginnings.withUnsafeBytes { bytes.append(contentsOf: $0) }
        slots.withUnsafeBytes { bytes.append(contentsOf: $0) }
        kept.withUnsafeBytes { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: texts)
        return bytes
    }

    private static func note(_ length: Int, of word: UInt64, in beginnings: inout [AuditTable.Beginning]) {
        var slot = Int(truncatingIfNeeded: AuditTable.mixed(word) >> 7) & (beginnings.count - 1)
        while beginnings[slot].lengths != (0, 0), beginnings[slot].key != word {
            slot = (slot + 1) & (beginnings.count - 1)
        }
        beginnings[slot].key = word
        if length < 64 {
            beginnings[slot].lengths.0 |= 1 << length
        } else {
            beginnings[slot].lengths.1 |= 1 << (length - 64)
        }
    }
}
