internal import Diagnostics
internal import Slices
internal import TemplateEngine

/// Decides every page and file of one edition before anything is rendered.
///
/// All problems are collected: an edition with any is not rendered.
struct EditionPlanner {
    let theme: Theme
    let input: EditionInput
    let globals: [Value]
    let formatting: Formatting
    let renderer: Renderer
    /// The client's slug: the folder of its content.
    let client: String

    /// Holds what a page asks of the edition while its path and title are made.
    private let answers = Arena()

    private(set) var pages = PagePlan()
    private(set) var files = FilePlan()
    private(set) var problems: [Diagnostic] = []

    init(
        theme: Theme, input: EditionInput, globals: [Value], formatting: Formatting, renderer: Renderer,
        client: String
    ) {
        self.theme = theme
        self.input = input
        self.globals = globals
        self.formatting = formatting
        self.renderer = renderer
        self.client = client
    }

    private var vocabulary: SiteVocabulary { theme.vocabulary }

    /// Fills `pages` and `files`.
    mutating func plan() {
        let output = OutputBuffer()
        planBrand()
        planDocuments()
        for (index, type) in theme.pageTypes.enumerated() {
            let isNeeded = type.needs.isEmpty || type.needs.contains { !input.values[$0].items.isEmpty }
            guard isNeeded else { continue }
            guard let iteration = type.iteration else {
                add(nil, type: type, index: index, output: output)
                continue
            }
            for row in input.values[iteration.globalIndex].items {
                add(row, type: type, index: index, output: output)
            }
        }
    }

    private mutating func add(_ row: Value?, type: PageType, index: Int, output: OutputBuffer) {
        let label = row.map { vocabulary.label(of: $0) }
        do throws(Diagnostic) {
            theme.slice.refillQuerySteps()
            let values = try theme.pageValues(of: type, row: row, globals: globals, into: answers)
            defer { answers.removeAll() }
            let path = String(decoding: try text(type.path, values, output).bytes, as: UTF8.self)
            let title = try text(type.title, values, output)
            let dataPaths = try type.dataFiles.map { file throws(Diagnostic) in
                let path = String(decoding: try text(file.path, values, output).bytes, as: UTF8.self)
                try files.take(path, of: type)
                return path
            }
            try pages.add(
                PagePlan.Page(
                    typeIndex: index, row: row, path: path, dataPaths: dataPaths, title: title, label: label),
                type: type, source: row.flatMap { vocabulary.string("source", of: $0) })
        } catch {
            var problem = error
            problem.row = RowName.joined(
                problem.row, page: row.flatMap { vocabulary.name(of: $0) }, client: client)
            problems.append(problem)
        }
    }

    private func text(
        _ template: Template, _ values: [Value], _ output: OutputBuffer
    ) throws(Diagnostic) -> Value {
        output.removeAll()
        try globals.withUnsafeBufferPointer { globals throws(Diagnostic) in
            try values.withUnsafeBufferPointer { page throws(Diagnostic) in
                try renderer.render(
                    template, globals: globals, page: page, formatting: formatting, into: output)
            }
        }
        return input.arena.string(output.bytes)
    }

    private mutating func planBrand() {
        guard let record = theme.clientRecord(in: input.values) else { return }
        for (column, name) in [("logo", "logo"), ("logo_dark", "logo-dark")] {
            guard let file = vocabulary.string(column, of: record) else { continue }
            let label = "clients \(client)"
            guard let ending = FilePlan.ending(of: file), FilePlan.imageEndings.contains(ending) else {
                problems.append(
                    Diagnostic(
                        "the logo is not an image",
                        file: "content/" + FilePlan.source(of: file, client: client),
                        row: label, hint: "use a file that ends in .svg, .png, .jpg or .webp"))
                continue
            }
            add(
                FilePlan.File(
                    source: FilePlan.source(of: file, client: client), path: "\(name).\(ending)",
                    record: nil),
                row: nil, label: label)
        }
    }

    /// Each version of a document that brings a file publishes it under the document's code and its number.
    private mutating func planDocuments() {
        guard let position = theme.vocabulary.globalIndex(of: "document_versions") else { return }
        for version in input.values[position].items {
            guard let file = vocabulary.string("file", of: version),
                let document = vocabulary.value("document", of: version),
                let code = vocabulary.string("code", of: document)
            else { continue }
            let source = FilePlan.source(of: file, client: client)
            completeSize(of: version, from: source)
            let number = vocabulary.value("number", of: version)?.integer ?? 0
            let ending = FilePlan.ending(of: file).map { "." + $0 } ?? ""
            let label = "document_versions \(number) of \(code) (\(client))"
            add(
                FilePlan.File(
                    source: source,
                    path: "files/\(code)-v\(number)\(ending)",
                    record: "documents \(code)"),
                row: version, label: label)
        }
    }

    /// A version whose row does not say how large its file is shows what the file itself says.
    private func completeSize(of version: Value, from source: String) {
        guard let shape = version.shape, let position = vocabulary.index(of: "bytes", in: shape),
            version.fields?[position].kind == .null, let size = input.fileSize(source)
        else { return }
        version.fields?[position] = .int(Int64(size))
    }

    private mutating func add(_ file: FilePlan.File, row: Value?, label: String) {
        do throws(Diagnostic) {
            try files.add(file, row: row)
        } catch {
            var problem = error
            problem.row = label
            problems.append(problem)
        }
    }
}
