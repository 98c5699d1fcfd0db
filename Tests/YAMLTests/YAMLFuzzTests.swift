import Diagnostics
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
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<100 {
            let text = (0...next(40)).map { _ in Self.pieces[next(Self.pieces.count)] }.joined()
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
