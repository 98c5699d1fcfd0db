/// A record whose time has come.
public struct RetentionItem: Hashable, Sendable {
    /// What a policy does with a record.
    public enum Action: String, Hashable, Sendable {
        /// It becomes internal, and is kept.
        case withhold
        /// It moves into `archive/`.
        case archive
        /// It is gone.
        case delete
    }

    /// The id of the policy; nil where none is known any more.
    public let policy: String?
    /// What is done with it.
    public let action: Action
    /// Its table.
    public let table: String
    /// Its code or number.
    public let record: String
    /// The client's slug; nil for what is no client's.
    public let client: String?
    /// The first day on which it is due, `YYYY-MM-DD`.
    public let due: String
    /// Whether it was pruned before, and is there again: a backup brought it.
    public let isAgain: Bool
    /// When it was made; see `PrunedList.Record.madeAt`.
    public let madeAt: String
    let id: Int64
    /// How many rows go with it, itself included.
    public internal(set) var rows = 0
    /// The files that these rows name, relative to `content/`, in byte order.
    public internal(set) var files: [String] = []
    /// Why it stays nevertheless; nil where it does not.
    public internal(set) var hold: String?

    /// What the list of what was pruned keeps of it.
    func pruned(at: String) -> PrunedList.Record {
        PrunedList.Record(
            at: at, action: action.rawValue, policy: policy, table: table, digest: digest, madeAt: madeAt)
    }

    /// See `PrunedList.digest(table:client:name:)`.
    public var digest: String {
        PrunedList.digest(table: table, client: table == "clients" ? nil : client, name: record)
    }
}

/// What was pruned in one transaction, or would be.
public struct RetentionOutcome: Sendable {
    /// A record that moves into the archive.
    public struct Archived: Hashable, Sendable {
        /// Which.
        public let item: RetentionItem
        /// Its rows, a line of JSON each: `{"table":…,"row":{…}}`.
        public let rows: [UInt8]
    }

    /// Reads that are deleted together.
    public struct Log: Hashable, Sendable {
        /// The id of the policy.
        public let policy: String
        /// The last day whose reads go.
        public let lastDay: String
        /// How many go.
        public internal(set) var rows = 0
    }

    /// Done, in the order of clients, tables and names.
    public internal(set) var done: [RetentionItem] = []
    /// Due, and kept because of a legal hold; in the same order.
    public internal(set) var held: [RetentionItem] = []
    /// Files that no row names any more, relative to `content/`, with the item that named them; in byte order.
    public internal(set) var files: [(path: String, item: RetentionItem)] = []
    /// Files of deleted rows that other rows need.
    public internal(set) var shared: [String] = []
    /// For the archive; each record once.
    public internal(set) var archived: [Archived] = []
    /// For the list of what was pruned.
    public internal(set) var records: [PrunedList.Record] = []
    /// Slugs of clients who are gone: nothing of their folders is needed.
    public internal(set) var clients: [String] = []
    /// What became of the access log; nil where no policy is for it.
    public internal(set) var log: Log?
    /// People who were forgotten before, and were there again; nil where there were none.
    public internal(set) var forgotten: ForgetOutcome?
    /// Rows that went, and rows of the audit log whose contents were erased.
    public internal(set) var rows = 0, erased = 0

    /// Nothing.
    public init() {}

    /// Whether the database is as it was.
    public var isEmpty: Bool {
        done.isEmpty && forgotten?.changes.isEmpty != false && (log?.rows ?? 0) == 0
    }
}
