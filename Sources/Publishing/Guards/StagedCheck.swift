internal import Files

/// Looks at a build of an earlier day before it is published: what has expired or was withdrawn since must not go out by it.
public struct StagedCheck {
    /// An edition that must not be published.
    public struct Refusal: Hashable, Sendable {
        /// Its name.
        public let edition: String
        /// Why, as a clause.
        public let reason: String
        /// Its client's slug.
        public var client: String { String(edition.prefix { $0 != "." }) }
    }

    /// The editions of a build that may not be shown on a day, in byte order; none where it is of that day, or of a later one.
    public static func refusals(
        of build: StagedBuild, in folder: PortalFolder, configuration: Configuration, on day: String
    ) throws -> [Refusal] {
        guard build.asOf < day else { return [] }
        let held = try HeldRecords(of: folder, configuration: configuration, on: day)
        let views = try OwnViews(build.ownViews)
        return try build.madeEditions().compactMap { name in
            try held.refusal(
                of: name, holding: FileSystem.read(build.recordList(of: name)), madeFor: views[name]
            ) { try FileSystem.read(build.fileList(of: name)) }.map { Refusal(edition: name, reason: $0) }
        }
    }
}
