internal import Diagnostics
internal import Glibc
internal import Markdown
internal import TemplateEngine

/// The Markdown of one page: each text rendered once, with ids that never meet.
struct PageText {
    private let links: NoteLinks
    private let texts: RenderedTexts
    /// The page's own note; nil on a page that shows none.
    private let note: Value?
    private let label: String?
    private let vocabulary: SiteVocabulary
    /// By where the text lies and how long it is: a part of a text may begin where the whole does.
    private var rendered: [Extent: (html: Value, headings: Value)] = [:]
    /// What the texts have wrong, each with its place.
    private(set) var problems: [Diagnostic] = []
    private var textCount = 0

    private struct Extent: Hashable {
        let address: UnsafeRawPointer
        let count: Int
    }

    init(
        page: PagePlan.Page, client: String, vocabulary: SiteVocabulary, pages: PagePlan,
        texts: RenderedTexts,
        hasFile: @escaping (String) -> Bool
    ) {
        note = page.row.flatMap { vocabulary.value("source", of: $0) == nil ? nil : $0 }
        label = page.label
        self.texts = texts
        self.vocabulary = vocabulary
        let source = note.flatMap { vocabulary.string("source", of: $0) }
        links = NoteLinks(
            page: page.path,
            folder: source.map { $0.split(separator: "/").dropLast().joined(separator: "/") } ?? client,
            client: client, vocabulary: vocabulary, pages: pages, hasFile: hasFile)
    }

    /// The HTML and the headings of a text.
    mutating func render(
        _ text: Value, into arena: Arena, files: inout FilePlan
    ) -> (html: Value, headings: Value) {
        guard let address = text.bytes.baseAddress else { return (.null, arena.list([])) }
        let extent = Extent(address: address, count: text.bytes.count)
        if let known = rendered[extent] { return known }
        let isNote = note.flatMap { vocabulary.value("body_md", of: $0)?.bytes.baseAddress } == address
        let firstLine = isNote ? note.flatMap { vocabulary.value("body_line", of: $0)?.integer } : nil
        textCount += 1
        let prefix = isNote ? NoteLinks.idPrefix : "t\(textCount)."
        let options = MarkdownOptions(
            headingShift: Self.headingShift(of: text.bytes), idPrefix: prefix, firstLine: Int(firstLine ?? 1))
        let result = texts.render(text.bytes, options) { links.resolve($0, files: &files) }
        problems += result.problems.map { diagnostic($0, isNote: isNote) }
        guard result.html.count <= Self.largestText else {
            problems.append(
                Diagnostic(
                    "a text of this page becomes more than 8 MiB of HTML", row: label,
                    hint: "a table of many empty cells does that; divide it"))
            return (.null, arena.list([]))
        }
        let html = result.html.withUnsafeBytes { arena.markup($0) }
        let headings = arena.list(
            result.headings.map { heading in
                let fields = arena.fields(count: 3)
                fields[0] = .int(Int64(heading.level))
                fields[1] = arena.string(heading.id)
                fields[2] = arena.string(heading.text)
                return Value.record(fields, shape: vocabulary.heading)
            })
        rendered[extent] = (html, headings)
        return (html, headings)
    }

    /// In bytes of HTML: a small text of table cells can become very large.
    private static let largestText = 8 << 20

    /// What makes the text's highest heading a second level, beneath the page's own: 1 where it has a first level, else 0.
    ///
    /// Looks at line beginnings alone; a `#` in a code block costs a level and nothing else.
    static func headingShift(of text: UnsafeRawBufferPointer) -> Int {
        guard let base = text.baseAddress else { return 0 }
        var line = 0
        while line < text.count {
            let byte = text[line]
            if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "=") {
                let next = line + 1 < text.count ? text[line + 1] : UInt8(ascii: " ")
                if byte == UInt8(ascii: "=") || next != UInt8(ascii: "#") { return 1 }
            }
            guard let end = memchr(base + line, 10, text.count - line) else { return 0 }
            line = UnsafeRawPointer(end) - base + 1
        }
        return 0
    }

    private func diagnostic(_ problem: MarkdownProblem, isNote: Bool) -> Diagnostic {
        let severity: Diagnostic.Severity = problem.isWarning ? .warning : .error
        guard isNote, let note, let source = vocabulary.string("source", of: note) else {
            return Diagnostic(problem.message, severity: severity, row: label, hint: problem.hint)
        }
        return Diagnostic(
            problem.message, severity: severity, file: "content/" + source,
            range: SourceRange(line: problem.line, columns: problem.columns), line: problem.text,
            hint: problem.hint)
    }
}
