/// The candidate that `name` was most likely meant to be; nil where none is near.
///
/// Distance counts insertions, deletions, substitutions and swaps of neighbours, case ignored; at most a third of
/// the longer name, and at least one, may differ. Of equally near candidates the first one wins.
public func nearest(_ name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
        let scalars = Array(candidate.lowercased().unicodeScalars)
        let limit = max(1, max(wanted.count, scalars.count) / 3)
        guard scalars.count <= 64, abs(scalars.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, scalars)
        if distance <= limit, distance < best?.distance ?? .max, distance < scalars.count {
            best = (candidate, distance)
        }
    }
    return best?.name
}

/// The hint "did you mean `money`?" for a name that is unknown; nil where nothing is near.
public func didYouMean(_ name: String, in candidates: some Sequence<String>) -> String? {
    nearest(name, in: candidates).map { "did you mean `\($0)`?" }
}

/// Optimal string alignment: each pair of neighbours is swapped at most once.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        current.reserveCapacity(right.count + 1)
        for column in 0..<right.count {
            let isSame = left[row - 1] == right[column]
            var distance = min(
                last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
            if row > 1, column > 0, left[row - 1] == right[column - 1], left[row - 2] == right[column] {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
