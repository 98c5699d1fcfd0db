public import Diagnostics

/// All templates of a theme, the names that they may use, and the functions that they may call.
///
/// Belongs to one worker. Parsing happens once a template, compiling once a page type.
public final class TemplateLibrary {
    private(set) var vocabulary: Vocabulary
    let hostFunctions: [HostFunction]
    let prepare: HostQuery.Preparer?
    /// Whether an unknown name is an error when compiling, and not only when it is used.
    let isStrict: Bool
    var names = NameTable()
    /// The fields of each shape by name.
    private(set) var fields: [[Name: Int]]
    private(set) var sources: [TemplateSource]
    private var sourceIndexes: [String: Int] = [:]
    /// Finds a template that is named and not here yet.
    private let find: (String) -> TemplateSource?
    private var results: [Int: Result<ParsedTemplate, ErrorList>] = [:]
    /// Where the macros stand that were checked though nothing calls them.
    var checkedMacros: Set<Place> = []

    /// Larger templates are refused.
    private static let byteLimit = 1 << 20

    struct ErrorList: Error {
        let errors: [SyntaxError]
    }

    /// A library; with `isStrict` false, names that the vocabulary does not have are looked for when a page runs.
    /// Templates that are not among the sources are asked of `find`.
    public init(
        sources: [TemplateSource], vocabulary: Vocabulary, hostFunctions: [HostFunction],
        prepare: HostQuery.Preparer? = nil, isStrict: Bool = true,
        find: @escaping (String) -> TemplateSource? = { _ in nil }
    ) {
        self.sources = sources.map(\.withoutCarriageReturns)
        self.vocabulary = vocabulary
        self.hostFunctions = hostFunctions
        self.prepare = prepare
        self.isStrict = isStrict
        self.find = find
        var names = NameTable()
        fields = vocabulary.shapes.map { Self.indexes(of: $0, &names) }
        self.names = names
        for (index, source) in sources.enumerated() where sourceIndexes[source.name] == nil {
            sourceIndexes[source.name] = index
        }
    }

    /// Makes a shape known to the templates that are compiled from here on, for page variables of theirs.
    public func add(_ shape: Shape) -> ShapeID {
        vocabulary.shapes.append(shape)
        fields.append(Self.indexes(of: shape, &names))
        return ShapeID(index: vocabulary.shapes.count - 1)
    }

    private static func indexes(of shape: Shape, _ names: inout NameTable) -> [Name: Int] {
        var indexes: [Name: Int] = [:]
        for (index, field) in shape.fields.enumerated() { indexes[names.name(field.name)] = index }
        return indexes
    }

    /// The names of all templates, sorted.
    public var templateNames: [String] { sourceIndexes.keys.sorted() }

    /// The program of the template `name`.
    ///
    /// - Throws: everything that is wrong with it and the templates that it is made of.
    public func compile(
        _ name: String, mode: TemplateMode, pageVariables: [Vocabulary.Global] = []
    ) throws(DiagnosticList) -> Template {
        try Compiler(library: self, mode: mode, pageVariables: pageVariables).compile(name)
    }

    /// The program of a template that is not in the library, such as a line of front matter.
    public func compile(
        inline source: TemplateSource, mode: TemplateMode, pageVariables: [Vocabulary.Global] = []
    ) throws(DiagnosticList) -> Template {
        let name = "\u{0}\(sources.count)"
        sourceIndexes[name] = sources.count
        sources.append(source.withoutCarriageReturns)
        return try Compiler(library: self, mode: mode, pageVariables: pageVariables).compile(name)
    }

    /// A template by name, parsed.
    func parsed(_ name: String, from place: Place) throws(SyntaxFailure) -> ParsedTemplate {
        guard let index = sourceIndexes[name] ?? found(name) else {
            throw .missing(
                SyntaxError(
                    "no template named `\(name)`", at: place,
                    hint: nearestTemplate(name)))
        }
        let result = results[index] ?? parse(index)
        results[index] = result
        switch result {
        case .success(let template): return template
        case .failure(let list): throw .errors(list.errors)
        }
    }

    /// The template of that name in another folder, or one of a name like it.
    private func nearestTemplate(_ name: String) -> String? {
        func stem(_ name: String) -> String {
            let file = name.split(separator: "/").last ?? ""
            return String(file.split(separator: ".").first ?? file)
        }
        let known = templateNames.filter { !$0.hasPrefix("\u{0}") }
        let wanted = stem(name)
        let found = known.map(stem).contains(wanted) ? wanted : nearest(wanted, in: known.map(stem))
        return known.first { stem($0) == found }.map { "did you mean `\($0)`?" }
    }

    /// What cannot be read in any template, used or not, in the order of their names.
    public var syntaxErrors: [Diagnostic] {
        let texts = SourceTexts(sources)
        return templateNames.flatMap { name -> [Diagnostic] in
            do throws(SyntaxFailure) {
                _ = try parsed(name, from: .none)
            } catch {
                guard case .errors(let list) = error else { return [] }
                return list.map { texts.diagnostic($0.message, kind: .syntax, at: $0.place, hint: $0.hint) }
            }
            return []
        }
    }

    private func found(_ name: String) -> Int? {
        guard let source = find(name) else { return nil }
        sourceIndexes[name] = sources.count
        sources.append(source.withoutCarriageReturns)
        return sources.count - 1
    }

    /// As `TemplateSource.name`; for an inline source, what its file is.
    func name(_ source: Int32) -> String {
        let source = sources[Int(source)]
        return source.name
    }

    private func parse(_ index: Int) -> Result<ParsedTemplate, ErrorList> {
        let bytes = sources[index].text
        guard bytes.count <= Self.byteLimit else {
            let place = Place(source: Int32(index), start: 0, end: 1)
            return .failure(ErrorList(errors: [SyntaxError("the template is larger than 1 MB", at: place)]))
        }
        if let invalid = Self.invalidOffset(bytes) {
            let place = Place(source: Int32(index), start: Int32(invalid), end: Int32(invalid + 1))
            return .failure(ErrorList(errors: [SyntaxError("the template is not UTF-8", at: place)]))
        }
        let (template, errors) = Parser.parse(bytes, source: Int32(index), names: &names)
        guard let template, errors.isEmpty else { return .failure(ErrorList(errors: errors)) }
        return .success(template)
    }

    private static func invalidOffset(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var (low, high) = (0, bytes.count)
        while low < high {
            let middle = (low + high) / 2
            // A prefix may end inside of a character: only up to three bytes more can make it valid.
            let isValid = (middle..<min(middle + 4, bytes.count + 1)).contains {
                String(validating: bytes[..<$0], as: UTF8.self) != nil
            }
            if isValid { low = middle + 1 } else { high = middle }
        }
        return min(max(0, low - 1), max(0, bytes.count - 1))
    }
}

extension TemplateSource {
    /// Line ends as LF alone.
    fileprivate var withoutCarriageReturns: TemplateSource {
        guard text.contains(13) else { return self }
        var lines: [UInt8] = []
        for (index, byte) in text.enumerated() {
            if byte == 13 {
                if index + 1 == text.count || text[index + 1] != 10 { lines.append(10) }
            } else {
                lines.append(byte)
            }
        }
        return TemplateSource(
            name: name, file: file, text: lines, firstLine: firstLine, surroundings: surroundings)
    }
}
