/// Every diagnostic of a stage that failed, in the order in which they should be read.
public struct DiagnosticList: Error, Hashable, Sendable {
    /// At least one, as thrown.
    public var all: [Diagnostic]

    /// A list of diagnostics.
    public init(_ all: [Diagnostic]) {
        self.all = all
    }

    /// Whether any of them stops its stage.
    public var hasErrors: Bool { all.contains { $0.severity == .error } }
}
