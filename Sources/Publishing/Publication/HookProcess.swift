internal import Files
internal import Glibc

/// A command of the operator's, run by `sh` in a process group of its own until it ends or its time is over.
struct HookProcess {
    let command: String
    /// Where it runs.
    let folder: String
    /// Beside the variables that this process has.
    let environment: [String: String]

    /// How it ended.
    struct End {
        /// Why it did not succeed, as a clause; nil where it did.
        var reason: String?
        /// The end of what it wrote to either output, at most `outputLimit` bytes.
        var output: String
    }

    private static let outputLimit = 4096

    /// Runs it; whatever it started and left running in its group is killed where its time is over.
    func run(seconds: Int) -> End {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return End(reason: Self.cannotStart(errno), output: "") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let process: pid_t
        do throws(ChildProcess.StartFailure) {
            process = try start(output: ends[1])
        } catch {
            close(ends[1])
            return End(reason: Self.cannotStart(error.code), output: "")
        }
        close(ends[1])
        var output: [UInt8] = []
        let status = wait(for: process, reading: ends[0], seconds: seconds, into: &output)
        let text = String(decoding: output.suffix(Self.outputLimit), as: UTF8.self)
        return End(reason: status.map(Self.reason) ?? "it had not ended after \(seconds) s", output: text)
    }

    private func start(output: Int32) throws(ChildProcess.StartFailure) -> pid_t {
        let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw ChildProcess.StartFailure(code: errno) }
        defer { close(input) }
        var start = ChildProcess.Start(["/bin/sh", "-c", "cd -- \"$0\" || exit\n" + command, folder])
        start.descriptors = [(STDIN_FILENO, input), (STDOUT_FILENO, output), (STDERR_FILENO, output)]
        start.environment = inherited + environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
        // So that it can be ended with all that it started.
        start.leadsGroup = true
        return try ChildProcess.start(start)
    }

    /// The variables of this process that are not replaced.
    private var inherited: [String] {
        var all: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if environment[String(text.prefix { $0 != "=" })] == nil { all.append(text) }
            next += 1
        }
        return all
    }

    /// Reads until the process has ended, which need not be the end of its output: a server that it started may keep it open.
    ///
    /// - Returns: its status as `waitpid` has it; nil where it was killed because its time was over.
    private func wait(
        for process: pid_t, reading descriptor: Int32, seconds: Int, into output: inout [UInt8]
    ) -> Int32? {
        let end = Self.now() + Int64(seconds) * 1000
        var isOpen = true
        while true {
            var status: Int32 = 0
            let hasEnded = waitpid(process, &status, WNOHANG) == process
            while isOpen, Self.hasSomething(descriptor, milliseconds: hasEnded ? 0 : 20) {
                var buffer = [UInt8](repeating: 0, count: 1 << 12)
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else {
                    isOpen = false
                    break
                }
                output = (output + buffer[..<count]).suffix(Self.outputLimit)
                if Self.now() > end { break }
            }
            if hasEnded { return status }
            if !isOpen { usleep(2_000) }
            guard Self.now() < end else { break }
        }
        kill(-process, SIGKILL)
        waitpid(process, nil, 0)
        return nil
    }

    private static func hasSomething(_ descriptor: Int32, milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, milliseconds) > 0
    }

    /// Milliseconds of a clock that nobody sets.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private static func cannotStart(_ code: Int32) -> String {
        "it cannot be started: \(String(cString: strerror(code)))"
    }

    /// Nil for success.
    private static func reason(_ status: Int32) -> String? {
        let signal = status & 0x7F
        guard signal == 0 else { return "it was ended by signal \(signal)" }
        let code = status >> 8 & 0xFF
        return code == 0 ? nil : "it ended with \(code)"
    }
}
