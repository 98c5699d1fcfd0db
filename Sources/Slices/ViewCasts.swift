/// The types that a view states by `cast(… as text) as title`.
///
/// SQLite 3.40 tells no type for an expression. What a row then holds is checked when it is read.
struct ViewCasts {
    private let words: [Substring]

    init(_ sql: String) {
        words = sql.split { $0.isWhitespace || $0 == "," }
    }

    /// How the column is stored; `.any` where the view does not say.
    func storage(of column: String) -> SliceSchema.Column.Storage {
        guard words.count >= 4 else { return .any }
        for index in 3..<words.count where words[index] == column && words[index - 1] == "as" {
            guard words[index - 3] == "as" else { continue }
            switch words[index - 2] {
            case "text)": return .text
            case "integer)": return .integer
            case "real)": return .real
            default: continue
            }
        }
        return .any
    }
}
