public import Diagnostics
internal import SQLite

/// A value of a distinctive column, as the database has it.
public struct DistinctiveValue {
    /// Whose record it is from.
    public enum Owner: Hashable, Sendable {
        /// The client of this number.
        case client(Int64)
        /// No client's: only the agency's.
        case nobody
        /// Public by design, or of a user with several clients.
        case everybody
    }

    /// Whose it is.
    public let owner: Owner
    /// Its column, counted as in `distinctiveColumns`.
    public let column: Int
    /// The `rowid` of its row; 0 where the table has none.
    public let row: Int64
    /// UTF-8, valid until the call that receives it returns; not empty.
    public let bytes: UnsafeRawBufferPointer
}

extension FrozenPortal {
    /// The columns that say whose a page is: names, titles, codes, numbers, user names, addresses, names of files, and what
    /// only the agency reads. Of every table, also of those that an agency added, in byte order of their names.
    public var distinctiveColumns: [DistinctiveColumn] {
        source.tables.filter { !DistinctiveRules.skipped.contains($0.name) }
            .flatMap(DistinctiveRules.columns)
    }

    /// Hands over each value of those columns, in one pass over each table; whatever an edition may see of it.
    public func forEachDistinctiveValue(_ body: (DistinctiveValue) throws -> Void) throws {
        let columns = distinctiveColumns
        let keyless = try tablesWithoutRowNumbers()
        var start = 0
        while start < columns.count {
            let table = columns[start].table
            let end = columns[start...].firstIndex { $0.table != table } ?? columns.count
            do {
                try forEachValue(of: columns[start..<end], hasNumbers: !keyless.contains(table), body)
            } catch {
                throw DatabaseHeader.problems(error, path: path)
            }
            start = end
        }
    }

    private func forEachValue(
        of columns: ArraySlice<DistinctiveColumn>, hasNumbers: Bool, _ body: (DistinctiveValue) throws -> Void
    ) throws {
        guard let name = columns.first?.table, let table = source.table(name) else { return }
        // Reference tables are the agency's words for all.
        let isPublic = SlicingRules.lookups.contains { $0.table == name }
        let owner = isPublic ? "-1" : ownerExpression(table, alias: "t", depth: 0) ?? "0"
        let names = columns.map(\.expression).joined(separator: ", ")
        let key = hasNumbers ? "t.rowid" : "0"
        let first = columns.startIndex
        let rows = try database.prepare(
            "select \(owner), \(key), \(names) from \(RowName.quoted(name)) as t", isLongLived: false)
        while try rows.step() {
            let number = rows.integer(at: 0)
            let owner: DistinctiveValue.Owner =
                number > 0 ? .client(number) : number == 0 ? .nobody : .everybody
            let row = rows.integer(at: 1)
            for index in columns.indices where !rows.isNull(at: index - first + 2) {
                let bytes = rows.bytes(at: index - first + 2)
                guard !bytes.isEmpty else { continue }
                // What only the agency reads of its own words is nobody's, and they are everybody's.
                let isRemark = isPublic && columns[index].kind == .remark
                try body(
                    DistinctiveValue(owner: isRemark ? .nobody : owner, column: index, row: row, bytes: bytes)
                )
            }
        }
    }

    /// The client of a row: its own, its parent's, or that of a user's only membership; nil where there is no way to one.
    private func ownerExpression(_ table: SourceSchema.Table, alias: String, depth: Int) -> String? {
        if table.name == "clients" { return "\(alias).id" }
        if table.name == "people" {
            // Who may log in at another client as well is named there among its readers.
            return """
                iif(\(alias).id in (select person.id from people as person join users on users.person_id = person.id
                    join memberships on memberships.user_id = users.id and memberships.client_id <> person.client_id),
                    -1, \(alias).client_id)
                """
        }
        if table.has("client_id") { return "coalesce(\(alias).client_id, 0)" }
        if table.name == "users" {
            return """
                iif(\(alias).kind = 'staff', -1, (select case count(distinct client_id) when 0 then 0 when 1 then min(client_id)
                    else -1 end from memberships where user_id = \(alias).id))
                """
        }
        guard depth < 4 else { return nil }
        let ways = table.foreignKeys.compactMap { key -> String? in
            guard key.pairs.count == 1, let pair = key.pairs.first, key.table != table.name,
                key.table != "users", let parent = source.table(key.table)
            else { return nil }
            let inner = "p\(depth)"
            guard let owner = ownerExpression(parent, alias: inner, depth: depth + 1) else { return nil }
            return "nullif((select \(owner) from \(RowName.quoted(parent.name)) as \(inner) where \(inner)."
                + "\(RowName.quoted(pair.to)) = \(alias).\(RowName.quoted(pair.from))), 0)"
        }
        return ways.isEmpty ? nil : "coalesce(\(ways.joined(separator: ", ")), 0)"
    }

    /// How messages name the row of a distinctive value: `projects 10 (acme, website)`.
    public func rowName(column: Int, row: Int64) throws(DiagnosticList) -> String {
        let columns = distinctiveColumns
        guard columns.indices.contains(column), let table = source.table(columns[column].table) else {
            return "a record"
        }
        let owner = ownerExpression(table, alias: "t", depth: 0) ?? "0"
        let code = table.has("code") ? "t.code" : "null"
        do {
            guard try !tablesWithoutRowNumbers().contains(table.name) else { return table.name }
            let find = try database.prepare(
                """
                select (select slug from clients where id = \(owner)), \(code) from \(RowName.quoted(table.name)) as t
                where t.rowid = ?1
                """, isLongLived: false)
            try find.bind(row, at: 1)
            guard try find.step() else { return "\(table.name) \(row)" }
            return RowName.text(
                table: table.name, key: "\(row)", client: find.text(at: 0), code: find.text(at: 1))
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    private func tablesWithoutRowNumbers() throws(SQLiteError) -> Set<String> {
        let tables = try database.prepare(
            "select name from pragma_table_list where schema = 'main' and wr order by name",
            isLongLived: false)
        var names: Set<String> = []
        while try tables.step() { names.insert(tables.text(at: 0) ?? "") }
        return names
    }
}
