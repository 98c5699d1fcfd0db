// Numbers and the marks of operators.
extension Lexer {
    mutating func number() throws(SyntaxError) {
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

    private static let symbols: [UInt8: Token.Kind] = [
        43: .plus, 45: .minus, 42: .times, 47: .divide, 37: .modulo, 126: .tilde, 61: .assign, 60: .less,
        62: .greater, 46: .dot, 44: .comma, 58: .colon, 124: .pipe, 40: .openParenthesis,
        41: .closeParenthesis, 91: .openBracket, 93: .closeBracket, 123: .openBrace, 125: .closeBrace,
    ]

    /// The operator or bracket at hand, and how many bytes it has.
    func symbol(_ first: UInt8) throws(SyntaxError) -> (Token.Kind, Int) {
        switch (first, byte(position + 1)) {
        case (42, 42): return (.power, 2)
        case (47, 47): return (.floorDivide, 2)
        case (61, 61): return (.equal, 2)
        case (33, 61): return (.notEqual, 2)
        case (60, 61): return (.lessOrEqual, 2)
        case (62, 61): return (.greaterOrEqual, 2)
        default: break
        }
        if let kind = Self.symbols[first] { return (kind, 1) }
        let hints: [UInt8: String] = [
            38: "write `and`", 33: "write `not`", 63: "write `a if b else c`", 59: "leave it out",
        ]
        throw error(
            "`\(Character(Unicode.Scalar(first)))` has no meaning in an expression", position, position + 1,
            hint: hints[first])
    }
}
