internal import Access
internal import Files

/// Brings a target to what is published here: carries what it does not have, and lets it publish that.
///
/// It may be done again at any time: what was carried already is not carried again, and what is published there stays. The
/// caller holds the portal's lock.
public struct Delivery {
    /// What was done.
    public struct Outcome: Hashable, Sendable {
        /// The snapshot.
        public let id: String
        /// Editions that were carried; nil where the target had published all of it already.
        public let sent: Int?
        /// Of all its editions.
        public let editions: Int
        /// What the target said of it.
        public var said = ""
    }

    /// What is at the other end.
    public enum Kind: Hashable, Sendable {
        /// `vitrine`, which publishes by itself.
        case target
        /// A host without it: `releases/` and the link `current`, then a command there.
        case releases(reload: String?)
    }

    private let folder: PortalFolder
    private let signer: ManifestSigner
    private let transport: Transport
    private let kind: Kind

    /// A delivery of what is published in a portal.
    public init(
        of folder: PortalFolder, signer: ManifestSigner, by transport: Transport, _ kind: Kind = .target
    ) {
        self.folder = folder
        self.signer = signer
        self.transport = transport
        self.kind = kind
    }

    /// Where rsync finds files that a snapshot may share with the published, from the snapshot's folder.
    static let known = ["../../", "../../site/"]

    /// What is published there.
    private struct There {
        var id: String?
        var builtAt: String?
        /// Whether nothing is left to be done where it is the one that is delivered.
        var isSettled = false
        var generations: [String: Digest] = [:]
    }

    /// Refuses where the target has a snapshot that is not known here: then the state here is not the one that it was made with.
    ///
    /// - Throws: `TargetError`.
    public func check() throws { _ = try there(isFirst: false) }

    private func there(isFirst: Bool) throws -> There {
        var there = There()
        switch kind {
        case .target:
            let answer = try transport.vitrine(["activate", "--root", transport.address.path, "--status"])
            guard let status = TargetStatus(answer) else {
                throw TargetError.noAnswer("the question what is published there")
            }
            there = There(
                id: status.id, builtAt: status.builtAt,
                isSettled: status.id.map { status.state == .published($0) } ?? false,
                generations: status.generations)
        case .releases:
            let state = try ReleaseFolder(transport: transport, isPrivate: false).state()
            there = There(id: state.current, isSettled: state.told == state.current)
        }
        guard try isFirst || Ancestry(of: folder).includes(there.id, builtAt: there.builtAt) else {
            throw TargetError.unknownThere(there.id ?? "")
        }
        return there
    }

    /// Delivers.
    ///
    /// - Parameter isFirst: whether it is of no account that what the target has is not known here.
    /// - Throws: `TargetError`; the target has what it had before, or, where it said so itself, the new snapshot.
    public func run(isFirst: Bool) throws -> Outcome {
        guard case .published(let id) = try PublicationState(of: folder),
            let bytes = try FileSystem.readIfThere(folder.access + "/access.json"),
            case let manifest = try Manifest(reading: bytes), manifest.snapshot.id == id
        else { throw TargetError.nothingHere }
        let there = try there(isFirst: isFirst)
        let editions = manifest.groups.map(\.id)
        if there.id == id, there.isSettled { return Outcome(id: id, sent: nil, editions: editions.count) }
        if let other = there.id, let builtAt = there.builtAt, builtAt > manifest.snapshot.builtAt {
            throw TargetError.newerThere(other)
        }
        let wanted = try editions.filter { name in
            try Digest(of: FileSystem.read(folder.publishedFiles(of: name))) != there.generations[name]
        }
        let missing = wanted.filter { FileSystem.kind("\(folder.site)/\($0)") != .folder }
        guard missing.isEmpty else { throw TargetError.missingHere(missing) }
        var outcome = Outcome(id: id, sent: wanted.count, editions: editions.count)
        switch kind {
        case .target:
            try send(id, wanted)
            outcome.said = String(
                decoding: try transport.vitrine(["activate", "--root", transport.address.path, id]),
                as: UTF8.self)
        case .releases(let reload):
            try signer.sign(folder)
            let releases = ReleaseFolder(transport: transport, isPrivate: false)
            if there.id != id {
                try releases.carry(["output/./site", "output/./access"], from: folder.root, as: id)
            }
            try releases.switchOver(to: id, from: there.id, then: reload)
        }
        return outcome
    }

    private func send(_ id: String, _ editions: [String]) throws {
        try signer.sign(folder)
        let work = folder.staged + "/.delivery"
        try FileSystem.removeTree(work)
        try FileSystem.makeFolder(work, mode: 0o700)
        defer { try? FileSystem.removeTree(work) }
        try FileSystem.makeFolder(work + "/access/credentials", mode: 0o750)
        let access = try Folder(path: folder.access).files().filter {
            ["access.json", "access.json.minisig", "files.jsonl"].contains($0)
                || $0.hasPrefix("credentials/")
        }
        for name in access { try FileSystem.link("\(folder.access)/\(name)", at: "\(work)/access/\(name)") }
        try AtomicWrite.write(FileSystem.read(folder.configuration), to: work + "/vitrine.yaml")
        var list = DigestList()
        let files = try Folder(path: work)
        for name in try files.files() { try list.add(name, files.digest(name).digest) }
        let text = Array(list.text.utf8)
        try AtomicWrite.write(text, to: "\(work)/\(DigestList.name)")
        if let signature = signer.signature(of: text, comment: "vitrine delivery of \(id)") {
            try AtomicWrite.write(signature, to: "\(work)/\(DigestList.name).minisig")
        }
        try transport.send(
            try files.entries().map { "output/staged/.delivery/./" + $0.name }
                + ["output/site/./assets"] + editions.map { "output/./site/" + $0 },
            from: folder.root, to: "incoming/" + id, known: Self.known)
    }
}

/// The snapshots that a portal knows to be before its own.
struct Ancestry {
    private let headers: [Snapshot.Header]

    init(of folder: PortalFolder) throws { headers = try Snapshot.headers(in: folder) }

    /// Whether a snapshot is one of them, or so old that nobody keeps it here any more; nil, which is none, is before any.
    func includes(_ id: String?, builtAt: String?) -> Bool {
        guard let id, !headers.contains(where: { $0.id == id }) else { return true }
        guard let oldest = headers.min(by: { $0.builtAt < $1.builtAt }), let builtAt else { return false }
        return oldest.previous != nil && builtAt < oldest.builtAt
    }
}
