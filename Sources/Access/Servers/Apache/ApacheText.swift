/// Text in the quotes of Apache's configuration language.
enum ApacheText {
    private static let language = ConfigurationText(
        server: "Apache",
        special: ("\"\\$%*?[]<>", "quote, backslash, bracket, `$`, `%`, `*`, `?`"), inWords: ".:-_[]")

    /// `"text"`: `${…}` and `%{…}` are variables, `*`, `?` and `[` stand for other characters in paths.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        try language.quoted(text, what: what)
    }

    /// A word that needs no quotes: letters, digits and `.:-_[]`.
    static func word(_ text: String, what: String) throws(AccessError) -> String {
        try language.word(text, what: what)
    }

    /// `<Name argument>`, the indented lines, `</Name>`; an empty argument is none.
    static func section(_ name: String, _ argument: String, _ lines: [String]) -> [String] {
        ["<\(name)\(argument.isEmpty ? "" : " " + argument)>"]
            + lines.map { $0.isEmpty ? "" : "    " + $0 } + ["</\(name)>"]
    }
}
