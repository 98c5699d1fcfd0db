internal import Access
internal import Diagnostics
internal import Files
internal import Slices

/// Publishes the pages of an earlier snapshot once more, for those who could read them then and may now.
///
/// It makes a snapshot of its own. An edition that holds what its readers may not see any more stays as it is published, and
/// one that the earlier snapshot did not have goes. The caller holds the portal's lock.
public struct Rollback {
    /// What a rollback came to.
    public struct Outcome: Sendable {
        /// The snapshot whose pages are published.
        public let source: String
        /// The id of the new one.
        public let id: String
        /// Editions that stay as they were, each with the reason as a clause.
        public let refused: [(edition: String, reason: String)]
        /// What the publication changed.
        public let publication: Publication.Outcome
    }

    private let folder: PortalFolder
    private let configuration: Configuration
    private let options: Build.Options
    private let signer: ManifestSigner

    /// A rollback of a portal; `asOf` of the options is the day on which readers and records must be allowed.
    public init(
        of folder: PortalFolder, configuration: Configuration, options: Build.Options, signer: ManifestSigner
    ) {
        self.folder = folder
        self.configuration = configuration
        self.options = options
        self.signer = signer
    }

    /// Rolls back to the snapshot of an id, or to the one before what is published.
    ///
    /// - Throws: `RollbackError`; `PublicationError.interrupted` where half of something is published.
    public func run(to id: String?) throws -> Outcome {
        guard
            let narrowing = try Narrowing(
                in: folder, configuration: configuration, options: options, signer: signer),
            let current = try Snapshot(publishedIn: folder)
        else { throw RollbackError.nothingPublished }
        guard let wanted = id ?? current.previous else { throw RollbackError.nothingBefore }
        guard wanted != current.id else { throw RollbackError.isPublished(wanted) }
        guard let target = try Snapshot(id: wanted, in: folder),
            let bytes = try FileSystem.readIfThere(folder.snapshotManifest(wanted))
        else { throw RollbackError.notKept(wanted) }
        let then = try Manifest(reading: bytes)
        let (now, credentials) = try narrowing.access()
        let (parts, refused) = try parts(of: target, among: Set(now.groups.map(\.id)), current)
        let stamps = try stamps(besides: parts)
        let back = Set(target.editions.map(\.name)).subtracting(refused.map(\.edition))
        let manifest = then.restricted(to: back).kept(by: now)
            .joined(with: now.restricted(to: Set(refused.map(\.edition))))
        let assets = try SnapshotAssets(of: folder).list(of: target.id)
        let displaced = try PublishedFile.pageAssets(in: folder)
        let composition = Composition(
            folder: folder, configuration: configuration, options: options, manifest: manifest,
            credentials: credentials, notAfter: now.snapshot.notAfter, parts: parts,
            assets: PublishedFile.joined(assets, displaced),
            pageAssets: PublishedFile.joined(assets, refused.isEmpty ? [] : displaced), stamps: stamps,
            purpose: "rollback to \(target.id)")
        let staged = try composition.stage()
        let publication = Publication(
            of: staged, in: folder, configuration: configuration, signer: signer)
        return Outcome(source: target.id, id: staged.id, refused: refused, publication: try publication.run())
    }

    /// The generations that take the place of published ones, and the editions that may not go back.
    private func parts(
        of target: Snapshot, among open: Set<String>, _ current: Snapshot
    ) throws -> (parts: [Composition.Part], refused: [(edition: String, reason: String)]) {
        let held = try HeldRecords(of: folder, configuration: configuration, on: options.asOf)
        let views = try OwnViews(folder.snapshotViews(target.id))
        let published = current.byName
        var parts: [Composition.Part] = []
        var refused: [(edition: String, reason: String)] = []
        for edition in target.editions where open.contains(edition.name) {
            guard published[edition.name]?.generation != edition.generation else { continue }
            let tree = folder.generation(edition.generation, of: edition.name)
            let lines = try FileSystem.readIfThere(tree + ".jsonl")
            let view = views[edition.name]
            if let lines, try Generation.isWhole(tree, lines) {
                if let reason = try held.refusal(of: edition, madeFor: view, { lines }) {
                    refused.append((edition.name, reason))
                } else {
                    parts.append(
                        .init(
                            edition: edition, lines: lines, records: edition.records.map(folder.recordList),
                            view: view))
                }
            } else {
                refused.append((edition.name, "its pages of then are not kept"))
            }
        }
        return (parts, refused)
    }

    /// Those of editions that stay: what goes back is made anew by the next build.
    private func stamps(besides parts: [Composition.Part]) throws -> EditionStamps {
        var stamps = try EditionStamps(publishedIn: folder)
        for part in parts { stamps.entries[part.edition.name] = nil }
        return stamps
    }
}

/// Why nothing was rolled back.
public enum RollbackError: Error, Hashable, Sendable, CustomStringConvertible {
    case nothingPublished
    /// What is published is the oldest that is kept.
    case nothingBefore
    /// The id is that of what is published.
    case isPublished(String)
    /// No such snapshot is kept.
    case notKept(String)

    /// What is wrong, as a clause.
    public var description: String {
        switch self {
        case .nothingPublished: "nothing is published"
        case .nothingBefore: "there is no snapshot before the one that is published"
        case .isPublished(let id): "`\(id)` is what is published"
        case .notKept(let id): "no snapshot `\(id)` is kept; `vitrine snapshots` lists those that are"
        }
    }
}
