/// The newest publication that a verifier has seen, so that an older one in its place is noticed.
public struct SeenSnapshot: Hashable, Sendable {
    /// Of the publication.
    public let id: String
    /// Its instant, as `2026-06-01T03:00:00Z`.
    public let builtAt: String

    /// What is remembered of a publication.
    public init(_ snapshot: AccessSnapshot) {
        id = snapshot.id
        builtAt = snapshot.builtAt
    }

    /// Reads `text`; nil for anything else.
    public init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2 else { return nil }
        builtAt = String(words[0])
        id = String(words[1])
    }

    /// One line: the instant, a space and the id.
    public var text: String { "\(builtAt) \(id)\n" }
}
