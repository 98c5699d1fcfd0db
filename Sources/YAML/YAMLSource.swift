public import Diagnostics

/// The text that YAML was read from: enough to quote a line of it.
public struct YAMLSource: Sendable {
    /// The file, as diagnostics name it.
    public let file: String
    /// The number that the first line of `bytes` has in the file.
    public let firstLine: Int
    let bytes: [UInt8]

    /// Text that begins at `firstLine` of `file`.
    public init(_ bytes: [UInt8], file: String, firstLine: Int = 1) {
        self.bytes = bytes
        self.file = file
        self.firstLine = firstLine
    }

    /// The text of one line of the file, without its end; nil outside of this text.
    func line(_ number: Int) -> String? {
        var rest = bytes[...]
        var current = firstLine
        while current < number {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            rest = rest[(end + 1)...]
            current += 1
        }
        guard current == number else { return nil }
        var line = rest.prefix { $0 != UInt8(ascii: "\n") }
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// A diagnostic at a place of this text.
    public func diagnostic(
        _ message: String, at range: SourceRange?, severity: Diagnostic.Severity = .error, hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            message, severity: severity, file: file, range: range, line: range.flatMap { line($0.line) },
            hint: hint)
    }

    /// A diagnostic at a node of this text.
    public func diagnostic(
        _ message: String, at node: YAMLNode, severity: Diagnostic.Severity = .error, hint: String? = nil
    ) -> Diagnostic {
        diagnostic(message, at: node.range, severity: severity, hint: hint)
    }
}
