internal import Diagnostics
internal import SQLite

/// Rows that name a row which is not there.
enum ForeignKeyCheck {
    static func findings(in database: Connection) throws -> [Finding] {
        let rows = try database.prepare(
            """
            select "table", rowid, parent, fkid from pragma_foreign_key_check
            order by "table", rowid, parent, fkid limit 100
            """, isLongLived: false)
        let source = try SourceSchema(database)
        var result: [Finding] = []
        while try rows.step() {
            let name = rows.text(at: 0) ?? ""
            let parent = rows.text(at: 2) ?? ""
            let row = rows.optionalInteger(at: 1)
            let client = try row.flatMap { row throws(SQLiteError) -> String? in
                guard let table = source.table(name) else { return nil }
                return try slug(of: row, in: table, database)
            }
            result.append(
                Finding(
                    Diagnostic(
                        "names a row of `\(parent)` that does not exist, or is another client's",
                        row: RowName.text(table: name, key: row.map { "\($0)" }, client: client),
                        hint: "insert the row of `\(parent)` first, with the same `client_id`"),
                    client: client))
        }
        return result
    }

    private static func slug(
        of row: Int64, in table: SourceSchema.Table, _ database: Connection
    ) throws(SQLiteError) -> String? {
        guard table.has("client_id") else { return nil }
        let name = RowName.quoted(table.name)
        let find = try database.prepare(
            "select slug from clients where id = (select client_id from \(name) where rowid = ?1)",
            isLongLived: false)
        try find.bind(row, at: 1)
        return try find.step() ? find.text(at: 0) : nil
    }
}
