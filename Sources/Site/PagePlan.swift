internal import Diagnostics
internal import Files
internal import TemplateEngine

/// Every page that one edition will have: its path, title and row, decided before the first is rendered.
struct PagePlan {
    /// One page to render.
    struct Page {
        /// Its position in `Theme.pageTypes`.
        let typeIndex: Int
        /// The row that it is about.
        let row: Value?
        /// Below the edition's folder.
        let path: String
        /// Of its data files, below the edition's folder, in the order of `PageType.dataFiles`.
        let dataPaths: [String]
        /// Plain text, in the edition's arena.
        let title: Value
        /// As `projects website`; nil for a page of its own.
        let label: String?
    }

    /// In the order of the page types and of each table.
    var pages: [Page] = []
    /// Page types without rows, by name, as positions in `pages`.
    var byType: [String: Int] = [:]
    /// Positions in `pages` by the address of the row: of the kind of page that claims its table.
    var byRow: [UnsafeMutablePointer<Value>: Int] = [:]
    /// Positions in `pages` by path.
    var byPath: [String: Int] = [:]
    /// Notes by the path of their Markdown file in the content folder.
    var bySource: [String: Int] = [:]

    /// Adds a page unless its path is taken or may not be published.
    mutating func add(_ page: Page, type: PageType, source: String?) throws(Diagnostic) {
        let endings = type.file.hasSuffix(".xml") ? [".atom", ".xml"] : [".html"]
        guard RelativePath.problem(in: page.path) == nil, endings.contains(where: page.path.hasSuffix) else {
            let allowed = endings.map { "`\($0)`" }.joined(separator: " or ")
            throw Diagnostic(
                "`\(page.path)` cannot be the path of a page", file: type.file,
                hint:
                    "use lower-case letters, digits, `-` and `/`, at most 64 in a segment, and end in \(allowed)"
            )
        }
        if let other = byPath[page.path] {
            throw Diagnostic(
                "two pages have the path `\(page.path)`", file: type.file,
                hint: pages[other].label.map { "the other one is \($0); give one a code of its own" }
                    ?? "the other one is a page of its own; choose another path")
        }
        let position = pages.count
        pages.append(page)
        byPath[page.path] = position
        guard let fields = page.row?.fields else { return byType[type.name] = position }
        guard type.claim != nil else { return }
        byRow[fields] = position
        if let source { bySource[source] = position }
    }
}
