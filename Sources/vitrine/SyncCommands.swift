internal import Diagnostics
internal import Import
internal import PortalData

/// `vitrine sync …`.
enum SyncCommands {
    static let all = [list, retry, resolve]

    private static let list = Command(
        "sync list", summary: "Show how old each source's data is, and what could not be taken",
        details: """
            One line a source, and one for each record that `vitrine import --partial` or a conflict left behind: its number,
            why, where it stood, and how often it was tried.
            """,
        options: [.init("all", nil, "also what is resolved")]
    ) { invocation in
        let found = try errors(invocation).list(all: invocation.has("all"))
        for source in found.sources {
            let age = source.lastSuccessAt.map { "last taken \($0)" } ?? "never taken"
            let staleness = source.isStale == true ? ", stale" : ""
            let last = source.lastStatus == "failed" ? ", the last run failed" : ""
            Terminal.say("\(source.code): \(age)\(staleness)\(last), \(source.openCount) open")
        }
        say(found.items)
        return .done
    }

    private static let retry = Command(
        "sync retry", operands: "[NUMBER…]", count: 0...10_000,
        summary: "Try records again that could not be taken",
        details: """
            With the fields that were kept and the mapping of their run: those of the numbers, or all that are due. A record that
            fails again is due after a quarter of an hour, then after twice as long each time, up to a day; `--all` does not wait.
            What still cannot be taken stays open, and the exit code is 1.

                vitrine sync retry
                vitrine sync retry 17 18
            """,
        options: [.init("all", nil, "also what is not due yet"), Author.option]
    ) { invocation in
        let result = try errors(invocation).retry(numbers(invocation), isForced: invocation.has("all"))
        say(result.left)
        Terminal.say("taken: \(result.taken), left: \(result.left.count)")
        if result.waiting > 0 {
            Terminal.say("not due yet: \(result.waiting); `vitrine sync retry --all` tries them now")
        }
        return result.left.isEmpty ? .done : .inputErrors
    }

    private static let resolve = Command(
        "sync resolve", operands: "NUMBER…", count: 1...10_000,
        summary: "Decide what becomes of records that could not be taken",
        details: """
            Without `--with source` the records are given up and what is in the database stays. With it they are written as the
            source has them, over what was changed here.

                vitrine sync resolve 17
                vitrine sync resolve 18 --with source
            """,
        options: [.init("with", "SIDE", "`local`, the default, or `source`"), Author.option]
    ) { invocation in
        let side = invocation.options["with"] ?? "local"
        guard ["local", "source"].contains(side) else {
            throw UsageError(message: "`--with` takes `local` or `source`", command: nil)
        }
        let result = try errors(invocation).resolve(
            numbers(invocation), with: side == "source" ? .source : .local)
        say(result.left)
        Terminal.say("resolved: \(result.closed), left: \(result.left.count)")
        return result.left.isEmpty ? .done : .inputErrors
    }

    private static func errors(_ invocation: Invocation) throws -> SyncErrors {
        SyncErrors(of: try LivePortal(of: invocation), as: try Author(of: invocation))
    }

    private static func numbers(_ invocation: Invocation) throws -> [Int64] {
        try invocation.operands.map { text in
            guard let number = Int64(text), number > 0 else {
                throw UsageError(message: "`\(text)` is no number of an error", command: nil)
            }
            return number
        }
    }

    private static func say(_ items: [SyncErrors.Item]) {
        for item in items {
            let attempts = item.attempts == 1 ? "1 attempt" : "\(item.attempts) attempts"
            let end =
                item.resolvedAt.map { ", resolved \($0)" }
                ?? item.nextRetryAt.map { ", due \($0)" } ?? ""
            // The names of files and fields are a stranger's.
            Terminal.say(
                TerminalText.neutralised(
                    "\(item.id)  \(item.kind)  \(item.source)  \(item.place): \(item.message) (\(attempts)\(end))"
                ))
        }
    }
}
