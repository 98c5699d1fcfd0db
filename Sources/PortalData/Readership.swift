/// Who sees what on one day: every edition, and every user with the editions that he may read.
public struct Readership: Hashable, Sendable {
    /// In byte order of their names.
    public let editions: [Edition]
    /// In byte order of their user names.
    public let readers: [Reader]

    /// The same without some editions, by name; readers keep theirs, which they find closed.
    public func excluding(_ closed: Set<String>) -> Readership {
        Readership(editions: editions.filter { !closed.contains($0.name) }, readers: readers)
    }
}
