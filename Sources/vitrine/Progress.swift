internal import Glibc
internal import Publishing

/// How far a command is: on a terminal one line that is rewritten, elsewhere a line for each phase when it ends.
final class Progress {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let clock = ContinuousClock()
    /// What is done now, since when, and how much of it is done.
    private var phase: (name: String, start: ContinuousClock.Instant, counts: String)?
    private var lastShown: ContinuousClock.Instant?

    /// Shows how far a build is.
    func show(_ step: Build.Step) {
        switch step {
        case .reading: begin("reading")
        case .staging: begin("staging")
        case .rendering(let clients, let total, let pages):
            if phase?.name != "rendering" { begin("rendering") }
            note("\(clients) clients, \(pages) pages" + rate(of: pages))
            guard isTerminal, clients > 0, isDue(last: clients == total) else { return }
            let counts = "\(clients) of \(total) clients, \(pages) pages" + rate(of: pages)
            put("rendering: " + counts + timeLeft(done: clients, of: total))
        }
    }

    /// Shows how much of an import's files was read.
    func show(bytes: Int, of total: Int) {
        guard isTerminal, total > 0 else { return }
        let width = 30
        let full = min(width, bytes * width / total)
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
        put("[\(bar)] \(ByteCount.text(bytes)) of \(ByteCount.text(total))")
    }

    /// Ends the phase before and begins another.
    func begin(_ name: String) {
        end()
        phase = (name, clock.now, "")
        if isTerminal { put(name) }
    }

    /// Says how much of the phase is done, for the line that tells of it.
    func note(_ counts: String) { phase?.counts = counts }

    /// Clears the line, or tells of the phase that ends.
    func end() {
        if isTerminal {
            Terminal.put("\r\u{1B}[K", on: STDERR_FILENO)
        } else if let phase {
            Terminal.complain(
                "\(phase.name): \(phase.counts)\(phase.counts.isEmpty ? "" : ", ")\(tenths(seconds)) s")
        }
        phase = nil
    }

    private func put(_ text: String) { Terminal.put("\r\(text)\u{1B}[K", on: STDERR_FILENO) }

    /// Ten times a second at most, and at the end.
    private func isDue(last: Bool) -> Bool {
        let now = clock.now
        guard last || lastShown.map({ now - $0 >= .milliseconds(100) }) ?? true else { return false }
        lastShown = now
        return true
    }

    /// Of the phase.
    private var seconds: Double { phase.map { (clock.now - $0.start) / .seconds(1) } ?? 0 }

    private func rate(of pages: Int) -> String {
        pages > 0 && seconds > 0 ? ", \(Int(Double(pages) / seconds)) pages/s" : ""
    }

    private func timeLeft(done: Int, of total: Int) -> String {
        guard done > 0, done < total else { return "" }
        let left = Int((seconds / Double(done) * Double(total - done)).rounded(.up))
        return left < 60 ? ", \(left) s left" : ", \(left / 60) min \(left % 60) s left"
    }

    private func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// Sizes for people.
enum ByteCount {
    /// `812 bytes`, `3.4 kB`, `12.0 MB`.
    static func text(_ bytes: Int) -> String {
        func tenths(_ unit: Int) -> String {
            let value = (bytes * 10 + unit / 2) / unit
            return "\(value / 10).\(value % 10)"
        }
        switch bytes {
        case ..<1000: return "\(bytes) bytes"
        case ..<1_000_000: return tenths(1000) + " kB"
        case ..<1_000_000_000: return tenths(1_000_000) + " MB"
        default: return tenths(1_000_000_000) + " GB"
        }
    }
}
