internal import Files
internal import Glibc

/// Worker processes that each take one job at a time: they share nothing with each other or with the parent.
///
/// Owns the processes and their pipes; a worker that is still running when the pool ends is killed.
final class WorkerPool {
    private struct Worker {
        let process: pid_t
        let input: Int32
        let output: Int32
        var buffer = MessageBuffer()
        var job: Int?
    }

    private var workers: [Worker] = []
    private var jobs: [Message] = []
    /// The job that nobody has yet.
    private var next = 0

    /// Starts `count` processes of `executable` with the arguments and hands each the greeting.
    init(count: Int, executable: String, arguments: [String], greeting: Message) throws(WorkerError) {
        // A worker that has died is told by an error, not by a signal.
        signal(SIGPIPE, SIG_IGN)
        for _ in 0..<count {
            let worker = try Self.spawn(executable, arguments)
            workers.append(worker)
            do { try Pipe.write(greeting, to: worker.input) } catch { throw WorkerError.died }
        }
    }

    deinit {
        for worker in workers {
            close(worker.input)
            close(worker.output)
            kill(worker.process, SIGKILL)
            var status: Int32 = 0
            waitpid(worker.process, &status, 0)
        }
    }

    /// Gives each worker its first job; `finish` gives them the others.
    func start(_ jobs: [Message]) throws(WorkerError) {
        self.jobs = jobs
        for index in workers.indices { try giveJob(to: index) }
    }

    /// Waits for all jobs.
    ///
    /// - Parameter take: given each answer as it comes, with the position of its job.
    /// - Throws: `WorkerError`; `Interruption.Stop`.
    func finish(_ take: (Int, Message) -> Void) throws {
        while workers.contains(where: { $0.job != nil }) {
            for index in try readable() {
                guard Pipe.read(from: workers[index].output, into: &workers[index].buffer) else {
                    throw WorkerError.died
                }
                guard let answer = workers[index].buffer.next(), let job = workers[index].job else {
                    continue
                }
                workers[index].job = nil
                take(job, answer)
                try giveJob(to: index)
            }
        }
    }

    private func giveJob(to index: Int) throws(WorkerError) {
        guard next < jobs.count else { return }
        do { try Pipe.write(jobs[next], to: workers[index].input) } catch { throw WorkerError.died }
        workers[index].job = next
        next += 1
    }

    /// The workers with a job whose pipe has something to read, or has closed.
    private func readable() throws -> [Int] {
        let busy = workers.indices.filter { workers[$0].job != nil }
        var polled = busy.map { pollfd(fd: workers[$0].output, events: Int16(POLLIN), revents: 0) }
        while true {
            try Interruption.check()
            // A signal may come just before the waiting begins.
            let count = poll(&polled, nfds_t(polled.count), 500)
            if count > 0 { break }
            guard count == 0 || errno == EINTR else { throw WorkerError.died }
        }
        return zip(busy, polled).filter { $0.1.revents != 0 }.map(\.0)
    }

    private static func spawn(_ executable: String, _ arguments: [String]) throws(WorkerError) -> Worker {
        var toWorker: [Int32] = [0, 0]
        var fromWorker: [Int32] = [0, 0]
        guard pipe(&toWorker) == 0, pipe(&fromWorker) == 0 else { throw WorkerError.cannotStart(errno) }
        // Only the duplicates that the new process is given survive its start.
        for descriptor in toWorker + fromWorker { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        defer {
            close(toWorker[0])
            close(fromWorker[1])
        }
        var start = ChildProcess.Start([executable] + arguments)
        start.descriptors = [(STDIN_FILENO, toWorker[0]), (STDOUT_FILENO, fromWorker[1])]
        // A terminal tells workers as well to end: when they do is the pool's to say.
        start.blockedSignals = Interruption.signals
        let process: pid_t
        do throws(ChildProcess.StartFailure) {
            process = try ChildProcess.start(start)
        } catch {
            close(toWorker[1])
            close(fromWorker[0])
            throw WorkerError.cannotStart(error.code)
        }
        return Worker(process: process, input: toWorker[1], output: fromWorker[0])
    }
}

/// Why no answer came from a worker process.
public enum WorkerError: Error, Hashable, CustomStringConvertible {
    /// The system would not start it: its error number.
    case cannotStart(Int32)
    /// It ended before it answered; what it said of the reason stands on the error output.
    case died

    /// What happened, as a clause.
    public var description: String {
        switch self {
        case .cannotStart(let code): "cannot start a worker process: \(String(cString: strerror(code)))"
        case .died: "a worker process ended before it answered"
        }
    }
}
