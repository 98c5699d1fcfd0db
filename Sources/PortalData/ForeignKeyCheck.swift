internal import Diagnostics
internal import SQLite

/// Rows that name a row which is not there.
struct ForeignKeyCheck {
    let database: Connection
    let source: SourceSchema
    let scope: CheckScope

    /// Those of a whole database.
    static func findings(in database: Connection) throws(SQLiteError) -> [Finding] {
        try ForeignKeyCheck(
            database: database, source: SourceSchema(database), scope: CheckScope(.everything)
        ).findings()
    }

    func findings() throws(SQLiteError) -> [Finding] {
        if scope.isWhole { return try ofAll() }
        var result: [Finding] = []
        for table in source.tables { result += try scoped(table) }
        return result
    }

    private func ofAll() throws(SQLiteError) -> [Finding] {
        let rows = try database.prepare(
            """
            select "table", rowid, parent, fkid from pragma_foreign_key_check
            order by "table", rowid, parent, fkid limit 100
            """, isLongLived: false)
        var result: [Finding] = []
        while try rows.step() {
            let name = rows.text(at: 0) ?? ""
            let row = rows.optionalInteger(at: 1)
            var client: String?
            if let row, let table = source.table(name) { client = try slug(of: row, in: table) }
            result.append(Self.finding(name, row, parent: rows.text(at: 2) ?? "", client: client))
        }
        return result
    }

    /// Those of the clients at hand, in one table.
    private func scoped(_ table: SourceSchema.Table) throws(SQLiteError) -> [Finding] {
        let owner = table.name == "clients" ? "id" : "client_id"
        guard table.has(owner), table.name == "clients" || owner != "id" else { return [] }
        let key =
            table.primaryKey.count > 1 && table.sql.lowercased().hasSuffix("rowid") ? "null" : "child.rowid"
        guard try source.hasRows(table.name, in: database) else { return [] }
        var result: [Finding] = []
        for reference in table.foreignKeys where source.table(reference.table) != nil {
            func column(_ side: String, _ name: String) -> String { "\(side).\(RowName.quoted(name))" }
            let isGiven = reference.pairs.map { "\(column("child", $0.from)) is not null" }
            let isSame = reference.pairs.map { "\(column("parent", $0.to)) = \(column("child", $0.from))" }
            let rows = try database.prepare(
                """
                select \(key), (select slug from main.clients as c where c.id = child.\(owner))
                from main.\(RowName.quoted(table.name)) as child
                where child.\(owner) in \(CheckScope.clients) and \(isGiven.joined(separator: " and "))
                    and not exists (select 1 from main.\(RowName.quoted(reference.table)) as parent
                        where \(isSame.joined(separator: " and ")))
                order by 1 limit 100
                """, isLongLived: false)
            while try rows.step() {
                let row = rows.optionalInteger(at: 0)
                result.append(
                    Self.finding(
                        table.name, row, parent: reference.table, client: row == nil ? nil : rows.text(at: 1))
                )
            }
        }
        return result
    }

    private static func finding(_ table: String, _ row: Int64?, parent: String, client: String?) -> Finding {
        Finding(
            Diagnostic(
                "names a row of `\(parent)` that does not exist, or is another client's",
                row: RowName.text(table: table, key: row.map { "\($0)" }, client: client),
                hint: "insert the row of `\(parent)` first, with the same `client_id`"),
            client: client)
    }

    private func slug(
        of row: Int64, in table: SourceSchema.Table
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
