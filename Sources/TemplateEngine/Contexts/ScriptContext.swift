/// Where in a script a template stands: a JavaScript lexer, as far as escaping needs it.
///
/// Where it cannot tell a division from a regular expression it is lost: from there on it accepts no value.
struct ScriptContext: Hashable, Sendable {
    enum State: UInt8 {
        case code, word, string, template, regularExpression, characterClass, lineComment, comment, lost
        /// Behind a `/` of which it is not known yet what it begins.
        case slash
        /// Straight behind a value.
        case value
    }

    /// What may come next in code.
    enum Expectation: UInt8 {
        case operand, operation
        /// Behind a `.`.
        case name
        /// The name of a module that is loaded.
        case module
        /// Behind `if` and the like, in front of parentheses that a statement follows.
        case condition
        /// A statement, or what only a parser could tell.
        case unsure
    }

    private var state = State.code
    private var next = Expectation.unsure
    private var word = Word()
    /// Whether the word at hand has signs beyond ASCII, of which some are spaces, or escapes.
    private var isOddWord = false
    private var quote: UInt8 = 0
    /// The sign in front, where it makes another one with the next; `doubleMinus` and `doublePlus` for two.
    private var last: UInt8 = 0
    /// In texts, how many bytes may still belong to an escape; in comments, how much of a U+2028 was read.
    private var escape: UInt8 = 0
    /// The open braces, innermost lowest: 1 for `${`. The highest 1 is none of them.
    private var braces: UInt64 = 1
    /// The open parentheses likewise: 1 for those of a condition.
    private var parentheses: UInt64 = 1

    private static let doubleMinus: UInt8 = 1
    private static let doublePlus: UInt8 = 2
    private static let backslash: UInt8 = 255
    private static let carriageReturn: UInt8 = 254

    init() {}

    /// Whether a value stands for itself here, not inside of a text.
    var isInCode: Bool { [.code, .word, .slash, .value].contains(state) }

    // MARK: Text of the author

    mutating func read(_ byte: UInt8) throws(ContextError) {
        switch state {
        case .code: readCode(byte)
        case .word:
            if Self.isWord(byte) {
                append(byte)
            } else {
                endWord()
                readCode(byte)
            }
        case .value:
            guard !Self.isWord(byte), ![34, 35, 39, 46, 64, 96].contains(byte) else {
                throw ContextError(
                    message: "this would become one with the value in front of it",
                    hint: "put the value into parentheses: `({{ … }})`")
            }
            state = .code
            readCode(byte)
        case .slash: readBehindSlash(byte)
        case .string: readString(byte)
        case .template:
            let (isEscaped, isBehindDollar) = (escape != 0, last == 36)
            escape = byte == 92 && !isEscaped ? 1 : 0
            last = byte == 36 && !isEscaped ? 36 : 0
            if byte == 96, !isEscaped { (state, next) = (.code, .operation) }
            if byte == 123, isBehindDollar { open(isTemplate: true) }
        case .regularExpression, .characterClass: readRegularExpression(byte)
        case .lineComment:
            // U+2028 and U+2029 end a line: E2 80 A8, E2 80 A9.
            let isSeparator = escape == 2 && byte | 1 == 0xA9
            escape = byte == 0xE2 ? 1 : escape == 1 && byte == 0x80 ? 2 : 0
            if byte == 10 || byte == 13 || isSeparator { state = .code }
        case .comment:
            if byte == 47, last == 42 { state = .code }
            last = byte == 42 && state == .comment ? 42 : 0
        case .lost: break
        }
    }

    private mutating func readCode(_ byte: UInt8) {
        let before = last
        last = 0
        switch byte {
        case 9...13, 32: break
        case 33 where before == 35: state = .lost
        case 34, 39: (state, quote, escape) = (.string, byte, 0)
        case 35, 64: (next, last) = (.name, byte)
        case 40:
            if parentheses.leadingZeroBitCount == 0 { state = .lost }
            parentheses = parentheses << 1 | (next == .condition ? 1 : 0)
            next = next == .module && word == "import" ? .module : .operand
        case 41:
            if parentheses == 1 { state = .lost }
            next = parentheses & 1 == 1 ? .unsure : .operation
            parentheses >>= 1
        case 59: next = .unsure
        case 43: (next, last) = before == 43 ? (.unsure, Self.doublePlus) : (.operand, 43)
        case 45: (next, last) = before == 45 ? (.unsure, Self.doubleMinus) : (.operand, 45)
        case 46: (next, last) = before == 46 ? (.operand, 0) : (.name, 46)
        case 47: state = .slash
        // `-->` may be a comment.
        case 62 where before == Self.doubleMinus: state = .lost
        case 93: next = .operation
        case 96: state = .template
        case 123: open(isTemplate: false)
        case 125: close()
        case let byte where Self.isWord(byte):
            (state, word, isOddWord) = (.word, Word(), false)
            append(byte)
        default: next = .operand
        }
    }

    private mutating func append(_ byte: UInt8) {
        if byte >= 128 || byte == 92 { isOddWord = true }
        // The language's own words are in lower case.
        word.append(byte &- 65 < 26 ? byte | 128 : byte)
    }

    private mutating func endWord() {
        state = .code
        if isOddWord {
            next = .unsure
        } else if next == .name {
            next = .operation
        } else if word == "import" || word == "from" {
            next = .module
        } else if Self.operators.contains(word) {
            next = .operand
        } else if Self.conditions.contains(word) {
            next = .condition
        } else {
            next = Self.openWords.contains(word) ? .unsure : .operation
        }
        if word != "import" { word = Word() }
        isOddWord = false
    }

    private mutating func open(isTemplate: Bool) {
        (state, next) = (braces.leadingZeroBitCount == 0 ? .lost : .code, isTemplate ? .operand : .unsure)
        braces = braces << 1 | (isTemplate ? 1 : 0)
    }

    private mutating func close() {
        guard braces > 1 else { return state = .lost }
        if braces & 1 == 1 { state = .template }
        next = .unsure
        braces >>= 1
    }

    private mutating func readBehindSlash(_ byte: UInt8) {
        switch (byte, next) {
        case (47, _): (state, escape) = (.lineComment, 0)
        case (42, _): state = .comment
        case (_, .operand):
            (state, escape) = (.regularExpression, 0)
            readRegularExpression(byte)
        case (_, .operation):
            (state, next) = (.code, .operand)
            readCode(byte)
        default: state = .lost
        }
    }

    private mutating func readRegularExpression(_ byte: UInt8) {
        switch byte {
        case 10, 13: state = .lost
        case _ where escape != 0: escape = 0
        case 92: escape = 1
        case 91: state = .characterClass
        case 93: state = .regularExpression
        // Flags follow.
        case 47 where state == .regularExpression:
            (state, next, word, isOddWord) = (.word, .name, Word(), false)
        default: break
        }
    }

    private mutating func readString(_ byte: UInt8) {
        switch byte {
        case _ where escape == Self.backslash:
            switch byte {
            case 120, 48...55: escape = 2
            case 117: escape = 4
            case 13: escape = Self.carriageReturn
            default: escape = 0
            }
        case quote: (state, next, escape) = (.code, .operation, 0)
        case 92: escape = Self.backslash
        case 10 where escape == Self.carriageReturn: escape = 0
        case 10, 13: state = .lost
        case 123 where escape == 4: escape = 8
        default: escape = escape < 9 && escape > 0 && isHexadecimal(byte) ? escape - 1 : 0
        }
    }

    // MARK: Values

    /// How a value is written here; moves behind it.
    mutating func readValue() throws(ContextError) -> EscapeMode {
        switch state {
        case .lost:
            throw ContextError(
                message: "a value in a script that is hard to follow up to here",
                hint: "put values in front of other code, or into a `data-` attribute")
        case .template: throw Self.template
        case _ where braces & (braces - 1) != 0 && ![.comment, .lineComment].contains(state):
            throw Self.template
        case .comment, .lineComment:
            throw ContextError(
                message: "a value in a comment of a script", hint: "use a template comment: `{# … #}`")
        case .regularExpression, .characterClass: throw Self.regularExpression
        case .slash where next != .operation: throw Self.regularExpression
        case .string:
            guard next != .module else { throw Self.module }
            guard escape == 0 else {
                throw ContextError(
                    message: "a value behind a backslash in a script",
                    hint: "end the text in front of it: `'…' + {{ … }}`")
            }
            return .scriptString
        case .word:
            throw ContextError(
                message: "a value straight behind a name in a script",
                hint: "put a space between them, or look the name up: `names[{{ … }}]`")
        case .code, .slash, .value:
            guard next != .module else { throw Self.module }
            guard next == .operand || state == .slash else {
                throw ContextError(
                    message: "a value in a script in place of a name or statement",
                    hint: "values may follow an operator, `(`, `[`, `,` or `:`, as in `const a = {{ … }};`")
            }
            (state, next, last) = (.value, .operation, 0)
            return .scriptValue
        }
    }

    private static let template = ContextError(
        message: "a value in a template literal of a script", hint: "join texts: `'…' + {{ … }}`")
    private static let regularExpression = ContextError(
        message: "a value in a regular expression of a script", hint: "compare texts: `a.includes({{ … }})`")
    private static let module = ContextError(
        message: "a value in place of a module that a script loads", hint: "write the module's name as text")

    // MARK: Branches

    /// The context after two branches; lost where nothing that follows could suit both.
    static func joining(_ first: ScriptContext, _ second: ScriptContext) -> ScriptContext {
        if first == second { return first }
        var joint = ScriptContext()
        joint.state = .lost
        let states = [first.state, second.state]
        guard states.allSatisfy({ [.code, .word, .value].contains($0) }), first.braces == second.braces,
            first.parentheses == second.parentheses, first.last == second.last
        else { return joint }
        joint.state = states.contains(.value) ? .value : states.contains(.word) ? .word : .code
        joint.isOddWord = joint.state == .word
        (joint.braces, joint.parentheses, joint.last) = (first.braces, first.parentheses, first.last)
        if first.state == second.state, first.state == .code, first.next == second.next {
            joint.next = first.next
        }
        return joint
    }

    // MARK: Words

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 128 || (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 95 || byte == 36 || byte == 92
    }

    /// An operand follows.
    private static let operators: [Word] = [
        "return", "typeof", "case", "in", "instanceof", "void", "delete", "throw", "new", "extends",
    ]

    /// It takes a parser to tell what follows.
    private static let openWords: [Word] = [
        "break", "continue", "debugger", "default", "do", "else", "of", "yield",
    ]

    /// Behind the parentheses that follow, a statement begins.
    private static let conditions: [Word] = ["if", "while", "for", "with", "await"]
}

/// Whether a byte is a hexadecimal digit.
func isHexadecimal(_ byte: UInt8) -> Bool { byte &- 48 < 10 || (byte | 32) &- 97 < 6 }
