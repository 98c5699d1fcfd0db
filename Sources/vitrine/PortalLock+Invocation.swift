internal import Diagnostics
internal import Files
internal import Publishing

extension PortalLock {
    static let waiting = Command.Option(
        "wait", "DURATION",
        "wait so long (90s, 10m, 2h) while another command holds the lock; else end with 6")

    /// The lock of a portal's folder, for a command that may wait for it as `--wait` says.
    convenience init(of folder: PortalFolder, _ invocation: Invocation) throws {
        let seconds = try invocation.options["wait"].map(Self.seconds) ?? 0
        try self.init(of: folder, for: invocation.command, waiting: seconds) { held in
            Terminal.complain("waiting: \(held.sentence)")
        }
    }

    private static func seconds(_ text: String) throws(UsageError) -> Int {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (0...100_000).contains(number)
        else { throw UsageError(message: "`--wait` takes a duration such as 90s, 10m or 2h", command: nil) }
        return number * unit
    }
}

extension PortalLock.Held {
    /// Who holds the lock, as a clause.
    var sentence: String {
        guard let holder else { return "another command holds the lock of this portal" }
        return "`vitrine \(TerminalText.neutralised(holder.command))` holds the lock of this portal: "
            + "process \(holder.process), since \(Clock(seconds: holder.since).now)"
    }
}

extension Interruption.Stop {
    private var facts: (name: String, code: ExitCode) {
        switch signal {
        case 1: ("SIGHUP", .hungUp)
        case 2: ("SIGINT", .interrupted)
        default: ("SIGTERM", .terminated)
        }
    }

    /// As people know it.
    var name: String { facts.name }

    /// How a process ends because of it.
    var code: ExitCode { facts.code }
}
