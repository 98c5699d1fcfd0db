import Testing

@testable import Publishing

/// A command of the operator's ends, or is ended.
@Suite struct HookProcessTests {
    private func run(_ command: String, seconds: Int = 10) -> HookProcess.End {
        HookProcess(command: command, folder: "/usr", environment: ["VITRINE_PHASE": "narrow"])
            .run(seconds: seconds)
    }

    @Test func itRunsInItsFolderWithItsVariablesAndNoInput() {
        let end = run("pwd; echo $VITRINE_PHASE; cat; echo done >&2")
        #expect(end.reason == nil)
        #expect(end.output == "/usr\nnarrow\ndone\n")
    }

    @Test func howItFailedIsToldInWords() {
        #expect(run("echo why; exit 3").reason == "it ended with 3")
        #expect(run("echo why; exit 3").output == "why\n")
        #expect(run("kill -TERM $$").reason == "it was ended by signal 15")
        #expect(run("no-such-command-anywhere").reason == "it ended with 127")
    }

    @Test func itIsEndedWithAllItStartedWhenItsTimeIsOver() {
        let clock = ContinuousClock()
        let end = clock.measure {
            #expect(run("sleep 60 & sleep 60", seconds: 1).reason?.contains("1 s") == true)
        }
        #expect(end < .seconds(20))
    }

    @Test func aServerThatItLeavesBehindIsNotWaitedFor() {
        let clock = ContinuousClock()
        let end = clock.measure { #expect(run("echo started; sleep 30 &").reason == nil) }
        #expect(end < .seconds(15))
    }

    @Test func ofMuchOutputTheEndIsKept() {
        let end = run("seq 100000")
        #expect(end.reason == nil)
        #expect(end.output.hasSuffix("99999\n100000\n"))
        #expect(end.output.utf8.count <= 4096)
    }
}
