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
    /// The tables and views of the records on the way, and of the list or record that is there.
    let tables: Set<String>

    /// Finds a path among the globals and the page's row; a `HostError` says what it lacks.
    init(_ text: String, row: Vocabulary.Global?, vocabulary: SiteVocabulary) throws(HostError) {
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let first = names.first ?? ""
        let global = row?.name == first ? nil : vocabulary.globalIndex(of: first)
        guard
            let type = global.map({ vocabulary.all.globals[$0].type })
                ?? (row?.name == first ? row?.type : nil)
        else {
            let known = vocabulary.all.globals.map(\.name) + (row.map { [$0.name] } ?? [])
            throw HostError("no variable named `\(first)`", hint: didYouMean(first, in: known))
        }
        self = try Self(names.dropFirst(), from: type, global: global, written: text, vocabulary)
    }

    /// Finds a column of a table's rows, or one behind a reference: `code`, `project.name`. Its values are asked of such a row.
    init(column text: String, of shape: ShapeID, vocabulary: SiteVocabulary) throws(HostError) {
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        self = try Self(names[...], from: .record(shape), global: nil, written: text, vocabulary)
    }

    private init(
        _ names: ArraySlice<String>, from start: ValueType, global: Int?, written text: String,
        _ vocabulary: SiteVocabulary
    ) throws(HostError) {
        var type = start
        var fields: [Int] = []
        var tables: Set<String> = []
        func note(_ type: ValueType) {
            switch type {
            case .record(let shape), .list(.record(let shape)):
                tables.insert(vocabulary.all.shapes[shape.index].name)
            default: break
            }
        }
        note(type)
        for name in names {
            guard case .record(let shape) = type else { throw HostError("`\(text)` goes on behind a value") }
            guard let index = vocabulary.index(of: name, in: shape) else {
                let known = vocabulary.all.shapes[shape.index]
                throw HostError(
                    "`\(known.name)` has no column `\(name)`",
                    hint: didYouMean(name, in: known.fields.map(\.name)))
            }
            fields.append(index)
            type = vocabulary.all.shapes[shape.index].fields[index].type
            note(type)
        }
        self.global = global
        self.fields = fields
        self.tables = tables
        self.type = type
    }

    /// The value for one page; null behind a null.
    func value(row: Value?, globals: [Value]) -> Value {
        var value = global.map { globals[$0] } ?? row ?? .null
        for field in fields { value = value.fields?[field] ?? .null }
        return value
    }
}
