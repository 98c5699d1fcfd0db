internal import Diagnostics

/// What is to be imported, and how.
public struct ImportRequest: Hashable, Sendable {
    /// A file and what messages call it.
    public struct File: Hashable, Sendable {
        /// Where it lies.
        public let path: String
        /// As the user named it.
        public let name: String

        /// A file.
        public init(path: String, name: String) {
            self.path = path
            self.name = name
        }
    }

    /// Where the columns come from.
    public enum Target: Hashable, Sendable {
        /// The fields are called as the table's columns are.
        case table(String)
        /// A mapping file says.
        case mapping(File)
        /// One of `Preset.names`.
        case preset(String)
    }

    /// In the order in which they are read.
    public var files: [File]
    /// Tables and columns.
    public var target: Target
    /// The slug of the client whose rows these are; nil where the mapping or the records say.
    public var client: String?
    /// Nil takes the mapping's, or what the end of a file's name tells.
    public var format: SourceFormat?
    /// Nil takes the mapping's, or finds out.
    public var encoding: Encoding?
    /// Of separated values, an ASCII character; nil takes the mapping's, or finds out.
    public var separator: UInt8?
    /// Writes nothing.
    public var isDryRun = false
    /// Takes the good records where some are bad, and keeps the others in `sync_errors`.
    public var isPartial = false

    /// A request with what must be there.
    public init(files: [File], target: Target) {
        self.files = files
        self.target = target
    }

    /// The byte that a user's word for a separator means: one ASCII character, or `tab`.
    public static func separator(_ text: String) -> UInt8? { Separator.byte(text) }
}

/// What an import did.
public struct ImportReport: Hashable, Sendable {
    /// What became of the records in one table.
    public struct Count: Hashable, Sendable {
        /// The table.
        public let table: String
        /// Rows that are new.
        public internal(set) var inserted = 0
        /// Rows that changed.
        public internal(set) var updated = 0
        /// Rows that were as the source has them.
        public internal(set) var unchanged = 0
    }

    /// In the order of the mapping.
    public internal(set) var tables: [Count] = []
    /// Records that could not be taken.
    public internal(set) var rejected = 0
    /// Records that the mapping's conditions leave out.
    public internal(set) var filtered = 0
    /// Rows that readers may see from now on: their audience is not `internal`, and they are new or were internal.
    public internal(set) var visible = 0
    /// Whether the database was changed.
    public internal(set) var isWritten = false

    init(rejected: Int = 0) { self.rejected = rejected }

    var inserted: Int { tables.reduce(0) { $0 + $1.inserted } }
    var updated: Int { tables.reduce(0) { $0 + $1.updated } }
    var unchanged: Int { tables.reduce(0) { $0 + $1.unchanged } }

    mutating func add(_ change: RecordWriter.Change, _ names: [String]) {
        let name = names[change.table]
        let index = tables.firstIndex { $0.table == name } ?? tables.count
        if index == tables.count { tables.append(Count(table: name)) }
        switch change.outcome {
        case .inserted: tables[index].inserted += 1
        case .updated: tables[index].updated += 1
        case .unchanged: tables[index].unchanged += 1
        case .filtered: break
        }
        if change.becameVisible { visible += 1 }
    }
}
