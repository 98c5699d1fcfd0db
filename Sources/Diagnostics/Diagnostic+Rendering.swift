extension Diagnostic {
    /// The diagnostic as a terminal shows it: place and message, the excerpt with its caret, hint and trail.
    ///
    /// Several lines, without a line end at the end. Control characters of the user's text are spelled out, a long
    /// line is cut around the place.
    public func rendered(colour: Bool) -> String {
        let style = Style(isOn: colour)
        var lines = [heading(style)]
        lines += excerpt(style)
        if let hint { lines.append("  \(style.hint("hint:")) \(TerminalText.neutralised(hint))") }
        lines += trail.map { "  in: \(TerminalText.neutralised($0))" }
        return lines.joined(separator: "\n")
    }

    private func heading(_ style: Style) -> String {
        var place = ""
        if let file {
            place = TerminalText.neutralised(file)
            if let range { place += ":\(range.line):\(range.columns.lowerBound)" }
            place += ": "
        }
        if let row { place += TerminalText.neutralised(row) + ": " }
        let label = style.severity(severity, severity.rawValue + ":")
        return style.place(place) + label + " " + TerminalText.neutralised(message)
    }

    /// The line and, beneath it, the caret; empty where the text is not known.
    private func excerpt(_ style: Style) -> [String] {
        guard let line, let range else { return [] }
        let cut = Excerpt(line, columns: range.columns)
        let number = String(range.line)
        let gutter = String(repeating: " ", count: number.utf8.count)
        let marks = String(repeating: " ", count: cut.indent) + style.caret(cut.marks)
        return ["  \(style.gutter(number + " |")) \(cut.text)", "  \(gutter) \(style.gutter("|")) \(marks)"]
    }
}

extension DiagnosticList {
    /// Every diagnostic as `Diagnostic.rendered`, in order, each followed by a line end.
    public func rendered(colour: Bool) -> String {
        all.map { $0.rendered(colour: colour) + "\n" }.joined()
    }

    /// How many there are: "2 errors, 1 warning".
    public var summary: String {
        let errors = all.count { $0.severity == .error }
        let counts = [(errors, "error"), (all.count - errors, "warning")]
        return counts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}

/// The part of a line that is shown, and where the caret stands under it.
private struct Excerpt {
    /// Scalars shown on either side of the caret at most.
    static let reach = 80

    var text = ""
    var indent = 0
    var marks = "^"

    init(_ line: String, columns: Range<Int>) {
        let scalars = Array(line.unicodeScalars)
        let start = min(max(columns.lowerBound - 1, 0), scalars.count)
        let end = min(max(columns.upperBound - 1, start), scalars.count)
        let first = max(0, start - Self.reach)
        let last = min(scalars.count, max(start + Self.reach, min(end, start + Self.reach)))
        if first > 0 {
            text = "…"
            indent = 1
        }
        var markedWidth = 0
        for index in first..<last {
            let width = TerminalText.append(scalars[index], to: &text)
            if index < start { indent += width } else if index < end { markedWidth += width }
        }
        if last < scalars.count { text += "…" }
        marks += String(repeating: "~", count: max(0, markedWidth - 1))
    }
}

/// The colours of a terminal, or none.
private struct Style {
    let isOn: Bool

    func place(_ text: String) -> String { wrap(text, "1") }
    func hint(_ text: String) -> String { wrap(text, "36") }
    func caret(_ text: String) -> String { wrap(text, "1;32") }
    func gutter(_ text: String) -> String { wrap(text, "2") }
    func severity(_ severity: Diagnostic.Severity, _ text: String) -> String {
        wrap(text, severity == .error ? "1;31" : "1;33")
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
