internal import Diagnostics
internal import Publishing

/// Turns whatever stopped a command into words and an exit code.
enum Failure {
    static func report(_ error: any Error, of command: Command) -> ExitCode {
        switch error {
        case let list as DiagnosticList:
            Terminal.complain(list.all)
            Terminal.complain(list.summary + (command.undone.map { "; \($0)" } ?? ""))
            return .inputErrors
        case let usage as UsageError:
            Terminal.complain("vitrine: \(usage.message)")
            if let command = usage.command { Terminal.complain("usage: \(command.usage)") }
            return .wrongUse
        case let refusal as GuardRefusal:
            Terminal.complain(refusal.diagnostics)
            Terminal.complain("vitrine: a guard refused" + (command.undone.map { "; \($0)" } ?? ""))
            return .guardRefused
        case PublicationError.outdated(let id):
            Terminal.complain("vitrine: something else was published since `\(id)` was built; build again")
            return .guardRefused
        case PublicationError.interrupted:
            Terminal.complain(
                "vitrine: the last publication was interrupted; `vitrine build --publish` mends it")
            return .guardRefused
        case PublicationError.incomplete(let id):
            Terminal.complain("vitrine: parts of `\(id)` are gone; build again")
            return .guardRefused
        case let hook as HookFailure:
            return report(hook)
        case WorkerError.died:
            Terminal.complain("vitrine: \(WorkerError.died); nothing was published")
            return .bug
        case BackupError.taken(let paths):
            for path in paths { Terminal.complain("vitrine: there is something already: \(path)") }
            Terminal.complain("nothing was overwritten; `restore --force` replaces it")
            return .guardRefused
        case let busy as BackupError:
            Terminal.complain("vitrine: \(busy)")
            return .guardRefused
        case let refusal as ActivationError:
            Terminal.complain("vitrine: \(TerminalText.neutralised(refusal.description))")
            return .guardRefused
        case let target as TargetError:
            return report(target)
        case let locked as PortalLock.Held:
            Terminal.complain("vitrine: \(locked.sentence); `--wait 10m` waits for it")
            return .locked
        case let stop as Interruption.Stop:
            Terminal.complain("vitrine: ended by \(stop.name)" + (command.undone.map { "; \($0)" } ?? ""))
            return stop.code
        default:
            Terminal.complain("vitrine: \(error)")
            return .inputErrors
        }
    }

    private static func report(_ error: TargetError) -> ExitCode {
        Terminal.complain("vitrine: \(TerminalText.neutralised(error.description))")
        switch error {
        case .noAddress: return .wrongUse
        case .failed(let what, let code, let said):
            for line in said.split(whereSeparator: \.isNewline) {
                Terminal.complain("  | " + TerminalText.neutralised(String(line)))
            }
            if code == 127 {
                let name = what.prefix { $0 != " " }
                Terminal.complain("is `\(name)` installed at both ends?")
            }
            Terminal.complain(
                "nothing half done is in force there; the same command goes on where it stopped")
            // It said itself that somebody else is at work there.
            if code == ExitCode.locked.rawValue, what.hasPrefix("vitrine") { return .locked }
            return .targetFailed
        default: return error.isRefusal ? .guardRefused : .targetFailed
        }
    }

    private static func report(_ hook: HookFailure) -> ExitCode {
        let place = hook.isAfterSwitch ? "after" : "before"
        Terminal.complain("vitrine: `\(hook.hook)` failed \(place) pages were switched: \(hook.reason)")
        for line in hook.output.split(whereSeparator: \.isNewline) {
            Terminal.complain("  | " + TerminalText.neutralised(String(line)))
        }
        Terminal.complain(
            hook.isAfterSwitch
                ? "the new pages are published, but who is new may not get in yet; mend it, and "
                    + "`vitrine build --publish` tells the server again"
                : "readers have the pages of before; whoever was to lose access has lost it where the server reads passwords "
                    + "by itself, and elsewhere has it still; mend it, and publish again")
        return .targetFailed
    }
}
