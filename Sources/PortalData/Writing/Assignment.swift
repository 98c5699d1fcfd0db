public import Diagnostics

/// A column and its new value, as a person writes them: `title=Go live`.
public struct Assignment: Hashable, Sendable {
    /// Before the first `=`.
    public let name: String
    /// After it; empty means null.
    public let value: String
    /// Where it was written; its message and hint are filled in for a problem.
    let place: Diagnostic

    /// An assignment that stands at a place.
    public init(_ name: String, _ value: String, at place: Diagnostic? = nil) {
        self.name = name
        self.value = value
        self.place = place ?? Diagnostic("", row: "`\(name)`")
    }

    /// Reads `name=value`.
    public init(parsing text: String) throws(DiagnosticList) {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
            throw DiagnosticList([
                Diagnostic(
                    "`\(text)` is no assignment", hint: "write `column=value`, as in `title=\"Go live\"`")
            ])
        }
        self.init(String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    /// What is wrong with it.
    func problem(_ message: String, hint: String? = nil) -> Diagnostic {
        var problem = place
        problem.message = message
        problem.hint = hint
        return problem
    }
}
