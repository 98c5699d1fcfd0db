/// Turns GitHub-flavoured Markdown into HTML that is safe whoever wrote it.
///
/// Raw HTML never reaches the output: comments vanish, other tags vanish with a warning. Every link and image goes
/// through a resolver and then through an allow-list of schemes. The same bytes come out for the same bytes in.
/// Not for two threads at once: parsing takes turns (see `MarkdownTree`), so use processes to be faster.
public struct MarkdownRenderer: Sendable {
    /// What a text became.
    public struct Result: Hashable, Sendable {
        /// Valid HTML, without classes or styles but `align-…`, `language-…`, `table`, `task`.
        public let html: [UInt8]
        /// In the order of the text.
        public let headings: [MarkdownHeading]
        /// In the order of the text; what is not a warning must stop the text's publication.
        public let problems: [MarkdownProblem]

        /// What a text became.
        public init(html: [UInt8], headings: [MarkdownHeading], problems: [MarkdownProblem] = []) {
            self.html = html
            self.headings = headings
            self.problems = problems
        }
    }

    /// How texts become HTML.
    public let options: MarkdownOptions

    /// A renderer with the same options for every text.
    public init(options: MarkdownOptions = MarkdownOptions()) {
        self.options = options
    }

    /// The HTML of `text`.
    ///
    /// `resolve` is asked once for each link and image in the order of the text, except for links to headings of the
    /// same text (`#…`), which are checked here.
    public func render(
        _ text: UnsafeBufferPointer<UInt8>, resolve: (MarkdownLink) -> MarkdownLink.Target
    ) -> Result {
        withoutActuallyEscaping(resolve) { resolve in
            MarkdownTree.parsing(text) { root in
                var writer = MarkdownWriter(options: options, text: text, resolve: resolve)
                MarkdownTree.walk(root) { node, isEntering in writer.visit(node, isEntering: isEntering) }
                return writer.finish()
            }
        }
    }

    /// The HTML of `text`.
    public func render(_ text: [UInt8], resolve: (MarkdownLink) -> MarkdownLink.Target) -> Result {
        text.withUnsafeBufferPointer { render($0, resolve: resolve) }
    }

    /// The headings of `text` alone, for a table of contents or to check links into it.
    public func headings(of text: [UInt8]) -> [MarkdownHeading] {
        render(text) { _ in .url("#") }.headings
    }
}
