internal import Access
internal import Files

/// What is known of the editions that are published, also while a publication is interrupted.
struct SnapshotMemory {
    /// The newest snapshot that was published as a whole, by editions; empty where there is none.
    let old: [String: Snapshot.Edition]
    /// Its id.
    private let oldID: String?
    private let oldPrevious: String?
    /// What an interrupted publication was about to make.
    private let half: Snapshot?
    private let folder: PortalFolder

    init(of folder: PortalFolder) throws {
        self.folder = folder
        let state = try PublicationState(of: folder)
        half = state.isInterrupted ? try FileSystem.readIfThere(folder.journal).flatMap { Snapshot($0) } : nil
        oldID = state.id ?? half?.header.previous
        let last = try oldID.flatMap { try Snapshot(id: $0, in: folder) }
        old = last?.byName ?? [:]
        oldPrevious = last?.previous
        isWhole = state.id != nil
    }

    /// Whether `old` is what readers see.
    private let isWhole: Bool

    /// What the publication of a staged build makes current.
    func snapshot(of build: StagedBuild, _ manifest: Manifest) throws -> Snapshot {
        if let half, half.id == build.id { return half }
        let made = Set(try build.madeEditions())
        let editions = try manifest.groups.map(\.id).map { name in
            guard made.contains(name) else { return try published(name) }
            return Snapshot.Edition(
                name: name, generation: Digest(of: try FileSystem.read(build.fileList(of: name))),
                records: build.isReceived
                    ? nil : Digest(of: try FileSystem.read(build.recordList(of: name))))
        }
        let coming = manifest.snapshot
        let previous = oldID == coming.id ? oldPrevious : oldID ?? coming.previous
        return Snapshot(
            Snapshot.Header(
                id: coming.id, asOf: coming.asOf, builtAt: coming.builtAt,
                previous: previous),
            editions: editions)
    }

    /// An edition that stays as it is published, by whichever publication that was.
    private func published(_ name: String) throws -> Snapshot.Edition {
        if isWhole, let known = old[name] { return known }
        let generation = Digest(of: try FileSystem.read(folder.publishedFiles(of: name)))
        let known = [old[name], half?.byName[name]].compactMap(\.self)
        return known.first { $0.generation == generation }
            ?? Snapshot.Edition(name: name, generation: generation, records: nil)
    }
}
