internal import Diagnostics
internal import PortalData

/// What a command says of a change: the record, and which rows become visible to whom with the next publication.
enum ChangeReport {
    static func say(_ verb: String, _ change: RecordChange) {
        Terminal.say("\(verb) \(change.record)")
        say(change.visibility)
    }

    static func say(_ visibility: Visibility) {
        let shown = visibility.changes.filter { $0.shown > 0 }
        let hidden = visibility.changes.filter { $0.hidden > 0 }
        Terminal.say(
            shown.isEmpty ? "no row becomes visible" : "rows that become visible: " + list(shown, \.shown))
        if !hidden.isEmpty { Terminal.say("rows that disappear: " + list(hidden, \.hidden)) }
        if !visibility.admitted.isEmpty {
            Terminal.say("readers who get in: " + visibility.admitted.joined(separator: ", "))
        }
        if !visibility.excluded.isEmpty {
            Terminal.say("readers who no longer get in: " + visibility.excluded.joined(separator: ", "))
        }
    }

    /// Who had opened it, and until when that is known.
    static func say(_ readings: Readings) { Terminal.say(TerminalText.neutralised(readings.text)) }

    private static func list(_ changes: [Visibility.Change], _ count: KeyPath<Visibility.Change, Int>)
        -> String
    {
        changes.map { change in
            "\(change[keyPath: count]) in \(change.edition)" + (change.isPublished ? "" : " (not published)")
        }.joined(separator: ", ")
    }
}
