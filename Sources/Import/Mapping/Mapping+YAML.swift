internal import Diagnostics
internal import YAML

extension Mapping {
    /// Reads a mapping file.
    ///
    /// - Throws: everything that is wrong with it, each with its place.
    init(yaml bytes: [UInt8], file: String) throws(DiagnosticList) {
        self.init()
        fileText = String(decoding: bytes, as: UTF8.self)
        let document = try YAMLDocument(YAMLSource(bytes, file: file))
        let reader = YAMLReader(document.source)
        let root = reader.mapping(document.root, name: "the mapping")
        if let code = root.string("source") {
            source = code
            if !Self.isCode(code) {
                root.report(
                    "`\(code)` cannot be a source", at: "source",
                    hint: "write lower-case letters, digits and single `-`")
            }
        }
        label = root.string("label")
        staleAfterMinutes = root.int("stale_after_minutes", in: 1...10_000_000)
        format = root.choice("format", of: SourceFormat.allCases.map(\.rawValue)).flatMap {
            SourceFormat(rawValue: $0)
        }
        encoding = root.choice("encoding", of: Encoding.allCases.map(\.rawValue)).flatMap {
            Encoding(rawValue: $0)
        }
        if let text = root.string("separator") {
            separator = Separator.byte(text)
            if separator == nil {
                root.report("`separator` must be one character", at: "separator", hint: Separator.hint)
            }
        }
        records = root.string("records")
        for join in root.mappings("join") {
            if let list = join.string("list", required: true),
                let field = join.string("field", required: true)
            {
                joins.append(
                    Join(
                        list: list, field: field, match: join.string("match") ?? "id",
                        name: join.string("as") ?? list))
            }
        }
        if !joins.isEmpty, records == nil {
            root.report("`join` needs `records`", at: "join", hint: "name the list that the records are in")
        }
        client = root.string("client")
        filters = Self.filters(root, "rows")
        let defaults = ColumnDefaults(root)
        for table in root.mappings("tables") { tables.append(TableMapping(table, defaults)) }
        if tables.isEmpty, reader.problems.isEmpty {
            root.report(
                "a mapping has `tables`", at: "tables",
                hint: "write `tables:` with `- into: TABLE` and `columns:`")
        }
        try reader.finish()
    }

    static func isCode(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 56 && text.utf8.first != 0x2D && text.utf8.last != 0x2D
            && !text.contains("--")
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 0x2D }
    }

    fileprivate static func filters(_ mapping: YAMLMapping, _ key: String) -> [RecordFilter] {
        mapping.mappings(key).compactMap { entry in
            let field = entry.string("field", required: true)
            var tests: [RecordFilter.Test] = []
            if entry.node("is") != nil { tests.append(.isOne(entry.strings("is"))) }
            if entry.node("is_not") != nil { tests.append(.isNone(entry.strings("is_not"))) }
            if let part = entry.string("contains") { tests.append(.contains(part)) }
            if let isEmpty = entry.bool("is_empty") { tests.append(.isEmpty(isEmpty)) }
            guard let field, tests.count == 1 else {
                if tests.count != 1 {
                    entry.report(
                        "a condition has one test", at: "field",
                        hint: "write `is`, `is_not`, `contains` or `is_empty`")
                }
                return nil
            }
            return RecordFilter(field: field, test: tests[0])
        }
    }
}

/// What a mapping says of all of its columns.
private struct ColumnDefaults {
    let date: DateFormat?
    let number: NumberFormat?

    init(_ mapping: YAMLMapping) {
        date = Self.date(mapping, "dates")
        number = Self.number(mapping, "numbers")
    }

    static func date(_ mapping: YAMLMapping, _ key: String) -> DateFormat? {
        guard let pattern = mapping.string(key) else { return nil }
        let format = DateFormat(pattern)
        if format == nil {
            mapping.report(
                "`\(pattern)` is no form of a date", at: key,
                hint: "write it as DD.MM.YYYY or M/D/YY, with `H:mm` for a time")
        }
        return format
    }

    static func number(_ mapping: YAMLMapping, _ key: String) -> NumberFormat? {
        guard let example = mapping.string(key) else { return nil }
        let format = NumberFormat(example: example)
        if format == nil {
            mapping.report(
                "`\(example)` is no example of a number", at: key,
                hint: "write \"1.234,56\", \"1,234.56\" or \"1234.56\"")
        }
        return format
    }
}

extension TableMapping {
    fileprivate init(_ mapping: YAMLMapping, _ defaults: ColumnDefaults) {
        table = mapping.string("into", required: true) ?? ""
        place = mapping.diagnostic("", at: "into")
        filters = Mapping.filters(mapping, "rows")
        key = mapping.strings("key")
        guard let entries = mapping.mapping("columns") else {
            mapping.report("a table has `columns`", at: "into", hint: "write `columns:` with `column: Field`")
            return
        }
        entries.allowAnyKey()
        for entry in entries.entries { columns.append(ColumnRule(entry, entries, defaults)) }
    }
}

extension ColumnRule {
    private static let origins = ["from", "value", "text"]

    fileprivate init(_ entry: YAMLEntry, _ columns: YAMLMapping, _ defaults: ColumnDefaults) {
        column = entry.key
        origin = .constant("")
        place = columns.diagnostic("", at: entry.key)
        date = defaults.date
        number = defaults.number
        if let field = entry.value.string {
            origin = .field(field)
            return
        }
        guard entry.value.mapping != nil, let rule = columns.mapping(entry.key) else {
            columns.report(
                "`\(entry.key)` must be a field's name or a mapping", at: entry.key,
                hint: "write `\(entry.key): Field` or `\(entry.key): {from: Field, …}`")
            return
        }
        let given = Self.origins.filter { rule.node($0) != nil }
        if given.count != 1 {
            columns.report("`\(entry.key)` needs one of `from`, `value` and `text`", at: entry.key)
        }
        if let field = rule.string("from") { origin = .field(field) }
        if let text = rule.string("value") { origin = .constant(text) }
        if let text = rule.string("text") {
            if let pieces = Self.pieces(text) {
                origin = .template(pieces)
            } else {
                rule.report(
                    "`text` has a brace without its other", at: "text", hint: "write fields as {Field}")
            }
        }
        filters = Mapping.filters(rule, "rows")
        standIn = rule.string("default")
        upTo = rule.string("up_to")
        isSlug = rule.bool("slug") ?? false
        if let entries = rule.mapping("map") {
            entries.allowAnyKey()
            var values: [String: String] = [:]
            for entry in entries.entries {
                if entry.value.list != nil || entry.value.mapping != nil {
                    entries.report("a value of `map` is a text", at: entry.key)
                }
                values[entry.key] = entry.value.string ?? ""
            }
            map = values
        }
        otherwise = rule.string("else")
        if otherwise != nil, map == nil { rule.report("`else` needs `map`", at: "else") }
        date = ColumnDefaults.date(rule, "date") ?? date
        number = ColumnDefaults.number(rule, "number") ?? number
        if let name = rule.string("money") {
            money = name == "row" ? .ofRow : .currency(name)
            let isCode = name.utf8.count == 3 && name.utf8.allSatisfy { (65...90).contains($0) }
            if name != "row", !isCode {
                rule.report(
                    "`\(name)` is no currency", at: "money",
                    hint: "write three capital letters, as EUR, or `row` for the row's own")
            }
        }
        lookup = rule.string("lookup")
        isOptional = rule.bool("optional") ?? false
    }

    /// Nil for a brace without its other.
    private static func pieces(_ text: String) -> [Piece]? {
        var result: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return nil }
            if open > rest.startIndex { result.append(.text(String(rest[..<open]))) }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty, !name.contains("{") else { return nil }
            result.append(.field(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { result.append(.text(String(rest))) }
        return result
    }
}

/// One character between fields.
enum Separator {
    static let hint = "write `,`, `;`, `|` or `tab`"

    /// The byte that a user's word means; nil for quotes, line ends, and what is no single ASCII character.
    static func byte(_ text: String) -> UInt8? {
        if text == "tab" || text == "\\t" { return 9 }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, ![0, 10, 13, 34].contains(byte)
        else { return nil }
        return byte
    }
}
