/// Where in a style sheet or `style` attribute a template stands: a CSS lexer, as far as escaping needs it.
struct StyleContext: Hashable, Sendable {
    enum Token: UInt8 {
        case code, string, comment
        /// Behind `url(`, in it without quotes, in it with quotes, behind it.
        case beforeURL, url, quotedURL, afterURL
        /// The rest cannot be followed: no value is accepted any more.
        case lost
    }

    private enum Part: UInt8 { case selector, atRule, name, value }

    private(set) var token = Token.code
    private var part: Part
    private var depth: UInt8 = 0
    private var parentheses: UInt8 = 0
    private var quote: UInt8 = 0
    /// A `/`, `*` or backslash in front.
    private var last: UInt8 = 0
    /// How many bytes may still belong to an escape in a string.
    private var escape: UInt8 = 0
    private var word = Word()
    /// Of the word at hand: an escape is in it, or a value.
    private var isOddWord = false
    private var isMerged = false
    /// Whether this declaration holds a value, which may turn out to be a selector.
    private var hasValue = false

    /// Where a style sheet or a `style` attribute begins.
    init(isAttribute: Bool) { part = isAttribute ? .name : .selector }

    var isInURL: Bool { token == .url || token == .quotedURL }

    mutating func lose() { self = Self.lost }

    private static let lost: StyleContext = {
        var context = StyleContext(isAttribute: false)
        context.token = .lost
        return context
    }()

    // MARK: Text of the author

    /// Reads a byte; true if it is part of a URL.
    mutating func read(_ byte: UInt8) throws(ContextError) -> Bool {
        switch token {
        case .code: try readCode(byte)
        case .comment:
            if byte == 47, last == 42 { token = .code }
            last = byte == 42 && token == .comment ? 42 : 0
        case .string: readString(byte)
        case .beforeURL:
            switch byte {
            case 34, 39: (token, quote) = (.quotedURL, byte)
            case _ where Self.isSpace(byte): break
            case 41: token = .code
            default:
                token = .url
                return try read(byte)
            }
        case .url:
            switch byte {
            case 41: token = .code
            case 34, 39, 40, 92: lose()
            case _ where Self.isSpace(byte): token = .afterURL
            default: return true
            }
        case .quotedURL:
            switch byte {
            case quote: token = .afterURL
            case 10, 12, 13, 92: lose()
            default: return true
            }
        case .afterURL: if byte == 41 { token = .code } else if !Self.isSpace(byte) { lose() }
        case .lost: break
        }
        return false
    }

    private mutating func readCode(_ byte: UInt8) throws(ContextError) {
        let before = last
        last = 0
        if before == 92 {
            if [10, 12, 13].contains(byte) { lose() }
            return
        }
        if byte >= 128 || (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 45 || byte == 95 {
            return word.append(byte)
        }
        if byte == 92 {
            (last, isOddWord) = (92, true)
            return
        }
        let (function, isOdd, isMergedFunction) = (word, isOddWord, isMerged)
        (word, isOddWord, isMerged) = (Word(), false, false)
        switch byte {
        case 34, 39: (token, quote, escape) = (.string, byte, 0)
        case 40 where isMergedFunction:
            throw ContextError(
                message: "a value that would become the name of a function of a style sheet",
                hint: "put a space between them, or write the function's name as text")
        case 40 where isOdd: lose()
        case 40 where function == "url": token = .beforeURL
        case 40, 91: if parentheses < 255 { parentheses += 1 } else { lose() }
        case 41, 93: parentheses -= parentheses > 0 ? 1 : 0
        case 42 where before == 47: token = .comment
        case 47: last = 47
        case 58 where part == .name: part = .value
        case 64 where part == .name || part == .selector: part = .atRule
        case 59, 123, 125: try readEnd(byte)
        default: break
        }
    }

    /// `;`, `{` or `}`
    private mutating func readEnd(_ byte: UInt8) throws(ContextError) {
        guard parentheses == 0, byte != 123 || depth < 255 else { return lose() }
        if byte == 123, hasValue { throw Self.selector }
        if byte == 123 { depth += 1 }
        if byte == 125, depth > 0 { depth -= 1 }
        // A `style` attribute never comes here with a brace: it begins in a name.
        part = depth == 0 && (part == .selector || part == .atRule || byte == 125) ? .selector : .name
        hasValue = false
    }

    private mutating func readString(_ byte: UInt8) {
        switch byte {
        case _ where escape == 255: escape = isHexadecimal(byte) ? 5 : byte == 13 ? 254 : 0
        case quote: (token, escape) = (.code, 0)
        case 92: escape = 255
        case 10 where escape == 254: escape = 0
        case 10, 12, 13: if escape > 0, escape < 6 { escape = 0 } else { lose() }
        // A space behind six digits belongs to them.
        default: escape = escape > 0 && escape < 6 && isHexadecimal(byte) ? max(escape - 1, 1) : 0
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 32 || (byte >= 9 && byte <= 13 && byte != 11)
    }

    // MARK: Values

    /// Moves behind a value, into the URL that it begins.
    mutating func readValue() throws(ContextError) {
        switch (token, part) {
        case (.lost, _), (.afterURL, _):
            throw ContextError(
                message: "a value in a style sheet that is hard to follow up to here",
                hint: "put values in front of other rules, or choose a class")
        case (.comment, _):
            throw ContextError(
                message: "a value in a comment of a style sheet", hint: "use a template comment: `{# … #}`")
        case (_, .selector): throw Self.selector
        case (_, .atRule):
            throw ContextError(
                message: "a value in an `@` rule of a style sheet",
                hint: "write it as text, and choose with `if`")
        case (_, .name):
            throw ContextError(
                message: "a value in the name of a property of a style sheet",
                hint: "write the property's name as text, and choose with `if`")
        default: break
        }
        guard escape == 0, last == 0, !isOddWord else {
            throw ContextError(
                message: "a value straight behind a backslash or `/` in a style sheet",
                hint: "put a space in front of it")
        }
        hasValue = true
        if token == .code { isMerged = true }
        if token == .beforeURL { token = .url }
    }

    private static let selector = ContextError(
        message: "a value in a selector of a style sheet", hint: "choose a class")

    // MARK: Branches

    /// The context after two branches; lost where nothing that follows could suit both.
    static func joining(_ first: StyleContext, _ second: StyleContext) -> StyleContext {
        var (left, right) = (first.joint, second.joint)
        if first == second { return first }
        let hasValue = left.hasValue || right.hasValue
        (left.hasValue, right.hasValue) = (hasValue, hasValue)
        return left == right ? left : lost
    }

    /// What a function's name will be is not known where branches meet.
    private var joint: StyleContext {
        var copy = self
        if token == .code { (copy.word, copy.isMerged) = (Word(), true) }
        return copy
    }

    /// Where the body of a loop begins.
    var atLoop: StyleContext {
        var copy = part == .value ? joint : self
        if part == .value { copy.hasValue = true }
        return copy
    }
}
