import Foundation
import TestSupport
import Testing

/// A run of `vitrine` that a test watches, stops and ends.
final class RunningTool {
    private let process = Process()
    private let folder = TemporaryFolder()
    private var errorFile: URL { folder.url.appending(path: "errors") }

    init(_ arguments: [String], in root: URL) throws {
        process.executableURL = URL(filePath: Tool.program)
        process.arguments = ["-C", root.path()] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(Portal.environment) { $1 }
        try Data().write(to: errorFile)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try Tool.start(process)
    }

    deinit { kill(number, SIGKILL) }

    var number: Int32 { process.processIdentifier }

    /// What it has written to standard error so far.
    var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    /// The processes that it has started.
    var children: [Int32] {
        let text = try? String(contentsOfFile: "/proc/\(number)/task/\(number)/children", encoding: .utf8)
        return (text ?? "").split(separator: " ").compactMap { Int32($0) }
    }

    /// Waits until something holds.
    func wait(until condition: () -> Bool) throws {
        for _ in 0..<6_000 where !condition() { usleep(10_000) }
        try #require(condition(), "\(errors)")
    }

    /// Waits until its workers have begun, and stops them; returns their numbers.
    func stopWorkers() throws -> [Int32] {
        try wait { errors.contains("reading: ") }
        let workers = children
        try #require(!workers.isEmpty)
        for worker in workers { kill(worker, SIGSTOP) }
        return workers
    }

    func send(_ signal: Int32) { kill(number, signal) }

    /// Whether it has ended, whatever it started goes on.
    var isGone: Bool {
        let status = (try? String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8)) ?? ""
        return status.isEmpty || status.contains("State:\tZ")
    }

    /// How it ended: its exit code, or the number of the signal without a handler that ended it, negative.
    func end() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
}
