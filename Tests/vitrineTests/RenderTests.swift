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

    @Test func everyLineIsAnsweredWhateverItsBytesAre() throws {
        func request(_ template: String, _ context: String, main: String = "a.html") -> Data {
            Data(#"{"templates":{"a.html":"\#(template)"},"main":"\#(main)","context":\#(context)}"#.utf8)
        }
        let lines: [(Data, String)] = [
            (request("{{ x }}", #"{"x":9223372036854775807}"#), #"{"output":"9223372036854775807"}"#),
            (request("{{ x }}", #"{"x":9223372036854775808}"#), #""kind":"syntax""#),
            (request("{{ x }}", #"{"x":"a\u0000b"}"#), #"{"output":"a\u0000b"}"#),
            (request("{{ x }}", "{\"x\":\"a\0b\"}"), #""kind":"syntax""#),
            (request("{{ x }}", #"{"x":""#) + [0xFF] + Data(#""}}"#.utf8), #""kind":"syntax""#),
            (Data(), #""kind":"syntax""#), (Data(" \t\r".utf8), #""kind":"syntax""#),
            (Data(String(repeating: "[", count: 9999).utf8), #""kind":"syntax""#),
            (
                request("x", "{}", main: "b"),
                #""message":"no template named `b`","template":null,"line":null"#
            ),
            (request("x", "{}", main: "A.html"), #""kind":"name""#),
            (request("{{ x.y }}", #"{"x":{"y":{"$safe":"<b>"}}}"#), #"{"output":"<b>"}"#),
            (request("{{ x[0] }}", #"{"x":[{"$safe":"<b>"}]}"#), #"{"output":"<b>"}"#),
            (request("{{ x }}", #"{"x":{"$safe":1}}"#), #""kind":"runtime""#),
            (request("日本{{ x }}", "{}"), #""line":1,"column":6}"#),
            (request("x", "{}") + [13], #"{"output":"x"}"#),
        ]
        let folder = TemporaryFolder()
        let input = folder.url.appending(path: "requests")
        try Data(lines.map { Array($0.0) }.joined(separator: [10])).write(to: input)
        let said = try Tool.run("/bin/sh", ["-c", "'\(Tool.program)' render --jsonl < '\(input.path())'"])
        let answers = said.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(said.code == 0)
        #expect(answers.count == lines.count)
        for ((_, part), answer) in zip(lines, answers) { #expect(answer.contains(part), "\(answer)") }
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
