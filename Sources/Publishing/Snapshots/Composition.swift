internal import Access
internal import Diagnostics
internal import Files

/// A staged build that is put together from editions that exist: nothing is rendered for it.
struct Composition {
    /// An edition whose generation takes the place of the published one.
    struct Part {
        let edition: Snapshot.Edition
        /// Its lines of `files.jsonl`.
        let lines: [UInt8]
        /// The file with its list of records.
        let records: String?
        /// What it was made for, where it is one user's.
        let view: String?
    }

    let folder: PortalFolder
    let configuration: Configuration
    let options: Build.Options
    /// The access that it gives, by a snapshot that names its date alone; of every edition that it has.
    let manifest: Manifest
    let credentials: CredentialSet
    /// The earliest day on which something in it expires.
    let notAfter: String?
    let parts: [Part]
    let assets: [PublishedFile]
    /// Those that pages will name.
    let pageAssets: [PublishedFile]
    /// Where they may lie beside those that are published or kept.
    var assetsFolder: String?
    /// Of editions that are made of what the data says now.
    let stamps: EditionStamps
    /// What tells it from any build of the same content.
    let purpose: String

    /// Writes it; trees are not part of it, since they are where they are kept.
    func stage() throws -> StagedBuild {
        let work = StagedBuild(id: "", path: folder.staged + "/.composed")
        try FileSystem.removeTree(work.path)
        for path in [work.access, work.files, work.records, work.assets] { try FileSystem.makeFolder(path) }
        let byName = Dictionary(parts.map { ($0.edition.name, $0) }) { first, _ in first }
        let editions = manifest.groups.map(\.id)
        for part in parts {
            try AtomicWrite.write(part.lines, to: work.fileList(of: part.edition.name))
            guard let records = part.records else { continue }
            try FileSystem.link(records, at: work.recordList(of: part.edition.name))
        }
        let lists = try lists(editions, byName)
        try AtomicWrite.write(lists, to: work.access + "/files.jsonl")
        let state = try PublicationState(of: folder)
        let own = CredentialSet(
            editions.map { name in
                CredentialFile(
                    edition: name, entries: credentials.files.first { $0.edition == name }?.entries ?? [])
            }
        ).narrowed(to: credentials, by: manifest)
        let id = identifier(lists, own, after: state.id)
        let complete = manifest.with(
            AccessSnapshot(
                id: id, asOf: manifest.snapshot.asOf, builtAt: options.builtAt, previous: state.id,
                notAfter: notAfter, filesDigest: Digest(of: lists), generator: options.generator))
        let problems = complete.problems(with: assets)
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        try own.write(to: work.access + "/credentials")
        try FileSystem.makeFolder(work.access + "/servers")
        for file in try configuration.servers.files(complete, own) {
            try AtomicWrite.write(file.text, to: work.access + "/servers/" + file.name, mode: file.mode)
        }
        try SnapshotAssets(of: folder).bringBack(assets, from: assetsFolder, to: work.assets)
        try AtomicWrite.write(ownViews(editions, byName), to: work.ownViews)
        try AtomicWrite.write(stamps.bytes, to: work.stamps)
        try AtomicWrite.write(PublishedFile.lines(pageAssets), to: work.pageAssets)
        try AtomicWrite.write(complete.json(), to: work.access + "/access.json")
        try AtomicWrite.write(state.text + "\n", to: work.previous)
        let staged = StagedBuild(id: id, path: folder.staged + "/" + id)
        try FileSystem.removeTree(staged.path)
        try FileSystem.rename(work.path, to: staged.path)
        return staged
    }

    /// `files.jsonl`.
    private func lists(_ editions: [String], _ parts: [String: Part]) throws -> [UInt8] {
        let names = (editions.map { ($0 + "/", $0) } + [("assets/", "")])
            .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        return try names.reduce(into: []) { bytes, name in
            if name.1.isEmpty {
                bytes += PublishedFile.lines(assets)
            } else {
                bytes += try parts[name.1]?.lines ?? FileSystem.read(folder.publishedFiles(of: name.1))
            }
        }
    }

    private func ownViews(_ editions: [String], _ parts: [String: Part]) throws -> String {
        let published = try OwnViews(folder.ownViews)
        return editions.compactMap { name in
            (parts[name]?.view ?? published[name]).map { "\(name)\t\($0)\n" }
        }.joined()
    }

    private func identifier(_ lists: [UInt8], _ credentials: CredentialSet, after previous: String?) -> String
    {
        let digester = Digester()
        digester.update("\(purpose)\n\(previous ?? "")\n\(options.builtAt)\n")
        digester.update(manifest.json())
        digester.update(Digest(of: lists).bytes)
        for file in credentials.files { digester.update("\n\(file.name)\n" + file.text) }
        return manifest.snapshot.asOf + "-" + digester.finish().hex.prefix(12)
    }
}

/// What each edition of one user was made for, as a file of `ownViews` tells.
struct OwnViews {
    /// By the edition's name.
    let views: [String: String]

    init(_ path: String) throws {
        let lines = (try FileSystem.text(path) ?? "").split(separator: "\n")
        views = Dictionary(
            lines.map { line in
                let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
            }, uniquingKeysWith: { $1 })
    }

    subscript(edition: String) -> String? { views[edition] }
}
