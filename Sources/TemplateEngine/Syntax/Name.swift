/// An identifier of templates, by its index in a `NameTable`.
struct Name: Hashable, Sendable {
    let index: Int32

    static let none = Name(index: -1)
}

/// The words that the parser knows, by their index in every `NameTable`.
enum Keyword: Int32, CaseIterable {
    case `if`, `else`, or, and, not, `in`, `is`, scoped, required, ignore, missing, with, without, context,
        `as`
    case `import`, recursive

    var text: String { "\(self)" }
}

/// Gives equal identifiers equal numbers.
struct NameTable {
    private var indexes: [String: Int32] = [:]
    private(set) var texts: [String] = []

    init() {
        for keyword in Keyword.allCases { _ = name(keyword.text) }
    }

    /// The number of `text`, new if it was never seen.
    mutating func name(_ text: String) -> Name {
        if let index = indexes[text] { return Name(index: index) }
        let index = Int32(texts.count)
        indexes[text] = index
        texts.append(text)
        return Name(index: index)
    }

    /// The number of `text`, where it was seen.
    func find(_ text: String) -> Name? { indexes[text].map { Name(index: $0) } }

    /// What the template's author wrote.
    func text(_ name: Name) -> String { name.index >= 0 ? texts[Int(name.index)] : "" }
}
