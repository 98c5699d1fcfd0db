/// What a worker and its parent say to each other: a list of byte strings, framed by lengths.
///
/// On the pipe: the number of fields and then each field's length before its bytes, all as little-endian 32-bit integers.
struct Message: Hashable, Sendable {
    /// In an order that both sides know.
    var fields: [[UInt8]]

    /// A message of bytes.
    init(fields: [[UInt8]]) { self.fields = fields }

    /// A message of texts.
    init(_ texts: String...) { fields = texts.map { Array($0.utf8) } }

    /// A field as text; empty where there are fewer fields.
    func text(_ index: Int) -> String {
        index < fields.count ? String(decoding: fields[index], as: UTF8.self) : ""
    }

    /// A field as a decimal number; nil where it is none.
    func number(_ index: Int) -> Int? { Int(text(index)) }

    /// The framed bytes.
    var encoded: [UInt8] {
        var bytes = Self.bytes(of: fields.count)
        for field in fields { bytes += Self.bytes(of: field.count) + field }
        return bytes
    }

    private static func bytes(of number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// Takes whole messages off the front of what has arrived on a pipe so far.
struct MessageBuffer {
    private var bytes: [UInt8] = []

    /// Adds what has just been read.
    mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

    /// Whether a message has begun and not ended.
    var isPartial: Bool { !bytes.isEmpty }

    /// The next whole message; nil until it has arrived.
    mutating func next() -> Message? {
        var offset = 0
        func number() -> Int? {
            guard offset + 4 <= bytes.count else { return nil }
            defer { offset += 4 }
            return (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
        }
        guard let count = number() else { return nil }
        var fields: [[UInt8]] = []
        for _ in 0..<count {
            guard let length = number(), offset + length <= bytes.count else { return nil }
            fields.append(Array(bytes[offset..<offset + length]))
            offset += length
        }
        bytes.removeFirst(offset)
        return Message(fields: fields)
    }
}
