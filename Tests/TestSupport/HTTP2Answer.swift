/// An answer of the second version of HTTP, as far as two of them can be compared: frames that steer the connection come in any order.
enum HTTP2Answer {
    /// The header fields as they were sent, without the date, and the data; nil where the bytes are no frames.
    ///
    /// Source: RFC 9113, section 4.1.
    static func content(of bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var rest = bytes
        var content: [UInt8] = []
        // The first frame of a server holds its settings.
        guard rest.count >= 9, rest.dropFirst(3).first == 4,
            rest.dropFirst(5).prefix(4).allSatisfy({ $0 == 0 })
        else { return nil }
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            let payload = rest.dropFirst(9).prefix(length)
            switch head[3] {
            case 1: content += fields(payload)
            case 0, 3: content += payload
            default: break
            }
            rest = rest.dropFirst(9 + length)
        }
        return content
    }

    /// The place of `date` in the table of names.
    private static let date = 33

    /// A block of header fields without the date, still compressed. Source: RFC 7541, section 6.
    private static func fields(_ block: ArraySlice<UInt8>) -> [UInt8] {
        var rest = block
        var fields: [UInt8] = []
        while let first = rest.first {
            let before = rest
            let isIndexed = first & 0x80 != 0
            let isTableSize = first & 0xE0 == 0x20
            let name = integer(bits: isIndexed ? 7 : first & 0x40 != 0 ? 6 : isTableSize ? 5 : 4, &rest)
            if !isIndexed, !isTableSize {
                for _ in 0..<(name == 0 ? 2 : 1) {
                    let length = integer(bits: 7, &rest)
                    rest = rest.dropFirst(length)
                }
            }
            if isIndexed || isTableSize || name != date { fields += before.prefix(before.count - rest.count) }
        }
        return fields
    }

    private static func integer(bits: Int, _ rest: inout ArraySlice<UInt8>) -> Int {
        let most = (1 << bits) - 1
        var number = Int(rest.popFirst() ?? 0) & most
        guard number == most else { return number }
        for shift in stride(from: 0, to: 28, by: 7) {
            guard let byte = rest.popFirst() else { break }
            number += Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { break }
        }
        return number
    }
}
