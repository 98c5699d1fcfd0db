/// What is wrong in a text, and where.
public struct MarkdownProblem: Hashable, Sendable {
    /// One clause, the user's text in backticks.
    public let message: String
    /// What to write instead.
    public let hint: String?
    /// Whether the text can be published all the same.
    public let isWarning: Bool
    /// The line of the file.
    public let line: Int
    /// The columns on that line, counted from 1 in Unicode scalars; all of it where the place is not known closer.
    public let columns: Range<Int>
    /// The text of that line.
    public let text: String
}
