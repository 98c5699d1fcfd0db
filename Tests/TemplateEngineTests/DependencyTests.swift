import TemplateEngine
import Testing

/// Of which templates a page is made, and which globals it reads.
@Suite struct DependencyTests {
    private static let others = [
        ("base.html", "{% block a %}{{ one }}{% endblock %}{% block b %}{% endblock %}"),
        ("part.html", "{% include \"deep.html\" %}"), ("deep.html", "{{ as_of }}"),
        ("loop.html", "{% for x in two %}{% else %}{{ one }}{% endfor %}"),
        (
            "macros.html",
            "{% macro used(x) %}{{ as_of }}{% endmacro %}{% macro other() %}{{ two }}{% endmacro %}"
        ),
        ("sets.html", "{% set value = as_of %}"),
    ]

    struct Example: Sendable, CustomTestStringConvertible {
        let template: String
        let templates: [String]
        let globals: [String]
        var testDescription: String { template }
    }

    @Test(arguments: [
        Example(template: "<p>as_of</p>{# {{ as_of }} #}", templates: [], globals: []),
        Example(template: "{{ as_of }}", templates: [], globals: ["as_of"]),
        Example(template: "{% set as_of = 1 %}{{ as_of }}", templates: [], globals: []),
        Example(template: "{% for as_of in [1] %}{{ as_of }}{% endfor %}", templates: [], globals: []),
        Example(
            template: "{% include \"part.html\" %}", templates: ["deep.html", "part.html"], globals: ["as_of"]
        ),
        Example(
            template: "{% if false %}{% include \"part.html\" %}{% endif %}",
            templates: ["deep.html", "part.html"], globals: ["as_of"]),
        Example(template: "{% include \"none.html\" ignore missing %}", templates: [], globals: []),
        Example(template: "{% include \"loop.html\" %}", templates: ["loop.html"], globals: ["one", "two"]),
        Example(
            template: "{% from \"macros.html\" import used %}{{ used(1) }}", templates: ["macros.html"],
            globals: ["as_of"]),
        Example(
            template: "{% import \"macros.html\" as m %}{{ m.other() }}", templates: ["macros.html"],
            globals: ["two"]),
        Example(
            template: "{% import \"macros.html\" as m %}", templates: ["macros.html"], globals: []),
        Example(template: "{% macro m() %}{{ as_of }}{% endmacro %}", templates: [], globals: []),
        Example(
            template: "{% macro m(d=as_of) %}{{ d }}{% endmacro %}{{ m() }}", templates: [],
            globals: ["as_of"]),
        Example(
            template: "{% macro m(d=as_of) %}{{ d }}{% endmacro %}{{ m(1) }}", templates: [], globals: []),
        Example(template: "{% extends \"base.html\" %}", templates: ["base.html"], globals: ["one"]),
        Example(
            template: "{% extends \"base.html\" %}{% block a %}{% endblock %}", templates: ["base.html"],
            globals: []),
        Example(
            template: "{% extends \"base.html\" %}{% block a %}{{ super() }}{{ two }}{% endblock %}",
            templates: ["base.html"], globals: ["one", "two"]),
        Example(
            template: "{% extends \"base.html\" %}{% block nowhere %}{{ as_of }}{% endblock %}",
            templates: ["base.html"], globals: ["one"]),
        Example(
            template: "{% from \"sets.html\" import value %}{{ value }}", templates: ["sets.html"],
            globals: ["as_of"]),
        Example(template: "{{ nothing | default(as_of) }}", templates: [], globals: ["as_of"]),
        Example(template: "{{ [1] | map(\"default\", as_of) | join }}", templates: [], globals: ["as_of"]),
    ])
    func areExact(_ example: Example) throws {
        let sources = ([("page.html", example.template)] + Self.others).map {
            TemplateSource(name: $0.0, file: $0.0, text: Array($0.1.utf8))
        }
        let library = TemplateLibrary(
            sources: sources,
            vocabulary: Vocabulary(globals: [
                .init(name: "one", type: .int), .init(name: "two", type: .any),
                .init(name: "as_of", type: .date),
            ]), hostFunctions: [])
        let template = try library.compile("page.html", mode: .html)
        #expect(template.templates == (example.templates + ["page.html"]).sorted())
        #expect(template.globals == example.globals)
    }

    @Test(arguments: [
        ("{{ rows | length }}", []),
        ("{% for r in rows %}{{ r.name }}{% endfor %}", ["rows.name"]),
        ("{% for r in rows %}{{ r.other.size }}{% endfor %}", ["others.size", "rows.other"]),
        ("{{ rows | map(attribute=\"other.size\") | sum }}", ["others.size", "rows.other"]),
        ("{{ rows | sort(attribute=\"name\") | length }}", ["rows.name"]),
        ("{{ (rows | first) | tojson }}", ["rows.*"]),
        ("{{ (rows | first)[one] }}", ["rows.*"]), ("{{ (rows | first)[\"name\"] }}", ["rows.name"]),
        ("{% for r in rows %}{{ show(r) }}{% endfor %}", ["rows.*"]),
        ("{% macro m(r) %}{{ r.name }}{% endmacro %}", []),
        ("{% macro m(r) %}{{ r.name }}{% endmacro %}{{ m(rows | first) }}", ["rows.name"]),
        ("{{ {\"name\": 1}.name }}", []),
    ])
    func fieldsAreExact(template: String, fields: [String]) throws {
        let vocabulary = Vocabulary(
            shapes: [
                Shape(
                    name: "rows",
                    fields: [
                        .init(name: "name", type: .string, isOptional: false),
                        .init(name: "other", type: .record(ShapeID(index: 1)), isOptional: false),
                    ]),
                Shape(name: "others", fields: [.init(name: "size", type: .int, isOptional: false)]),
            ],
            globals: [
                .init(name: "rows", type: .list(.record(ShapeID(index: 0)))),
                .init(name: "one", type: .string),
            ])
        let library = TemplateLibrary(
            sources: [TemplateSource(name: "page.html", file: "page.html", text: Array(template.utf8))],
            vocabulary: vocabulary,
            hostFunctions: [HostFunction(name: "show", form: .function, parameters: [.any], result: .string)])
        #expect(try library.compile("page.html", mode: .html).fields == fields)
    }
}
