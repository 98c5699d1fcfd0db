/// Why a query cannot be asked, or has no answer. Holds the query's words at most, never a value of a row.
public struct QueryError: Error, Hashable, Sendable {
    /// What is wrong, in one clause.
    public let message: String
    /// What to write instead.
    public let hint: String?
    /// Where in the query it is, in bytes; nil for the query as a whole.
    public let range: Range<Int>?

    init(_ message: String, hint: String? = nil, range: Range<Int>? = nil) {
        self.message = message
        self.hint = hint
        self.range = range
    }
}
