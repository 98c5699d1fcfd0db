/// The CHECKs in the statement that makes a table, as they are written there.
enum CheckExpressions {
    /// What stands in the parentheses behind each word `check`, in the order of the statement.
    static func all(in sql: String) -> [String] {
        let bytes = Array(sql.utf8)
        var result: [String] = []
        var word: [UInt8] = []
        /// Where the expression at hand begins, and how many parentheses are open in it.
        var begin: (start: Int, depth: Int)?
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let end = endOfQuoted(bytes, at: index)
            if end > index {
                index = end
                word = []
                continue
            }
            switch byte {
            case UInt8(ascii: "("):
                if let open = begin {
                    begin = (open.start, open.depth + 1)
                } else if word.elementsEqual("check".utf8) {
                    begin = (index + 1, 0)
                }
                word = []
            case UInt8(ascii: ")"):
                if let open = begin {
                    begin = open.depth > 0 ? (open.start, open.depth - 1) : nil
                    if begin == nil {
                        result.append(String(decoding: bytes[open.start..<index], as: UTF8.self))
                    }
                }
                word = []
            case 9...13, 32:
                // A word may stand apart from its parenthesis.
                if index + 1 < bytes.count, isLetter(bytes[index + 1]) { word = [] }
            case _ where isLetter(byte): word.append(byte | 0x20)
            default: word = []
            }
            index += 1
        }
        return result
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte == 95 || byte > 127
    }

    /// Where the text, name or comment that begins at a place ends; the place itself where none begins.
    private static func endOfQuoted(_ bytes: [UInt8], at start: Int) -> Int {
        func end(of terminator: [UInt8]) -> Int {
            var index = start + 1
            while index < bytes.count, !bytes[index...].starts(with: terminator) { index += 1 }
            return min(bytes.count, index + terminator.count)
        }
        let next = start + 1 < bytes.count ? bytes[start + 1] : 0
        switch (bytes[start], next) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): return end(of: [10])
        case (UInt8(ascii: "/"), UInt8(ascii: "*")): return end(of: Array("*/".utf8))
        case (UInt8(ascii: "["), _): return end(of: Array("]".utf8))
        // A quote that is doubled ends one part and begins the next.
        case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _):
            return end(of: [bytes[start]])
        default: return start
        }
    }
}
