public import Diagnostics

/// A YAML text that was read: one document, strict.
///
/// Refused, each with its place: duplicate keys, anchors and aliases, tags, several documents, keys that are not
/// text, tabs as indentation, invalid UTF-8, control characters, and texts over the limits.
public struct YAMLDocument: Sendable {
    /// The value of the whole text; an empty text is null.
    public let root: YAMLNode
    /// The text, for diagnostics.
    public let source: YAMLSource

    /// Reads `source`.
    ///
    /// - Throws: every problem found; after a mistake in the syntax itself the rest is not read.
    public init(_ source: YAMLSource, limits: YAMLLimits = YAMLLimits()) throws(DiagnosticList) {
        self.source = source
        if source.bytes.count > limits.bytes {
            throw DiagnosticList([
                source.diagnostic("the text is larger than \(limits.bytes) bytes", at: SourceRange?.none)
            ])
        }
        let problems = source.characterProblems()
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        let parser = YAMLParser(source, limits: limits)
        let root = parser.parse()
        guard parser.problems.isEmpty, let root else { throw DiagnosticList(parser.problems) }
        self.root = root
    }
}

extension YAMLSource {
    /// Bytes that no YAML text may hold, one diagnostic a line.
    ///
    /// Lines that only YAML knows (a lone CR, U+0085, U+2028) are refused too: every other tool counts lines by LF.
    func characterProblems() -> [Diagnostic] {
        var problems: [Diagnostic] = []
        var number = firstLine
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if let problem = characterProblem(in: line, number: number) { problems.append(problem) }
            number += 1
        }
        return problems
    }

    private func characterProblem(in line: ArraySlice<UInt8>, number: Int) -> Diagnostic? {
        let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        // Plain ASCII, the usual case, in one cheap pass.
        if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 9 }) { return nil }
        var decoder = UTF8()
        var iterator = text.makeIterator()
        var column = 1
        while true {
            let message: String
            switch decoder.decode(&iterator) {
            case .emptyInput: return nil
            case .error: message = "the text is not valid UTF-8"
            case .scalarValue(let scalar):
                guard Self.isRefused(scalar, isFirst: number == 1 && column == 1) else {
                    column += 1
                    continue
                }
                message = "the character U+\(Self.hexadecimal(scalar)) is not allowed here"
            }
            let hint = message.hasPrefix("the text") ? "save the file as UTF-8" : "remove it"
            return diagnostic(message, at: SourceRange(line: number, column: column), hint: hint)
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func isRefused(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
        switch scalar.value {
        case 9: false
        case 0xFEFF: !isFirst
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
