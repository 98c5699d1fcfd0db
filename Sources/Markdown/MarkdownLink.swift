/// A link or an image of a text, on its way to be resolved.
public struct MarkdownLink: Hashable, Sendable {
    /// As the author wrote it, escapes and entities decoded.
    public let destination: String
    /// Whether it is an image.
    public let isImage: Bool
    /// The line of the file, see `MarkdownOptions.firstLine`.
    public let line: Int

    /// A link that was found before.
    public init(destination: String, isImage: Bool, line: Int) {
        self.destination = destination
        self.isImage = isImage
        self.line = line
    }

    /// What a link or an image leads to.
    public enum Target: Hashable, Sendable {
        /// The URL to publish: relative, or http, https, mailto, tel.
        case url(String)
        /// Nothing: the link is published as plain text, and the problem is returned.
        case problem(String, hint: String?)
    }
}
