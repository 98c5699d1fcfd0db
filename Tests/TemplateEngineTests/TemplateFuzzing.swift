import Diagnostics
import JSON
import TemplateEngine

/// What must hold for whatever bytes a fuzzer writes: templates and data end in a page or in errors with a place.
///
/// Compiled into the tests, which replay what once failed, and into the fuzzer.
///
/// The first byte says how to read the rest: mode (two bits), then whether names of the schema are there. The rest are
/// sections with the byte 0x1E between them: JSON, and the templates, the first line of each its name.
struct TemplateFuzzing {
    /// The rule that the input broke; nil where all is well.
    static func problem(with input: UnsafeRawBufferPointer) -> String? {
        guard let flags = input.first else { return nil }
        let sections = input.dropFirst().split(separator: 0x1E, omittingEmptySubsequences: false)
        guard sections.count >= 2 else { return nil }
        let data = (try? JSONReader.read(Array(sections[0])))?.object ?? []
        let sources = sections.dropFirst().map { section in
            let lines = section.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: lines[0], as: UTF8.self)
            return TemplateSource(name: name, file: name, text: lines.count > 1 ? Array(lines[1]) : [])
        }
        return TemplateFuzzing(
            sources: sources, data: data, mode: TemplateMode(rawValue: flags & 3) ?? .html,
            hasSchema: flags & 4 != 0
        ).problem()
    }

    let sources: [TemplateSource]
    let data: [JSONValue.Member]
    let mode: TemplateMode
    let hasSchema: Bool

    private static let canary = "<vitrine-canary>"

    private func problem() -> String? {
        let world = FuzzingWorld()
        let library = TemplateLibrary(
            sources: sources, vocabulary: hasSchema ? world.vocabulary : Vocabulary(),
            hostFunctions: FuzzingWorld.hostFunctions, isStrict: hasSchema)
        let template: Template
        do throws(DiagnosticList) {
            template = try library.compile(
                sources[0].name, mode: mode, pageVariables: data.map { .init(name: $0.name, type: .any) })
        } catch {
            return error.hasErrors
                ? error.all.lazy.compactMap(misplaced).first : "compiling fails without an error"
        }
        if let problem = template.warnings.lazy.compactMap(misplaced).first { return problem }
        let renderer = Renderer(limits: Self.limits, shapes: world.shapes, host: FuzzingWorld.host)
        let page = data.map { world.shapes.value($0.value, into: world.arena) }
        let first = render(template, with: renderer, page, world)
        guard first == render(template, with: renderer, page, world) else { return "two pages differ" }
        switch first {
        case .failure(let diagnostic): return misplaced(diagnostic)
        case .success(let bytes):
            if bytes.count > Self.limits.outputBytes { return "the page is larger than its limit" }
            guard let text = String(validating: bytes, as: UTF8.self) else { return "the page is not UTF-8" }
            if mode != .text, !mentionsCanary, text.contains(Self.canary) {
                return "a value is not escaped"
            }
            return renderer.warnings.lazy.compactMap(misplaced).first
        }
    }

    private static var limits: Limits {
        var limits = Limits()
        limits.steps = 50_000
        limits.depth = 50
        limits.outputBytes = 1 << 18
        limits.memoryBytes = 8 << 20
        return limits
    }

    private func render(
        _ template: Template, with renderer: Renderer, _ page: [Value], _ world: FuzzingWorld
    ) -> Result<[UInt8], Diagnostic> {
        let output = OutputBuffer()
        return Result { () throws(Diagnostic) in
            try page.withUnsafeBufferPointer { (page) throws(Diagnostic) in
                try world.globals.withUnsafeBufferPointer { (globals) throws(Diagnostic) in
                    try renderer.render(
                        template, globals: globals, page: page, formatting: .plain, into: output)
                }
            }
            return Array(output.bytes)
        }
    }

    /// Whether the templates, or markup that is trusted, may write the canary themselves.
    private var mentionsCanary: Bool {
        sources.contains { String(decoding: $0.text, as: UTF8.self).contains("vitrine") }
            || data.contains { Self.holdsMarkup($0.value) }
    }

    private static func holdsMarkup(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let items): items.contains(where: holdsMarkup)
        case .object(let members): members.contains { $0.name == "$safe" || holdsMarkup($0.value) }
        default: false
        }
    }

    /// The scalars in each line; CR, LF and CR LF end one.
    private static func lines(_ text: [UInt8]) -> [Int] {
        var counts = [0]
        for (index, byte) in text.enumerated() {
            if byte == 13 || (byte == 10 && (index == 0 || text[index - 1] != 13)) {
                counts.append(0)
            } else if byte != 10, byte & 0xC0 != 0x80 {
                counts[counts.count - 1] += 1
            }
        }
        return counts
    }

    /// What is wrong with the place of a diagnostic.
    private func misplaced(_ diagnostic: Diagnostic) -> String? {
        if diagnostic.rendered(colour: true).isEmpty { return "an error says nothing" }
        guard let range = diagnostic.range else {
            return diagnostic.kind == .limit || diagnostic.message.hasPrefix("no template named")
                ? nil : "an error has no place: \(diagnostic.message)"
        }
        for source in sources where source.file == diagnostic.file {
            let lines = Self.lines(source.text)
            guard range.line >= 1, range.line <= lines.count else { continue }
            let width = lines[range.line - 1]
            if range.columns.lowerBound >= 1, range.columns.lowerBound <= width + 1 { return nil }
        }
        return "an error lies outside of its template: \(diagnostic.rendered(colour: false))"
    }
}
