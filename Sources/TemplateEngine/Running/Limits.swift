/// What one page may use; beyond it, rendering ends with an error.
public struct Limits: Hashable, Sendable {
    /// Rounds of loops, calls and filters.
    public var steps = 10_000_000
    /// Macros that call macros.
    public var depth = 200
    /// Bytes of a page.
    public var outputBytes = 64 << 20
    /// Bytes of values that are made while a page renders.
    public var memoryBytes = 256 << 20

    /// The limits for ordinary pages.
    public init() {}
}

/// Why a host function failed; becomes a `Diagnostic` at the call.
public struct HostError: Error, Hashable, Sendable {
    /// What is wrong, in one clause.
    public let message: String
    /// What to write instead.
    public let hint: String?

    /// Where it is in a text that was to be prepared, in bytes; nil for all of it.
    public let range: Range<Int>?

    /// An error with or without a hint.
    public init(_ message: String, hint: String? = nil, range: Range<Int>? = nil) {
        self.message = message
        self.hint = hint
        self.range = range
    }
}
