/// The bytes of a page in the making.
struct HTMLOutput {
    private(set) var bytes: [UInt8] = []

    /// Makes room for so many bytes.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Markup of ours, as it is.
    mutating func markup(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A number of ours.
    mutating func number(_ value: Int) {
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Text of the author, escaped for text and quoted attributes.
    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices {
            let entity: StaticString
            switch text[index] {
            case UInt8(ascii: "&"): entity = "&amp;"
            case UInt8(ascii: "<"): entity = "&lt;"
            case UInt8(ascii: ">"): entity = "&gt;"
            case UInt8(ascii: "\""): entity = "&quot;"
            case UInt8(ascii: "'"): entity = "&#39;"
            default: continue
            }
            bytes.append(contentsOf: text[start..<index])
            markup(entity)
            start = index + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    /// Text of the author, escaped for text and quoted attributes.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    /// A URL for a quoted attribute: what no URL may hold is percent-encoded, what is encoded already stays.
    mutating func url(_ url: String) {
        let digits = Array("0123456789ABCDEF".utf8)
        let all = Array(url.utf8)
        for (index, byte) in all.enumerated() {
            switch byte {
            case UInt8(ascii: "%") where !Self.isHexadecimal(all, at: index + 1): markup("%25")
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "'"): markup("&#39;")
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "%"),
                UInt8(ascii: "(")...UInt8(ascii: "/"),
                UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    /// Whether two hexadecimal digits stand there.
    private static func isHexadecimal(_ bytes: [UInt8], at index: Int) -> Bool {
        guard index + 1 < bytes.count else { return false }
        return bytes[index...index + 1].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                UInt8(ascii: "A")...UInt8(ascii: "F"):
                true
            default: false
            }
        }
    }
}
