public import Foundation
import Glibc
import Testing

/// Runs the built `vitrine`, and whatever else a test needs, as a user would: as a process.
public enum Tool {
    /// How a process ended and what it said.
    public struct Outcome: Sendable {
        /// The exit code, or the number of the signal that ended it.
        public let code: Int32
        /// What it wrote to standard output.
        public let output: String
        /// What it wrote to standard error.
        public let errors: String

        /// What it wrote there, but for the lines that tell how long each phase took.
        public var complaints: String {
            errors.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { $0.wholeMatch(of: /(reading|rendering|staging|publishing): .* s/) == nil }
                .joined(separator: "\n")
        }

        /// Everything it said, errors last.
        public var text: String { output + errors }
    }

    /// Where `swift build` put the products that belong to this test run.
    public static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// The path of the built `vitrine`: where nothing may be left out the release program, as agencies run it.
    public static let program = testsEverything ? release : products.appending(path: "vitrine").path()

    /// The path of the release program, which `make test` has built.
    public static let release = repository.appending(path: ".build/release/vitrine").path()

    /// The path of the Python with the packages that tests need, which `make test` has installed.
    public static let python = repository.appending(path: ".build/venv/bin/python").path()

    /// The root of the repository.
    public static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs `vitrine` in a folder.
    @discardableResult
    public static func vitrine(
        _ arguments: String..., in folder: URL, environment: [String: String] = [:]
    ) throws -> Outcome {
        try vitrine(arguments, in: folder, environment: environment)
    }

    /// Runs `vitrine` in a folder.
    @discardableResult
    public static func vitrine(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> Outcome {
        try run(program, ["-C", folder.path()] + arguments, environment: environment)
    }

    /// Runs any program to its end. Both outputs go through files, so that neither can block the other.
    public static func run(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:],
        in folder: URL? = nil, input: String = ""
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let scratch = TemporaryFolder()
        let outputs = try ["out", "err"].map { name in
            let url = scratch.url.appending(path: name)
            try Data().write(to: url)
            return (url, try FileHandle(forWritingTo: url))
        }
        try scratch.write(input, to: "in")
        process.standardInput = try FileHandle(forReadingFrom: scratch.url.appending(path: "in"))
        process.standardOutput = outputs[0].1
        process.standardError = outputs[1].1
        try start(process)
        process.waitUntilExit()
        let texts = try outputs.map { String(decoding: try Data(contentsOf: $0.0), as: UTF8.self) }
        return Outcome(code: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    /// Starts a process that hears every signal.
    ///
    /// A new process inherits what the thread that starts it blocks (Foundation's `Process` resets nothing), and the
    /// threads of the concurrency pool block all: neither it nor what it starts in turn could be told to end.
    public static func start(_ process: Process) throws {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    /// Whether nothing may be left out, as in `make test`: then what is not installed is a failure.
    public static let testsEverything = ProcessInfo.processInfo.environment["VITRINE_TEST_ALL"] == "1"

    /// Whether reviewed results are to be rewritten, for `git diff` to show.
    public static let updatesGolden = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    /// Whether a test that needs another program is run: only where nothing may be left out, and there it must be installed.
    public static func isAvailable(_ path: String, for purpose: String) -> Bool {
        guard testsEverything else {
            print("SKIPPED: \(purpose): it needs \(path); `make test` does it, or VITRINE_TEST_ALL=1")
            return false
        }
        if FileManager.default.isExecutableFile(atPath: path) { return true }
        Issue.record("\(path) is missing: \(purpose)")
        return false
    }
}
