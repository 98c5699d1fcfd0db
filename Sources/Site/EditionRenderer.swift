public import Diagnostics
internal import TemplateEngine

/// Renders editions, one after another, from their slices' values: every page, the brand's stylesheet, every file.
///
/// Holds the theme and reused memory, and no way to any data but the edition's own.
public final class EditionRenderer {
    private let theme: Theme
    private let pageArena = Arena()
    private let output = OutputBuffer()

    /// A renderer for a theme.
    public init(theme: Theme) {
        self.theme = theme
    }

    /// Renders one edition and hands each file to `emit`, in a fixed order.
    ///
    /// Nothing is emitted unless the whole plan is sound; all problems of the plan, or else of all pages, are thrown
    /// together. Warnings are returned.
    public func render(
        _ input: EditionInput, emit: (OutputFile) throws -> Void
    ) throws -> [Diagnostic] {
        guard let client = theme.clientRecord(in: input.values),
            let slug = theme.vocabulary.string("slug", of: client)
        else { preconditionFailure("a slice holds its client") }
        let language = try theme.locale(
            theme.vocabulary.string("locale", of: client) ?? "en",
            zone: theme.vocabulary.string("time_zone", of: client) ?? "UTC", client: slug)
        let globals = theme.globals(for: input, client: client, language: language)
        let host = PageHost(
            theme: theme, arena: input.arena, client: slug, texts: input.texts,
            hasFile: { input.fileSize($0) != nil })
        let renderer = Renderer(host: host.call)

        var planner = EditionPlanner(
            theme: theme, input: input, globals: globals, formatting: language.formatting, renderer: renderer,
            client: slug)
        planner.plan()
        guard planner.problems.isEmpty else { throw DiagnosticList(planner.problems) }
        host.begin(pages: planner.pages, files: planner.files)

        var problems: [Diagnostic] = []
        var warnings: [Diagnostic] = []
        for page in planner.pages.pages {
            do throws(Diagnostic) {
                try renderPage(
                    page, input: input, globals: globals, language: language, host: host, renderer: renderer)
            } catch {
                problems.append(error)
                continue
            }
            warnings += host.problems.filter { $0.severity == .warning }
            let errors = host.problems.filter { $0.severity == .error }
            problems += errors
            guard errors.isEmpty else { continue }
            try emit(
                OutputFile(
                    path: page.path, content: .bytes(output.bytes), record: page.label))
            for (file, path) in zip(theme.pageTypes[page.typeIndex].dataFiles, page.dataPaths) {
                try file.bytes(of: file.rows(of: page.row, globals: globals)).withUnsafeBytes { bytes in
                    try emit(
                        OutputFile(path: path, content: .bytes(bytes), record: nil))
                }
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems).condensed }
        try emitBrand(client: client, emit: emit)
        for file in host.files.files {
            try emit(
                OutputFile(
                    path: file.path, content: .contentFile(file.source), record: file.record))
        }
        return warnings
    }

    private func renderPage(
        _ page: PagePlan.Page, input: EditionInput, globals: [Value], language: Language, host: PageHost,
        renderer: Renderer
    ) throws(Diagnostic) {
        pageArena.removeAll()
        output.removeAll()
        let type = theme.pageTypes[page.typeIndex]
        var values = [
            theme.pageRecord(page, plan: host.pages, input: input, globals: globals, arena: pageArena)
        ]
        host.enter(page)
        func located(_ problem: Diagnostic) -> Diagnostic {
            var located = problem
            located.row = RowName.joined(
                problem.row, page: page.row.flatMap { theme.vocabulary.name(of: $0) }, client: host.client)
            return located
        }
        do throws(Diagnostic) {
            values += try theme.pageValues(of: type, row: page.row, globals: globals, into: pageArena)
            try globals.withUnsafeBufferPointer { globals throws(Diagnostic) in
                try values.withUnsafeBufferPointer { values throws(Diagnostic) in
                    try renderer.render(
                        type.body, globals: globals, page: values, formatting: language.formatting,
                        into: output)
                }
            }
        } catch {
            throw located(error)
        }
        host.warn(of: renderer.warnings.map(located))
    }

    private func emitBrand(client: Value, emit: (OutputFile) throws -> Void) throws {
        func color(_ column: String) -> Color? {
            theme.vocabulary.string(column, of: client).flatMap { Color(hex: $0) }
        }
        let font = theme.vocabulary.string("font", of: client)
        var css = BrandStyle(
            primary: color("color_primary"), accent: color("color_accent"), font: font
        ).css
        try css.withUTF8 { bytes in
            try emit(
                OutputFile(
                    path: "brand.css", content: .bytes(UnsafeRawBufferPointer(bytes)), record: nil))
        }
    }
}
