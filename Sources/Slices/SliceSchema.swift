/// The tables and views that every slice of a database has, whatever rows an edition holds.
public struct SliceSchema: Hashable, Sendable {
    /// One column, as SQLite stores it.
    public struct Column: Hashable, Sendable {
        /// How a STRICT table would declare it.
        public enum Storage: String, Hashable, Sendable {
            case integer, real, text, any
        }

        /// As in the source.
        public let name: String
        /// What it holds.
        public let storage: Storage
        /// Whether it may be null.
        public let isOptional: Bool

        /// A column.
        public init(_ name: String, _ storage: Storage, isOptional: Bool = true) {
            self.name = name
            self.storage = storage
            self.isOptional = isOptional
        }
    }

    /// A column that holds the key of another table's row.
    public struct Reference: Hashable, Sendable {
        /// In the table that refers; its name ends with `_id`.
        public let column: String
        /// The table that is referred to, by its `key`.
        public let table: String
        /// How the slice treats a row whose parent is not there.
        public let kind: Kind

        /// What a missing target means.
        public enum Kind: Hashable, Sendable {
            /// A parent: the row is refused.
            case parent
            /// To oneself, to people: the column becomes null when everything is copied.
            case optional
            /// To a table whose rows are copied because something refers to them, after everything else.
            case lookup
        }

        /// A reference.
        public init(column: String, table: String, kind: Kind) {
            self.column = column
            self.table = table
            self.kind = kind
        }
    }

    /// A column to sort by.
    public struct Order: Hashable, Sendable {
        /// The column.
        public let column: String
        /// Whether the greatest comes first.
        public let isDescending: Bool

        /// A column to sort by.
        public init(_ column: String, isDescending: Bool = false) {
            self.column = column
            self.isDescending = isDescending
        }
    }

    /// One table.
    public struct Table: Hashable, Sendable {
        /// The variable of templates.
        public let name: String
        /// Only those that may leave the database.
        public let columns: [Column]
        /// Unique in the table; what references hold. Never shown. Nil where nothing can refer to a row.
        public let key: String?
        /// Those of `columns` that refer to other tables of the schema.
        public let references: [Reference]
        /// The order of every list of these rows; the key is added, so it is complete.
        public let order: [Order]
        /// Whether templates see it, or the views alone.
        public let isExposed: Bool
        /// Whether its columns `record_table` and `record_id` name a record of any table with an audience: a row whose
        /// record is not in the slice is refused.
        public let namesRecord: Bool

        /// A table.
        public init(
            name: String, columns: [Column], key: String? = nil, references: [Reference] = [],
            order: [Order] = [], isExposed: Bool = true, namesRecord: Bool = false
        ) {
            self.name = name
            self.columns = columns
            self.key = key
            self.references = references
            self.order = order
            self.isExposed = isExposed
            self.namesRecord = namesRecord
        }

        /// The position of a column.
        public func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }
    }

    /// A question that SQL answers over the rows of a slice.
    public struct View: Hashable, Sendable {
        /// The variable of templates.
        public let name: String
        /// A whole `create view` statement.
        public let sql: String
        /// Where it is written, for errors.
        public let file: String

        /// A view.
        public init(name: String, sql: String, file: String) {
            self.name = name
            self.sql = sql
            self.file = file
        }
    }

    /// Every table after its parents.
    public let tables: [Table]
    /// In the order in which they can be created.
    public let views: [View]

    /// A schema.
    public init(tables: [Table], views: [View] = []) {
        self.tables = tables
        self.views = views
    }

    /// The views whose rows depend on the date of the data, because they read `moment`, in order.
    public var datedViews: [String] {
        func isPartOfWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...255:
                true
            default: false
            }
        }
        let words = views.map { view in
            Set(view.sql.utf8.split { !isPartOfWord($0) }.map { Substring($0) })
        }
        var dated: Set<Substring> = ["moment"]
        var isChanged = true
        while isChanged {
            isChanged = false
            for (view, words) in zip(views, words) where !dated.contains(view.name[...]) {
                guard !words.isDisjoint(with: dated) else { continue }
                dated.insert(view.name[...])
                isChanged = true
            }
        }
        return views.map(\.name).filter { dated.contains($0[...]) }
    }

    /// The position of a table.
    public func table(_ name: String) -> Int? { tables.firstIndex { $0.name == name } }
}
