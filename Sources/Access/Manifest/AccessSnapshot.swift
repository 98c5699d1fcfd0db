public import Files

/// One publication, as the manifest names it.
public struct AccessSnapshot: Hashable, Sendable {
    /// Unique and growing.
    public let id: String
    /// The date of the data, as `2026-06-01`.
    public let asOf: String
    /// The instant of the build in UTC, as `2026-06-01T03:00:00Z`.
    public let builtAt: String
    /// The id of the snapshot that it follows; nil for the first.
    public let previous: String?
    /// The earliest day on which something in it expires; the manifest must not be used from then on.
    public let notAfter: String?
    /// Of `files.jsonl`.
    public let filesDigest: Digest
    /// The program that made it: `vitrine 0.1.0`.
    public let generator: String

    /// A publication.
    public init(
        id: String, asOf: String, builtAt: String, previous: String? = nil, notAfter: String? = nil,
        filesDigest: Digest, generator: String
    ) {
        self.id = id
        self.asOf = asOf
        self.builtAt = builtAt
        self.previous = previous
        self.notAfter = notAfter
        self.filesDigest = filesDigest
        self.generator = generator
    }
}
