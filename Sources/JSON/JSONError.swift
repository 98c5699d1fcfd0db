/// Why a text is not JSON.
public struct JSONError: Error, Hashable, Sendable {
    /// In one clause, without full stop.
    public let message: String
    /// Where, in bytes from the start.
    public let offset: Int
}
