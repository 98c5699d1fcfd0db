public import SQLite

/// The tables of a database as they are, with what an agency added.
public struct SourceSchema: Sendable {
    /// A column as it was declared.
    public struct Column: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// As declared, in capitals; empty where it was not.
        public let type: String
        /// Whether it may be null.
        public let isOptional: Bool
        /// Position in the primary key from 1; 0 outside of it.
        public let keyPosition: Int
        /// The expression of its `default`; nil where it has none.
        public let standIn: String?
    }

    /// A reference to another table.
    public struct ForeignKey: Hashable, Sendable {
        /// The table that it refers to.
        public let table: String
        /// Each column and the one that it refers to.
        public let pairs: [Pair]

        /// A column and the one that it refers to.
        public struct Pair: Hashable, Sendable {
            /// Of this table.
            public let from: String
            /// Of the other.
            public let to: String
        }
    }

    /// A table as it was declared.
    public struct Table: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// In their order.
        public let columns: [Column]
        /// In the order of SQLite's list.
        public let foreignKeys: [ForeignKey]
        /// The columns of each `unique` constraint, in the order of the statement.
        public let uniqueKeys: [[String]]
        /// The statement that made it, comments included.
        let sql: String
        /// Columns with which an index begins.
        let indexed: Set<String>

        /// Whether it has a column of that name.
        public func has(_ column: String) -> Bool { columns.contains { $0.name == column } }
        /// The whole primary key, where that is one column.
        public var key: String? {
            let key = columns.filter { $0.keyPosition > 0 }
            return key.count == 1 ? key[0].name : nil
        }
        /// Its columns, in order; empty where there is none.
        public var primaryKey: [String] {
            columns.filter { $0.keyPosition > 0 }.sorted { $0.keyPosition < $1.keyPosition }.map(\.name)
        }
    }

    /// In byte order of their names.
    public let tables: [Table]

    /// Reads the schema of an open database.
    public init(_ database: Connection) throws(SQLiteError) {
        let names = try database.prepare(
            """
            select list.name, schema.sql from pragma_table_list as list
            join sqlite_schema as schema on schema.name = list.name and schema.type = 'table'
            where list.schema = 'main' and list.type = 'table' and list.name not like 'sqlite\\_%' escape '\\'
            order by list.name
            """)
        let reader = try Reader(database)
        var tables: [Table] = []
        while try names.step() {
            tables.append(try reader.table(names.text(at: 0) ?? "", sql: names.text(at: 1) ?? ""))
        }
        // References without columns mean the primary key of the table that they name; case means nothing to SQLite.
        self.tables = tables.map { table in
            Table(
                name: table.name, columns: table.columns,
                foreignKeys: table.foreignKeys.map { Self.completed($0, in: tables) },
                uniqueKeys: table.uniqueKeys, sql: table.sql, indexed: table.indexed)
        }
    }

    /// The table of a name.
    public func table(_ name: String) -> Table? { tables.first { $0.name == name } }

    /// Whether a table has any; what is no table of the database may have some.
    func hasRows(_ name: String, in database: Connection) throws(SQLiteError) -> Bool {
        guard table(name) != nil else { return true }
        return try database.integer("select exists (select 1 from \(RowName.quoted(name)))") == 1
    }

    private static func completed(_ key: ForeignKey, in tables: [Table]) -> ForeignKey {
        guard let table = tables.first(where: { $0.name.lowercased() == key.table.lowercased() }) else {
            return key
        }
        let primaryKey = table.primaryKey
        let pairs = key.pairs.enumerated().map { index, pair in
            let written = pair.to.isEmpty && index < primaryKey.count ? primaryKey[index] : pair.to
            let column = table.columns.first { $0.name.lowercased() == written.lowercased() }
            return ForeignKey.Pair(from: pair.from, to: column?.name ?? written)
        }
        return ForeignKey(table: table.name, pairs: pairs)
    }

    private struct Reader {
        let columns: Statement
        let keys: Statement
        let indexes: Statement
        let unique: Statement

        init(_ database: Connection) throws(SQLiteError) {
            columns = try database.prepare(
                "select name, upper(type), \"notnull\", pk, dflt_value from pragma_table_xinfo(?1) where hidden <> 1 order by cid"
            )
            keys = try database.prepare(
                "select id, \"table\", \"from\", coalesce(\"to\", '') from pragma_foreign_key_list(?1) order by id, seq"
            )
            indexes = try database.prepare(
                """
                select info.name from pragma_index_list(?1) as list
                join pragma_index_info(list.name) as info on info.seqno = 0
                where list.partial = 0 and info.name is not null order by info.name
                """)
            unique = try database.prepare(
                """
                select list.seq, info.name from pragma_index_list(?1) as list
                join pragma_index_info(list.name) as info
                where list.origin = 'u' and info.name is not null order by list.seq desc, info.seqno
                """)
        }

        func table(_ name: String, sql: String) throws(SQLiteError) -> Table {
            for statement in [columns, keys, indexes, unique] { try statement.bind(name, at: 1) }
            var found: [Column] = []
            while try columns.step() {
                found.append(
                    Column(
                        name: columns.text(at: 0) ?? "", type: columns.text(at: 1) ?? "",
                        isOptional: columns.integer(at: 2) == 0 && columns.integer(at: 3) == 0,
                        keyPosition: Int(columns.integer(at: 3)), standIn: columns.text(at: 4)))
            }
            var foreign: [(id: Int64, table: String, pairs: [ForeignKey.Pair])] = []
            while try keys.step() {
                let pair = ForeignKey.Pair(from: keys.text(at: 2) ?? "", to: keys.text(at: 3) ?? "")
                if foreign.last?.id == keys.integer(at: 0) {
                    foreign[foreign.count - 1].pairs.append(pair)
                } else {
                    foreign.append((keys.integer(at: 0), keys.text(at: 1) ?? "", [pair]))
                }
            }
            var indexed: Set<String> = []
            while try indexes.step() { indexed.insert(indexes.text(at: 0) ?? "") }
            var uniqueKeys: [(number: Int64, columns: [String])] = []
            while try unique.step() {
                if uniqueKeys.last?.number != unique.integer(at: 0) {
                    uniqueKeys.append((unique.integer(at: 0), []))
                }
                uniqueKeys[uniqueKeys.count - 1].columns.append(unique.text(at: 1) ?? "")
            }
            return Table(
                name: name, columns: found,
                foreignKeys: foreign.map { ForeignKey(table: $0.table, pairs: $0.pairs) },
                uniqueKeys: uniqueKeys.map(\.columns), sql: sql, indexed: indexed)
        }
    }
}
