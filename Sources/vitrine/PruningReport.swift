internal import Diagnostics
internal import PortalData
internal import Publishing

/// What `retention` and `forget` say alike.
enum PruningReport {
    /// What is left to do.
    static func end(_ outcome: Pruning.Outcome, isChanged: Bool = false) -> ExitCode {
        if outcome.retention.erased > 0 {
            Terminal.say("rows of the audit log whose contents were erased: \(outcome.retention.erased)")
        }
        if outcome.staged > 0 { Terminal.say("waiting builds that were removed: \(outcome.staged)") }
        if outcome.unarchived > 0 { Terminal.say("records removed from the archive: \(outcome.unarchived)") }
        for leftover in outcome.leftovers { Terminal.complain(TerminalText.neutralised(leftover)) }
        if !outcome.isScrubbed {
            Terminal.complain(
                "another program keeps the database open, so deleted bytes may be left in its `-wal`: end it, run again"
            )
            return .locked
        }
        guard outcome.leftovers.isEmpty else { return .inputErrors }
        guard isChanged || !outcome.retention.isEmpty else { return .done }
        return Terminal.say(
            "what is published goes with `vitrine build --publish`; older backups keep it until you remove them"
        )
    }

    /// What was pruned before, and was there again.
    static func say(again outcome: Pruning.Outcome) {
        let retention = outcome.retention
        if !retention.done.isEmpty {
            Terminal.say("records that had been pruned since, and are again: \(retention.done.count)")
        }
        for item in retention.held {
            say("pruned since, and back: \(item.table) \(item.record): kept, \(item.hold ?? "")")
        }
        say(forgotten: retention.forgotten)
    }

    /// People who were forgotten before, and were there again.
    static func say(forgotten: ForgetOutcome?) {
        guard let forgotten else { return }
        if forgotten.holds.isEmpty {
            say("forgotten once more: \(forgotten.rows.joined(separator: ", "))")
        } else {
            say(
                "not forgotten again, as \(forgotten.holds.joined(separator: ", ")) is on legal hold: "
                    + forgotten.rows.joined(separator: ", "))
        }
    }

    static func say(_ text: String) { Terminal.say(TerminalText.neutralised(text)) }
}
