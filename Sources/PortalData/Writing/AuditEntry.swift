public import JSON

/// One thing that was done, as the audit log keeps it.
public struct AuditEntry: Hashable, Sendable {
    /// A verb in lower case: `insert`, `grant`, `set-state`.
    public let action: String
    /// The table of the record; nil where it is about none.
    public let table: String?
    /// The record's code, slug, user name or number.
    public let record: String?
    /// The slug of the client that it belongs to.
    public let client: String?
    /// The columns that changed, as they were; empty for what is new.
    public let before: [JSONValue.Member]
    /// The columns that changed, as they are; empty for what is gone.
    public let after: [JSONValue.Member]

    /// The action of a row that says that another row's `before` and `after` were erased.
    static let erasure = "erase"

    /// An entry; secrets are the caller's to leave out.
    public init(
        _ action: String, table: String? = nil, record: String? = nil, client: String? = nil,
        before: [JSONValue.Member] = [], after: [JSONValue.Member] = []
    ) {
        self.action = action
        self.table = table
        self.record = record
        self.client = client
        self.before = before
        self.after = after
    }
}

/// Who does something, and when.
public struct Author: Hashable, Sendable {
    /// A name that tells people who it was; not empty.
    public let actor: String
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    public let at: String

    /// An author.
    public init(actor: String, at: String) {
        self.actor = actor
        self.at = at
    }

    /// The day, `YYYY-MM-DD`.
    public var day: String { String(at.prefix(10)) }
}
