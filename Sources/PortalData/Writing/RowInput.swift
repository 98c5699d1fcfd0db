internal import Diagnostics
internal import JSON
internal import SQLite

/// The columns of one row as a person wrote them, checked and ready to be stored.
struct RowInput {
    /// Whose row it is; nil for a table that is not a client's.
    private(set) var client: Int64?
    /// In the order in which they were written.
    private(set) var values: [JSONValue.Member] = []

    let table: SourceSchema.Table
    let finder: RecordFinder

    /// Columns that have commands of their own.
    private static let closed: [String: String] = [
        "users.password_hash": "use `vitrine user passwd`", "*.state_id": "use `vitrine set-state`",
    ]

    /// Reads assignments to a row, or to a new one, which names its client among them.
    init(
        _ assignments: [Assignment], to row: FoundRecord?, table: SourceSchema.Table, finder: RecordFinder,
        author: Author
    ) throws {
        self.table = table
        self.finder = finder
        client = row?.clientID
        let isNew = row == nil
        var problems: [Diagnostic] = []
        var rest: [(assignment: Assignment, column: SourceSchema.Column)] = []
        for assignment in assignments {
            guard let column = ColumnText.column(named: assignment.name, of: table),
                !SlicingRules.isOwnKey(column, of: table)
            else {
                problems.append(Self.unknown(assignment, table))
                continue
            }
            if rest.contains(where: { $0.column.name == column.name }) {
                problems.append(assignment.problem("`\(column.name)` is given twice"))
            } else if let hint = Self.closed["\(table.name).\(column.name)"]
                ?? (isNew ? nil : Self.closed["*.\(column.name)"])
            {
                problems.append(assignment.problem("`\(column.name)` is not set by hand", hint: hint))
            } else if column.name == "client_id", !isNew {
                problems.append(assignment.problem("a row stays with its client"))
            } else {
                rest.append((assignment, column))
            }
        }
        // The client first: other rows are looked for among his.
        if let index = rest.firstIndex(where: { $0.column.name == "client_id" }) {
            let entry = rest.remove(at: index)
            do {
                let found = try finder.client(entry.assignment.value)
                client = found.id
                values.append(.init(name: "client_id", value: .int(found.id)))
            } catch let list as DiagnosticList {
                problems += list.all.map { entry.assignment.problem($0.message, hint: $0.hint) }
                throw DiagnosticList(problems)
            }
        } else if isNew, table.has("client_id"), !Self.isOptional("client_id", table) {
            problems.append(
                Diagnostic(
                    "a row of `\(table.name)` belongs to a client", row: "`client`",
                    hint: "write `client=SLUG`"))
            throw DiagnosticList(problems)
        }
        let reader = ColumnText(
            finder: finder, table: table, client: client, author: author,
            currency: try Self.currency(rest.map(\.assignment), client: client, finder))
        for (assignment, column) in rest {
            do {
                values.append(.init(name: column.name, value: try reader.value(assignment, for: column)))
            } catch let list as DiagnosticList {
                problems += list.all
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
    }

    /// Makes a code where a new row has none, and finds what is missing.
    mutating func complete() throws {
        var problems: [Diagnostic] = []
        if table.has("code"), !values.contains(where: { $0.name == "code" }) {
            let titles = ["name", "title", "headline"]
            let title = values.first { titles.contains($0.name) }?.value.string
            if let code = try title.flatMap(unusedCode) {
                values.append(.init(name: "code", value: .string(code)))
            } else {
                problems.append(
                    Diagnostic(
                        "the row needs a code", row: "`code`",
                        hint: "letters a to z, digits and single `-`: it stands in addresses"))
            }
        }
        let required = try finder.database.prepare(
            """
            select name from pragma_table_xinfo(?1) where "notnull" = 1 and dflt_value is null and pk = 0 and hidden = 0
            order by cid
            """, isLongLived: false)
        try required.bind(table.name, at: 1)
        while try required.step() {
            let name = required.text(at: 0) ?? ""
            if name == "code" { continue }
            let value = values.first { $0.name == name }?.value ?? .null
            if value == .null {
                problems.append(Diagnostic("`\(table.name).\(name)` must be given", row: "`\(name)`"))
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
    }

    /// A code of the letters and digits of a title, with a number where it is taken.
    private func unusedCode(_ title: String) throws -> String? {
        let ascii = title.unicodeScalars.map { $0.isASCII ? Character($0) : "-" }
        var base = String(Slug.folded(String(ascii)).prefix(48))
        if base.hasSuffix("-") { base.removeLast() }
        guard Slug.isValid(base) else { return nil }
        for number in 1...1000 {
            let code = number == 1 ? base : "\(base)-\(number)"
            if try finder.records(code, in: table, client: client).isEmpty { return code }
        }
        return nil
    }

    private static func unknown(_ assignment: Assignment, _ table: SourceSchema.Table) -> Diagnostic {
        let names = table.columns.filter { !SlicingRules.isOwnKey($0, of: table) }.flatMap {
            column -> [String] in
            column.name.hasSuffix("_id") ? [String(column.name.dropLast(3)), column.name] : [column.name]
        }
        return assignment.problem(
            "`\(table.name)` has no column `\(assignment.name)`",
            hint: didYouMean(assignment.name, in: names) ?? "it has "
                + names.prefix(30).joined(separator: ", "))
    }

    private static func isOptional(_ column: String, _ table: SourceSchema.Table) -> Bool {
        table.columns.first { $0.name == column }?.isOptional ?? true
    }

    /// As the row says, else as its client has it.
    private static func currency(
        _ assignments: [Assignment], client: Int64?, _ finder: RecordFinder
    ) throws(SQLiteError) -> String? {
        if let own = assignments.first(where: { $0.name == "currency" })?.value { return own }
        let find = try finder.database.prepare(
            "select currency from clients where id = ?1", isLongLived: false)
        try find.bind(client, at: 1)
        return try find.step() ? find.text(at: 0) : nil
    }
}
