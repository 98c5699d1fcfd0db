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

    /// An insert that does nothing where a parent is missing.
    static func insert(_ table: SliceSchema.Table, in schema: SliceSchema) -> String {
        let columns = table.columns.map { name($0.name) }.joined(separator: ", ")
        let values = table.columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let conditions = table.references.filter { $0.kind == .parent }.compactMap { reference -> String? in
            guard let column = table.column(reference.column), let target = schema.table(reference.table),
                let key = schema.tables[target].key
            else { return nil }
            let parent = "select 1 from \(name(reference.table)) where \(name(key)) = ?\(column + 1)"
            return "(?\(column + 1) is null or exists (\(parent)))"
        }
        let filter = conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and ")
        return "insert into \(name(table.name)) (\(columns)) select \(values)\(filter)"
    }

    static func nullings(in schema: SliceSchema) -> [String] {
        schema.tables.flatMap { table in
            table.references.filter { $0.kind != .parent }.compactMap { reference in
                guard let target = schema.table(reference.table), let key = schema.tables[target].key else {
                    return nil
                }
                let column = name(reference.column)
                return "update \(name(table.name)) set \(column) = null where \(column) is not null"
                    + " and \(column) not in (select \(name(key)) from \(name(reference.table)))"
            }
        }
    }

    /// The keys of a lookup table that other tables name; nil where it is none.
    static func lookupKeys(of table: SliceSchema.Table, in schema: SliceSchema) -> String? {
        let parts = schema.tables.flatMap { child in
            child.references.filter { $0.kind == .lookup && $0.table == table.name }.map { reference in
                "select \(name(reference.column)) as key from \(name(child.name))"
                    + " where \(name(reference.column)) is not null"
            }
        }
        if parts.isEmpty { return nil }
        return "select distinct key from (\(parts.joined(separator: " union all "))) order by key"
    }

    static func emptiness(of schema: SliceSchema) -> String {
        let parts = schema.tables.map { "exists (select 1 from \(name($0.name)))" }
        return "select " + (parts.isEmpty ? "0" : parts.joined(separator: " or "))
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
