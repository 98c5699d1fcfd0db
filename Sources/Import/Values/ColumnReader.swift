internal import Diagnostics
internal import SQLite
internal import Slices
internal import TemplateEngine

/// Makes one column's value of a record.
struct ColumnReader {
    let column: String
    let rule: ColumnRule
    let kind: ValueKind
    let lookup: Lookup?
    /// Where each field of the rule stands in a record.
    let fields: [String: Int]
    /// The one field of a plain rule.
    let plainField: Int?

    init(_ rule: ColumnRule, column: String, kind: ValueKind, lookup: Lookup?, fieldNames: [String]) {
        self.rule = rule
        self.column = column
        self.kind = kind
        self.lookup = lookup
        var fields: [String: Int] = [:]
        for name in rule.fields { fields[name] = fieldNames.firstIndex(of: name) }
        self.fields = fields
        if rule.isPlain, case .field(let name) = rule.origin {
            plainField = fields[name]
        } else {
            plainField = nil
        }
    }

    /// What a value depends on beside the record.
    struct Surrounding {
        var client: Int64?
        /// Of the row, or else of its client.
        var currency: () throws -> String?
    }

    /// - Throws: `RowProblem`, with the place of the field.
    func value(_ record: RecordBuffer, _ surrounding: Surrounding) throws -> FieldValue {
        do {
            let raw =
                try plainField.map { record.isEmpty($0) ? .null : .bytes(record.range($0)) }
                ?? composed(record)
            guard raw != .null else { return .null }
            if let lookup {
                if let found = try lookup.key(raw, client: surrounding.client, record) { return found }
                if rule.isOptional { return .null }
                throw RowProblem(
                    "`\(rule.column)`: no row of `\(lookup.table)` has this `\(lookup.column)`",
                    hint: "import `\(lookup.table)` first, or correct the value")
            }
            return try converted(raw, record, surrounding)
        } catch var problem as RowProblem {
            problem.place = problem.place ?? place(record)
            throw problem
        }
    }

    private func place(_ record: RecordBuffer) -> SourceRange? {
        let field: Int? =
            switch rule.origin {
            case .field(let name): fields[name]
            default: fields.values.min()
            }
        guard record.line > 0 else { return nil }
        return field.map { record.place($0) }
    }

    // MARK: Text

    private func composed(_ record: RecordBuffer) throws -> FieldValue {
        guard rule.filters.allSatisfy({ $0.holds(fields[$0.field].map { record.text($0) } ?? "") }) else {
            return .null
        }
        var text =
            switch rule.origin {
            case .field(let name): fields[name].map { record.text($0) } ?? ""
            case .constant(let text): text
            case .template(let pieces):
                Self.joined(
                    pieces.map { piece in
                        switch piece {
                        case .text(let text): (text, false)
                        case .field(let name): (fields[name].map { record.text($0) } ?? "", true)
                        }
                    })
            }
        if let end = rule.upTo, let found = text.firstRange(of: end) {
            text = String(text[..<found.lowerBound]).trimmed
        }
        if let map = rule.map {
            if let mapped = map[text] {
                text = mapped
            } else if let otherwise = rule.otherwise {
                text = otherwise
            } else if !text.isEmpty {
                throw RowProblem(
                    "`\(rule.column)`: the mapping's `map` does not have this value",
                    hint: "add it to `map`, or write `else`")
            }
        }
        if rule.isSlug { text = Self.slug(text) }
        if text.isEmpty { text = rule.standIn ?? "" }
        return text.isEmpty ? .null : .text(text)
    }

    /// A text whose fields are all empty is empty too.
    private static func joined(_ pieces: [(text: String, isField: Bool)]) -> String {
        let isEmpty =
            pieces.contains(where: \.isField) && pieces.allSatisfy { !$0.isField || $0.text.isEmpty }
        return isEmpty ? "" : pieces.map(\.text).joined()
    }

    /// A code of at most 56 bytes.
    private static func slug(_ text: String) -> String {
        var bytes = Slug.make(text).prefix(56)
        if bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Types

    private func converted(_ raw: FieldValue, _ record: RecordBuffer, _ surrounding: Surrounding) throws
        -> FieldValue
    {
        switch kind {
        case .text: return raw
        case .integer:
            guard let number = scaled(raw, digits: 0, record) else {
                throw problem(
                    "not a whole number", rule.number == nil ? "a mapping's `number` tells another form" : nil
                )
            }
            return .integer(number)
        case .real:
            guard let text = raw.string(record),
                let number = (rule.number ?? .plain).double(text.trimmed) ?? Double(text.trimmed),
                number.isFinite
            else {
                throw problem("not a number", nil)
            }
            return .double(number)
        case .boolean:
            switch raw.string(record)?.trimmed.lowercased() {
            case "1", "true", "yes": return .integer(1)
            case "0", "false", "no": return .integer(0)
            default: throw problem("neither yes nor no", "write 1 or 0, or use a mapping's `map`")
            }
        case .money: return .integer(try money(raw, record, surrounding))
        case .date: return try date(raw, record)
        case .instant: return try instant(raw, record)
        }
    }

    private func problem(_ what: String, _ hint: String?) -> RowProblem {
        RowProblem("`\(rule.column)`: \(what)", hint: hint)
    }

    private func scaled(_ raw: FieldValue, digits: Int, _ record: RecordBuffer) -> Int64? {
        raw.string(record).flatMap { (rule.number ?? .plain).scaled($0.trimmed, digits: digits) }
    }

    private func money(_ raw: FieldValue, _ record: RecordBuffer, _ surrounding: Surrounding) throws -> Int64
    {
        var digits = 0
        if let money = rule.money {
            let code: String? =
                switch money {
                case .currency(let code): code
                case .ofRow: try surrounding.currency()
                }
            guard let currency = code.flatMap({ Currency($0) }) else {
                throw problem(
                    "the row has no currency", "map the column `currency`, or name one: `money: EUR`")
            }
            digits = currency.fractionDigits
        }
        if let number = scaled(raw, digits: digits, record) { return number }
        throw rule.money == nil
            ? problem(
                "not a whole number of minor units", "12.50 EUR is 1250; a mapping's `money: EUR` reads 12.50"
            )
            : problem(
                "not an amount with at most \(digits) decimals",
                "a mapping's `number: \"1.234,56\"` tells another form")
    }

    private func date(_ raw: FieldValue, _ record: RecordBuffer) throws -> FieldValue {
        if let format = rule.date {
            if let found = raw.string(record).flatMap({ format.read($0.trimmed) }) {
                return .text(CalendarText.text(days: found.day))
            }
            throw problem("not a date of the form \(format.pattern)", nil)
        }
        if case .bytes(let range) = raw {
            let isDay = record.bytes.withUnsafeBytes {
                ISODate.day(UnsafeRawBufferPointer(rebasing: $0[range]))
            }
            if isDay { return .bytes(range.lowerBound..<range.lowerBound + 10) }
        }
        if let text = raw.string(record)?.trimmed, Array(text.utf8).withUnsafeBytes(ISODate.day) {
            return .text(String(text.prefix(10)))
        }
        throw problem(
            "not a date", "write it as 2026-11-30; a mapping's `date: DD.MM.YYYY` tells another form")
    }

    private func instant(_ raw: FieldValue, _ record: RecordBuffer) throws -> FieldValue {
        guard let text = raw.string(record)?.trimmed else { return .null }
        if let format = rule.date, format.hasTime {
            if let found = format.read(text) { return .text(CalendarText.text(seconds: found.seconds)) }
            throw problem("not a time of the form \(format.pattern)", nil)
        }
        if let seconds = Array(text.utf8).withUnsafeBytes(ISODate.seconds) {
            return .text(CalendarText.text(seconds: seconds))
        }
        if let format = rule.date, let found = format.read(text) {
            return .text(CalendarText.text(seconds: found.seconds))
        }
        throw problem(
            "not a time",
            "write it as 2026-11-30T09:30:00Z; a mapping's `date: DD.MM.YYYY HH:mm` tells another form")
    }
}
