import Testing

@testable import Publishing

@Suite struct WorkerPoolTests {
    /// `cat` says back whatever it is told: the greeting first, then each job.
    @Test func answersComeBackInTheOrderOfTheJobs() throws {
        let pool = try WorkerPool(
            count: 2, executable: "/bin/cat", arguments: [], greeting: Message(fields: []))
        let jobs = (0..<100).map { Message("job", String($0)) }
        var seen = 0
        let answers = try pool.run(jobs) { _ in seen += 1 }
        #expect(seen == 100)
        #expect(answers.count == 100)
    }

    @Test func aWorkerThatDiesIsAnErrorAndNoHang() throws {
        #expect(throws: WorkerError.died) {
            let pool = try WorkerPool(
                count: 1, executable: "/bin/false", arguments: [], greeting: Message("hello"))
            _ = try pool.run([Message("job")])
        }
    }

    @Test func aProgramThatIsNotThereCannotStart() {
        #expect(throws: WorkerError.cannotStart(2)) {
            _ = try WorkerPool(count: 1, executable: "/nowhere/vitrine", arguments: [], greeting: Message())
        }
    }
}
