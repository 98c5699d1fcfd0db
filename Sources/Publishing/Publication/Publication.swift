internal import Access
internal import Files

/// Makes a staged build what readers see, edition by edition, so that nobody ever sees a half state.
///
/// The order: assets are added; credentials and server rules are narrowed to what was and still is allowed, and the server is
/// told; each changed edition's folder is exchanged in one step; credentials and server rules are widened, and the server is told
/// again; the file list, the manifest and its signature follow. Revoking access therefore takes effect before, and granting it
/// after, the pages that it is about.
public struct Publication {
    /// What a publication changed.
    public struct Outcome: Hashable, Sendable {
        /// Editions whose pages were switched, new ones included.
        public var switched: [String] = []
        /// Editions that no longer exist.
        public var withdrawn: [String] = []
        /// Editions whose published files were already the same.
        public var unchanged = 0
        /// What is kept no longer.
        public var pruned = SnapshotPruning.Outcome()
        /// Whether the web server must read its rules anew; hooks have made it, where there are any.
        public var hasNewRules = false
    }

    private let folder: PortalFolder
    private let build: StagedBuild
    private let configuration: Configuration
    private let signer: ManifestSigner

    /// The publication of a staged build; the caller holds the portal's lock.
    public init(
        of build: StagedBuild, in folder: PortalFolder, configuration: Configuration, signer: ManifestSigner
    ) {
        self.build = build
        self.folder = folder
        self.configuration = configuration
        self.signer = signer
    }

    /// Publishes, and removes the staged folder.
    ///
    /// From its first step to its last, `state/current` says that it is interrupted, and `state/journal.jsonl` what is to come of
    /// it. Every step may be done again, so a publication that broke off is finished by running it once more (see `resume`).
    ///
    /// - Throws: `PublicationError` when something else was published, or half published, since the build; `HookFailure` when
    ///   the web server was not told: before the switch everything else stays as it was, after it all is published, but for
    ///   the server, which the next build tells.
    public func run() throws -> Outcome {
        let before = try PublicationState(of: folder)
        let isAgain = before == .interrupted(build.id)
        guard try build.isPublishable(after: before) else {
            throw before.isInterrupted ? PublicationError.interrupted : PublicationError.outdated(build.id)
        }
        // What was to stay as servers had read it is not as they have read it any more.
        guard isAgain || before.isSettled || FileSystem.kind(build.credentials) != nil else {
            throw PublicationError.outdated(build.id)
        }
        let manifest = try Manifest(reading: FileSystem.read(build.access + "/access.json", limit: 1 << 30))
        let memory = try SnapshotMemory(of: folder)
        let coming = try memory.snapshot(of: build, manifest)
        var switching = EditionSwitch(folder: folder, build: build, old: memory.old)
        let changes = try changes(to: coming, switching, isAgain: isAgain)
        try AtomicWrite.write(coming.bytes, to: folder.journal)
        try PublicationState.interrupted(build.id).write(in: folder)

        for path in [
            folder.site + "/assets", folder.access + "/servers", folder.publishedFiles,
            folder.snapshotRecords,
        ] {
            try FileSystem.makeFolder(path)
        }
        // Without any, what servers read is what they have read already.
        let credentials =
            FileSystem.kind(build.credentials) == nil ? nil : try CredentialSet.read(from: build.credentials)
        let access = PublishedAccess(
            folder: folder, build: build, servers: configuration.servers, hooks: configuration.hooks,
            isUnsettled: !before.isSettled)
        try access.sweep()
        let assets = SnapshotAssets(of: folder)
        let oldAssets = try PublishedFile.assets(in: folder)
        let newAssets = try PublishedFile.assets(of: build.access + "/files.jsonl")
        if !build.isReceived { try assets.keep(oldAssets, besides: newAssets) }
        try addAssets()
        var outcome = Outcome()
        do {
            if let credentials { outcome.hasNewRules = try access.narrow(to: manifest, credentials) }
        } catch let failure as HookFailure {
            // What was interrupted before is still half done.
            try (before.isInterrupted ? before : .narrowed(before.id)).write(in: folder)
            throw failure
        }
        var records =
            build.isReceived
            ? nil
            : try RecordChanges(
                of: build, in: folder, from: memory.old, to: coming, isInterrupted: before.isInterrupted)
        try records?.noteAppeared()
        try switchEditions(changes, &switching, at: manifest.snapshot.builtAt)
        outcome.switched = changes.map(\.edition.name)
        outcome.unchanged = try build.madeEditions().count - changes.count
        var failure: HookFailure?
        do {
            if let credentials, try access.widen(to: manifest, credentials) { outcome.hasNewRules = true }
        } catch let error as HookFailure {
            failure = error
        }
        try withdraw(except: Set(coming.editions.map(\.name)), &switching, &outcome)
        try records?.noteVanished()
        try assets.withdraw(oldAssets, besides: newAssets)
        // Another name is enough: of thousands of clients the list of files is too long to be held for nothing.
        for name in ["files.jsonl", "access.json"] {
            try FileSystem.link(build.access + "/" + name, at: folder.access + "/" + name)
        }
        try FileSystem.synchronise(folder.access)
        try FileSystem.link(folder.access + "/access.json", at: folder.publishedManifest)
        try signer.sign(folder)
        try replace(build.ownViews, at: folder.ownViews)
        try replace(build.pageAssets, at: folder.pageAssets)
        try replace(build.stamps, at: folder.stamps)
        try keepAccessDigest()
        // Where nothing was rendered, pages are made of what they were made of.
        if FileSystem.kind(build.pages) != nil { try replace(build.pages, at: folder.pages) }
        if !build.isReceived { try keepAccess() }
        try FileSystem.link(folder.journal, at: folder.snapshotRecord(build.id))
        // A server that was not told is told by the next build, whatever changed.
        try (failure == nil ? PublicationState.published(build.id) : .narrowed(build.id)).write(in: folder)
        try FileSystem.remove(folder.journal)
        try build.remove()
        outcome.pruned = try SnapshotPruning(of: folder).run(configuration.keeping, after: before)
        if let failure { throw failure }
        return outcome
    }

    /// Hashed assets never change; the few with fixed names are replaced as a whole.
    private func addAssets() throws {
        let assets = WriteBatch()
        for name in try Folder(path: build.assets).files() {
            let path = folder.site + "/assets/" + name
            if let slash = name.lastIndex(of: "/") {
                try FileSystem.makeFolder(folder.site + "/assets/" + name[..<slash])
            }
            try assets.add(try FileSystem.read(build.assets + "/" + name), at: path)
        }
        try assets.commit()
    }

    /// Editions whose published tree is not the coming one, or not known to be, with the place of the one that is.
    private func changes(
        to coming: Snapshot, _ switching: EditionSwitch, isAgain: Bool
    ) throws -> [(edition: Snapshot.Edition, place: EditionSwitch.Place)] {
        let made = Set(try build.madeEditions())
        return try coming.editions.compactMap { edition in
            guard made.contains(edition.name) else { return nil }
            let list = try FileSystem.readIfThere(folder.publishedFiles(of: edition.name))
            if list.map({ Digest(of: $0) }) == edition.generation,
                FileSystem.kind("\(folder.site)/\(edition.name)") == .folder
            {
                return nil
            }
            let isCompared = isAgain && list == nil || build.isReceived
            return (edition, try switching.place(of: edition, isInterrupted: isCompared))
        }
    }

    private func switchEditions(
        _ changes: [(edition: Snapshot.Edition, place: EditionSwitch.Place)],
        _ switching: inout EditionSwitch,
        at instant: String
    ) throws {
        guard !changes.isEmpty else { return }
        for (edition, _) in changes { try switching.begin(edition.name) }
        // The coming trees, and the absence of lists.
        try FileSystem.synchroniseAll(holding: folder.site)
        if !build.isReceived {
            try PathJournal.note(changes.map(\.edition.name), of: build, from: instant, in: folder)
        }
        for (edition, place) in changes { try switching.finish(edition, at: place) }
        try FileSystem.synchronise(folder.site)
        try FileSystem.synchronise(folder.publishedFiles)
    }

    /// Takes away editions that the manifest no longer has, once no rule and no credential leads to them.
    private func withdraw(
        except editions: Set<String>, _ switching: inout EditionSwitch, _ outcome: inout Outcome
    ) throws {
        // A name with a leading dot is a write that did not come to its end.
        let listed = try Folder(path: folder.publishedFiles).entries().map(\.name)
            .filter { !$0.hasPrefix(".") }.map { String($0.dropLast(".jsonl".count)) }
        let gone = Set(listed).union(switching.old.keys).subtracting(editions)
        for edition in gone.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            try switching.withdraw(edition)
            outcome.withdrawn.append(edition)
        }
    }

    /// Keeps who may read what, and with which assets, for when another snapshot takes its place.
    private func keepAccess() throws {
        try FileSystem.makeFolder(folder.snapshots, mode: 0o700)
        try FileSystem.makeFolder(folder.snapshots + "/" + build.id)
        try FileSystem.link(build.access + "/access.json", at: folder.snapshotManifest(build.id))
        try FileSystem.link(build.ownViews, at: folder.snapshotViews(build.id))
        try FileSystem.link(build.pageAssets, at: folder.snapshotAssets(build.id))
    }

    /// Tells the next build what servers have read; what was not built from the database tells nothing.
    private func keepAccessDigest() throws {
        guard FileSystem.kind(build.accessDigest) != nil else {
            return try FileSystem.remove(folder.accessDigest)
        }
        try FileSystem.makeFolder(folder.cache, mode: 0o700)
        try replace(build.accessDigest, at: folder.accessDigest)
    }

    private func replace(_ source: String, at path: String) throws {
        try AtomicWrite.writeIfChanged(
            try FileSystem.read(source), to: path, mode: FileSystem.permissions(of: source) ?? 0o640)
    }
}

/// Why a staged build was not published.
public enum PublicationError: Error, Hashable, Sendable {
    /// Something else was published since it was built: its id.
    case outdated(String)
    /// A publication did not come to its end, so that only a new build knows what to switch.
    case interrupted
    /// Not all of it is there any more.
    case incomplete(String)
}
