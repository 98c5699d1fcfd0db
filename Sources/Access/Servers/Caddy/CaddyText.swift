/// Text in the quotes of a Caddyfile.
enum CaddyText {
    /// `"text"`.
    ///
    /// - Throws: where Caddy would read more than the text: braces are placeholders, and control characters, quotes and
    ///   backslashes are refused rather than escaped.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        for scalar in text.unicodeScalars
        where scalar.value < 0x20 || scalar.value == 0x7F || "\"\\{}".unicodeScalars.contains(scalar) {
            throw .notExpressible(
                server: "Caddy", what: what, reason: "`\(text)` holds a quote, backslash, brace or control")
        }
        return "\"\(text)\""
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
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: ".:-_*[]".utf8.contains(byte)
            }
        }
        guard isPlain, !text.isEmpty else {
            throw .notExpressible(
                server: "Caddy", what: what, reason: "`\(text)` is not a plain name or address")
        }
        return text
    }

    /// `name {`, the lines behind a tab, `}`.
    static func block(_ name: String, _ lines: [String]) -> [String] {
        ["\(name) {"] + lines.map { $0.isEmpty ? "" : "\t" + $0 } + ["}"]
    }
}
