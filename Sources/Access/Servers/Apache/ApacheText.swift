/// Text in the quotes of Apache's configuration language.
enum ApacheText {
    /// `"text"`.
    ///
    /// - Throws: where Apache might read something else: `${…}` and `%{…}` are variables, `*`, `?` and `[` stand for
    ///   other characters in paths, and quotes, backslashes, angle brackets and controls are refused rather than escaped.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        for scalar in text.unicodeScalars
        where scalar.value < 0x20 || scalar.value == 0x7F || "\"\\$%*?[]<>".unicodeScalars.contains(scalar) {
            throw .notExpressible(
                server: "Apache", what: what,
                reason: "`\(text)` holds a quote, backslash, bracket, `$`, `%`, `*`, `?` or control")
        }
        return "\"\(text)\""
    }

    /// A word that needs no quotes: letters, digits and `.:-_[]`.
    static func word(_ text: String, what: String) throws(AccessError) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: ".:-_[]".utf8.contains(byte)
            }
        }
        guard isPlain, !text.isEmpty else {
            throw .notExpressible(
                server: "Apache", what: what, reason: "`\(text)` is not a plain name or address")
        }
        return text
    }

    /// `<Name argument>`, the indented lines, `</Name>`; an empty argument is none.
    static func section(_ name: String, _ argument: String, _ lines: [String]) -> [String] {
        ["<\(name)\(argument.isEmpty ? "" : " " + argument)>"]
            + lines.map { $0.isEmpty ? "" : "    " + $0 } + ["</\(name)>"]
    }
}
