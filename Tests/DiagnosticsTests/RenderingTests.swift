import Diagnostics
import Testing

@Suite struct RenderingTests {
    @Test func showsPlaceExcerptCaretHintAndTrail() {
        let diagnostic = Diagnostic(
            "`projects` has no column `nmae`", file: "Templates/pages/project.html",
            range: SourceRange(line: 12, columns: 16..<20), line: "<h1>{{ project.nmae }}</h1>",
            hint: "did you mean `name`?",
            trail: ["block `body`, included from Templates/layouts/base.html:31"])
        #expect(
            diagnostic.rendered(colour: false) == """
                Templates/pages/project.html:12:16: error: `projects` has no column `nmae`
                  12 | <h1>{{ project.nmae }}</h1>
                     |                ^~~~
                  hint: did you mean `name`?
                  in: block `body`, included from Templates/layouts/base.html:31
                """)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let diagnostic: Diagnostic
        let text: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(diagnostic: Diagnostic("no place at all"), text: "error: no place at all"),
        Case(
            diagnostic: Diagnostic("not a date", severity: .warning, row: "projects 10 (acme, website)"),
            text: "projects 10 (acme, website): warning: not a date"),
        Case(
            diagnostic: Diagnostic("missing", file: "portal.sqlite", row: "documents 3"),
            text: "portal.sqlite: documents 3: error: missing"),
        Case(diagnostic: Diagnostic("empty", file: "a.md"), text: "a.md: error: empty"),
        Case(
            diagnostic: Diagnostic(
                "x", file: "a", range: SourceRange(line: 1, column: 6), line: "\tb\te\u{301}漢d"),
            text: "a:1:6: error: x\n  1 |  b e\u{301}漢d\n    |     ^~"),
        Case(
            diagnostic: Diagnostic("x", file: "a", range: SourceRange(line: 1, columns: 2..<4), line: "漢漢漢漢"),
            text: "a:1:2: error: x\n  1 | 漢漢漢漢\n    |   ^~~~"),
        Case(
            diagnostic: Diagnostic(
                "x", file: "a", range: SourceRange(line: 1, columns: 9..<99), line: "short"),
            text: "a:1:9: error: x\n  1 | short\n    |      ^"),
        Case(
            diagnostic: Diagnostic(
                "at the end", file: "a", range: SourceRange(line: 1, columns: 3..<3), line: "ab"),
            text: "a:1:3: error: at the end\n  1 | ab\n    |   ^"),
    ])
    func renders(_ example: Case) { #expect(example.diagnostic.rendered(colour: false) == example.text) }

    @Test func spellsOutWhatATerminalWouldObey() {
        let diagnostic = Diagnostic(
            "bad `\u{1B}[2J`", file: "a\nb", range: SourceRange(line: 1, columns: 3..<4),
            line: "\u{202E}\u{7}x\r",
            row: "clients \u{9B}31m", hint: "\u{1B}]0;x\u{7}", trail: ["\u{2066}"])
        let text = diagnostic.rendered(colour: false)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) })
        #expect(text.contains(#"  1 | \u{202E}\u{7}x\u{D}"#))
        #expect(text.contains("    |              ^"))
    }

    @Test func cutsALongLineAroundThePlace() {
        let line = String(repeating: "a", count: 5000) + "!" + String(repeating: "b", count: 5000)
        let diagnostic = Diagnostic("x", file: "f", range: SourceRange(line: 1, column: 5001), line: line)
        let lines = diagnostic.rendered(colour: false).split(separator: "\n")
        let excerpt = Array(lines[1])
        #expect(excerpt.count < 200)
        #expect(excerpt[lines[2].count - 1] == "!")
    }

    @Test func coloursOnlyWhenAsked() {
        let diagnostic = Diagnostic("x", file: "f", hint: "h")
        #expect(!diagnostic.rendered(colour: false).contains("\u{1B}"))
        #expect(diagnostic.rendered(colour: true).contains("\u{1B}[1;31merror:\u{1B}[0m x"))
    }

    @Test func aListIsCounted() {
        let list = DiagnosticList([Diagnostic("a"), Diagnostic("b", severity: .warning), Diagnostic("c")])
        #expect(list.rendered(colour: false) == "error: a\nwarning: b\nerror: c\n")
        #expect(list.summary == "2 errors, 1 warning")
    }
}
