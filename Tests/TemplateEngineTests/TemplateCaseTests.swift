import Foundation
import TestSupport
import Testing

/// Every file in `Tests/TemplateCases`: context, `---`, templates, `---`, expected text, or `! ` and a part of the error.
///
/// Further templates begin with a line `=== name`.
@Suite struct TemplateCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let testDescription: String
    }

    static let folder = Tool.repository.appending(path: "Tests/TemplateCases")
    static var cases: [Case] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.sorted().map { Case(name: $0, testDescription: $0) }
    }

    @Test(arguments: cases)
    func rendersAsExpected(_ example: Case) throws {
        let text = try String(contentsOf: Self.folder.appending(path: example.name), encoding: .utf8)
        let parts = text.components(separatedBy: "\n---\n")
        try #require(parts.count == 3)
        var templates: [(name: String, text: String)] = []
        for (index, piece) in ("\n" + parts[1]).components(separatedBy: "\n=== ").enumerated() {
            if index == 0 {
                templates.append(("page.html", String(piece.dropFirst())))
            } else {
                let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                templates.append((String(lines[0]), lines.count > 1 ? String(lines[1]) : ""))
            }
        }
        let harness = TemplateHarness(templates: templates, context: parts[0])
        let expected = parts[2].hasSuffix("\n") ? String(parts[2].dropLast()) : parts[2]
        if expected.hasPrefix("! ") {
            let failure = harness.failure() ?? "rendered"
            for line in expected.components(separatedBy: "\n") {
                #expect(failure.contains(line.dropFirst(2)), "\(failure)")
            }
        } else {
            #expect(try harness.render() == expected)
        }
    }
}
