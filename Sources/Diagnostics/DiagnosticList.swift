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

    /// The same list with each mistake of a template told for one row, and of how many more it is true.
    public var condensed: DiagnosticList {
        func withoutRow(_ diagnostic: Diagnostic) -> Diagnostic {
            var mistake = diagnostic
            (mistake.row, mistake.trail) = (nil, [])
            return mistake
        }
        var counts: [Diagnostic: Int] = [:]
        for diagnostic in all { counts[withoutRow(diagnostic), default: 0] += 1 }
        var told: Set<Diagnostic> = []
        return DiagnosticList(
            all.compactMap { diagnostic in
                let mistake = withoutRow(diagnostic)
                guard diagnostic.range != nil else { return diagnostic }
                guard told.insert(mistake).inserted else { return nil }
                var first = diagnostic
                if let count = counts[mistake], count > 1 {
                    first.trail.append("\(count - 1) more page\(count == 2 ? "" : "s") of this edition")
                }
                return first
            })
    }

    /// The same list by file, line and column; those without a file come first, and equal places stay in order.
    public var inSourceOrder: DiagnosticList {
        func key(_ diagnostic: Diagnostic) -> (String, Int, Int) {
            (diagnostic.file ?? "", diagnostic.range?.line ?? 0, diagnostic.range?.columns.lowerBound ?? 0)
        }
        let sorted = all.enumerated().sorted { left, right in
            let (one, other) = (key(left.element), key(right.element))
            return one == other ? left.offset < right.offset : one < other
        }
        return DiagnosticList(sorted.map(\.element))
    }

    /// Whether any of them stops its stage.
    public var hasErrors: Bool { all.contains { $0.severity == .error } }
}
