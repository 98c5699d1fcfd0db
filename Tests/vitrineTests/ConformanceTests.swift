import Foundation
import TestSupport
import Testing

/// Random templates give the same with Jinja2 3.1, but for the deliberate differences.
@Suite struct ConformanceTests {
    static let compare = Tool.repository.appending(path: "Tests/conformance/compare.py").path()

    /// Where there is none, `swift test` alone has built another.
    static var program: String {
        FileManager.default.isExecutableFile(atPath: Tool.release) ? Tool.release : Tool.program
    }

    @Test func threeThousandTemplatesAreTheSameWithJinja() throws {
        guard Tool.testsEverything else {
            print("SKIPPED: comparing 3,000 templates with Jinja2; `make test` does it")
            return
        }
        try #require(Tool.isAvailable(Tool.python, for: "comparing templates with Jinja2"))
        let outcome = try Tool.run(
            Tool.python, [Self.compare, Self.program, "--count", "3000", "--seed", "20261121"])
        print(outcome.output.suffix(2000))
        #expect(outcome.code == 0, "\(outcome.output.prefix(8000))\(outcome.errors)")
    }
}
