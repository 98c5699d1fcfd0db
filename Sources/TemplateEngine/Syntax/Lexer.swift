/// Cuts a template into tokens and applies whitespace control as Jinja2 does with `trim_blocks` and `lstrip_blocks`.
struct Lexer {
    private let bytes: [UInt8]
    private let source: Int32
    private var position = 0
    private var tokens: [Token] = []
    /// Whether the text that follows begins a line.
    private var isLineStart = true
    private var limit: Int

    /// The tokens of `bytes`, the last one `end`.
    static func tokens(
        of bytes: [UInt8], source: Int32, names: inout NameTable
    ) throws(SyntaxError) -> [Token] {
        var lexer = Lexer(bytes: bytes, source: source)
        try lexer.run(&names)
        return lexer.tokens
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
            default: try inner(tag, isOutput: kind == 123, &names)
            }
        }
        append(.end, limit, limit)
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
        var depth = 0
        let first = tokens.count
        while true {
            while isSpace(byte(position)) { position += 1 }
            guard tokens.count - first < Parser.tagLimit else {
                throw error("this tag has more than \(Parser.tagLimit) words", tag, tag + 2)
            }
            guard position < limit else {
                throw error(
                    "this tag has no end", tag, tag + 2, hint: "close it with `\(isOutput ? "}}" : "%}")`")
            }
            let first = bytes[position]
            if depth == 0 {
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
                throw error("this text has no closing quote", start, start + 1)
            }
            position += 1
            append(.string, start, position)
        default:
            let (kind, length) = try symbol(first)
            switch kind {
            case .openParenthesis, .openBracket, .openBrace: depth += 1
            case .closeParenthesis, .closeBracket, .closeBrace: depth = max(0, depth - 1)
            default: break
            }
            position += length
            append(kind, start, position)
        }
    }

    private mutating func number() throws(SyntaxError) {
        let start = position
        var kind = Token.Kind.integer
        if byte(start) == 48, [120, 111, 98].contains(byte(start + 1) | 32) {
            position += 2
            while isNamePart(byte(position)) { position += 1 }
        } else {
            skipDigits()
            let isItem = tokens.last?.kind == .dot
            if !isItem, byte(position) == 46, isDigit(byte(position + 1)) {
                kind = .double
                position += 1
                skipDigits()
            }
            let exponent = byte(position + 1) == 43 || byte(position + 1) == 45 ? position + 2 : position + 1
            if !isItem, byte(position) | 32 == 101, isDigit(byte(exponent)) {
                kind = .double
                position = exponent
                skipDigits()
            }
        }
        guard !isNamePart(byte(position)) else { throw error("this is no number", start, position + 1) }
        append(kind, start, position)
    }

    private mutating func skipDigits() {
        while isDigit(byte(position)) || (byte(position) == 95 && isDigit(byte(position + 1))) {
            position += 1
        }
    }

    private func symbol(_ first: UInt8) throws(SyntaxError) -> (Token.Kind, Int) {
        let next = byte(position + 1)
        switch first {
        case 43: return (.plus, 1)
        case 45: return (.minus, 1)
        case 42: return next == 42 ? (.power, 2) : (.times, 1)
        case 47: return next == 47 ? (.floorDivide, 2) : (.divide, 1)
        case 37: return (.modulo, 1)
        case 126: return (.tilde, 1)
        case 61: return next == 61 ? (.equal, 2) : (.assign, 1)
        case 33 where next == 61: return (.notEqual, 2)
        case 60: return next == 61 ? (.lessOrEqual, 2) : (.less, 1)
        case 62: return next == 61 ? (.greaterOrEqual, 2) : (.greater, 1)
        case 46: return (.dot, 1)
        case 44: return (.comma, 1)
        case 58: return (.colon, 1)
        case 124: return (.pipe, 1)
        case 40: return (.openParenthesis, 1)
        case 41: return (.closeParenthesis, 1)
        case 91: return (.openBracket, 1)
        case 93: return (.closeBracket, 1)
        case 123: return (.openBrace, 1)
        case 125: return (.closeBrace, 1)
        default:
            let hint =
                first == 38
                ? "write `and`" : first == 33 ? "write `not`" : first == 63 ? "write `a if b else c`" : nil
            throw error(
                "a template expression cannot contain this character", position, position + 1, hint: hint)
        }
    }

    // MARK: Bytes

    private mutating func append(_ kind: Token.Kind, _ start: Int, _ end: Int) {
        tokens.append(Token(kind: kind, start: Int32(start), end: Int32(end)))
    }

    /// The byte at `index`; zero behind the end.
    private func byte(_ index: Int) -> UInt8 { index < limit ? bytes[index] : 0 }
    private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
    private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    private func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 32) &- 97 < 26 || byte == 95 || byte >= 128
    }

    private func error(_ message: String, _ start: Int, _ end: Int, hint: String? = nil) -> SyntaxError {
        SyntaxError(message, at: Place(source: source, start: Int32(start), end: Int32(end)), hint: hint)
    }
}
