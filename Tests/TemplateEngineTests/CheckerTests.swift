import Diagnostics
import TemplateEngine
import Testing

/// Templates against a schema: clients, projects that refer to them, milestones of projects.
@Suite struct CheckerTests {
    static let client = ShapeID(index: 0)
    static let project = ShapeID(index: 1)
    static let milestone = ShapeID(index: 2)
    static let vocabulary = Vocabulary(
        shapes: [
            Shape(name: "clients", fields: [.init(name: "name", type: .string, isOptional: false)]),
            Shape(
                name: "projects",
                fields: [
                    .init(name: "name", type: .string, isOptional: false),
                    .init(name: "client", type: .record(client), isOptional: true),
                    .init(name: "budget", type: .money, isOptional: true),
                    .init(name: "starts_on", type: .date, isOptional: true),
                    .init(name: "milestones", type: .list(.record(milestone)), isOptional: false),
                ]),
            Shape(
                name: "milestones",
                fields: [
                    .init(name: "title", type: .string, isOptional: false),
                    .init(name: "progress", type: .int, isOptional: false),
                ]),
        ],
        globals: [.init(name: "projects", type: .list(.record(project))), .init(name: "as_of", type: .date)])

    private func compile(_ text: String, name: String = "page.html") throws -> Template {
        let library = TemplateLibrary(
            sources: [
                TemplateSource(name: name, file: "Templates/\(name)", text: Array(text.utf8), firstLine: 11),
                TemplateSource(
                    name: "part.html", file: "Templates/part.html", text: Array("{{ as_of }}".utf8)),
            ],
            vocabulary: Self.vocabulary,
            hostFunctions: [HostFunction(name: "url", form: .function, parameters: [.any], result: .string)])
        return try library.compile(
            name, mode: .html, pageVariables: [.init(name: "page", type: .record(Self.project))])
    }

    private func failure(_ text: String) -> String {
        do {
            _ = try compile(text)
            return "it compiled"
        } catch {
            let list = error as? DiagnosticList
            return list?.all.map { $0.rendered(colour: false) }.joined(separator: "\n") ?? "\(error)"
        }
    }

    @Test func showsPlaceExcerptAndHint() {
        #expect(
            failure("<p>\n<h1>{{ page.nmae }}</h1>") == """
                Templates/page.html:12:13: error: `projects` has no column `nmae`
                  12 | <h1>{{ page.nmae }}</h1>
                     |             ^~~~
                  hint: did you mean `name`?
                """)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let template: String
        let message: String
        var testDescription: String { template }
    }

    @Test(arguments: [
        Mistake(template: "{{ projetcs | length }}", message: "no variable named `projetcs`\n"),
        Mistake(
            template: "{% for p in projects %}{{ p.title }}{% endfor %}",
            message: "`projects` has no column `title`"),
        Mistake(
            template: "{% for p in projects %}{{ p.client.nme }}{% endfor %}", message: "did you mean `name`?"
        ),
        Mistake(
            template: "{% for m in page.milestones | sort(attribute=\"titel\") %}{% endfor %}",
            message: "no column `titel`"),
        Mistake(template: "{% set p = projects | first %}{{ p.nam }}", message: "no column `nam`"),
        Mistake(
            template: "{% macro m(p) %}{{ p.nam }}{% endmacro %}{{ m(page) }}", message: "no column `nam`"),
        Mistake(template: "{{ page.milestones }}", message: "a list cannot be printed"),
        Mistake(template: "{{ page.name.x }}", message: "a text has no field `x`"),
        Mistake(
            template: "{{ page.name | date }}", message: "`date` needs a date or an instant, this is a text"),
        Mistake(template: "{{ page.name + 1 }}", message: "join texts with `~`"),
        Mistake(template: "{{ page.starts_on < page.name }}", message: "cannot be ordered"),
        Mistake(template: "{% for x in page.budget %}{% endfor %}", message: "is no list"),
        Mistake(template: "{{ url() }}", message: "`url` takes 1 argument, not 0"),
        Mistake(
            template: "{{ page.milestones | selectattr(\"progress\", \"eqq\", 1) | length }}",
            message: "no test named `eqq`"),
        Mistake(template: "{{ page.name | truncate(lenght=3) }}", message: "did you mean `length`?"),
        Mistake(
            template: "{% for g in projects | groupby(\"client.name\") %}{{ g.list[0].nam }}{% endfor %}",
            message: "no column `nam`"),
    ])
    func findsMistakesBeforeRunning(_ mistake: Mistake) {
        let failure = failure(mistake.template)
        #expect((failure + "\n").contains(mistake.message), "\(failure)")
    }

    @Test func namesTemplatesAndGlobals() throws {
        let template = try compile("{% include \"part.html\" %}{{ projects | length }}{{ foo | default(1) }}")
        #expect(template.templates == ["page.html", "part.html"])
        #expect(template.globals == ["as_of", "projects"])
    }

    @Test func warnsOfWhatHasNoEffect() throws {
        let template = try compile("{% set a = 1 %}{% for p in projects %}{% set a = 2 %}{% endfor %}{{ a }}")
        #expect(template.warnings.map(\.message).contains { $0.contains("ends with the loop's round") })
    }

    @Test func rendersRecordsByIndex() throws {
        let arena = Arena()
        let client = arena.fields(count: 1)
        client[0] = arena.string("A & B")
        let step = arena.fields(count: 2)
        (step[0], step[1]) = (arena.string("Go <live>"), .int(40))
        let project = arena.fields(count: 5)
        project[0] = arena.string("Site")
        project[1] = .record(client, shape: Self.client)
        project[2] = .money(minorUnits: 123_456, currency: try #require(Currency("EUR")))
        project[3] = .date(days: 20_000)
        project[4] = arena.list([.record(step, shape: Self.milestone)])
        let page = Value.record(project, shape: Self.project)
        let template = try compile(
            """
            {{ page.client.name }} {{ page.budget | money }} {{ page.starts_on | date("d MMM yyyy") }} {{ page.starts_on }}
            {% for m in page.milestones %}{{ m.title }} {{ m.progress | percent }}{% endfor %};
            {{ page.starts_on | ago(as_of) }} {{ page == projects[0] }} {{ as_of - page.starts_on }}
            """)
        let renderer = Renderer { _, _, _ throws(HostError) in .null }
        let output = OutputBuffer()
        let globals = [arena.list([page]), Value.date(days: 20_003)]
        try globals.withUnsafeBufferPointer { globals in
            try [page].withUnsafeBufferPointer { page in
                try renderer.render(template, globals: globals, page: page, formatting: .plain, into: output)
            }
        }
        let text = String(decoding: output.bytes, as: UTF8.self)
        withExtendedLifetime(arena) {}
        #expect(
            text == """
                A &amp; B EUR 1,234.56 4 Oct 2024 2024-10-04
                Go &lt;live&gt; 40%;
                3 days ago true 3
                """)
    }
}
