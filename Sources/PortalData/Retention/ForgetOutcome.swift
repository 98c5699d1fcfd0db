/// What became of a person, or would.
public struct ForgetOutcome: Hashable, Sendable {
    /// Why he cannot be forgotten, each a record on legal hold that he is a party of; then nothing was changed.
    public internal(set) var holds: [String] = []
    /// The rows that were his, as they were called.
    public internal(set) var rows: [String] = []
    /// What was done, in order, as sentences.
    public internal(set) var changes: [String] = []
    /// Where texts name him still: table, record, client, column; in byte order.
    public internal(set) var mentions: [String] = []
    /// Rows of the audit log whose contents were erased.
    public internal(set) var erased = 0
    /// For the list of what was pruned.
    public internal(set) var records: [PrunedList.Record] = []
    /// What tells who he was, to look for in files.
    public internal(set) var words: [String] = []
}
