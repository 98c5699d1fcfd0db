import Diagnostics
import TestSupport
import Testing
import YAML

@Suite struct YAMLFuzzTests {
    private static let pieces = [
        "a", "b", ": ", ":", "\n", "\n  ", "\n    ", "- ", "? ", "{", "}", "[", "]", ",", "\"", "'", "|", ">",
        "|-", "#", " #", "&x ",
        "*x", "!t ", "!!str ", "---", "...", "%YAML 1.1", "\t", "<<", "~", "null", "1", "true", "\\", "\\x41",
        "ü", "\u{FEFF}", "\r\n",
        "\r", "\u{85}", "\u{0}", "`", "@", "%", "漢",
    ]

    @Test(arguments: 0..<40)
    func whateverIsWrittenIsReadOrRefusedWithAPlace(_ seed: Int) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let text = (0...Int.random(in: 0..<40, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }.joined()
            do throws(DiagnosticList) {
                _ = try YAMLDocument(YAMLSource(Array(text.utf8), file: "x.yaml", firstLine: 5))
            } catch {
                #expect(error.hasErrors, "\(text.debugDescription)")
                for diagnostic in error.all {
                    #expect(
                        diagnostic.line != nil && (diagnostic.range?.line ?? 0) >= 5,
                        "\(text.debugDescription) \(diagnostic)")
                    #expect(!diagnostic.rendered(colour: false).isEmpty)
                }
            }
        }
    }
}
