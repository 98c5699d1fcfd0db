/// A query's words, to say what is wrong with it in the author's terms: SQLite alone decides what it does.
struct QueryText {
    /// A word, number, sign or quoted text, outside of comments.
    struct Token {
        let text: String
        /// In parentheses, how many deep.
        let depth: Int
        /// Where it is in the text, in bytes.
        let range: Range<Int>

        /// Without the quotes of a name.
        var name: Substring {
            guard let first = text.utf8.first, "'\"`[".utf8.contains(first) else { return text[...] }
            return text.dropFirst().dropLast()
        }
    }

    let tokens: [Token]

    init(_ sql: String) {
        let bytes = Array(sql.utf8)
        var tokens: [Token] = []
        var depth = 0
        var index = 0
        while index < bytes.count {
            let start = index
            let byte = bytes[index]
            index += 1
            switch byte {
            case 9...13, 32: continue
            case UInt8(ascii: "-") where index < bytes.count && bytes[index] == byte:
                index = bytes[index...].firstIndex(of: 10) ?? bytes.count
                continue
            case UInt8(ascii: "/") where index < bytes.count && bytes[index] == UInt8(ascii: "*"):
                index += 1
                while index < bytes.count,
                    !(index >= start + 4 && bytes[index - 1] == UInt8(ascii: "/")
                        && bytes[index - 2] == UInt8(ascii: "*"))
                {
                    index += 1
                }
                continue
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
                // A doubled quote ends one token and begins another, which is as good here.
                index = bytes[index...].firstIndex(of: byte).map { $0 + 1 } ?? bytes.count
            case UInt8(ascii: "["):
                index = bytes[index...].firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? bytes.count
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case _ where Self.isWord(byte):
                while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
            default: break
            }
            let text = String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
            tokens.append(
                Token(text: text, depth: byte == UInt8(ascii: "(") ? depth - 1 : depth, range: start..<index))
        }
        self.tokens = tokens
    }

    /// The first word, in lower case.
    var firstWord: String? { tokens.first?.text }

    /// Whether the order of the rows is decided: by `order by`, or because there is one row at most.
    var isOrdered: Bool {
        let outer = tokens.indices.filter { tokens[$0].depth == 0 }
        let words = Set(outer.map { tokens[$0].text })
        if words.contains("order") { return true }
        if !words.isDisjoint(with: ["union", "intersect", "except", "group", "over", "values"]) {
            return false
        }
        guard let select = outer.last(where: { tokens[$0].text == "select" }) else { return false }
        guard let from = outer.first(where: { $0 > select && tokens[$0].text == "from" }) else { return true }
        return hasAggregate(in: select..<from)
    }

    /// Whether an aggregate function is called there, outside of subqueries.
    private func hasAggregate(in range: Range<Int>) -> Bool {
        let aggregates: Set = ["avg", "count", "group_concat", "max", "min", "sum", "total"]
        var subquery: Int?
        for index in range.dropFirst() {
            let token = tokens[index]
            if let depth = subquery {
                if token.depth == depth, token.text == ")" { subquery = nil }
            } else if token.text == "select" {
                subquery = token.depth - 1
            } else if aggregates.contains(token.text), tokens[index + 1].text == "(" {
                return true
            }
        }
        return false
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
            true
        default: false
        }
    }
}
