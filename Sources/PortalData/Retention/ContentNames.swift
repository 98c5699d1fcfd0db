internal import SQLite

/// Which files beneath `content/` rows name.
struct ContentNames {
    let database: Connection
    let source: SourceSchema

    private static let columns: Set = ["file", "logo", "logo_dark", "photo"]

    /// Every file that a row names, relative to `content/`.
    func all() throws -> Set<String> {
        var result: Set<String> = []
        for table in source.tables { result.formUnion(try names(in: table, row: nil)) }
        return result
    }

    /// The files that one row names.
    func names(of id: Int64, in table: String) throws -> Set<String> {
        guard let table = source.table(table) else { return [] }
        return try names(in: table, row: id)
    }

    private func names(in table: SourceSchema.Table, row: Int64?) throws -> Set<String> {
        var result: Set<String> = []
        let slug =
            table.name == "clients"
            ? "t.slug"
            : table.has("client_id") ? "(select slug from clients where clients.id = t.client_id)" : "null"
        for column in table.columns.map(\.name) where Self.columns.contains(column) {
            let condition = row == nil ? "" : " and t.rowid = ?1"
            let find = try database.prepare(
                "select t.\(column), \(slug) from \(RowName.quoted(table.name)) as t where t.\(column) is not null"
                    + condition, isLongLived: false)
            if let row { try find.bind(row, at: 1) }
            while try find.step() {
                if let path = FileCheck.path(find.text(at: 0) ?? "", slug: find.text(at: 1)) {
                    result.insert(path)
                }
            }
        }
        return result
    }
}
