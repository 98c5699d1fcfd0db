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
    /// From its first step to its last, `state/current` names no build: what an interrupted publication left is known
    /// to nobody, so only a later build may follow it, and that one switches every edition which might be half done.
    ///
    /// - Throws: `PublicationError` when something else was published, or half published, since the build; `HookFailure` when
    ///   the web server was not told: before the switch everything else stays as it was, after it all is published, but for
    ///   the server, which the next build tells.
    public func run() throws -> Outcome {
        let before = try PublicationState(of: folder)
        let previous = PublicationState(try FileSystem.text(build.previous) ?? "")
        guard previous == before || previous == before.beforeNarrowing else {
            throw before.isInterrupted ? PublicationError.interrupted : PublicationError.outdated(build.id)
        }
        try PublicationState.interrupted(build.id).write(in: folder)
        for path in [folder.site + "/assets", folder.access + "/servers", folder.publishedFiles] {
            try FileSystem.makeFolder(path)
        }
        let credentials = try CredentialSet.read(from: build.access + "/credentials")
        let access = PublishedAccess(
            folder: folder, build: build, servers: configuration.servers, hooks: configuration.hooks,
            isUnsettled: !before.isSettled)
        try access.sweep()
        try addAssets()
        let manifest = try Manifest(reading: FileSystem.read(build.access + "/access.json", limit: 1 << 30))
        var outcome = Outcome()
        do {
            outcome.hasNewRules = try access.narrow(to: manifest, credentials)
        } catch let failure as HookFailure {
            // What was interrupted before is still half done.
            try (before.isInterrupted ? before : .narrowed(before.id)).write(in: folder)
            throw failure
        }
        let editions = Set(credentials.files.map(\.edition))
        var records = try RecordChanges(of: build, in: folder, editions: editions)
        try records.noteAppeared()
        try switchEditions(&outcome, at: manifest.snapshot.builtAt)
        var failure: HookFailure?
        do {
            if try access.widen(to: manifest, credentials) { outcome.hasNewRules = true }
        } catch let error as HookFailure {
            failure = error
        }
        try withdraw(except: editions, &outcome)
        try records.noteVanished()
        for name in ["files.jsonl", "access.json"] {
            try replace(build.access + "/" + name, at: folder.access + "/" + name)
        }
        try signer.sign(folder)
        try replace(build.ownViews, at: folder.ownViews)
        try replace(build.stamps, at: folder.stamps)
        // Where nothing was rendered, pages are made of what they were made of.
        if FileSystem.kind(build.pages) != nil { try replace(build.pages, at: folder.pages) }
        // A server that was not told is told by the next build, whatever changed.
        try (failure == nil ? PublicationState.published(build.id) : .narrowed(build.id)).write(in: folder)
        try FileSystem.removeTree(build.path)
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

    private func switchEditions(_ outcome: inout Outcome, at instant: String) throws {
        var changed: [String] = []
        for list in try names(in: build.files) {
            let edition = String(list.dropLast(".jsonl".count))
            let isPublished = FileSystem.kind(folder.site + "/" + edition) == .folder
            if isPublished,
                try FileSystem.readIfThere(folder.publishedFiles + "/" + list)
                    == FileSystem.read(build.files + "/" + list)
            {
                outcome.unchanged += 1
            } else {
                changed.append(edition)
            }
        }
        // An edition without a list is switched by whichever publication comes next, should this one be interrupted.
        for edition in changed { try FileSystem.remove(folder.publishedFiles + "/\(edition).jsonl") }
        try FileSystem.synchronise(folder.publishedFiles)
        let lists = WriteBatch()
        var made: [(edition: String, lines: [UInt8])] = []
        for edition in changed {
            let published = folder.site + "/" + edition
            if FileSystem.kind(published) == .folder {
                try FileSystem.exchange(build.site + "/" + edition, published)
            } else {
                try FileSystem.rename(build.site + "/" + edition, to: published)
            }
            let lines = try FileSystem.read(build.files + "/\(edition).jsonl")
            try lists.add(lines, at: folder.publishedFiles + "/\(edition).jsonl")
            made.append((edition: edition, lines: lines))
        }
        try FileSystem.synchronise(folder.site)
        try PathJournal.note(made, from: instant, in: folder)
        try lists.commit()
        outcome.switched += changed
    }

    /// Takes away editions that the manifest no longer has, once no rule and no credential leads to them.
    private func withdraw(except editions: Set<String>, _ outcome: inout Outcome) throws {
        for list in try names(in: folder.publishedFiles) {
            let edition = String(list.dropLast(".jsonl".count))
            guard !editions.contains(edition) else { continue }
            let published = folder.site + "/" + edition
            if FileSystem.kind(published) != nil {
                try FileSystem.rename(published, to: build.path + "/withdrawn-" + edition)
            }
            try FileSystem.remove(folder.publishedFiles + "/" + list)
            outcome.withdrawn.append(edition)
        }
    }

    private func names(in path: String) throws -> [String] {
        guard FileSystem.kind(path) != nil else { return [] }
        // A name with a leading dot is a write that did not come to its end.
        return try Folder(path: path).entries().map(\.name).filter { !$0.hasPrefix(".") }
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
}
