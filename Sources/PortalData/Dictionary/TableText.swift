/// What the statement that made a table says in comments and CHECKs: the part of the schema that SQLite does not tell.
///
/// A comment belongs to the column with which it shares a line; the one behind the table's `(` is the table's. A comment
/// with a line of its own is about the SQL.
struct TableText: Hashable {
    struct Column: Hashable {
        let name: String
        let comment: String?
        /// Of `name in ('a', 'b')`; empty where the column is not limited to such texts.
        let choices: [String]
        /// As it is written, comments inside it included.
        let definition: String
    }

    let purpose: String?
    let columns: [Column]

    init(_ sql: String) {
        var reader = Reader(sql)
        reader.read()
        purpose = reader.purpose
        columns = reader.items.compactMap { item in
            guard let name = item.words.first, !Self.constraints.contains(name.lowercased()) else {
                return nil
            }
            return Column(
                name: name, comment: item.comment, choices: Self.choices(of: name, in: item.words),
                definition: item.text)
        }
    }

    func column(_ name: String) -> Column? { columns.first { $0.name == name } }

    private static let constraints: Set = ["primary", "unique", "check", "foreign", "constraint"]

    private static func choices(of name: String, in words: [String]) -> [String] {
        let start = words.indices.first { index in
            index + 3 < words.count && words[index] == name && words[index + 1] == "in"
                && words[index + 2] == "(" && words[index + 3].hasPrefix("'")
        }
        guard let start else { return [] }
        return words[(start + 3)...].prefix { $0 != ")" }.filter { $0.hasPrefix("'") }.map {
            String($0.dropFirst().dropLast())
        }
    }

    /// One column or constraint.
    private struct Item {
        var words: [String] = []
        var comment: String?
        var text = ""
    }

    private struct Reader {
        private let text: [Character]
        private var position = 0
        private var depth = 0
        private var lineHasCode = false
        private var endsItem = false
        var purpose: String?
        var items: [Item] = []
        private var item = Item()
        private var start: Int?

        init(_ sql: String) { text = Array(sql) }

        mutating func read() {
            while position < text.count {
                let character = text[position]
                if character == "-", position + 1 < text.count, text[position + 1] == "-" {
                    readComment()
                } else if character == "'" {
                    readString()
                } else if character.isLetter || character == "_" {
                    readWord()
                } else {
                    readSign(character)
                }
            }
        }

        private mutating func readComment() {
            let end = text[position...].firstIndex(of: "\n") ?? text.count
            let comment = String(text[(position + 2)..<end]).drop { $0 == " " }
            position = end
            guard lineHasCode else { return }
            if depth == 1, items.isEmpty, item.words.isEmpty {
                purpose = String(comment)
            } else if item.words.isEmpty, endsItem {
                items[items.count - 1].comment = String(comment)
            } else if item.comment == nil {
                item.comment = String(comment)
            }
        }

        private mutating func readString() {
            var end = position + 1
            while end < text.count, text[end] != "'" || (end + 1 < text.count && text[end + 1] == "'") {
                end += text[end] == "'" ? 2 : 1
            }
            add(String(text[position...min(end, text.count - 1)]))
            position = end + 1
        }

        private mutating func readWord() {
            let end =
                text[position...].firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? text.count
            add(String(text[position..<end]))
            position = end
        }

        private mutating func readSign(_ sign: Character) {
            position += 1
            switch sign {
            case "\n":
                lineHasCode = false
                endsItem = false
            case "(":
                depth += 1
                lineHasCode = true
                if depth > 1 { add("(") }
            case ")":
                depth -= 1
                depth == 0 ? finishItem() : add(")")
            case "," where depth == 1: finishItem()
            default:
                guard !sign.isWhitespace else { return }
                lineHasCode = true
                // A name may be in quotes.
                if depth > 0 { start = start ?? position - 1 }
            }
        }

        private mutating func add(_ word: String) {
            lineHasCode = true
            if depth > 0 {
                start = start ?? position
                item.words.append(word)
            }
        }

        private mutating func finishItem() {
            if !item.words.isEmpty {
                // The sign that ends it has been read.
                item.text = String(text[(start ?? position)..<(position - 1)])
                items.append(item)
            }
            item = Item()
            start = nil
            endsItem = !items.isEmpty
        }
    }
}
