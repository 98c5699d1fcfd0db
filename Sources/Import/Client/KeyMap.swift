internal import Diagnostics
internal import JSON
internal import PortalData
internal import SQLite

/// Which numbers the rows of an export have in the database that they come into.
///
/// A table that is empty keeps them; in another all numbers move behind the last one. Rows that clients share are found by
/// their names.
struct KeyMap {
    let source: SourceSchema
    /// Whether the database has no client yet, so that shared rows may be replaced by the export's.
    private let isNew: Bool
    private var offsets: [String: Int64] = [:]
    private var found: [String: [Int64: Int64]] = [:]
    /// Numbers of shared rows that are there already.
    private var known: [String: Set<Int64>] = [:]

    /// - Throws: `DiagnosticList` where the export and the database do not fit.
    init(of tables: [String], in folder: String, _ database: Connection) throws {
        let source = try SourceSchema(database)
        self.source = source
        isNew = try database.integer("select count(*) from clients") == 0
        var problems: [Diagnostic] = []
        for name in tables {
            guard let table = source.table(name), !ClientRows.left.contains(name) else {
                problems.append(
                    Diagnostic(
                        "this portal has no table `\(name)`", file: ClientExport.description,
                        hint: "make the agency's own tables first, as they were"))
                continue
            }
            guard let key = Self.numberKey(table) else { continue }
            let last = try database.integer("select coalesce(max(\(quoted(key))), 0) from \(quoted(name))")
            if ClientRows.shared.contains(name), let column = Lookup.names.first(where: table.has) {
                try findShared(table, by: column, after: last, folder, database, &problems)
            } else {
                offsets[name] = last
            }
        }
        if !isNew { problems += try Self.differingRoles(tables, folder, database) }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
    }

    /// What a column of a row becomes here.
    func value(of column: String, _ row: JSONValue, _ table: SourceSchema.Table) throws -> JSONValue {
        let value = row[column] ?? .null
        guard case .int(let number) = value else { return value }
        if column == "client_id" { return .int(moved(number, "clients")) }
        if column == Self.numberKey(table) { return .int(moved(number, table.name)) }
        if column == "record_id", let named = row["record_table"]?.string {
            return .int(moved(number, named))
        }
        for key in table.foreignKeys {
            guard let pair = key.pairs.first(where: { $0.from == column }),
                let parent = source.table(key.table), pair.to == Self.numberKey(parent)
            else { continue }
            return .int(moved(number, parent.name))
        }
        return value
    }

    /// Whether a row is one that clients share and that is here already.
    func isThere(_ row: JSONValue, _ table: SourceSchema.Table) throws -> Bool {
        guard let key = Self.numberKey(table), let known = known[table.name], let number = row[key]?.int
        else {
            return false
        }
        return known.contains(number)
    }

    /// How shared rows with names for keys meet those that are here.
    func conflictClause(_ table: SourceSchema.Table) -> String {
        guard ClientRows.shared.contains(table.name), Self.numberKey(table) == nil else { return "" }
        let target = table.primaryKey.map(quoted).joined(separator: ", ")
        let rest = table.columns.map(\.name).filter { !table.primaryKey.contains($0) }
        guard isNew, !rest.isEmpty else { return " on conflict (\(target)) do nothing" }
        let sets = rest.map { "\(quoted($0)) = excluded.\(quoted($0))" }.joined(separator: ", ")
        return " on conflict (\(target)) do update set \(sets)"
    }

    /// Where the database is new, the column by whose values the export's rows take the place of those that are here: what a
    /// role holds, and where a state leads.
    func replacedBy(_ table: SourceSchema.Table) -> String? {
        isNew && ["role_audiences", "workflow_transitions"].contains(table.name)
            ? table.primaryKey.first : nil
    }

    // MARK: Parts

    private func moved(_ number: Int64, _ table: String) -> Int64 {
        found[table]?[number] ?? number + (offsets[table] ?? 0)
    }

    /// The primary key, where it is a number that the database gives.
    private static func numberKey(_ table: SourceSchema.Table) -> String? {
        table.key.flatMap { key in
            table.columns.contains { $0.name == key && $0.type == "INTEGER" } ? key : nil
        }
    }

    private mutating func findShared(
        _ table: SourceSchema.Table, by column: String, after last: Int64, _ folder: String,
        _ database: Connection, _ problems: inout [Diagnostic]
    ) throws {
        guard let key = Self.numberKey(table) else { return }
        let mail = table.name == "users" ? "email" : "null"
        let find = try database.prepare(
            "select \(quoted(key)), \(mail) from \(quoted(table.name)) where \(quoted(column)) = ?1",
            isLongLived: false)
        var map: [Int64: Int64] = [:]
        var here: Set<Int64> = []
        let lines = try RowLines(folder: folder, table: table.name)
        while let row = try lines.next() {
            guard let number = row[key]?.int, let name = row[column]?.string else {
                throw lines.problem("the row has no `\(key)` or no `\(column)`")
            }
            try find.bind(name, at: 1)
            defer { find.reset() }
            guard try find.step() else {
                map[number] = number + last
                continue
            }
            if table.name == "users", row["email"]?.string == nil || find.text(at: 1) != row["email"]?.string
            {
                problems +=
                    lines.problem(
                        "there is another user `\(name)`: with this client's access it would be his as well"
                    ).all
            }
            map[number] = find.integer(at: 0)
            here.insert(number)
        }
        found[table.name] = map
        known[table.name] = here
    }

    /// A role that holds other audiences here would show the client's records to others than there.
    private static func differingRoles(
        _ tables: [String], _ folder: String, _ database: Connection
    ) throws -> [Diagnostic] {
        guard tables.contains("roles"), tables.contains("role_audiences") else { return [] }
        var roles: [String: Set<String>] = [:]
        let lines = try RowLines(folder: folder, table: "role_audiences")
        while let row = try lines.next() {
            roles[row["role_id"]?.string ?? "", default: []].insert(row["audience"]?.string ?? "")
        }
        let rows = try database.prepare(
            "select role_id, audience from role_audiences order by role_id, audience", isLongLived: false)
        var here: [String: Set<String>] = [:]
        while try rows.step() { here[rows.text(at: 0) ?? "", default: []].insert(rows.text(at: 1) ?? "") }
        return roles.keys.sorted().filter { role in here[role].map { $0 != roles[role] } ?? false }.map {
            role in
            Diagnostic(
                "the role `\(role)` holds other audiences here", file: "rows/role_audiences.jsonl",
                hint: "make them the same, so that the client's records are seen by those who saw them")
        }
    }
}
