internal import Diagnostics
internal import JSON
internal import SQLite
internal import Slices
internal import TemplateEngine

/// Reads what people write for a column, by its suffix and type: dates, amounts, names of other rows.
struct ColumnText {
    let finder: RecordFinder
    let table: SourceSchema.Table
    /// Whose row it is; nil for a table that is not a client's.
    let client: Int64?
    /// `YYYY-MM-DD`, for `today`.
    let author: Author
    /// The currency of the row, or of its client.
    let currency: String?

    /// The column that a name stands for: itself, a reference without `_id`, an amount without `_minor`, a list without `_json`, or `text`, the
    /// first that holds Markdown for the client.
    static func column(named name: String, of table: SourceSchema.Table) -> SourceSchema.Column? {
        for name in [name, name + "_id", name + "_minor", name + "_json"] {
            if let column = table.columns.first(where: { $0.name == name }) { return column }
        }
        guard name == "text" else { return nil }
        return table.columns.first { $0.name.hasSuffix("_md") && !SlicingRules.isInternal($0.name) }
    }

    /// The value to be stored; null for an empty text.
    func value(_ assignment: Assignment, for column: SourceSchema.Column) throws -> JSONValue {
        let text = assignment.value
        guard !text.isEmpty else { return .null }
        guard !text.utf8.contains(0) else {
            throw DiagnosticList([assignment.problem("`\(column.name)` holds a NUL character")])
        }
        if let key = reference(of: column) { return try self.key(assignment, column, key) }
        if column.name == "audience" { return try audience(assignment) }
        func expect(_ value: JSONValue?, _ what: String, _ example: String) throws(DiagnosticList)
            -> JSONValue
        {
            if let value { return value }
            throw DiagnosticList([
                assignment.problem("`\(column.name)` is not \(what)", hint: "write it as \(example)")
            ])
        }
        if column.name.hasSuffix("_on") {
            let day = text == "today" ? author.day : text
            return try expect(
                CalendarText.days(day).map { _ in .string(day) }, "a date", "2026-11-30, or `today`")
        }
        if column.name.hasSuffix("_at") {
            let instant = text == "now" ? author.at : text
            return try expect(
                CalendarText.seconds(instant).map { _ in .string(instant) }, "an instant",
                "2026-11-30T09:30:00Z, or `now`")
        }
        if column.name.hasPrefix("is_") {
            let words = ["1": 1, "yes": 1, "true": 1, "0": 0, "no": 0, "false": 0] as [String: Int64]
            return try expect(words[text].map { .int($0) }, "yes or no", "`yes` or `no`")
        }
        if column.name.hasSuffix("_minor") { return try amount(assignment, column) }
        if column.name.hasSuffix("_json") {
            if assignment.name != column.name { return .string(Self.list(text)) }
            return try expect(
                (try? JSONReader.read(Array(text.utf8))).map { _ in .string(text) }, "JSON", #"["a", "b"]"#)
        }
        switch column.type {
        case "INTEGER", "INT": return try expect(Int64(text).map { .int($0) }, "a whole number", "42")
        case "REAL":
            return try expect(Double(text).flatMap { $0.isFinite ? .double($0) : nil }, "a number", "4.2")
        case "BLOB": return try expect(nil, "a text, and cannot be written here", "a file under content/")
        default: return .string(text)
        }
    }

    /// The JSON array of what stands between commas: `a, b` is `["a", "b"]`.
    private static func list(_ text: String) -> String {
        let items = text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
        var json = JSONWriter()
        json.json(.array(items.map { .string($0) }))
        return String(decoding: json.bytes, as: UTF8.self)
    }

    // MARK: References

    private func reference(of column: SourceSchema.Column) -> SourceSchema.ForeignKey? {
        guard column.name != "client_id" else { return nil }
        return table.foreignKeys.first { key in
            key.table != "audiences" && key.pairs.contains { $0.from == column.name }
        }
    }

    /// The key of the row that an assignment names by code, slug, user name or number.
    private func key(
        _ assignment: Assignment, _ column: SourceSchema.Column, _ key: SourceSchema.ForeignKey
    ) throws -> JSONValue {
        guard let target = finder.source.table(key.table) else {
            throw DiagnosticList([
                assignment.problem("`\(column.name)` refers to `\(key.table)`, which does not exist")
            ])
        }
        let isOfClient = key.pairs.contains { $0.from == "client_id" } && target.has("client_id")
        let slug = try isOfClient ? client.map { try finder.slug(of: $0) } : nil
        do {
            let name = slug.map { "\($0)/\(assignment.value)" } ?? assignment.value
            return try finder.record(name, in: target).key
        } catch let list as DiagnosticList {
            throw DiagnosticList(
                list.all.map { assignment.problem("`\(column.name)`: \($0.message)", hint: $0.hint) })
        }
    }

    private func audience(_ assignment: Assignment) throws -> JSONValue {
        let rows = try finder.database.prepare(
            "select key from audiences where client_id = ?1 order by key", isLongLived: false)
        try rows.bind(client, at: 1)
        var keys: [String] = []
        while try rows.step() { keys.append(rows.text(at: 0) ?? "") }
        if keys.contains(assignment.value) || client == nil { return .string(assignment.value) }
        throw DiagnosticList([
            assignment.problem(
                "the client has no audience `\(assignment.value)`",
                hint: didYouMean(assignment.value, in: keys) ?? "it has " + keys.joined(separator: ", "))
        ])
    }

    // MARK: Amounts

    /// Minor units as they are, or a decimal with its currency: `1250` is `12.50 EUR`.
    private func amount(_ assignment: Assignment, _ column: SourceSchema.Column) throws -> JSONValue {
        let parts = assignment.value.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        // Without a currency it is minor units, and only where the column's whole name says so.
        if parts.count == 1, assignment.name == column.name, let minor = Int64(parts[0]) {
            return .int(minor)
        }
        guard parts.count == 2, let unit = Currency(parts[1]),
            let minor = Self.minorUnits(parts[0], digits: unit.fractionDigits)
        else {
            throw DiagnosticList([
                assignment.problem(
                    "`\(column.name)` is not an amount",
                    hint:
                        "write `\(column.name.dropLast(6))=\"12.50 \(currency ?? "EUR")\"`, or minor units as"
                        + " `\(column.name)=1250`")
            ])
        }
        guard currency == nil || unit.name == currency else {
            throw DiagnosticList([
                assignment.problem("`\(column.name)` is in \(currency ?? ""), not in \(unit.name)")
            ])
        }
        return .int(minor)
    }

    /// `-12.5` with two digits is -1250; nil for more digits than the currency has, and for what does not fit.
    static func minorUnits(_ text: String, digits: Int) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...]).split(
            separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.count <= 2 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.utf8.count <= digits, parts.count == 1 || !fraction.isEmpty,
            (whole + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let padded = String(whole) + fraction + String(repeating: "0", count: digits - fraction.utf8.count)
        return Int64((isNegative ? "-" : "") + padded)
    }
}

extension RecordFinder {
    /// The slug of a client.
    func slug(of client: Int64) throws(SQLiteError) -> String {
        let find = try database.prepare("select slug from clients where id = ?1", isLongLived: false)
        try find.bind(client, at: 1)
        return try find.step() ? find.text(at: 0) ?? "" : ""
    }
}
