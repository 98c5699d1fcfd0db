internal import Access
internal import Files

/// Makes a staged build what readers see, edition by edition, so that nobody ever sees a half state.
///
/// The order: assets are added; credentials are narrowed to readers that were and still are allowed; each changed edition's
/// folder is exchanged in one step; credentials and server rules are widened; the file list, the manifest and its signature follow.
/// Revoking access therefore takes effect before, and granting it after, the pages that it is about.
public struct Publication {
    /// What a publication changed.
    public struct Outcome: Hashable, Sendable {
        /// Editions whose pages were switched, new ones included.
        public var switched: [String] = []
        /// Editions that no longer exist.
        public var withdrawn: [String] = []
        /// Editions whose published files were already the same.
        public var unchanged = 0
        /// Whether the web server must read its rules anew; it reads passwords by itself.
        public var hasNewRules = false
    }

    private let folder: PortalFolder
    private let build: StagedBuild
    private let signer: ManifestSigner

    /// The publication of a staged build; the caller holds the portal's lock.
    public init(of build: StagedBuild, in folder: PortalFolder, signer: ManifestSigner) {
        self.build = build
        self.folder = folder
        self.signer = signer
    }

    /// Publishes, and removes the staged folder.
    ///
    /// From its first step to its last, `state/current` names no build: what an interrupted publication left is known
    /// to nobody, so only a later build may follow it, and that one switches every edition which might be half done.
    ///
    /// - Throws: `PublicationError` when something else was published, or half published, since the build.
    public func run() throws -> Outcome {
        let before = try Self.text(folder.current) ?? ""
        guard try Self.text(build.previous) ?? "" == before else {
            throw before.hasPrefix(Self.interruption)
                ? PublicationError.interrupted : PublicationError.outdated(build.id)
        }
        try AtomicWrite.write(Self.interruption + build.id + "\n", to: folder.current)
        for path in [folder.site + "/assets", folder.access + "/servers", folder.publishedFiles] {
            try FileSystem.makeFolder(path)
        }
        let published = folder.access + "/credentials"
        let credentials = try CredentialSet.read(from: build.access + "/credentials")
        try addAssets()
        try CredentialSet.read(from: published).narrowed(to: credentials).write(to: published)
        let editions = Set(credentials.files.map(\.edition))
        var records = try RecordChanges(of: build, in: folder, editions: editions)
        try records.noteAppeared()
        var outcome = Outcome()
        try switchEditions(&outcome)
        try credentials.write(to: published)
        outcome.hasNewRules = try replaceServerFiles()
        try withdraw(except: editions, &outcome)
        try records.noteVanished()
        for name in ["files.jsonl", "access.json"] {
            try replace(build.access + "/" + name, at: folder.access + "/" + name)
        }
        try signer.sign(folder)
        try replace(build.ownViews, at: folder.ownViews)
        // Where nothing was rendered, pages are made of what they were made of.
        if FileSystem.kind(build.pages) != nil { try replace(build.pages, at: folder.pages) }
        try AtomicWrite.write(build.id + "\n", to: folder.current)
        try FileSystem.removeTree(build.path)
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

    private func switchEditions(_ outcome: inout Outcome) throws {
        var changed: [String] = []
        for list in try names(in: build.files) {
            let edition = String(list.dropLast(".jsonl".count))
            let isPublished = FileSystem.kind(folder.site + "/" + edition) == .folder
            if isPublished,
                try Self.bytes(folder.publishedFiles + "/" + list)
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
        try PathJournal.note(made, from: instant(), in: folder)
        try lists.commit()
        outcome.switched += changed
    }

    /// Generated files are replaced; the operator's own beside them are his (`OperatorFile`). Whether any changed.
    private func replaceServerFiles() throws -> Bool {
        var isChanged = false
        for name in try names(in: build.access + "/servers") {
            let path = folder.access + "/servers/" + name
            if try replace(build.access + "/servers/" + name, at: path) { isChanged = true }
        }
        return isChanged
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

    /// When the build was made, as its manifest says.
    private func instant() throws -> String {
        try Manifest(reading: FileSystem.read(build.access + "/access.json")).snapshot.builtAt
    }

    private func names(in path: String) throws -> [String] {
        guard FileSystem.kind(path) != nil else { return [] }
        // A name with a leading dot is a write that did not come to its end.
        return try Folder(path: path).entries().map(\.name).filter { !$0.hasPrefix(".") }
    }

    @discardableResult
    private func replace(_ source: String, at path: String) throws -> Bool {
        try AtomicWrite.writeIfChanged(
            try FileSystem.read(source), to: path, mode: FileSystem.permissions(of: source) ?? 0o640)
    }

    /// A file; nil where there is none.
    static func bytes(_ path: String) throws -> [UInt8]? {
        FileSystem.kind(path) == nil ? nil : try FileSystem.read(path)
    }

    /// What `state/current` begins with while a publication is under way.
    private static let interruption = "interrupted "

    /// The id of what is published; nil where that is nothing, or half of something.
    static func current(in folder: PortalFolder) throws -> String? {
        try text(folder.current).flatMap { $0.hasPrefix(interruption) ? nil : $0 }
    }

    /// Whether a publication did not come to its end.
    static func isInterrupted(in folder: PortalFolder) throws -> Bool {
        try text(folder.current)?.hasPrefix(interruption) ?? false
    }

    /// The text of a small file without its line end; nil where there is none.
    static func text(_ path: String) throws -> String? {
        try bytes(path).map { String(decoding: $0, as: UTF8.self) }.map { text in
            text.hasSuffix("\n") ? String(text.dropLast()) : text
        }
    }
}

/// Why a staged build was not published.
public enum PublicationError: Error, Hashable, Sendable {
    /// Something else was published since it was built: its id.
    case outdated(String)
    /// A publication did not come to its end, so that only a new build knows what to switch.
    case interrupted
}
