/// Turns tokens into statements; goes on after an error to report the next one.
struct Parser {
    let bytes: [UInt8]
    let source: Int32
    let tokens: [Token]
    /// Whether the tokens lead to the end of the template.
    let isWhole: Bool
    var position = 0
    var names: NameTable
    var errors: [SyntaxError]
    var depth = 0
    var blocks: [Block] = []
    var parent: (name: String, place: Place)?
    /// Tags that are open here, innermost last, for messages about their ends.
    var open: [(keyword: String, place: Place)] = []

    /// How deep expressions and statements may nest, and how many tokens a tag may hold: bounds the stack.
    static let depthLimit = 60
    static let tagLimit = 1000

    /// The template in `bytes`, and what is wrong with it.
    static func parse(
        _ bytes: [UInt8], source: Int32, names: inout NameTable
    ) -> (template: ParsedTemplate?, errors: [SyntaxError]) {
        let lexed = Lexer.tokens(of: bytes, source: source, names: &names)
        var parser = Parser(
            bytes: bytes, source: source, tokens: lexed.tokens, isWhole: lexed.isWhole, names: names,
            errors: lexed.errors)
        let body = parser.statements(until: [])
        names = parser.names
        guard parser.errors.isEmpty else {
            return (nil, parser.errors.sorted { $0.place.start < $1.place.start })
        }
        return (
            ParsedTemplate(source: source, parent: parser.parent, body: body, blocks: parser.blocks), []
        )
    }

    // MARK: Tokens

    var current: Token { tokens[position] }
    var kind: Token.Kind { tokens[position].kind }

    mutating func advance() {
        if position + 1 < tokens.count { position += 1 }
    }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard self.kind == kind else { return false }
        advance()
        return true
    }

    func isKeyword(_ word: Keyword) -> Bool { kind == .name && current.name.index == word.rawValue }

    mutating func takeKeyword(_ word: Keyword) -> Bool {
        guard isKeyword(word) else { return false }
        advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind, _ what: String) throws(SyntaxError) {
        guard take(kind) else { throw unexpected("expected \(what)") }
    }

    mutating func expectName(_ what: String) throws(SyntaxError) -> (Name, Place) {
        guard kind == .name else { throw unexpected("expected \(what)") }
        let token = current
        advance()
        return (token.name, place(token))
    }

    mutating func expectString(_ what: String) throws(SyntaxError) -> (String, Place) {
        guard kind == .string else {
            throw unexpected(
                "expected \(what) in quotes", hint: "names are fixed when the template is compiled")
        }
        let token = current
        return (String(decoding: try string(), as: UTF8.self), place(token))
    }

    func text(_ token: Token) -> String {
        token.kind == .name
            ? names.text(token.name)
            : String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    }

    func place(_ token: Token) -> Place { Place(source: source, start: token.start, end: token.end) }

    /// From a token's start to the last token taken.
    func place(from start: Int32) -> Place {
        Place(source: source, start: start, end: max(start, tokens[max(0, position - 1)].end))
    }

    func unexpected(_ message: String, hint: String? = nil) -> SyntaxError {
        switch kind {
        case .end: SyntaxError(message + ", found the end of the template", at: place(current), hint: hint)
        case .outputEnd, .blockEnd:
            SyntaxError(message + ", found the end of the tag", at: place(current), hint: hint)
        default: SyntaxError(message + ", found `\(text(current))`", at: place(current), hint: hint)
        }
    }

    mutating func enter() throws(SyntaxError) {
        depth += 1
        if depth > Self.depthLimit {
            throw SyntaxError("nested deeper than \(Self.depthLimit) levels", at: place(current))
        }
    }

    mutating func leave() { depth -= 1 }

    /// After an error: goes on behind the end of the tag.
    mutating func skipTag() {
        while kind != .end, kind != .blockEnd, kind != .outputEnd { advance() }
        if kind != .end { advance() }
    }

    /// The value of the string token at hand, and of those that follow directly.
    mutating func string() throws(SyntaxError) -> [UInt8] {
        var value: [UInt8] = []
        while kind == .string {
            let token = current
            try unescape(Int(token.start) + 1, Int(token.end) - 1, into: &value)
            advance()
        }
        return value
    }

    private func unescape(_ start: Int, _ end: Int, into value: inout [UInt8]) throws(SyntaxError) {
        var index = start
        while index < end {
            let byte = bytes[index]
            index += 1
            guard byte == 92, index < end else {
                value.append(byte)
                continue
            }
            let escaped = bytes[index]
            index += 1
            switch escaped {
            case 10: break
            case UInt8(ascii: "n"): value.append(10)
            case UInt8(ascii: "t"): value.append(9)
            case UInt8(ascii: "r"): value.append(13)
            case UInt8(ascii: "a"): value.append(7)
            case UInt8(ascii: "b"): value.append(8)
            case UInt8(ascii: "f"): value.append(12)
            case UInt8(ascii: "v"): value.append(11)
            case 92, 39, 34: value.append(escaped)
            case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
                let count = escaped == UInt8(ascii: "x") ? 2 : escaped == UInt8(ascii: "u") ? 4 : 8
                let digits = String(decoding: bytes[index..<min(index + count, end)], as: UTF8.self)
                guard digits.utf8.count == count, let code = UInt32(digits, radix: 16),
                    let scalar = Unicode.Scalar(code)
                else {
                    throw SyntaxError(
                        "`\\\(Character(Unicode.Scalar(escaped)))` needs \(count) hexadecimal digits",
                        at: Place(source: source, start: Int32(index - 2), end: Int32(index)))
                }
                value.append(contentsOf: Array(String(scalar).utf8))
                index += count
            default: value += [92, escaped]
            }
        }
    }
}
