/// Cuts a template into tokens and applies whitespace control as Jinja2 does with `trim_blocks` and `lstrip_blocks`.
struct Lexer {
    let bytes: [UInt8]
    private let source: Int32
    var position = 0
    var tokens: [Token] = []
    private var errors: [SyntaxError] = []
    /// Whether the text that follows begins a line.
    private var isLineStart = true
    var limit: Int

    /// The tokens of `bytes`, the last one `end`, and what cannot be read: a tag with an error is left out.
    ///
    /// Not `isWhole` where a tag or comment has no end: what follows it was not read.
    static func tokens(
        of bytes: [UInt8], source: Int32, names: inout NameTable
    ) -> (tokens: [Token], errors: [SyntaxError], isWhole: Bool) {
        var lexer = Lexer(bytes: bytes, source: source)
        do {
            try lexer.run(&names)
            return (lexer.tokens, lexer.errors, true)
        } catch {
            lexer.append(.end, lexer.limit, lexer.limit)
            return (lexer.tokens, lexer.errors + [error], false)
        }
    }

    private init(bytes: [UInt8], source: Int32) {
        self.bytes = bytes
        self.source = source
        limit = bytes.last == 10 ? bytes.count - 1 : bytes.count
        tokens.reserveCapacity(bytes.count / 6)
    }

    private mutating func run(_ names: inout NameTable) throws(SyntaxError) {
        while position < limit {
            let start = position
            let tag = nextTag(from: start)
            guard let tag else {
                appendText(start, limit)
                break
            }
            let kind = bytes[tag + 1]
            var inside = tag + 2
            let sign = byte(inside)
            if sign == 45 || sign == 43 { inside += 1 }
            var textEnd = tag
            if sign == 45 {
                while textEnd > start, isSpace(bytes[textEnd - 1]) { textEnd -= 1 }
            } else if sign != 43, kind != 123 {
                textEnd = withoutIndentation(start, tag)
            }
            appendText(start, textEnd)
            position = inside
            switch kind {
            case 35: try skipComment(tag)
            case 37 where isRaw(): try raw(tag)
            default:
                let count = tokens.count
                do throws(SyntaxError) {
                    try inner(tag, isOutput: kind == 123, &names)
                } catch {
                    let error = openQuote(in: tokens[count...]) ?? error
                    tokens.removeSubrange(count...)
                    guard errors.count < 100, let end = tagEnd(closing: kind == 123 ? 125 : 37) else {
                        throw error
                    }
                    errors.append(error)
                    position = end
                }
            }
        }
        append(.end, limit, limit)
    }

    /// A text in quotes that runs over the end of its tag to a quote of another one: the likelier mistake.
    private mutating func openQuote(in tokens: ArraySlice<Token>) -> SyntaxError? {
        for token in tokens where token.kind == .string {
            let (start, end) = (Int(token.start), Int(token.end))
            guard bytes[start..<end].contains(10), bytes[start..<end].contains(125) else { continue }
            position = start + 1
            return error("this text has no closing quote on its line", start, start + 1, hint: Self.quoteHint)
        }
        return nil
    }

    /// The position after the tag at hand, on the same line or a later one but before the next tag.
    private func tagEnd(closing: UInt8) -> Int? {
        var index = position
        while index + 1 < limit {
            if bytes[index] == closing, bytes[index + 1] == 125 { return index + 2 }
            if bytes[index] == 123, bytes[index + 1] == 123 || bytes[index + 1] == 37 { return index }
            index += 1
        }
        return nil
    }

    // MARK: Text

    private func nextTag(from start: Int) -> Int? {
        var index = start
        while index + 1 < limit {
            if bytes[index] == 123 {
                let next = bytes[index + 1]
                if next == 123 || next == 37 || next == 35 { return index }
            }
            index += 1
        }
        return nil
    }

    private func withoutIndentation(_ start: Int, _ tag: Int) -> Int {
        var index = tag
        while index > start, bytes[index - 1] != 10 {
            guard isSpace(bytes[index - 1]) else { return tag }
            index -= 1
        }
        return index > start || isLineStart ? index : tag
    }

    private mutating func appendText(_ start: Int, _ end: Int) {
        if end > start { append(.text, start, end) }
    }

    /// After the end of a block tag or comment: removes a line end, or all space after `-`.
    private mutating func finishTag(sign: UInt8, isOutput: Bool) {
        let start = position
        if sign == 45 {
            while position < limit, isSpace(bytes[position]) { position += 1 }
        } else if sign != 43, !isOutput, position < limit, bytes[position] == 10 {
            position += 1
        }
        isLineStart = position > start && bytes[position - 1] == 10
    }

    private mutating func skipComment(_ tag: Int) throws(SyntaxError) {
        var index = position
        while index + 1 < limit, !(bytes[index] == 35 && bytes[index + 1] == 125) { index += 1 }
        guard index + 1 < limit else {
            throw error("this comment has no end", tag, tag + 2, hint: "close it with `#}`")
        }
        let sign = index > position ? bytes[index - 1] : 0
        position = index + 2
        finishTag(sign: sign, isOutput: false)
    }

    private func isRaw() -> Bool {
        var index = position
        while isSpace(byte(index)) { index += 1 }
        guard bytes[index...].starts(with: Array("raw".utf8)) else { return false }
        index += 3
        while isSpace(byte(index)) { index += 1 }
        if byte(index) == 45 { index += 1 }
        return byte(index) == 37 && byte(index + 1) == 125
    }

    private mutating func raw(_ tag: Int) throws(SyntaxError) {
        while bytes[position] != 125 { position += 1 }
        let sign = bytes[position - 2]
        position += 1
        if sign == 45 { while position < limit, isSpace(bytes[position]) { position += 1 } }
        let start = position
        isLineStart = false
        var index = start
        while index + 1 < limit {
            if bytes[index] == 123, bytes[index + 1] == 37, let end = rawEnd(index + 2) {
                let opening = byte(index + 2)
                var textEnd = index
                if opening == 45 {
                    while textEnd > start, isSpace(bytes[textEnd - 1]) { textEnd -= 1 }
                } else if opening != 43 {
                    textEnd = withoutIndentation(start, index)
                }
                appendText(start, textEnd)
                position = end
                finishTag(sign: bytes[end - 3], isOutput: false)
                return
            }
            index += 1
        }
        throw error("`raw` has no end", tag, position, hint: "close it with `{% endraw %}`")
    }

    /// The position after `endraw %}`, where it stands at `start`.
    private func rawEnd(_ start: Int) -> Int? {
        var index = start
        if byte(index) == 45 || byte(index) == 43 { index += 1 }
        while isSpace(byte(index)) { index += 1 }
        guard bytes[min(index, bytes.count)...].starts(with: Array("endraw".utf8)) else { return nil }
        index += 6
        while isSpace(byte(index)) { index += 1 }
        if byte(index) == 45 || byte(index) == 43 { index += 1 }
        return byte(index) == 37 && byte(index + 1) == 125 ? index + 2 : nil
    }

    // MARK: Inside of tags

    private mutating func inner(_ tag: Int, isOutput: Bool, _ names: inout NameTable) throws(SyntaxError) {
        append(isOutput ? .outputBegin : .blockBegin, tag, position)
        let closing: UInt8 = isOutput ? 125 : 37
        // Open braces: the other brackets leave no doubt where the tag ends.
        var depth = 0
        let first = tokens.count
        while true {
            while isSpace(byte(position)) { position += 1 }
            guard tokens.count - first < Parser.tagLimit else {
                throw error("this tag has more than \(Parser.tagLimit) words", tag, tag + 2)
            }
            let isTag = byte(position) == 123 && [123, 37].contains(byte(position + 1))
            guard position < limit, !isTag else {
                throw error(
                    "this tag has no end", tag, tag + 2, hint: "close it with `\(isOutput ? "}}" : "%}")`")
            }
            let first = bytes[position]
            if depth == 0 || !isOutput {
                let isSigned = first == 45 || (first == 43 && !isOutput)
                let mark = isSigned ? position + 1 : position
                if byte(mark) == closing, byte(mark + 1) == 125 {
                    append(isOutput ? .outputEnd : .blockEnd, position, mark + 2)
                    position = mark + 2
                    finishTag(sign: isSigned ? first : 0, isOutput: isOutput)
                    return
                }
            }
            try word(first, &depth, &names)
        }
    }

    private mutating func word(_ first: UInt8, _ depth: inout Int, _ names: inout NameTable)
        throws(SyntaxError)
    {
        let start = position
        switch first {
        case 65...90, 97...122, 95, 128...:
            while isNamePart(byte(position)) { position += 1 }
            append(.name, start, position)
            tokens[tokens.count - 1].name = names.name(
                String(decoding: bytes[start..<position], as: UTF8.self))
        case 48...57: try number()
        case 34, 39:
            position += 1
            while position < limit, bytes[position] != first { position += bytes[position] == 92 ? 2 : 1 }
            guard position < limit else {
                position = start + 1
                throw error("this text has no closing quote", start, start + 1, hint: Self.quoteHint)
            }
            position += 1
            append(.string, start, position)
        default:
            let (kind, length) = try symbol(first)
            switch kind {
            case .openBrace: depth += 1
            case .closeBrace where depth > 0: depth -= 1
            case .closeBrace:
                throw error("this `}` closes nothing", start, start + 1, hint: "a tag ends with `}}` or `%}`")
            default: break
            }
            position += length
            append(kind, start, position)
        }
    }

    private static let quoteHint = "inside of a text, write a quote as `\\'` or use the other kind around it"

    // MARK: Bytes

    mutating func append(_ kind: Token.Kind, _ start: Int, _ end: Int) {
        tokens.append(Token(kind: kind, start: Int32(start), end: Int32(end)))
    }

    /// The byte at `index`; zero behind the end.
    func byte(_ index: Int) -> UInt8 { index < limit ? bytes[index] : 0 }
    private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
    func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 32) &- 97 < 26 || byte == 95 || byte >= 128
    }

    func error(_ message: String, _ start: Int, _ end: Int, hint: String? = nil) -> SyntaxError {
        SyntaxError(message, at: Place(source: source, start: Int32(start), end: Int32(end)), hint: hint)
    }
}
