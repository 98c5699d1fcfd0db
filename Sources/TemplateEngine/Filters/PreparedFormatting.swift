/// A `Formatting` as bytes, made once a page that needs it.
final class PreparedFormatting {
    let source: Formatting
    let decimal: [UInt8]
    let group: [UInt8]
    private var patterns: [(name: [UInt8], tokens: [DateToken])] = []

    init(_ source: Formatting) {
        self.source = source
        decimal = Array(source.decimalSeparator.utf8)
        group = Array(source.groupSeparator.utf8)
    }

    /// A piece of a date pattern.
    enum DateToken {
        case text([UInt8])
        case field(UInt8, count: Int)
    }

    /// The pattern with this name, or the pattern itself.
    func tokens(_ format: UnsafeRawBufferPointer) -> [DateToken] {
        for pattern in patterns where format.elementsEqual(pattern.name) { return pattern.tokens }
        let name = String(decoding: format, as: UTF8.self)
        let tokens = Self.parse(source.datePatterns[name] ?? name)
        // A template has few, but it can make any number.
        if patterns.count < 32 { patterns.append((Array(format), tokens)) }
        return tokens
    }

    static func parse(_ pattern: String) -> [DateToken] {
        var tokens: [DateToken] = []
        var text: [UInt8] = []
        var isQuoted = false
        let bytes = Array(pattern.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 39 {
                if index + 1 < bytes.count, bytes[index + 1] == 39 {
                    text.append(39)
                    index += 1
                } else {
                    isQuoted.toggle()
                }
            } else if !isQuoted, (byte | 32) &- 97 < 26 {
                if !text.isEmpty { tokens.append(.text(text)) }
                text = []
                let start = index
                while index + 1 < bytes.count, bytes[index + 1] == byte { index += 1 }
                tokens.append(.field(byte, count: index - start + 1))
            } else {
                text.append(byte)
            }
            index += 1
        }
        if !text.isEmpty { tokens.append(.text(text)) }
        return tokens
    }

    /// A word by its key; the key itself where the language has none.
    func word(_ key: String) -> String { source.words[key] ?? key }
}
