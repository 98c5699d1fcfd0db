internal import Access
internal import Files

/// Makes a staged build what readers see, edition by edition, so that nobody ever sees a half state.
///
/// The order: assets are added; credentials are narrowed to readers that were and still are allowed; each changed edition's
/// folder is exchanged in one step; credentials and server rules are widened; the file list and the manifest follow.
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
    }

    private let folder: PortalFolder
    private let build: StagedBuild

    /// The publication of a staged build; the caller holds the portal's lock.
    public init(of build: StagedBuild, in folder: PortalFolder) {
        self.build = build
        self.folder = folder
    }

    /// Publishes, and removes the staged folder.
    ///
    /// - Throws: `PublicationError.outdated` when something else was published since the build.
    public func run() throws -> Outcome {
        let before = try Self.text(folder.current) ?? ""
        guard try Self.text(build.previous) ?? "" == before else { throw PublicationError.outdated(build.id) }
        for path in [folder.site + "/assets", folder.access + "/servers", folder.publishedFiles] {
            try FileSystem.makeFolder(path)
        }
        let published = folder.access + "/credentials"
        let credentials = try CredentialSet.read(from: build.access + "/credentials")
        try addAssets()
        try CredentialSet.read(from: published).narrowed(to: credentials).write(to: published)
        var outcome = Outcome()
        try switchEditions(&outcome)
        try credentials.write(to: published)
        try replaceServerFiles()
        try withdraw(except: Set(credentials.files.map(\.edition)), &outcome)
        for name in ["files.jsonl", "access.json"] {
            try replace(build.access + "/" + name, at: folder.access + "/" + name)
        }
        try AtomicWrite.write(build.id + "\n", to: folder.current)
        try FileSystem.removeTree(build.path)
        return outcome
    }

    /// Hashed assets never change; the few with fixed names are replaced as a whole.
    private func addAssets() throws {
        let assets = WriteBatch()
        for name in try Folder(path: build.assets).files() {
            try assets.add(
                try FileSystem.read(build.assets + "/" + name), at: folder.site + "/assets/" + name)
        }
        try assets.commit()
    }

    private func switchEditions(_ outcome: inout Outcome) throws {
        let lists = WriteBatch()
        for list in try names(in: build.files) {
            let edition = String(list.dropLast(".jsonl".count))
            let bytes = try FileSystem.read(build.files + "/" + list)
            let published = folder.site + "/" + edition
            let isPublished = FileSystem.kind(published) == .folder
            if isPublished, try Self.bytes(folder.publishedFiles + "/" + list) == bytes {
                outcome.unchanged += 1
                continue
            }
            if isPublished {
                try FileSystem.exchange(build.site + "/" + edition, published)
            } else {
                try FileSystem.rename(build.site + "/" + edition, to: published)
            }
            try lists.add(bytes, at: folder.publishedFiles + "/" + list)
            outcome.switched.append(edition)
        }
        try lists.commit()
        try FileSystem.synchronise(folder.site)
    }

    /// Generated files are replaced; the operator's own is written where there is none, and then his.
    private func replaceServerFiles() throws {
        for name in try names(in: build.access + "/servers") {
            let path = folder.access + "/servers/" + name
            if name == NginxSite.name, FileSystem.kind(path) != nil { continue }
            try replace(build.access + "/servers/" + name, at: path)
        }
    }

    /// Takes away editions that the manifest no longer has, once no rule and no credential leads to them.
    private func withdraw(except editions: Set<String>, _ outcome: inout Outcome) throws {
        for list in try names(in: folder.publishedFiles) {
            let edition = String(list.dropLast(".jsonl".count))
            guard !editions.contains(edition) else { continue }
            let displaced = build.path + "/withdrawn-" + edition
            try FileSystem.rename(folder.site + "/" + edition, to: displaced)
            try FileSystem.remove(folder.publishedFiles + "/" + list)
            outcome.withdrawn.append(edition)
        }
    }

    private func names(in path: String) throws -> [String] {
        guard FileSystem.kind(path) != nil else { return [] }
        return try Folder(path: path).entries().map(\.name)
    }

    private func replace(_ source: String, at path: String) throws {
        _ = try AtomicWrite.writeIfChanged(try FileSystem.read(source), to: path)
    }

    private static func bytes(_ path: String) throws -> [UInt8]? {
        FileSystem.kind(path) == nil ? nil : try FileSystem.read(path)
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
}
