internal import Diagnostics
internal import Slices
internal import TemplateEngine

/// What templates of one edition call: links, assets and Markdown, as seen from the page being rendered.
final class PageHost {
    private let theme: Theme
    private let arena: Arena
    let client: String
    private let texts: RenderedTexts
    private let hasFile: (String) -> Bool
    private(set) var pages = PagePlan()
    private(set) var files = FilePlan()
    private var page: PagePlan.Page?
    private var text: PageText?

    /// What the current page's Markdown has wrong.
    var problems: [Diagnostic] { (text?.problems ?? []) + warnings }
    private var warnings: [Diagnostic] = []

    /// - Parameter arena: lives as long as the edition is rendered.
    /// - Parameter hasFile: whether a file of that path lies in the content folder.
    init(
        theme: Theme, arena: Arena, client: String, texts: RenderedTexts, hasFile: @escaping (String) -> Bool
    ) {
        self.theme = theme
        self.arena = arena
        self.client = client
        self.texts = texts
        self.hasFile = hasFile
    }

    /// Takes the finished plan: from here on pages may be rendered.
    func begin(pages: PagePlan, files: FilePlan) {
        self.pages = pages
        self.files = files
    }

    /// Turns to the next page.
    func enter(_ page: PagePlan.Page) {
        self.page = page
        warnings = []
        theme.slice.refillQuerySteps()
        text = PageText(
            page: page, client: client, vocabulary: theme.vocabulary, pages: pages, texts: texts,
            hasFile: hasFile)
    }

    /// Adds what the page's template has done that is doubtful.
    func warn(of warnings: [Diagnostic]) {
        self.warnings += warnings
    }

    /// Answers a call; `index` is a position in `HostInterface`.
    func call(_ index: Int, _ arguments: UnsafeBufferPointer<Value>, _ arena: Arena) throws(HostError)
        -> Value
    {
        guard let function = HostInterface(rawValue: index) else {
            preconditionFailure("the compiler knows only the functions of the interface")
        }
        let argument = arguments.first ?? .null
        switch function {
        case .url: return arena.string(try link(to: argument))
        case .asset: return try asset(string(argument), arena)
        case .filename:
            let path = string(argument)
            return arena.string(String(path.split(separator: "/").last ?? ""))
        case .markdown: return try markdown(argument, arena).html
        case .headings: return try markdown(argument, arena).headings
        case .query: return try answer(arguments, arena)
        }
    }

    private var path: String { page?.path ?? "" }

    private func string(_ value: Value) -> String { String(decoding: value.bytes, as: UTF8.self) }

    private func link(to target: Value) throws(HostError) -> String {
        if let fields = target.fields {
            if let position = pages.byRow[fields] {
                return PagePath.link(from: path, to: pages.pages[position].path)
            }
            if let position = files.byRow[fields] {
                return PagePath.link(from: path, to: files.files[position].path)
            }
            throw HostError(
                "this row of `\(theme.vocabulary.table(of: target))` has no page and no file",
                hint: "link to the page that lists it, and to its `code` behind `#`")
        }
        let name = string(target)
        guard let position = pages.byType[name] else {
            throw HostError(
                "there is no page type `\(name)` that is one page",
                hint: didYouMean(name, in: pages.byType.keys.sorted()))
        }
        return PagePath.link(from: path, to: pages.pages[position].path)
    }

    /// The edition's own files by their plain names, everything else from the theme.
    private func asset(_ name: String, _ arena: Arena) throws(HostError) -> Value {
        switch name {
        case "brand.css": return arena.string(PagePath.link(from: path, to: name))
        case "logo", "logo-dark":
            let file = files.files.first { $0.path.split(separator: ".").first == name[...] }
            return file.map { arena.string(PagePath.link(from: path, to: $0.path)) } ?? .null
        default:
            guard let published = theme.assets.publishedName(of: name) else {
                throw HostError(
                    "the theme has no asset `\(name)`",
                    hint: didYouMean(name, in: theme.assets.all.map(\.name)))
            }
            return arena.string(PagePath.root(from: path) + "assets/" + published)
        }
    }

    /// The call that `HostQuery` describes.
    private func answer(_ arguments: UnsafeBufferPointer<Value>, _ arena: Arena) throws(HostError) -> Value {
        guard arguments.count >= 2, let id = arguments[0].integer, let shape = arguments[1].integer else {
            preconditionFailure("the compiler writes the query and its shape first")
        }
        let values = UnsafeBufferPointer(rebasing: arguments.dropFirst(2))
        do throws(QueryError) {
            return try theme.slice.answer(Int(id), values, shape: ShapeID(index: Int(shape)), into: arena)
        } catch {
            throw HostError(error)
        }
    }

    private func markdown(_ value: Value, _ arena: Arena) throws(HostError) -> (html: Value, headings: Value)
    {
        guard value.kind == .string || value.kind == .null else {
            throw HostError("Markdown is text", hint: "pass a column that ends in `_md`")
        }
        return text?.render(value, into: arena, files: &files) ?? (.null, .null)
    }
}
