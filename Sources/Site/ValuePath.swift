internal import Diagnostics
internal import TemplateEngine

/// A value by its name in front matter: `as_of`, `client.slug`, `project.state.key`.
struct ValuePath {
    /// Nil for the page's row, otherwise a position among the globals.
    private let global: Int?
    /// Positions in each record on the way.
    private let fields: [Int]
    /// What is there, where it is not null.
    let type: ValueType

    /// Finds a path among the globals and the page's row; a `HostError` says what it lacks.
    init(_ text: String, row: Vocabulary.Global?, vocabulary: SiteVocabulary) throws(HostError) {
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let first = names.first ?? ""
        global = row?.name == first ? nil : vocabulary.globalIndex(of: first)
        guard
            var type = global.map({ vocabulary.all.globals[$0].type })
                ?? (row?.name == first ? row?.type : nil)
        else {
            let known = vocabulary.all.globals.map(\.name) + (row.map { [$0.name] } ?? [])
            throw HostError("no variable named `\(first)`", hint: didYouMean(first, in: known))
        }
        var fields: [Int] = []
        for name in names.dropFirst() {
            guard case .record(let shape) = type else { throw HostError("`\(text)` goes on behind a value") }
            guard let index = vocabulary.index(of: name, in: shape) else {
                let known = vocabulary.all.shapes[shape.index]
                throw HostError(
                    "`\(known.name)` has no column `\(name)`",
                    hint: didYouMean(name, in: known.fields.map(\.name)))
            }
            fields.append(index)
            type = vocabulary.all.shapes[shape.index].fields[index].type
        }
        self.fields = fields
        self.type = type
    }

    /// The value for one page; null behind a null.
    func value(row: Value?, globals: [Value]) -> Value {
        var value = global.map { globals[$0] } ?? row ?? .null
        for field in fields { value = value.fields?[field] ?? .null }
        return value
    }
}
