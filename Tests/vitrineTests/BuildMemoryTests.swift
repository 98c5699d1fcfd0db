import Foundation
import TestSupport
import Testing

/// What a build holds of a client while it makes others is small, and its open files are as many for all numbers of clients.
@Suite struct BuildMemoryTests {
    /// What a build took at most.
    private struct Peak {
        /// KiB of the process itself, and of the largest worker.
        var parent = 0
        var worker = 0
        /// Open files of any process.
        var files = 0
    }

    /// Runs a program and prints its peak memory, that of its largest child, and the most open files of any, as it looks
    /// at them again and again.
    private static let watch = """
        import os, subprocess, sys, time
        process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        worker = files = done = 0
        while not done:
            for number in open(f"/proc/{process.pid}/task/{process.pid}/children").read().split() + [process.pid]:
                try:
                    files = max(files, len(os.listdir(f"/proc/{number}/fd")))
                    for line in open(f"/proc/{number}/status"):
                        if line.startswith("VmHWM") and int(number) != process.pid:
                            worker = max(worker, int(line.split()[1]))
                except OSError:
                    pass
            time.sleep(0.005)
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
        print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, worker, files)
        """

    /// Builds of a corpus: from nothing, and of another day.
    private func peaks(_ clients: Int) throws -> [Peak] {
        let folder = TemporaryFolder()
        let path = folder.url.appending(path: "corpus").path()
        let corpus = Tool.repository.appending(path: "bench/site/corpus.py").path()
        let made = try Tool.run(Tool.python, [corpus, Tool.program, "\(clients)", path])
        try #require(made.code == 0, "\(made.text)")
        return try ["2026-11-20", "2026-11-21"].map { day in
            let arguments = [
                Tool.program, "-C", path + "/portal", "build", "--publish", "--jobs", "2", "--as-of", day,
            ]
            let outcome = try Tool.run(
                Tool.python, ["-c", Self.watch] + arguments, environment: Portal.environment)
            let numbers = outcome.output.split { $0.isWhitespace }.compactMap { Int($0) }
            try #require(numbers.count == 4 && [0, 4].contains(numbers[0]), "\(outcome.text)")
            return Peak(parent: numbers[1], worker: numbers[2], files: numbers[3])
        }
    }

    @Test func aClientTakesFewKilobytesAndNoOpenFile() throws {
        guard Tool.isAvailable(Tool.python, for: "the memory of builds") else { return }
        let count = ProcessInfo.processInfo.environment["CLIENTS"].flatMap { Int($0) } ?? 600
        let few = try peaks(100)
        let many = try peaks(count)
        for (small, large) in zip(few, many) {
            // A name, stamps and lines of the file list; rows, notes and pages are many times as much.
            let allowed = 4_096 + count * 16
            #expect(large.parent < small.parent + allowed, "\(small) \(large)")
            #expect(large.worker < small.worker + allowed, "\(small) \(large)")
            #expect(large.files <= 32 && small.files > 3, "\(small) \(large)")
        }
    }
}
