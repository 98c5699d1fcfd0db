internal import Diagnostics
internal import JSON
internal import SQLite
internal import Slices

extension PortalWriter {
    /// Makes a record visible: to an audience, from a day on, until the last day before another.
    ///
    /// Without an audience a record keeps its own, and an internal one becomes the team's. Without days it is visible at
    /// once and for good.
    public func release(
        _ code: String, in table: String, to audience: String?, from day: String?, until last: String?
    ) throws -> RecordChange {
        let (finder, found) = try published(code, in: table)
        let now = try text("audience", of: found)
        let wanted = audience ?? (now == "internal" ? "team" : now ?? "team")
        var assignments = [Assignment("audience", wanted)]
        if found.table.has("publish_on") { assignments.append(Assignment("publish_on", day ?? "")) }
        if found.table.has("expires_on") {
            assignments.append(Assignment("expires_on", last.map(Self.dayAfter) ?? ""))
        }
        let row = try RowInput(assignments, to: found, table: found.table, finder: finder, author: author)
        return try showing(clients(of: found)) {
            try update(found, row.values, action: "release")
            return found
        }
    }

    /// Makes a record internal again; the audit log keeps whose it was.
    public func withdraw(_ code: String, in table: String) throws -> RecordChange {
        let (_, found) = try published(code, in: table)
        return try showing(clients(of: found)) {
            try update(found, [.init(name: "audience", value: .string("internal"))], action: "withdraw")
            return found
        }
    }

    // MARK: Parts

    private func published(_ code: String, in name: String) throws -> (RecordFinder, FoundRecord) {
        let finder = try finder()
        let table = try finder.table(name)
        guard table.has("audience") else {
            throw DiagnosticList([
                Diagnostic(
                    "rows of `\(name)` have no audience of their own",
                    hint: "they are visible with the record that they belong to")
            ])
        }
        return (finder, try finder.record(code, in: table))
    }

    /// Inserts a row of the tool's own making and answers its number.
    @discardableResult
    func insert(_ values: [JSONValue.Member], into table: SourceSchema.Table) throws -> Int64 {
        let columns = values.map { RowName.quoted($0.name) }.joined(separator: ", ")
        let places = values.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let insert = try database.prepare(
            "insert into \(RowName.quoted(table.name)) (\(columns)) values (\(places)) returning rowid",
            isLongLived: false)
        for (index, value) in values.enumerated() { try insert.bind(value.value, at: index + 1) }
        return try refusals(in: table) { () throws(SQLiteError) in
            let id = try insert.step() ? insert.integer(at: 0) : 0
            try insert.run()
            return id
        }
    }

    /// One column of a row, as text.
    func text(_ column: String, of found: FoundRecord) throws -> String? {
        guard let key = found.table.key else { return nil }
        let find = try database.prepare(
            "select \(RowName.quoted(column)) from \(RowName.quoted(found.table.name)) where \(RowName.quoted(key)) = ?1",
            isLongLived: false)
        try find.bind(found.key, at: 1)
        return try find.step() ? find.text(at: 0) : nil
    }

    /// The first day without something whose last day is `day`; what is no day stays as it is, to be refused.
    static func dayAfter(_ day: String) -> String {
        CalendarText.days(day).map { CalendarText.text(days: $0 + 1) } ?? day
    }
}
