import Diagnostics
import Testing

@Suite struct WireTests {
    static let hostile = [
        "", "-", ",", "5:hello,", "a\u{0}b\n\r\t", "漢字 🏳️‍🌈 e\u{301}", "\u{202E}", "99999999999999999999:",
    ]

    @Test(arguments: hostile)
    func aDiagnosticSurvivesTheTrip(_ text: String) {
        let full = Diagnostic(
            text, severity: .warning, kind: .escape, file: text, range: SourceRange(line: 3, columns: 7..<9),
            line: text,
            row: text,
            hint: text, trail: [text, text])
        let bare = Diagnostic(text)
        #expect(Diagnostic(decoding: full.encoded()) == full)
        #expect(Diagnostic(decoding: bare.encoded()) == bare)
        #expect(
            DiagnosticList(decoding: DiagnosticList([full, bare]).encoded()) == DiagnosticList([full, bare]))
    }

    @Test func anEmptyListSurvivesTheTrip() {
        #expect(DiagnosticList(decoding: []) == DiagnosticList([]))
    }

    @Test func everyTruncationIsRefused() {
        let bytes = Diagnostic("m", file: "f", range: SourceRange(line: 1, column: 2), trail: ["t"]).encoded()
        for length in 1..<bytes.count { #expect(DiagnosticList(decoding: Array(bytes[..<length])) == nil) }
    }

    @Test(arguments: [
        "x", "3:abc,", "-1:,", ":,", "+3:abc,", "7:5:fatal,,", "9223372036854775807:a,",
        "12:5:error,1:\u{FFFD},",
    ])
    func garbageIsRefused(_ text: String) {
        #expect(DiagnosticList(decoding: Array(text.utf8)) == nil)
    }
}
