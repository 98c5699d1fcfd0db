/// The statements of a slice, made from its schema. Names are the database's and so quoted.
enum SliceSQL {
    static func name(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Only a primary key: everything else was checked where the rows come from.
    static func create(_ table: SliceSchema.Table) -> String {
        let columns = table.columns.map { column in
            let type = column.storage == .any ? "" : " " + column.storage.rawValue
            return name(column.name) + type + (column.name == table.key ? " primary key" : "")
        }
        return "create table \(name(table.name)) (\(columns.joined(separator: ", ")))"
    }

    static func insert(_ table: SliceSchema.Table) -> String {
        let (columns, values) = columnsAndValues(of: table)
        return "insert into \(name(table.name)) (\(columns)) values (\(values))"
    }

    /// An insert that does nothing where a parent, or the record that it names, is missing.
    static func insertUnderParents(_ table: SliceSchema.Table, in schema: SliceSchema) -> String {
        let (columns, values) = columnsAndValues(of: table)
        var conditions = table.references.filter { $0.kind == .parent }.compactMap { reference -> String? in
            guard let column = table.column(reference.column), let target = schema.table(reference.table),
                let key = schema.tables[target].key
            else { return nil }
            let parent = "select 1 from \(name(reference.table)) where \(name(key)) = ?\(column + 1)"
            return "(?\(column + 1) is null or exists (\(parent)))"
        }
        if table.namesRecord, let named = table.column("record_table"), let own = table.column("record_id") {
            let ways = schema.tables.compactMap { target -> String? in
                guard let key = target.key, target.column("audience") != nil else { return nil }
                let record = "select 1 from \(name(target.name)) where \(name(key)) = ?\(own + 1)"
                return "when '\(target.name)' then exists (\(record))"
            }
            if !ways.isEmpty {
                conditions.append("case ?\(named + 1) \(ways.joined(separator: " ")) else 0 end")
            }
        }
        let filter = conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and ")
        return "insert into \(name(table.name)) (\(columns)) select \(values)\(filter)"
    }

    private static func columnsAndValues(of table: SliceSchema.Table) -> (String, String) {
        (
            table.columns.map { name($0.name) }.joined(separator: ", "),
            table.columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        )
    }

    /// Makes optional references in a column null where their rows are missing.
    static func nulling(_ column: String, of table: String, key: String, target: String) -> String {
        "update \(name(table)) set \(name(column)) = null where \(name(column)) is not null"
            + " and \(name(column)) not in (select \(name(key)) from \(name(target)))"
    }

    /// How many rows each table holds, in one row.
    static func counts(of schema: SliceSchema) -> String {
        let parts = schema.tables.map { "(select count(*) from \(name($0.name)))" }
        return "select " + (parts.isEmpty ? "null" : parts.joined(separator: ", "))
    }

    static func select(_ table: SliceSchema.Table) -> String {
        let columns = table.columns.map { name($0.name) }.joined(separator: ", ")
        var order = table.order.map { name($0.column) + ($0.isDescending ? " desc" : "") }
        order.append(table.key.map(name) ?? "rowid")
        return "select \(columns) from \(name(table.name)) order by \(order.joined(separator: ", "))"
    }

    /// In the order that the view itself gives.
    static func select(_ view: SliceSchema.View) -> String { "select * from \(name(view.name))" }
}
