/// Text in the quotes of nginx's configuration language.
enum NginxText {
    private static let language = ConfigurationText(
        server: "nginx", special: ("\"\\$", "quote, backslash, dollar sign"), inWords: ".:-_[]")

    /// `"text"`: a dollar sign would always be a variable.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        try language.quoted(text, what: what)
    }

    /// A word that needs no quotes: letters, digits and `.:-_[]`.
    static func word(_ text: String, what: String) throws(AccessError) -> String {
        try language.word(text, what: what)
    }

    /// A key of a `map`: like a text, but four words mean something else unless a backslash precedes them.
    static func mapKey(_ text: String, what: String) throws(AccessError) -> String {
        let isWord = ["default", "hostnames", "include", "volatile"].contains(text)
        return isWord ? "\\\(text)" : try quoted(text, what: what)
    }

    /// Lines, each behind `indent` levels of four spaces.
    static func indented(_ lines: [String], _ indent: Int = 1) -> [String] {
        lines.map { $0.isEmpty ? "" : String(repeating: "    ", count: indent) + $0 }
    }

    /// `name {`, the indented lines, `}`.
    static func block(_ name: String, _ lines: [String]) -> [String] {
        ["\(name) {"] + indented(lines) + ["}"]
    }
}
