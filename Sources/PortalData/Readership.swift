/// Who sees what on one day: every edition, and every user with the editions that he may read.
public struct Readership: Hashable, Sendable {
    /// In byte order of their names.
    public let editions: [Edition]
    /// In byte order of their user names.
    public let readers: [Reader]
}
