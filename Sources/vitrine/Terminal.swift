internal import Diagnostics
internal import Glibc

/// Results to standard output, everything else to standard error; a closed pipe is no error.
enum Terminal {
    /// Whether diagnostics are coloured: on a terminal, unless the user has said no.
    static let isColoured = isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil

    /// Prints a result.
    @discardableResult
    static func say(_ text: String) -> ExitCode {
        put(text + "\n", on: STDOUT_FILENO)
        return .done
    }

    /// Prints a line that is no result.
    static func complain(_ text: String) {
        put(text + "\n", on: STDERR_FILENO)
    }

    /// Prints diagnostics, in order.
    static func complain(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { complain(diagnostic.rendered(colour: isColoured)) }
    }

    /// Writes all of a text, or as much as its reader takes.
    static func put(_ text: String, on descriptor: Int32) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            offset += count
        }
    }
}
