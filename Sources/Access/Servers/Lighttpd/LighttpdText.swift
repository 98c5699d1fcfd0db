/// Text in the quotes of lighttpd's configuration language.
enum LighttpdText {
    /// `"text"`.
    ///
    /// - Throws: for quotes, backslashes, dollar signs and controls, which are refused rather than escaped.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        for scalar in text.unicodeScalars
        where scalar.value < 0x20 || scalar.value == 0x7F || "\"\\$".unicodeScalars.contains(scalar) {
            throw .notExpressible(
                server: "lighttpd", what: what,
                reason: "`\(text)` holds a quote, backslash, dollar sign or control")
        }
        return "\"\(text)\""
    }

    /// `name {`, the indented lines, `}`.
    static func block(_ name: String, _ lines: [String]) -> [String] {
        ["\(name) {"] + lines.map { $0.isEmpty ? "" : "    " + $0 } + ["}"]
    }

    /// `name = (`, the indented entries with commas behind them, `)`.
    static func list(_ name: String, _ entries: [String]) -> [String] {
        ["\(name) = ("] + entries.map { "    \($0)," } + [")"]
    }

    /// `"key" => "value"` of texts that are ours.
    static func entry(_ key: String, _ value: String) -> String { "\"\(key)\" => \"\(value)\"" }
}
