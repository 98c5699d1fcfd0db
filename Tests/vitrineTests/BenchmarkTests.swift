import Foundation
import TestSupport
import Testing

/// What `make bench` measures is equal work.
@Suite struct BenchmarkTests {
    @Test func hugoMakesTheSamePages() throws {
        guard Tool.isAvailable(Tool.python, for: "building the benchmark's site with Hugo") else { return }
        let script = Tool.repository.appending(path: "bench/site/run.py").path()
        let outcome = try Tool.run(Tool.python, [script, Tool.program, "--check"])
        #expect(outcome.code == 0, "\(outcome.text)")
        #expect(
            outcome.output.contains("22 pages equal byte for byte, 18 notes as DOM"), "\(outcome.text)")
    }
}
