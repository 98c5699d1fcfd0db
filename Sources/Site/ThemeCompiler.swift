internal import Diagnostics
internal import Markdown
internal import Slices
internal import TemplateEngine
internal import YAML

/// Turns `Templates/pages/*.html` and `*.xml` into page types, and reports every mistake in all of them at once.
struct ThemeCompiler {
    private let files: [ThemeFile]
    private let vocabulary: SiteVocabulary
    private let slice: Slice
    private let library: TemplateLibrary

    /// - Throws: `DiagnosticList` for front matter that does not end.
    init(files: [ThemeFile], vocabulary: SiteVocabulary, slice: Slice) throws(DiagnosticList) {
        self.files = files
        self.slice = slice
        self.vocabulary = vocabulary
        let templates = files.filter { $0.isTemplate }
        library = TemplateLibrary(
            sources: try templates.map { file throws(DiagnosticList) in
                let matter = try file.frontMatter
                return TemplateSource(
                    name: file.name, file: file.file, text: Array(file.bytes[matter.body]),
                    firstLine: matter.bodyLine)
            },
            vocabulary: vocabulary.all, hostFunctions: HostInterface.signatures(headings: vocabulary.heading),
            prepare: { sql throws(HostError) in
                do throws(QueryError) {
                    return HostQuery(try slice.query(sql))
                } catch {
                    throw HostError(error)
                }
            })
    }

    /// All page types, sorted by name, and what is doubtful in them.
    ///
    /// - Throws: every mistake in the whole theme, each once, in the order of files and lines.
    func pageTypes() throws(DiagnosticList) -> (types: [PageType], warnings: [Diagnostic]) {
        var types: [PageType] = []
        var problems: [Diagnostic] = library.syntaxErrors
        for file in files where file.name.hasPrefix("pages/") && file.isTemplate {
            do throws(DiagnosticList) {
                types.append(try pageType(file))
            } catch {
                problems += error.all
            }
        }
        problems += types.indices.filter { index in types[..<index].contains { $0.name == types[index].name }
        }
        .map { index in
            Diagnostic(
                "there are two page types `\(types[index].name)`", file: types[index].file,
                hint: "give the file another name")
        }
        for type in types {
            guard let parent = type.parent, !types.contains(where: { $0.name == parent }) else { continue }
            problems.append(
                Diagnostic(
                    "there is no page type `\(parent)`", file: type.file,
                    hint: didYouMean(parent, in: types.map(\.name))))
        }
        problems += rivals(types)
        problems += types.flatMap { $0.path.warnings + $0.title.warnings + $0.body.warnings }
        if !DiagnosticList(problems).hasErrors { problems += unused(types) }
        let list = DiagnosticList(problems).once.inSourceOrder
        guard !list.hasErrors else { throw list }
        return (types, list.all)
    }

    /// Kinds of page that would both be where `url(row)` leads; the portal's own are told to give way to the theme's.
    private func rivals(_ types: [PageType]) -> [Diagnostic] {
        let own = Set(files.filter(\.isOwn).map(\.file))
        let ordered = types.filter { !own.contains($0.file) } + types.filter { own.contains($0.file) }
        var first: [String: String] = [:]
        return ordered.compactMap { type in
            guard let table = type.iteration?.table, var problem = type.claim else { return nil }
            guard let other = first[table] else {
                first[table] = type.name
                return nil
            }
            problem.message = "`\(other)` pages are those of `\(table)` already"
            problem.hint = "write `linked: false` in the kind of page that `url` does not lead to"
            return problem
        }
    }

    /// Templates of the portal's own that no page is made of.
    private func unused(_ types: [PageType]) -> [Diagnostic] {
        let used = Set(types.flatMap(\.body.templates))
        return files.filter { file in
            file.isOwn && library.templateNames.contains(file.name) && !used.contains(file.name)
        }.map { Diagnostic("no page uses this template", severity: .warning, file: $0.file) }
    }

    private func pageType(_ file: ThemeFile) throws(DiagnosticList) -> PageType {
        let matter = try file.frontMatter
        let document = try YAMLDocument(
            YAMLSource(Array(file.bytes[matter.yaml]), file: file.file, firstLine: matter.yamlLine))
        let reader = YAMLReader(document.source)
        let root = reader.mapping(document.root, name: "the front matter of a page")
        let each = iteration(root)
        let claim = root.bool("linked") != false && each != nil ? root.diagnostic("", at: "each") : nil
        let path = root.string("path", required: true) ?? ""
        let title = root.string("title", required: true) ?? ""
        let menu = root.int("menu", in: 0...10_000)
        let parent = root.string("parent")
        let shows = root.strings("shows")
        func positions(of tables: [String], at key: String) -> [Int] {
            tables.compactMap { table in
                if let index = vocabulary.globalIndex(of: table), index < vocabulary.sliceGlobalCount {
                    return index
                }
                root.report(
                    "there is no table `\(table)`", at: key,
                    hint: didYouMean(table, in: vocabulary.all.globals.map(\.name)))
                return nil
            }
        }
        _ = positions(of: shows, at: "shows")
        let needs = positions(of: root.strings("if_any"), at: "if_any")
        let row = each.map { each in
            Vocabulary.Global(name: each.variable, type: vocabulary.itemType(of: each.globalIndex))
        }
        var asked = PageDataReader(slice: slice, vocabulary: vocabulary, library: library, row: row)
        let data = asked.read(root.mapping("data"))
        // Without its row, every name of a page would be unknown.
        let isRowUnknown = root.node("each") != nil && each == nil
        let declared =
            root.node("data_files") == nil || isRowUnknown
            ? [] : DataFileReader(reader: reader, vocabulary: vocabulary, row: row).read(root)
        let variables = (row.map { [$0] } ?? []) + asked.variables
        let page = Vocabulary.Global(name: "page", type: .record(vocabulary.page))
        func inline(_ key: String, _ text: String, at place: SourceRange? = nil) throws(DiagnosticList)
            -> Template
        {
            let range = place ?? root.node(key)?.range ?? SourceRange(line: 1, column: 1)
            return try library.compile(
                inline: TemplateSource(
                    name: "\(file.name) \(key)", file: file.file, text: Array(text.utf8),
                    firstLine: range.line, surroundings: file.surroundings(of: text, at: range)),
                mode: .text, pageVariables: variables)
        }
        var problems: [Diagnostic] = []
        do throws(DiagnosticList) { try reader.finish() } catch { problems = error.all }
        if isRowUnknown { throw DiagnosticList(problems) }
        func collect(_ make: () throws(DiagnosticList) -> Template) -> Template? {
            do throws(DiagnosticList) { return try make() } catch { problems += error.all }
            return nil
        }
        let pathTemplate = collect { () throws(DiagnosticList) in try inline("path", path) }
        let titleTemplate = collect { () throws(DiagnosticList) in try inline("title", title) }
        let dataFiles = declared.flatMap { file in
            file.paths.compactMap { written in
                collect { () throws(DiagnosticList) in
                    try inline("data_files", written.text, at: written.range)
                }.map { path in
                    DataFile(
                        rows: file.rows, source: file.source, columns: file.columns, tables: file.tables,
                        format: written.format, path: path)
                }
            }
        }
        let body = collect { () throws(DiagnosticList) in
            try library.compile(
                file.name, mode: TemplateMode(fileName: file.name), pageVariables: [page] + variables)
        }
        guard let pathTemplate, let titleTemplate, let body, problems.isEmpty else {
            throw DiagnosticList(problems)
        }
        return PageType(
            name: String(file.name.dropFirst("pages/".count).dropLast(file.name.hasSuffix(".xml") ? 4 : 5)),
            file: file.file,
            iteration: each, claim: claim, needs: needs, data: data, dataFiles: dataFiles, path: pathTemplate,
            title: titleTemplate, body: body,
            menu: menu, parent: parent, shows: shows)
    }

    /// `each: projects as project`.
    private func iteration(_ root: YAMLMapping) -> PageType.Iteration? {
        guard let text = root.string("each") else { return nil }
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, words[1] == "as" else {
            root.report("`each` is not understood", at: "each", hint: "write `each: projects as project`")
            return nil
        }
        guard let index = vocabulary.globalIndex(of: words[0]), index < vocabulary.sliceGlobalCount else {
            root.report(
                "there is no table `\(words[0])`", at: "each",
                hint: didYouMean(words[0], in: vocabulary.all.globals.map(\.name)))
            return nil
        }
        return PageType.Iteration(table: words[0], globalIndex: index, variable: words[2])
    }
}
