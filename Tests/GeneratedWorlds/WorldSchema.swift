public import SQLite

/// The tables of a portal database as the database declares them, read without the product's help.
public struct WorldSchema {
    /// A column.
    public struct Column {
        /// As declared.
        public let name: String
        let type: String
        let isRequired: Bool
        let hasDefault: Bool
        /// The literals of its `check (… in (…))`.
        let choices: [String]
    }

    /// A foreign key: each column and the one that it names.
    public struct Reference {
        /// The table that is named.
        public let table: String
        let pairs: [(from: String, to: String)]

        /// The one column beside the client's; nil where there are several or none.
        public var own: (from: String, to: String)? {
            let own = pairs.filter { $0.from != "client_id" }
            return own.count == 1 ? own[0] : nil
        }
        var isOfClient: Bool { pairs.contains { $0.from == "client_id" } }
    }

    /// A table.
    public struct Table {
        /// As declared.
        public let name: String
        /// In order.
        public let columns: [Column]
        /// What it names.
        public let references: [Reference]
        /// The columns of the primary key.
        public let key: [String]

        /// Whether it has a column.
        public func has(_ column: String) -> Bool { columns.contains { $0.name == column } }
    }

    /// Each after what it names.
    public let tables: [Table]

    /// Reads them.
    public init(_ database: Connection) throws {
        let names = try Self.rows(
            database,
            """
            select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name
            """)
        var rest = try names.map { try Self.table($0[0] ?? "", sql: $0[1] ?? "", database) }
        var ordered: [Table] = []
        while !rest.isEmpty {
            let placed = Set(ordered.map(\.name))
            let next = rest.firstIndex { table in
                table.references.allSatisfy { placed.contains($0.table) || $0.table == table.name }
            }
            // Of a circle anyone may be the first: its references stay empty.
            ordered.append(rest.remove(at: next ?? 0))
        }
        tables = ordered
    }

    private static func table(_ name: String, sql: String, _ database: Connection) throws -> Table {
        let facts = try rows(
            database,
            "select name, upper(type), \"notnull\", dflt_value is not null, pk from pragma_table_xinfo('\(name)') order by cid"
        )
        let keys = try rows(
            database,
            "select id, \"table\", \"from\", \"to\" from pragma_foreign_key_list('\(name)') order by id, seq")
        var references: [(id: String?, reference: Reference)] = []
        for key in keys {
            let pair = (from: key[2] ?? "", to: key[3] ?? "id")
            let earlier = references.last.flatMap { $0.id == key[0] ? $0.reference.pairs : nil }
            if earlier != nil { references.removeLast() }
            references.append((key[0], Reference(table: key[1] ?? "", pairs: (earlier ?? []) + [pair])))
        }
        return Table(
            name: name,
            columns: facts.map { fact in
                let column = fact[0] ?? ""
                return Column(
                    name: column, type: fact[1] ?? "", isRequired: fact[2] == "1",
                    hasDefault: fact[3] == "1", choices: choices(of: column, in: sql))
            }, references: references.map(\.reference),
            key: facts.filter { $0[4] != "0" }.sorted { ($0[4] ?? "") < ($1[4] ?? "") }.map { $0[0] ?? "" })
    }

    private static func choices(of column: String, in sql: String) -> [String] {
        guard let pattern = try? Regex("\\b\(column) in \\(([^()]*)\\)", as: (Substring, Substring).self),
            let match = sql.firstMatch(of: pattern)
        else { return [] }
        return match.1.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }
            .map { String($0.reversed().trimmingPrefix(while: \.isWhitespace).reversed()) }
    }

    static func rows(_ database: Connection, _ sql: String) throws -> [[String?]] {
        let statement = try database.prepare(sql, isLongLived: false)
        var result: [[String?]] = []
        while try statement.step() {
            result.append((0..<statement.columnCount).map { statement.text(at: $0) })
        }
        return result
    }
}
