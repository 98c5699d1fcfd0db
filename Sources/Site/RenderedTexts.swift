public import Files
public import Markdown

/// The Markdown of one client as it was rendered before, by digests of the texts: a text is rendered once, however many editions and
/// builds show it.
///
/// Who asks has the text already, and each of its links is resolved anew: where one leads elsewhere now, the text is rendered.
public final class RenderedTexts {
    /// A text without problems.
    public struct Entry: Hashable, Sendable {
        /// A link, and the address that was published.
        public struct Link: Hashable, Sendable {
            /// As its author wrote it.
            public let link: MarkdownLink
            /// Where it led.
            public let url: String

            /// A link and its address.
            public init(_ link: MarkdownLink, url: String) {
                self.link = link
                self.url = url
            }
        }

        /// Of the text and of how it is to be rendered.
        public let key: Digest
        /// What it became.
        public let html: [UInt8]
        /// In the order of the text.
        public let headings: [MarkdownHeading]
        /// In the order of the text.
        public let links: [Link]

        /// A text as it was rendered.
        public init(key: Digest, html: [UInt8], headings: [MarkdownHeading], links: [Link]) {
            self.key = key
            self.html = html
            self.headings = headings
            self.links = links
        }
    }

    private var known: [Digest: Entry] = [:]
    private var used: Set<Digest> = []
    /// Whether a text was rendered that was not known.
    public private(set) var hasNew = false

    /// Those that were rendered before.
    public init(_ entries: [Entry] = []) {
        for entry in entries { known[entry.key] = entry }
    }

    /// In the order of their keys: those that somebody asked for, or all.
    public func entries(unused: Bool) -> [Entry] {
        known.values.filter { unused || used.contains($0.key) }.sorted { $0.key.hex < $1.key.hex }
    }

    /// What a text becomes.
    func render(
        _ text: UnsafeRawBufferPointer, _ options: MarkdownOptions,
        resolve: (MarkdownLink) -> MarkdownLink.Target
    ) -> MarkdownRenderer.Result {
        let key = Self.key(text, options)
        if let entry = known[key], entry.links.allSatisfy({ resolve($0.link) == .url($0.url) }) {
            used.insert(key)
            return MarkdownRenderer.Result(html: entry.html, headings: entry.headings)
        }
        var links: [Entry.Link] = []
        let result = MarkdownRenderer(options: options).render(text.assumingMemoryBound(to: UInt8.self)) {
            link in
            let target = resolve(link)
            if case .url(let url) = target { links.append(Entry.Link(link, url: url)) }
            return target
        }
        guard result.problems.isEmpty else { return result }
        hasNew = true
        used.insert(key)
        known[key] = Entry(key: key, html: result.html, headings: result.headings, links: links)
        return result
    }

    private static func key(_ text: UnsafeRawBufferPointer, _ options: MarkdownOptions) -> Digest {
        let digester = Digester()
        digester.update("\(options.headingShift) \(options.firstLine) \(options.idPrefix)\n")
        digester.update(text)
        return digester.finish()
    }
}
