/// Text in the quotes of a Caddyfile.
enum CaddyText {
    private static let language = ConfigurationText(
        server: "Caddy", special: ("\"\\{}", "quote, backslash, brace"), inWords: ".:-_*[]")

    /// `"text"`: braces are placeholders.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        try language.quoted(text, what: what)
    }

    /// A file to import: like a text, but `*`, `?` and `[` would stand for others.
    static func imported(_ path: String) throws(AccessError) -> String {
        guard !path.utf8.contains(where: "*?[".utf8.contains) else {
            throw .notExpressible(
                server: "Caddy", what: "the access folder", reason: "`\(path)` is a pattern of names")
        }
        return "import \(try quoted(path, what: "the access folder"))"
    }

    /// A word that needs no quotes: letters, digits and `.:-_*[]`.
    static func word(_ text: String, what: String) throws(AccessError) -> String {
        try language.word(text, what: what)
    }

    /// `name {`, the lines behind a tab, `}`.
    static func block(_ name: String, _ lines: [String]) -> [String] {
        ["\(name) {"] + lines.map { $0.isEmpty ? "" : "\t" + $0 } + ["}"]
    }
}
