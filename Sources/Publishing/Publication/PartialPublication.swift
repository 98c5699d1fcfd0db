internal import Access
internal import Files

/// Publishes what a staged build holds of some clients: what others have stays, and is only ever narrowed.
///
/// The rest of the build can be published after it. The caller holds the portal's lock.
public struct PartialPublication {
    private let folder: PortalFolder
    private let configuration: Configuration
    private let options: Build.Options
    private let signer: ManifestSigner
    private let build: StagedBuild
    private let clients: Set<String>

    /// The publication of the parts of clients, by slug, of a staged build.
    public init(
        of build: StagedBuild, clients: Set<String>, in folder: PortalFolder, configuration: Configuration,
        options: Build.Options, signer: ManifestSigner
    ) {
        self.folder = folder
        self.configuration = configuration
        self.options = options
        self.signer = signer
        self.build = build
        self.clients = clients
    }

    /// Publishes; returns the id of the new snapshot.
    ///
    /// - Throws: what `Publication` throws.
    public func run() throws -> (id: String, outcome: Publication.Outcome) {
        let state = try PublicationState(of: folder)
        guard try build.isPublishable(after: state), !state.isInterrupted else {
            throw state.isInterrupted ? PublicationError.interrupted : PublicationError.outdated(build.id)
        }
        let parts = try parts()
        let staged = try composition(parts).stage()
        // Trees go where both builds find them, and back if nothing comes of it.
        let moved = parts.filter { FileSystem.kind("\(build.site)/\($0.edition.name)") == .folder }
        for part in moved {
            try FileSystem.makeFolder(folder.snapshots, mode: 0o700)
            try FileSystem.makeFolder(folder.generations(of: part.edition.name))
            try FileSystem.removeTree(tree(of: part))
            try FileSystem.rename("\(build.site)/\(part.edition.name)", to: tree(of: part))
        }
        let previous = try FileSystem.read(build.previous)
        try AtomicWrite.write(PublicationState.published(staged.id).text + "\n", to: build.previous)
        do {
            let publication = Publication(
                of: staged, in: folder, configuration: configuration, signer: signer)
            return (staged.id, try publication.run())
        } catch {
            if try PublicationState(of: folder).id != staged.id {
                try AtomicWrite.write(previous, to: build.previous)
                for part in moved where FileSystem.kind(tree(of: part)) == .folder {
                    try FileSystem.rename(tree(of: part), to: "\(build.site)/\(part.edition.name)")
                }
            }
            throw error
        }
    }

    private func tree(of part: Composition.Part) -> String {
        folder.generation(part.edition.generation, of: part.edition.name)
    }

    private func isOwn(_ edition: String) -> Bool {
        clients.contains(String(edition.prefix { $0 != "." }))
    }

    /// The clients' editions that are not published as they are.
    private func parts() throws -> [Composition.Part] {
        let views = try OwnViews(build.ownViews)
        return try build.madeEditions().filter(isOwn).compactMap { name in
            let lines = try FileSystem.read(build.fileList(of: name))
            guard try FileSystem.readIfThere(folder.publishedFiles(of: name)) != lines else { return nil }
            let records = build.recordList(of: name)
            return Composition.Part(
                edition: Snapshot.Edition(
                    name: name, generation: Digest(of: lines),
                    records: Digest(of: try FileSystem.read(records))),
                lines: lines, records: records, view: views[name])
        }
    }

    private func composition(_ parts: [Composition.Part]) throws -> Composition {
        let coming = try Manifest(reading: FileSystem.read(build.access + "/access.json", limit: 1 << 30))
        let published = try FileSystem.readIfThere(folder.access + "/access.json").map {
            try Manifest(reading: $0)
        }
        let old = try CredentialSet.read(from: folder.access + "/credentials")
        let new =
            FileSystem.kind(build.access + "/credentials") == .folder
            ? try CredentialSet.read(from: build.access + "/credentials") : old
        let names = coming.groups.map(\.id)
        let others = published?.restricted(to: Set(names.filter { !isOwn($0) })).kept(by: coming)
        let own = coming.restricted(to: Set(names.filter(isOwn)))
        let manifest = others.map { own.joined(with: $0) } ?? own
        let credentials = CredentialSet(
            new.files.filter { isOwn($0.edition) }
                + old.narrowed(to: new, by: manifest).files.filter { !isOwn($0.edition) })
        let assets = try PublishedFile.assets(of: build.access + "/files.jsonl")
        var stamps = try EditionStamps(publishedIn: folder)
        let made = EditionStamps(try FileSystem.read(build.stamps, limit: 1 << 30))
        stamps.entries = stamps.entries.filter { !isOwn($0.key) }
            .merging(made.entries.filter { isOwn($0.key) }) { $1 }
        let ends = [coming.snapshot.notAfter, published?.snapshot.notAfter].compactMap(\.self)
        return Composition(
            folder: folder, configuration: configuration, options: options, manifest: manifest,
            credentials: credentials, notAfter: ends.min(), parts: parts,
            assets: PublishedFile.joined(assets, try PublishedFile.assets(in: folder)),
            pageAssets: PublishedFile.joined(assets, try PublishedFile.pageAssets(in: folder)),
            assetsFolder: build.assets, stamps: stamps, purpose: "\(clients.sorted()) of \(build.id)")
    }
}
