import Diagnostics
import Testing
import YAML

@Suite struct YAMLDocumentTests {
    @Test func scalarsStayTextUntilAsked() throws {
        let root = try read(
            "a: no\nb: 1.10\nc: '12'\nd: 12\ne: true\nf: yes\ng: ~\nh:\ni: \"\"\nj: 'null'\nk: 0x1F\nl: +1")
        #expect(root["a"]?.string == "no" && root["a"]?.bool == nil)
        #expect(root["b"]?.string == "1.10" && root["b"]?.int == nil)
        #expect(root["c"]?.string == "12" && root["c"]?.int == nil)
        #expect(root["d"]?.int == 12 && root["d"]?.string == "12")
        #expect(root["e"]?.bool == true && root["f"]?.bool == nil)
        #expect(root["g"]?.isNull == true && root["h"]?.isNull == true && root["h"]?.string == nil)
        #expect(root["i"]?.string == "" && root["j"]?.string == "null")
        #expect(root["k"]?.int == nil && root["l"]?.int == nil)
        #expect(root["z"] == nil)
    }

    @Test func mappingsKeepTheirOrderAndPlaces() throws {
        let root = try read("zebra: 1\napple:\n  - x\n  - {k: v}\n\"ü\": 2\n")
        #expect(root.mapping?.map(\.key) == ["zebra", "apple", "ü"])
        #expect(root["apple"]?.list?.map(\.range.line) == [3, 4])
        #expect(root["apple"]?.list?.last?["k"]?.range == SourceRange(line: 4, columns: 9..<10))
        #expect(root.mapping?.last?.range == SourceRange(line: 5, columns: 1..<4))
    }

    @Test func columnsCountScalarsAndLinesTheWholeFile() {
        let problems = problems(in: "ö: {a: 1, 漢: 2, 漢: 3}", firstLine: 7)
        #expect(problems.map(\.range) == [SourceRange(line: 7, columns: 17..<18)])
        #expect(problems.first?.line == "ö: {a: 1, 漢: 2, 漢: 3}")
        #expect(problems.first?.hint == "it was first given in line 7")
    }

    @Test func blocksAndEmptyTexts() throws {
        #expect(try read("a: |\n  x\n  y\n")["a"]?.string == "x\ny\n")
        #expect(try read("").isNull)
        #expect(try read("# only a comment\n").isNull)
        #expect(try read("\u{FEFF}a: 1\r\nb: 2\r\n")["b"]?.int == 2)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let message: String
        let line: Int
        let column: Int
        var testDescription: String { message }
    }

    @Test(arguments: [
        Refusal(text: "a: 1\nb: 2\na: 3", message: "the key `a` appears twice", line: 3, column: 1),
        Refusal(text: "a: &x 1\nb: 2", message: "anchors are not allowed", line: 1, column: 4),
        Refusal(text: "a: *x", message: "aliases are not allowed", line: 1, column: 4),
        Refusal(
            text: "a: !!python/object x",
            message: "the tag `tag:yaml.org,2002:python/object` is not known here", line: 1, column: 4),
        Refusal(text: "a: !secret x", message: "the tag `!secret` is not known here", line: 1, column: 4),
        Refusal(text: "a: 1\n---\nb: 2", message: "a second document begins here", line: 2, column: 1),
        Refusal(text: "a:\n\tb: 1", message: "a tab cannot indent YAML", line: 2, column: 1),
        Refusal(text: "? [a]\n: b", message: "a key must be text, this is a list", line: 1, column: 3),
        Refusal(
            text: "a: b: c", message: "mapping values are not allowed in this context", line: 1, column: 5),
        Refusal(
            text: "a: {b", message: "while parsing a flow mapping: did not find expected ',' or '}'", line: 1,
            column: 4),
        Refusal(
            text: "b: 1\na: {  \n\n",
            message: "while parsing a flow node: did not find expected node content", line: 2,
            column: 5),
        Refusal(text: "a: \u{1}", message: "the character U+0001 is not allowed here", line: 1, column: 4),
        Refusal(text: "a\nb\rc", message: "the character U+000D is not allowed here", line: 2, column: 2),
        Refusal(
            text: "a: x\u{2028}y", message: "the character U+2028 is not allowed here", line: 1, column: 5),
        Refusal(text: "a: \u{0}", message: "the character U+0000 is not allowed here", line: 1, column: 4),
    ])
    func refuses(_ example: Refusal) {
        let found = problems(in: example.text)
        #expect(found.first?.message == example.message)
        #expect(
            found.first?.range?.line == example.line
                && found.first?.range?.columns.lowerBound == example.column)
        #expect(found.first?.file == "x.yaml" && found.first?.hint?.isEmpty != true)
    }

    @Test func invalidBytesHaveAPlace() {
        let source = YAMLSource(Array("a: 1\nb: ö".utf8) + [0xFF], file: "x.yaml")
        let list = #expect(throws: DiagnosticList.self) { try YAMLDocument(source) }
        #expect(list?.all.first?.message == "the text is not valid UTF-8")
        #expect(list?.all.first?.range == SourceRange(line: 2, column: 5))
    }

    @Test func everyMistakeIsReportedAtOnce() {
        #expect(problems(in: "a: &x 1\nb: !t 2\na: 3\nc: *x").count == 4)
    }

    @Test func aBillionLaughsAndDeepNestsAreCheap() {
        let laughs = "a: &a [x,x]\n" + (0..<20).map { "b\($0): &b\($0) [*a,*a]\n" }.joined()
        #expect(problems(in: laughs).allSatisfy { $0.message.hasSuffix("are not allowed") })
        let nest = String(repeating: "[", count: 50_000)
        #expect(problems(in: nest).map(\.message) == ["nested more than 32 levels deep"])
        let limits = YAMLLimits(bytes: 10, depth: 1, nodes: 3)
        #expect(
            problems(in: "a: 123456789", limits: limits).map(\.message) == [
                "the text is larger than 10 bytes"
            ])
        #expect(problems(in: "[a,b,c]", limits: limits).map(\.message) == ["the text has more than 3 values"])
    }

    private func read(_ text: String) throws -> YAMLNode {
        try YAMLDocument(YAMLSource(Array(text.utf8), file: "x.yaml")).root
    }

    private func problems(in text: String, firstLine: Int = 1, limits: YAMLLimits = YAMLLimits())
        -> [Diagnostic]
    {
        do throws(DiagnosticList) {
            _ = try YAMLDocument(
                YAMLSource(Array(text.utf8), file: "x.yaml", firstLine: firstLine), limits: limits)
            return []
        } catch { return error.all }
    }
}
