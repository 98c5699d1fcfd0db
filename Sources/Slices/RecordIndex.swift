internal import TemplateEngine

/// Finds a table's record by its key: open addressing over the records, emptied and filled again for each edition.
struct RecordIndex {
    /// In list order.
    private(set) var records: [UnsafeMutablePointer<Value>] = []
    /// Where a record keeps its key.
    let keyField: Int
    /// Positions in `records` plus one; 0 is free. At most half full.
    private var slots: [UInt32] = []

    init(keyField: Int) { self.keyField = keyField }

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
    }

    mutating func append(_ record: UnsafeMutablePointer<Value>) { records.append(record) }

    /// Makes `find` see what was appended.
    mutating func build() {
        var capacity = 8
        while capacity < records.count * 2 { capacity *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(0, count: capacity))
        for (index, record) in records.enumerated() {
            var slot = Int(truncatingIfNeeded: Self.hash(record[keyField])) & (capacity - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }

    /// The record with a key; nil when there is none.
    func find(_ key: Value) -> UnsafeMutablePointer<Value>? {
        guard !slots.isEmpty else { return nil }
        var slot = Int(truncatingIfNeeded: Self.hash(key)) & (slots.count - 1)
        while slots[slot] != 0 {
            let record = records[Int(slots[slot]) - 1]
            if Self.isSame(record[keyField], key) { return record }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func hash(_ key: Value) -> UInt64 {
        if let integer = key.integer {
            return (UInt64(bitPattern: integer) &* 0x9e37_79b9_7f4a_7c15) >> 20
        }
        // FNV-1a; the keys are the agency's own, and probing is bounded by the table's size.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash ^ (hash >> 32)
    }

    private static func isSame(_ left: Value, _ right: Value) -> Bool {
        if left.kind == .int, right.kind == .int { return left.integer == right.integer }
        guard left.kind == .string, right.kind == .string else { return false }
        return left.bytes.elementsEqual(right.bytes)
    }
}
