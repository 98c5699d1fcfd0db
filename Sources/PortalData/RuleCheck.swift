internal import Diagnostics
internal import SQLite

/// Finds rows that break a rule of their table: written past its CHECKs, or before it had them.
///
/// SQLite tells the table alone. So each of its rows is put into an empty table made by the same statement, and those
/// that it refuses are the ones.
struct RuleCheck {
    let file: String
    /// As errors name the file.
    let path: String
    let source: SourceSchema
    let scope: CheckScope

    /// Whether a line of `quick_check` is about what rows hold, and not about pages that cannot be read.
    static func isAboutRows(_ line: String) -> Bool {
        line.hasPrefix("CHECK constraint failed in ") || line.hasPrefix("NULL value in ")
            || line.contains(" value in ")
    }

    /// Those in the whole file, that it is damaged being an error; or, of a file that was whole before, those of the clients at
    /// hand, whom alone `scoped` sees.
    func findings(_ scoped: Connection) throws -> [Finding] {
        guard scope.isWhole else {
            return try source.tables.filter { table in
                try (table.has("client_id") || table.name == "clients")
                    && source.hasRows(table.name, in: scoped)
            }.flatMap { try refused($0, in: scoped) }
        }
        // SQLite does not even read the CHECKs of a file that it may not write.
        let database = try Connection(path: file, mode: .readWrite)
        try database.hastenDateFunctions()
        try database.execute("pragma ignore_check_constraints = on")
        let lines = try DatabaseHeader.checkIntegrity(of: database, path: path)
        let names = Set(lines.compactMap { $0.split(separator: " ").last?.prefix { $0 != "." } })
        return try source.tables.filter { table in
            try names.contains(table.name[...]) || breaksCheck(table, in: database)
        }.flatMap { try refused($0, in: database) }
    }

    /// Whether a row breaks a CHECK of its table.
    ///
    /// SQLite's own look makes the list of each `in` anew for every row, which takes longer than all the rest. So the CHECKs of
    /// tables whose statement is known are asked as a question; those of others are left to it.
    private func breaksCheck(_ table: SourceSchema.Table, in database: Connection) throws -> Bool {
        guard StandardTables.has(table) else {
            try database.execute("pragma ignore_check_constraints = off")
            defer { try? database.execute("pragma ignore_check_constraints = on") }
            return try !DatabaseHeader.checkIntegrity(of: database, table: table.name, path: path).isEmpty
        }
        let broken = CheckExpressions.all(in: table.sql).map { "not (\($0)\n)" }
        guard !broken.isEmpty else { return false }
        let sql =
            "select exists (select 1 from \(RowName.quoted(table.name)) where \(broken.joined(separator: " or ")))"
        return try database.integer(sql) == 1
    }

    /// Rows that an empty table would not take.
    private func refused(_ table: SourceSchema.Table, in database: Connection) throws -> [Finding] {
        let probe = try Connection()
        for sql in ["pragma foreign_keys = off", "pragma trusted_schema = on", table.sql] {
            try probe.execute(sql)
        }
        let names = table.columns.map { RowName.quoted($0.name) }.joined(separator: ", ")
        let places = table.columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let name = RowName.quoted(table.name)
        let insert = try probe.prepare("insert into \(name) (\(names)) values (\(places))")
        let slug =
            table.name == "clients"
            ? "slug"
            : table.has("client_id")
                ? "(select slug from clients where clients.id = \(name).client_id)" : "null"
        let key =
            table.primaryKey.isEmpty
            ? "rowid" : table.primaryKey.map(RowName.quoted).joined(separator: " || ' ' || ")
        let rows = try database.prepare("select \(names), \(key), \(slug) from \(name) order by \(key)")
        var result: [Finding] = []
        while try rows.step() {
            for column in table.columns.indices { try insert.bind(column: column, of: rows, at: column + 1) }
            do throws(SQLiteError) {
                try insert.run()
            } catch {
                let client = rows.text(at: table.columns.count + 1)
                let row = RowName.text(
                    table: table.name, key: rows.text(at: table.columns.count), client: client)
                let rule = error.message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                result.append(
                    Finding(
                        Diagnostic(
                            "breaks a rule of its table: \(rule)", row: row,
                            hint: "correct the row; the rule is in the table's `create table`"),
                        client: client))
                if result.count == 100 { break }
            }
        }
        return result
    }
}
