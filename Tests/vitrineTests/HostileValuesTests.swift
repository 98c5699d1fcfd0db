import Foundation
import TestSupport
import Testing

/// Hostile values in every place that templates accept them, read by an HTML parser that knows nothing of the engine.
///
/// Some 600,000 pages with the release program, which `make test` has made; `swift test` alone leaves them out.
@Suite struct HostileValuesTests {
    static let script = Tool.repository.appending(path: "Tests/hostile/run.py").path()

    static var isWanted: Bool {
        if Tool.testsEverything { return true }
        print("SKIPPED: hostile values; `make test` renders them")
        return false
    }

    @Test func noValueChangesAPageAndAllComeOutIntact() throws {
        guard Self.isWanted else { return }
        try #require(Tool.isAvailable(Tool.python, for: "reading pages with html5lib"))
        try #require(Tool.isAvailable(Tool.release, for: "rendering hostile values"))
        let said = try Tool.run(Tool.python, [Self.script, Tool.release])
        print(said.output)
        #expect(said.code == 0, "\(said.output)\(said.errors.suffix(4000))")
    }

    @Test func pagesWithoutEscapingAreFoundWrong() throws {
        guard Self.isWanted else { return }
        try #require(Tool.isAvailable(Tool.python, for: "reading pages with html5lib"))
        let said = try Tool.run(Tool.python, [Self.script, "--control"])
        #expect(said.code == 0, "\(said.output)\(said.errors.suffix(4000))")
    }

    @Test(arguments: [Tool.release, "--control"])
    func aBrowserRunsNothingOfThem(_ argument: String) throws {
        guard Self.isWanted else { return }
        try #require(Tool.isAvailable(Tool.python, for: "serving pages to Chromium"))
        try #require(Tool.isAvailable(Tool.release, for: "rendering hostile values"))
        let script = Tool.repository.appending(path: "Tests/hostile/browser.py").path()
        let said = try Tool.run(Tool.python, [script, argument])
        print(said.output)
        #expect(said.code == 0, "\(said.output)\(said.errors.suffix(4000))")
    }
}
