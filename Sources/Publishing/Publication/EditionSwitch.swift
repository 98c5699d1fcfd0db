internal import Access
internal import Files

/// Exchanges the published trees of editions for those of a coming snapshot, and keeps what they displace as generations.
///
/// An edition has its list in `state/editions/` whenever its tree is known to be the one that the list names: the list goes
/// before the tree and comes back after, so that whoever follows an interruption knows where to look.
struct EditionSwitch {
    /// Where an edition's coming tree is.
    enum Place: Hashable {
        /// Still to be switched.
        case waiting(String)
        /// In the document root, by a publication that was interrupted.
        case inForce
    }

    let folder: PortalFolder
    let build: StagedBuild
    /// What was published before; nil where nobody knows.
    let old: [String: Snapshot.Edition]
    /// Editions whose published tree is that of the list that was taken away.
    private var known: Set<String> = []

    init(folder: PortalFolder, build: StagedBuild, old: [String: Snapshot.Edition]) {
        (self.folder, self.build, self.old) = (folder, build, old)
    }

    /// Where the tree of an edition is to be taken from: the staged build, or the generations that are kept.
    ///
    /// - Parameter isInterrupted: whether it may be in force already; then trees are compared with their lists.
    /// - Throws: `PublicationError.incomplete` where it is nowhere, or not whole.
    func place(of edition: Snapshot.Edition, isInterrupted: Bool) throws -> Place {
        let places = [
            "\(build.site)/\(edition.name)", folder.generation(edition.generation, of: edition.name),
        ].filter { FileSystem.kind($0) == .folder }
        guard isInterrupted else {
            guard let place = places.first else { throw PublicationError.incomplete(build.id) }
            return .waiting(place)
        }
        let lines = try FileSystem.read(build.fileList(of: edition.name))
        if try Generation.isWhole("\(folder.site)/\(edition.name)", lines) { return .inForce }
        guard let place = try places.first(where: { try Generation.isWhole($0, lines) }) else {
            throw PublicationError.incomplete(build.id)
        }
        return .waiting(place)
    }

    /// Takes an edition's list away, so that its tree is not taken for whole from here on.
    mutating func begin(_ edition: String) throws {
        let list = folder.publishedFiles(of: edition)
        guard let lines = try FileSystem.readIfThere(list) else { return }
        try FileSystem.makeFolder(folder.snapshots, mode: 0o700)
        try FileSystem.makeFolder(folder.generations(of: edition))
        try FileSystem.rename(list, to: folder.generation(Digest(of: lines), of: edition) + ".jsonl")
        known.insert(edition)
    }

    /// Puts the coming tree in force and keeps the one before.
    func finish(_ edition: Snapshot.Edition, at place: Place) throws {
        let published = "\(folder.site)/\(edition.name)"
        switch place {
        case .inForce:
            for left in [
                "\(build.site)/\(edition.name)", folder.generation(edition.generation, of: edition.name),
            ] where FileSystem.kind(left) == .folder { try keep(left, of: edition.name) }
        case .waiting(let tree) where FileSystem.kind(published) == .folder:
            try FileSystem.exchange(tree, published)
            try keep(tree, of: edition.name)
        case .waiting(let tree):
            try FileSystem.rename(tree, to: published)
        }
        let kept = folder.generation(edition.generation, of: edition.name)
        try FileSystem.removeTree(kept)
        try FileSystem.link(build.fileList(of: edition.name), at: folder.publishedFiles(of: edition.name))
        try FileSystem.remove(kept + ".jsonl")
    }

    /// Takes an edition out of the document root.
    mutating func withdraw(_ edition: String) throws {
        try begin(edition)
        let published = "\(folder.site)/\(edition)"
        if FileSystem.kind(published) == .folder { try keep(published, of: edition) }
    }

    /// Moves a displaced tree to the generations, if it is the one that was published before.
    ///
    /// One without a list of records is not kept: something in it was erased.
    private func keep(_ tree: String, of edition: String) throws {
        guard let last = old[edition], let records = last.records,
            FileSystem.kind(folder.recordList(records)) == .file
        else { return try FileSystem.removeTree(tree) }
        let place = folder.generation(last.generation, of: edition)
        guard FileSystem.kind(place) == nil, let lines = try FileSystem.readIfThere(place + ".jsonl"),
            try known.contains(edition) || Generation.isWhole(tree, lines)
        else { return try FileSystem.removeTree(tree) }
        try FileSystem.rename(tree, to: place)
    }
}
