internal import CLinux
internal import Glibc

/// Starting another program, and what a process that was started by another owes it.
public enum ChildProcess {
    /// Why a program could not be started: the system's error number.
    public struct StartFailure: Error, Hashable, Sendable {
        /// As `errno` has it.
        public let code: Int32

        /// A failure of that number.
        public init(code: Int32) { self.code = code }
        /// What the system calls it.
        public var reason: String { String(cString: strerror(code)) }
    }

    /// How a program begins.
    public struct Start {
        /// The program, by its path or as `PATH` knows it, and its arguments.
        public var words: [String]
        /// What it reads and writes, by its own numbers; of those that are missing it has this process's.
        public var descriptors: [(own: Int32, descriptor: Int32)] = []
        /// Its variables, as `NAME=value`; nil for those of this process.
        public var environment: [String]?
        /// Signals that it does not hear before it asks for them; it hears all others, whatever this process does.
        public var blockedSignals: [Int32] = []
        /// Whether it leads a process group of its own.
        public var leadsGroup = false

        /// A program with this process's outputs and variables.
        public init(_ words: [String]) { self.words = words }
    }

    /// Starts a program and returns its process.
    public static func start(_ start: Start) throws(StartFailure) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (own, descriptor) in start.descriptors {
            posix_spawn_file_actions_adddup2(&actions, descriptor, own)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in start.blockedSignals { sigaddset(&signals, signal) }
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let group = start.leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))
        var arguments = vector(start.words)
        var variables = vector(start.environment ?? [])
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let code = variables.withUnsafeMutableBufferPointer { own in
            posix_spawnp(
                &process, start.words[0], &actions, &attributes, &arguments,
                start.environment == nil ? environ : own.baseAddress)
        }
        guard code == 0 else { throw StartFailure(code: code) }
        return process
    }

    private static func vector(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }

    /// Lets the system end this process with the one that started it, however that ends: what it would still write is
    /// nobody's any more.
    public static func endWithParent() { _ = vitrine_end_with_parent() }
}
