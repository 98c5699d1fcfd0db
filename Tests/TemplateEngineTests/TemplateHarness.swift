import Diagnostics
import JSON
import TemplateEngine

/// Compiles and renders templates for the tests, with JSON as the page's variables.
struct TemplateHarness {
    var templates: [(name: String, text: String)]
    var context = "{}"
    var mode = TemplateMode.html
    var limits = Limits()
    var formatting = Formatting.plain

    /// One template that is named `page.html`.
    init(_ text: String, context: String = "{}", mode: TemplateMode = .html) {
        templates = [("page.html", text)]
        self.context = context
        self.mode = mode
    }

    init(templates: [(name: String, text: String)], context: String = "{}") {
        self.templates = templates
        self.context = context
    }

    /// What the first template makes; host functions: `url`, and the filter `markdown`.
    func render() throws -> String {
        let arena = Arena()
        let shapes = DynamicShapes()
        let members = try JSONReader.read(context).object ?? []
        let template = try library.compile(
            templates[0].name, mode: mode, pageVariables: members.map { .init(name: $0.name, type: .any) })
        let values = members.map { shapes.value($0.value, into: arena) }
        let renderer = Renderer(limits: limits, shapes: shapes) {
            function, arguments, arena throws(HostError) in
            let text = String(decoding: arguments[0].bytes, as: UTF8.self)
            if text == "fail" { throw HostError("no page named `fail`", hint: "did you mean `home`?") }
            if function == 0 { return arena.string(text + ".html") }
            return "<p>\(text)</p>".withCString {
                arena.markup(UnsafeRawBufferPointer(start: $0, count: text.utf8.count + 7))
            }
        }
        let output = OutputBuffer()
        try values.withUnsafeBufferPointer { page in
            try renderer.render(
                template, globals: UnsafeBufferPointer(start: nil, count: 0), page: page,
                formatting: formatting,
                into: output)
        }
        return withExtendedLifetime((arena, shapes)) { String(decoding: output.bytes, as: UTF8.self) }
    }

    /// What is wrong, as a terminal shows it; nil where it renders.
    func failure() -> String? {
        do {
            _ = try render()
            return nil
        } catch let list as DiagnosticList {
            return list.all.map { $0.rendered(colour: false) }.joined(separator: "\n")
        } catch let diagnostic as Diagnostic {
            return diagnostic.rendered(colour: false)
        } catch {
            return "\(error)"
        }
    }

    private var library: TemplateLibrary {
        TemplateLibrary(
            sources: templates.map {
                TemplateSource(name: $0.name, file: $0.name, text: Array($0.text.utf8))
            },
            vocabulary: Vocabulary(),
            hostFunctions: [
                HostFunction(name: "url", form: .function, parameters: [.string], result: .string),
                HostFunction(name: "markdown", form: .filter, parameters: [.any], result: .markup),
            ], isStrict: false)
    }
}
