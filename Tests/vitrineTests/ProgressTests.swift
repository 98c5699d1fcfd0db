import Foundation
import TestSupport
import Testing

/// A build says how far it is: a line that is rewritten where somebody looks on, a line a phase where a log is kept.
@Suite struct ProgressTests {
    @Test func aLogHasALineAPhase() throws {
        let portal = try Portal(of: ["acme", "noor"])
        let errors = try portal.publish().errors
        let lines = errors.split(separator: "\n").filter { $0.hasSuffix(" s") }
        let expected = [
            /reading: \d+\.\d s/, /rendering: 2 clients, \d+ pages, \d+ pages\/s, \d+\.\d s/,
            /staging: \d+\.\d s/, /publishing: \d+ editions, \d+\.\d s/,
        ]
        #expect(lines.count == 4, "\(errors)")
        for (line, pattern) in zip(lines, expected) {
            #expect(line.wholeMatch(of: pattern) != nil, "\(line)")
        }
        #expect(!errors.contains("\r") && !errors.contains("\u{1B}"))
    }

    @Test func aTerminalShowsClientsPagesRateAndTimeLeft() throws {
        let portal = try Portal(of: ["acme", "noor"])
        let shown = try Tool.run(
            "/usr/bin/python3",
            [
                "-c", "import pty, sys; pty.spawn(sys.argv[1:])", Tool.program, "-C", portal.root.path(),
                "build",
            ],
            environment: Portal.environment)
        let states = shown.output.split(separator: "\r").map {
            $0.replacing("\u{1B}[K", with: "")
        }
        let pattern = /rendering: 1 of 2 clients, \d+ pages, \d+ pages\/s, \d+ s left/
        #expect(states.contains { $0.wholeMatch(of: pattern) != nil }, "\(shown)")
        #expect(states.contains("staging"), "\(shown)")
        // Nothing of it is left where the results begin.
        #expect(shown.output.contains("\r\u{1B}[Kbuilt 2 clients"), "\(shown)")
    }
}
