import Foundation
import TestSupport
import Testing

/// A minute of fuzzing, always the same; `make soak` goes on for an hour.
@Suite struct FuzzTests {
    @Test func aMinuteOfFuzzingFindsNothing() throws {
        guard Tool.testsEverything else {
            print("SKIPPED: a minute of fuzzing; `make test` does it")
            return
        }
        let script = Tool.repository.appending(path: "Tests/fuzz/run").path()
        let said = try Tool.run("/bin/bash", [script, "60", "1"])
        print(said.output)
        #expect(said.code == 0, "\(said.output.suffix(8000))\(said.errors.suffix(4000))")
    }
}
