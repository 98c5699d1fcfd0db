internal import Diagnostics
internal import JSON
internal import TemplateEngine

/// Templates, the one to render, and what it may name: one line of `vitrine render --jsonl`.
struct TemplateRequest {
    let sources: [TemplateSource]
    let main: String
    let context: [JSONValue.Member]

    init(sources: [TemplateSource], main: String, context: [JSONValue.Member]) {
        self.sources = sources
        self.main = main
        self.context = context
    }

    private init(_ line: [UInt8]) throws(Diagnostic) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONReader.read(line)
        } catch {
            throw Diagnostic("the request is no JSON: \(error.message)", kind: .syntax)
        }
        guard let templates = json["templates"]?.object, let main = json["main"]?.string,
            let context = json["context"]?.object
        else {
            throw Diagnostic("a request has `templates`, `main` and `context`", kind: .syntax)
        }
        self.main = main
        self.context = context
        sources = try templates.map { member throws(Diagnostic) in
            guard let text = member.value.string else {
                throw Diagnostic("a template is a string", kind: .syntax, file: member.name)
            }
            return TemplateSource(name: member.name, file: member.name, text: Array(text.utf8))
        }
    }

    /// The answer to one line, with its line end.
    static func answer(to line: [UInt8]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        do {
            let output = try TemplateRequest(line).rendered().output
            writer.name("output")
            writer.string(output)
        } catch let list as DiagnosticList {
            describe(list.all.first { $0.severity == .error } ?? list.all[0], with: &writer)
        } catch let diagnostic as Diagnostic {
            describe(diagnostic, with: &writer)
        } catch {
            describe(Diagnostic("\(error)", kind: .runtime), with: &writer)
        }
        writer.endObject()
        writer.newline()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func describe(_ error: Diagnostic, with writer: inout JSONWriter) {
        writer.name("error")
        writer.beginObject()
        writer.name("kind")
        writer.string((error.kind ?? .runtime).rawValue)
        writer.name("message")
        writer.string(error.message)
        writer.name("template")
        writer.string(orNull: error.file)
        for (name, number) in [("line", error.range?.line), ("column", error.range?.columns.lowerBound)] {
            writer.name(name)
            if let number { writer.int(number) } else { writer.null() }
        }
        writer.endObject()
    }

    /// What the template makes, and warnings; templates that are not given are asked of `find`.
    ///
    /// - Throws: `DiagnosticList`.
    func rendered(
        find: @escaping (String) -> TemplateSource? = { _ in nil }
    ) throws(DiagnosticList) -> (output: String, warnings: [Diagnostic]) {
        let library = TemplateLibrary(
            sources: sources, vocabulary: Vocabulary(), hostFunctions: [], isStrict: false, find: find)
        let template = try library.compile(
            main, mode: TemplateMode(fileName: main),
            pageVariables: context.map { Vocabulary.Global(name: $0.name, type: .any) })
        let shapes = DynamicShapes()
        let arena = Arena()
        let values = context.map { shapes.value($0.value, into: arena) }
        let renderer = Renderer(shapes: shapes) { _, _, _ throws(HostError) in .null }
        let output = OutputBuffer()
        do throws(Diagnostic) {
            try values.withUnsafeBufferPointer { (page) throws(Diagnostic) in
                try renderer.render(
                    template, globals: UnsafeBufferPointer(start: nil, count: 0), page: page,
                    formatting: .plain, into: output)
            }
        } catch {
            throw DiagnosticList([error] + template.warnings)
        }
        return withExtendedLifetime((arena, shapes)) {
            (String(decoding: output.bytes, as: UTF8.self), template.warnings + renderer.warnings)
        }
    }
}
