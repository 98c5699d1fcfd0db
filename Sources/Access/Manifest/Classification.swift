/// How secret a document is, from what anybody may know to what single persons may.
public enum Classification: String, Hashable, Sendable, CaseIterable, Comparable {
    case `public`, confidential, restricted, sealed

    /// Whether `left` is less secret.
    public static func < (left: Classification, right: Classification) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
