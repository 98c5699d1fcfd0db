import Diagnostics
import TemplateEngine
import Testing

/// Errors of running pages: they name the rows that loops are at, and how the place was reached.
@Suite struct FaultTests {
    private static let step = ShapeID(index: 0)
    private static let project = ShapeID(index: 1)
    private static let vocabulary = Vocabulary(
        shapes: [
            Shape(
                name: "status_updates",
                fields: [
                    .init(name: "secret", type: .string, isOptional: false),
                    .init(name: "code", type: .string, isOptional: true),
                    .init(name: "n", type: .int, isOptional: false),
                ]),
            Shape(
                name: "projects",
                fields: [
                    .init(name: "slug", type: .string, isOptional: false),
                    .init(name: "steps", type: .list(.record(step)), isOptional: false),
                ]),
        ], globals: [.init(name: "projects", type: .list(.record(project)))])

    /// Project `kto` with the steps `a`, 1 and one without a code, 0.
    private func failure(_ templates: [(String, String)]) throws -> Diagnostic? {
        let arena = Arena()
        func record(_ values: [Value], _ shape: ShapeID) -> Value {
            let fields = arena.fields(count: values.count)
            for (index, value) in values.enumerated() { fields[index] = value }
            return .record(fields, shape: shape)
        }
        let steps = [
            record([arena.string("hidden"), arena.string("a"), .int(1)], Self.step),
            record([arena.string("hidden"), .null, .int(0)], Self.step),
        ]
        let globals = [
            arena.list([record([arena.string("kto"), arena.list(steps)], Self.project)])
        ]
        let library = TemplateLibrary(
            sources: templates.map { TemplateSource(name: $0.0, file: $0.0, text: Array($0.1.utf8)) },
            vocabulary: Self.vocabulary, hostFunctions: [])
        let template = try library.compile("page.html", mode: .html)
        let output = OutputBuffer()
        defer { withExtendedLifetime(arena) {} }
        do throws(Diagnostic) {
            try globals.withUnsafeBufferPointer { globals throws(Diagnostic) in
                try Renderer { _, _, _ throws(HostError) in .null }.render(
                    template, globals: globals, page: UnsafeBufferPointer(start: nil, count: 0),
                    formatting: .plain, into: output)
            }
            return nil
        } catch { return error }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let template: String
        let row: String?
        var testDescription: String { template }
    }

    @Test(arguments: [
        Example(template: "{{ 1 // 0 }}", row: nil),
        Example(template: "{% for p in projects %}{{ 1 // 0 }}{% endfor %}", row: "project kto"),
        Example(template: "{% for p in projects %}{% endfor %}{{ 1 // 0 }}", row: nil),
        Example(
            template:
                "{% for p in projects %}{% for s in p.steps %}{{ 1 // (s.n - 1) }}{% endfor %}{% endfor %}",
            row: "status update a of project kto"),
        Example(
            template: "{% for s in projects[0].steps %}{{ 1 // s.n }}{% endfor %}",
            row: "item 2 of `projects[0].steps`"),
        Example(
            template: "{% for s in projects[0].steps if 1 // (s.n - 1) %}{% endfor %}", row: "status update a"
        ),
        Example(
            template:
                "{% macro m(x) %}{{ 1 // x }}{% endmacro %}{% for p in projects %}{{ m(0) }}{% endfor %}",
            row: "project kto"),
        Example(template: "{% for i in [7, 0] %}{{ 1 // i }}{% endfor %}", row: "item 2 of `[7, 0]`"),
    ])
    func namesTheRowsThatLoopsAreAt(_ example: Example) throws {
        let found = try #require(try failure([("page.html", example.template)]))
        #expect(found.message == "division by zero")
        #expect(found.row == example.row)
        #expect(!found.rendered(colour: false).contains("hidden"))
    }

    @Test func namesEveryStepThatLedToThePlace() throws {
        let found = try #require(
            try failure([
                (
                    "page.html",
                    "{% extends \"base.html\" %}\n{% block b %}{% include \"part.html\" %}{% endblock %}"
                ),
                ("base.html", "\n\n{% block b %}{% endblock %}"),
                ("part.html", "{% from \"m.html\" import two %}\n{{ two(0) }}"),
                (
                    "m.html",
                    "{% macro one(x) %}{{ 1 // x }}{% endmacro %}\n{% macro two(x) %}{{ one(x) }}{% endmacro %}"
                ),
            ]))
        #expect(found.file == "m.html")
        #expect(
            found.trail == [
                "macro `one`, called from m.html:2", "macro `two`, called from part.html:2",
                "included from page.html:2", "block `b`, included from base.html:3",
                "extended by page.html:1",
            ])
    }

    @Test func aTrailWithoutEndIsCut() throws {
        let found = try #require(
            try failure([("page.html", "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}")]))
        #expect(found.message == "macros call each other more than 200 deep")
        #expect(found.trail.count == 8)
        #expect(found.trail[4] == "… and 193 more")
    }
}
