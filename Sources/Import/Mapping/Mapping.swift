internal import Diagnostics

/// How a source's fields become columns.
struct Mapping: Hashable {
    /// The code of the row of `integrations` that its runs belong to.
    var source = "import"
    /// What a new row of `integrations` gets.
    var label: String?
    var staleAfterMinutes: Int?

    var format: SourceFormat?
    var encoding: Encoding?
    var separator: UInt8?
    /// The list inside of a document of JSON.
    var records: String?
    var joins: [Join] = []
    /// The slug of the client whose rows these are.
    var client: String?
    /// All must hold for a record to be taken.
    var filters: [RecordFilter] = []
    /// In the order in which they are written. Empty: one table whose columns are called as the fields are.
    var tables: [TableMapping] = []
    /// As it stood in a file; empty for `direct`, which writes itself.
    var fileText = ""

    /// A second list of the same document: a record's `field` is the `match` of one of its items.
    struct Join: Hashable {
        let list: String
        let field: String
        let match: String
        /// In front of the item's members: `name.member`.
        let name: String
    }

    /// Every field that is named, each once, in order.
    var fields: [String] {
        var names: [String] = []
        func add(_ found: [String]) { for name in found where !names.contains(name) { names.append(name) } }
        add(filters.map(\.field))
        for table in tables {
            add(table.filters.map(\.field))
            for rule in table.columns { add(rule.fields) }
        }
        return names
    }
}

/// What a record becomes in one table.
struct TableMapping: Hashable {
    let table: String
    /// Where it is written down, for errors that only the database can tell.
    var place = Diagnostic("")
    var filters: [RecordFilter] = []
    /// The columns that say which row a record is; empty takes the table's own.
    var key: [String] = []
    var columns: [ColumnRule] = []
}

/// A condition on a field's text.
struct RecordFilter: Hashable {
    enum Test: Hashable {
        case isOne([String]), isNone([String]), contains(String), isEmpty(Bool)
    }
    let field: String
    let test: Test

    func holds(_ text: String) -> Bool {
        switch test {
        case .isOne(let values): values.contains(text)
        case .isNone(let values): !values.contains(text)
        case .contains(let part): text.contains(part)
        case .isEmpty(let isEmpty): text.isEmpty == isEmpty
        }
    }
}

/// Where a column's value comes from and how it is changed.
struct ColumnRule: Hashable {
    enum Origin: Hashable {
        case field(String)
        case constant(String)
        /// Texts and fields in turn: `card-{shortLink}`.
        case template([Piece])
    }
    enum Piece: Hashable { case text(String), field(String) }
    enum Money: Hashable {
        /// In units of a currency.
        case currency(String)
        /// Of the row's own `currency`, or of its client's.
        case ofRow
    }

    let column: String
    /// Where it is written down.
    var place = Diagnostic("")
    var origin: Origin
    /// Only for records of which all hold; nothing otherwise.
    var filters: [RecordFilter] = []
    /// What stands in for nothing.
    var standIn: String?
    /// Only what stands before it counts.
    var upTo: String?
    var isSlug = false
    var map: [String: String]?
    /// What a value that `map` does not have becomes; nil is an error.
    var otherwise: String?
    var date: DateFormat?
    var number: NumberFormat?
    var money: Money?
    /// The column of the other table that the value is looked up in.
    var lookup: String?
    /// Nothing found is nothing, and no error.
    var isOptional = false

    var fields: [String] {
        var names = filters.map(\.field)
        switch origin {
        case .field(let name): names.append(name)
        case .constant: break
        case .template(let pieces):
            for case .field(let name) in pieces { names.append(name) }
        }
        return names
    }

    /// Whether the field's bytes are the value, but for its type.
    var isPlain: Bool {
        if case .field = origin {
            return filters.isEmpty && upTo == nil && !isSlug && map == nil && standIn == nil
        }
        return false
    }
}

/// How a file holds its records.
public enum SourceFormat: String, Hashable, Sendable, CaseIterable {
    case csv, json, jsonl, markdown

    /// By the end of a file's name; nil where it says nothing.
    init?(path: String) {
        switch path.lowercased().split(separator: ".").last {
        case "csv", "tsv", "tab", "txt": self = .csv
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        case "md", "markdown": self = .markdown
        default: return nil
        }
    }
}
