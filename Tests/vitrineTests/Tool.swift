import Foundation
import Glibc
import Testing

/// Runs the built `vitrine`, and whatever else a test needs, as a user would: as a process.
enum Tool {
    /// How a process ended and what it said.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Where `swift build` put the products that belong to this test run.
    static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// The root of the repository.
    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs `vitrine` in a folder.
    @discardableResult
    static func vitrine(
        _ arguments: String..., in folder: URL, environment: [String: String] = [:]
    ) throws -> Outcome {
        try run(
            products.appending(path: "vitrine").path(), ["-C", folder.path()] + arguments,
            environment: environment)
    }

    /// Runs any program to its end. Both outputs go through files, so that neither can block the other.
    static func run(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:],
        in folder: URL? = nil, input: String = ""
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let scratch = try TemporaryFolder()
        let outputs = try ["out", "err"].map { name in
            let url = scratch.url.appending(path: name)
            try Data().write(to: url)
            return (url, try FileHandle(forWritingTo: url))
        }
        let source = scratch.url.appending(path: "in")
        try input.write(to: source, atomically: true, encoding: .utf8)
        process.standardInput = try FileHandle(forReadingFrom: source)
        process.standardOutput = outputs[0].1
        process.standardError = outputs[1].1
        try start(process)
        process.waitUntilExit()
        let texts = try outputs.map { String(decoding: try Data(contentsOf: $0.0), as: UTF8.self) }
        return Outcome(code: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    /// Starts a process that hears every signal: a new process inherits what its thread blocks, and threads of the
    /// concurrency pool block all, so that whatever it starts in turn could not be told to end.
    static func start(_ process: Process) throws {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    /// Whether what a test needs is there; where it must be and is not, the test fails.
    static func isAvailable(_ path: String, for purpose: String) -> Bool {
        if FileManager.default.isExecutableFile(atPath: path) { return true }
        if ProcessInfo.processInfo.environment["VITRINE_TEST_ALL"] == "1" {
            Issue.record("\(path) is missing: \(purpose)")
        } else {
            print("SKIPPED: \(purpose): \(path) is missing; `make test` installs it")
        }
        return false
    }
}

/// A folder of one test's own, removed with it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "vitrine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
