import Foundation
import Testing

/// The inputs that once broke a rule, kept as files in `Tests/fuzz/regressions`.
@Suite struct FuzzRegressionTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fuzz/regressions")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).sorted()

    @Test(arguments: names)
    func whatOnceFailedStaysRight(_ name: String) throws {
        let input = try Data(contentsOf: Self.folder.appending(path: name))
        #expect(input.withUnsafeBytes { TemplateFuzzing.problem(with: $0) } == nil)
    }

    /// A template that writes what only data may write, in a way that the check does not see through.
    @Test func aValueThatIsNotEscapedIsFound() {
        let input = Array("\u{0}{}\u{1E}page.html\n<vit{# #}rine-canary>".utf8)
        #expect(input.withUnsafeBytes { TemplateFuzzing.problem(with: $0) } == "a value is not escaped")
    }
}
