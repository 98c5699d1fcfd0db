/// A heading of a text.
public struct MarkdownHeading: Hashable, Sendable {
    /// 1 to 6, as published.
    public let level: Int
    /// Unique in the text, prefix included.
    public let id: String
    /// Without markup.
    public let text: String

    /// A heading that was found.
    public init(level: Int, id: String, text: String) {
        self.level = level
        self.id = id
        self.text = text
    }
}
