/// Text in the quotes of lighttpd's configuration language.
enum LighttpdText {
    private static let language = ConfigurationText(
        server: "lighttpd", special: ("\"\\$", "quote, backslash, dollar sign"), inWords: "")

    /// `"text"`.
    static func quoted(_ text: String, what: String) throws(AccessError) -> String {
        try language.quoted(text, what: what)
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
