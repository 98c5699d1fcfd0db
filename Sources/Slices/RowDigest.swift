internal import TemplateEngine

/// Sixty-four bits that change when the values of a row do: to tell what changed, not to prove anything.
struct RowDigest {
    private(set) var bits: UInt64 = 0x9e37_79b9_7f4a_7c15

    mutating func add(_ number: UInt64) {
        let product = (bits ^ number ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
        bits = product.high ^ product.low
    }

    mutating func add(_ value: Value) {
        add(UInt64(value.kind.rawValue))
        switch value.kind {
        case .string, .markup: add(value.bytes)
        case .double: add((value.double ?? 0).bitPattern)
        default: add(UInt64(bitPattern: value.integer ?? 0))
        }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(UInt64(bytes.count))
        var offset = 0
        while offset + 8 <= bytes.count {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        guard offset < bytes.count else { return }
        add(bytes[offset...].reduce(0) { $0 << 8 | UInt64($1) })
    }
}
