import Diagnostics
import Foundation
import TemplateEngine
import Testing

/// Every file in `Tests/TemplateMistakes`: wrong templates with all that is said of them.
///
/// Templates are parted by empty lines; the lines behind one that begin with `> ` are its diagnostics, without file
/// and excerpt. `UPDATE_GOLDEN=1` writes them anew.
@Suite struct MistakeTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "TemplateMistakes")
    private static let client = ShapeID(index: 0)
    private static let milestone = ShapeID(index: 1)
    private static let project = ShapeID(index: 2)
    private static let vocabulary = Vocabulary(
        shapes: [
            Shape(name: "clients", fields: [.init(name: "name", type: .string, isOptional: false)]),
            Shape(
                name: "milestones",
                fields: [
                    .init(name: "title", type: .string, isOptional: false),
                    .init(name: "due_on", type: .date, isOptional: true),
                ]),
            Shape(
                name: "projects",
                fields: [
                    .init(name: "name", type: .string, isOptional: false),
                    .init(name: "client", type: .record(client), isOptional: true),
                    .init(name: "budget", type: .money, isOptional: true),
                    .init(name: "score", type: .double, isOptional: true),
                    .init(name: "open", type: .bool, isOptional: false),
                    .init(name: "starts_on", type: .date, isOptional: true),
                    .init(name: "milestones", type: .list(.record(milestone)), isOptional: false),
                ]),
        ],
        globals: [.init(name: "projects", type: .list(.record(project))), .init(name: "as_of", type: .date)])
    private static let others = [
        ("base.html", "{% block main %}<p></p>{% endblock %}"),
        ("typed.html", "<p>\n{{ page.nmae }}"),
        ("part.html", "{{ as_of }}"),
        ("broken.html", "{{ as_of | dat }}{% macro show() %}\n{{ as_of.x }}{% endmacro %}"),
        ("macros.html", "{% macro badge(text, kind=\"info\") %}<b>{{ text }}</b>{% endmacro %}"),
    ]

    private static func diagnostics(_ text: String) -> [String] {
        let sources = ([("page.html", text)] + others).map {
            TemplateSource(name: $0.0, file: $0.0, text: Array($0.1.utf8))
        }
        let library = TemplateLibrary(
            sources: sources, vocabulary: vocabulary,
            hostFunctions: [
                HostFunction(name: "url", form: .function, parameters: [.any], result: .string),
                HostFunction(name: "markdown", form: .filter, parameters: [.string], result: .markup),
            ])
        let found: [Diagnostic]
        do throws(DiagnosticList) {
            let page = Vocabulary.Global(name: "page", type: .record(project))
            found = try library.compile("page.html", mode: .html, pageVariables: [page]).warnings
        } catch { found = error.all }
        return found.flatMap { diagnostic in
            let lines = diagnostic.rendered(colour: false).split(separator: "\n").map(String.init)
            let rest = lines.dropFirst().filter { $0.hasPrefix("  hint: ") || $0.hasPrefix("  in: ") }
            return [lines[0].replacing("page.html:", with: "")] + rest
        }
    }

    @Test(arguments: ["filters", "names", "structure", "syntax", "types"])
    func saysWhatIsWrongWhereAndWhatToDo(_ topic: String) throws {
        let file = Self.folder.appending(path: topic + ".txt")
        let text = try String(contentsOf: file, encoding: .utf8)
        var made: [String] = []
        for block in text.trimmingCharacters(in: .newlines).components(separatedBy: "\n\n") {
            let lines = block.components(separatedBy: "\n")
            let template = lines.filter { !$0.hasPrefix("> ") }
            let expected = lines.filter { $0.hasPrefix("> ") }
            let said = Self.diagnostics(template.joined(separator: "\n")).map { "> " + $0 }
            made.append((template + said).joined(separator: "\n"))
            #expect(!said.isEmpty, "\(block)")
            guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == nil else { continue }
            #expect(said == expected, "\(template.joined(separator: "\n"))")
        }
        #expect(made.count > 25)
        guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil else { return }
        try (made.joined(separator: "\n\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
}
