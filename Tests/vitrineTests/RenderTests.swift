import Foundation
import TestSupport
import Testing

/// `vitrine render`, with and without `--jsonl`.
@Suite struct RenderTests {
    @Test func theExchangeInTheDocumentationIsWhatTheToolSays() throws {
        let page = try String(
            contentsOf: Tool.repository.appending(path: "docs/templates.md"), encoding: .utf8)
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("{\"") }
        let requests = lines.filter { $0.hasPrefix("{\"templates\"") }
        try #require(requests.count == 2)
        let said = try Tool.run(
            Tool.program, ["render", "--jsonl"], input: requests.joined(separator: "\n") + "\n")
        #expect(said.code == 0)
        #expect(
            said.output.split(separator: "\n")
                == lines.filter { $0.hasPrefix("{\"output\"") || $0.hasPrefix("{\"error\"") })
    }

    struct Answer: Sendable, CustomTestStringConvertible {
        let template: String
        let part: String
        var testDescription: String { template }
    }

    @Test(arguments: [
        Answer(template: "{{ a", part: #""kind":"syntax""#),
        Answer(template: "{{ a | nope }}", part: #""kind":"name""#),
        Answer(template: "{{ range() }}", part: #""kind":"type""#),
        Answer(template: "<script>{{ a }}</script>", part: #""kind":"escape""#),
        Answer(template: "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", part: #""kind":"limit""#),
        Answer(template: "\n {{ b.c }}", part: #""kind":"runtime""#),
        Answer(template: "\n {{ b.c }}", part: #""template":"page.html","line":2,"column":5}"#),
        Answer(template: "{{ safe }}{{ a }}", part: #"{"output":"<b>1"}"#),
    ])
    func answers(_ example: Answer) throws {
        let request: [String: Any] = [
            "templates": ["page.html": example.template], "main": "page.html",
            "context": ["a": 1, "safe": ["$safe": "<b>"], "b": [:] as [String: Int]],
        ]
        let line = String(decoding: try JSONSerialization.data(withJSONObject: request), as: UTF8.self)
        let said = try Tool.run(Tool.program, ["render", "--jsonl"], input: line + "\n")
        #expect(said.output.contains(example.part), "\(said.output)")
    }

    @Test(arguments: ["", "x", "[]", "{}", #"{"templates": {"a": 1}, "main": "a", "context": {}}"#])
    func aLineThatIsNoRequestIsAnswered(_ line: String) throws {
        let said = try Tool.run(Tool.program, ["render", "--jsonl"], input: line + "\n" + line + "\n")
        let lines = said.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"error":{"kind":"syntax","#) }, "\(said.output)")
    }

    @Test func aTemplateFindsThoseBesideItAndNoneElsewhere() throws {
        let folder = TemporaryFolder()
        let files = [
            ("outside.html", "secret"), ("theme/parts/name.html", "<b>{{ name }}</b>"),
            ("theme/page.html", "{% include \"parts/name.html\" %}"),
            ("theme/bad.html", "{% include \"../outside.html\" %}"), ("data.json", #"{"name": "A & B"}"#),
        ]
        for (name, text) in files { try folder.write(text, to: name) }
        let good = try Tool.vitrine("render", "theme/page.html", "--data", "data.json", in: folder.url)
        #expect(good.code == 0)
        #expect(good.output == "<b>A &amp; B</b>")
        let bad = try Tool.vitrine("render", "theme/bad.html", in: folder.url)
        #expect(bad.code == 1)
        #expect(bad.errors.contains("no template named `../outside.html`"))
        #expect(bad.errors.hasPrefix("theme/bad.html:1:12: error"))
        #expect(bad.output.isEmpty)
    }
}
