internal import Glibc

/// How far a build or an import is: one line that is rewritten, on a terminal alone.
struct Progress {
    private let isShown = isatty(STDERR_FILENO) == 1

    /// Shows that `done` clients of `total` are rendered.
    func show(done: Int, of total: Int) {
        guard isShown else { return }
        Terminal.put("\r\(done) of \(total) clients", on: STDERR_FILENO)
    }

    /// Shows how much of an import's files was read.
    func show(bytes: Int, of total: Int) {
        guard isShown, total > 0 else { return }
        let width = 30
        let full = min(width, bytes * width / total)
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
        Terminal.put("\r[\(bar)] \(ByteCount.text(bytes)) of \(ByteCount.text(total))", on: STDERR_FILENO)
    }

    /// Clears the line.
    func end() {
        guard isShown else { return }
        Terminal.put("\r\u{1B}[K", on: STDERR_FILENO)
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
