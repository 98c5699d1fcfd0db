import Foundation
import Glibc
import TestSupport
import Testing

/// Several writers at once, and writers that are killed.
@Suite struct WriterTests {
    private func start(_ arguments: [String], in folder: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: Tool.program)
        process.arguments = ["-C", folder.path()] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Tool.start(process)
        return process
    }

    private func made() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        #expect(try Tool.vitrine("init", in: folder.url).code == 0)
        #expect(try Tool.vitrine("db", "load", "first.sql", in: folder.url).code == 0)
        return folder
    }

    private func count(_ folder: TemporaryFolder, _ arguments: String...) throws -> Int {
        let outcome = try Tool.vitrine(["audit", "list", "--last", "1000"] + arguments, in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return outcome.output.split(separator: "\n").count
    }

    @Test func writersAtOnceTakeTurns() throws {
        let folder = try made()
        let processes = try (0..<8).map { number in
            try start(
                [
                    "add", "milestones", "client=hello", "project=website", "title=Step \(number)",
                    "due_on=2026-12-01",
                ],
                in: folder.url)
        }
        for process in processes {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        #expect(try count(folder, "--table", "milestones", "--actor", Self.actor) == 8)
        let verified = try Tool.vitrine("audit", "verify", in: folder.url)
        #expect(verified.code == 0, "\(verified.text)")
    }

    /// The name that the audit log has for whoever runs the tests.
    private static let actor =
        ProcessInfo.processInfo.environment["USER"].flatMap { $0.isEmpty ? nil : $0 }
        ?? "uid \(getuid())"

    @Test func aKilledWriterLeavesAWholeChangeOrNone() throws {
        let folder = try made()
        var done = 0
        for number in 0..<12 {
            let process = try start(
                ["user", "add", "user\(number)", "--client", "hello", "--role", "member"], in: folder.url)
            usleep(UInt32(number) * 4_000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let users = try count(
                folder, "--table", "users", "--record", "user\(number)", "--actor", Self.actor)
            #expect(users <= 1)
            done += users
            let verified = try Tool.vitrine("audit", "verify", in: folder.url)
            #expect(verified.code == 0, "\(verified.text)")
        }
        // A user is never without his membership, nor either without its row of the log.
        #expect(try count(folder, "--table", "memberships", "--actor", Self.actor) == done)
        let check = try Tool.vitrine("db", "check", in: folder.url)
        #expect(check.code == 0, "\(check.errors)")
    }

    @Test func aWriterWaitsForAnotherAndThenSaysWhoIsInTheWay() throws {
        let folder = try made()
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/env")
        holder.arguments = [
            "python3", "-c",
            "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1]); c.execute('begin immediate'); "
                + "print('held', flush=True); time.sleep(2)", folder.path("portal.sqlite"),
        ]
        let pipe = Pipe()
        holder.standardOutput = pipe
        try Tool.start(holder)
        _ = pipe.fileHandleForReading.availableData
        let outcome = try Tool.vitrine("set", "projects", "website", "name=Later", in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        holder.waitUntilExit()
    }
}
