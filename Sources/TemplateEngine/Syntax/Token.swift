/// A piece of a template: text between tags, a tag's delimiter, or a word inside a tag.
struct Token {
    enum Kind: UInt8 {
        case text, outputBegin, outputEnd, blockBegin, blockEnd, end
        case name, string, integer, double
        case plus, minus, times, power, divide, floorDivide, modulo, tilde
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case assign, dot, comma, colon, pipe
        case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    }

    var kind: Kind
    var start: Int32
    var end: Int32
    /// Of a `name` token.
    var name = Name.none
}
