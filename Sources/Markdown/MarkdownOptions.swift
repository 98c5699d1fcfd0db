/// How a text becomes HTML.
public struct MarkdownOptions: Hashable, Sendable {
    /// Added to every heading's level, so that a note's `#` can become `<h2>`; no level exceeds 6.
    public var headingShift: Int
    /// Put before every heading's id and every link to one, where several texts share a page.
    public var idPrefix: String
    /// The line of its file in which the text begins; problems count from there.
    public var firstLine: Int

    /// Headings as they are, ids as they are, a text that is a whole file.
    public init(headingShift: Int = 0, idPrefix: String = "", firstLine: Int = 1) {
        self.headingShift = headingShift
        self.idPrefix = idPrefix
        self.firstLine = firstLine
    }
}
