import Testing

@testable import Publishing

@Suite struct WorkerPoolTests {
    /// Says each job back, the first of every three later than the others, so that answers overtake one another.
    static let echo = """
        import os, struct, sys, time
        def read(count):
            data = b""
            while len(data) < count:
                piece = os.read(0, count - len(data))
                if not piece: sys.exit()
                data += piece
            return data
        def message():
            return [read(*struct.unpack("<I", read(4))) for _ in range(*struct.unpack("<I", read(4)))]
        message()
        while True:
            fields = message()
            if int(fields[0]) % 3 == 0: time.sleep(0.004)
            os.write(1, struct.pack("<I", len(fields)) + b"".join(struct.pack("<I", len(f)) + f for f in fields))
        """

    @Test func answersComeBackWithTheirJobs() throws {
        let pool = try WorkerPool(
            count: 2, executable: "/usr/bin/python3", arguments: ["-c", Self.echo], greeting: Message("hello")
        )
        let jobs = (0..<100).map { Message(String($0)) }
        var seen: [Int] = []
        try pool.start(jobs)
        try pool.finish { job, answer in
            seen.append(job)
            #expect(answer == jobs[job])
        }
        #expect(seen.sorted() == Array(0..<100))
        #expect(seen != seen.sorted(), "no answer overtook another, so their order proves nothing")
    }

    @Test func aWorkerThatDiesIsAnErrorAndNoHang() throws {
        #expect(throws: WorkerError.died) {
            let pool = try WorkerPool(
                count: 1, executable: "/bin/false", arguments: [], greeting: Message("hello"))
            try pool.start([Message("job")])
            try pool.finish { _, _ in }
        }
    }

    @Test func aProgramThatIsNotThereCannotStart() {
        #expect(throws: WorkerError.cannotStart(2)) {
            _ = try WorkerPool(count: 1, executable: "/nowhere/vitrine", arguments: [], greeting: Message())
        }
    }
}
