/// Text in the quotes of nginx's configuration language.
enum NginxText {
    /// `"text"`.
    ///
    /// - Throws: where nginx has no spelling for it: a dollar sign is always a variable, and control characters and
    ///   quotes are refused rather than escaped.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        for scalar in text.unicodeScalars
        where scalar.value < 0x20 || scalar.value == 0x7F || "\"\\$".unicodeScalars.contains(scalar) {
            throw .notExpressible(
                server: "nginx", what: what,
                reason: "`\(text)` holds a quote, backslash, dollar sign or control")
        }
        return "\"\(text)\""
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
