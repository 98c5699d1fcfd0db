/// Every diagnostic of a stage that failed, in the order in which they should be read.
public struct DiagnosticList: Error, Hashable, Sendable {
    /// At least one, as thrown.
    public var all: [Diagnostic]

    /// A list of diagnostics.
    public init(_ all: [Diagnostic]) {
        self.all = all
    }

    /// The same list with each diagnostic told once, however often and on whatever way its place was reached.
    public var once: DiagnosticList {
        var seen: Set<Diagnostic> = []
        return DiagnosticList(
            all.filter { diagnostic in
                var place = diagnostic
                place.trail = []
                return seen.insert(place).inserted
            })
    }

    /// Whether any of them stops its stage.
    public var hasErrors: Bool { all.contains { $0.severity == .error } }
}
