internal import Access
public import Files

/// Publishes at a target what was brought there: checks all of it, then switches as any publication does.
///
/// A target keeps nothing of before, so that what is erased at the portal is erased there with the next snapshot. The caller
/// holds the target's locks.
public struct Activation {
    private let target: PortalFolder

    /// Activations in the folder of a target.
    public init(in target: PortalFolder) { self.target = target }

    /// What is published there, in lines of JSON; makes room for what comes.
    public func status() throws -> [UInt8] {
        _ = try TargetSettings(of: target)
        try FileSystem.makeFolder(target.incoming, mode: 0o700)
        return try TargetStatus(of: target).bytes
    }

    /// The lock that a transfer holds, so that nothing changes what is being checked.
    public static func transferLock(in target: PortalFolder) throws -> FileLock {
        try FileSystem.makeFolder(target.incoming, mode: 0o700)
        let path = target.incoming + "/.lock"
        do throws(FileError) {
            return try FileLock(path: path, for: "activate")
        } catch {
            throw error.isLocked ? PortalLock.Held(holder: FileLock.holder(of: path)) : error
        }
    }

    /// Publishes a snapshot that was brought.
    ///
    /// - Returns: nil where it is published already.
    /// - Throws: `ActivationError`, before anything that readers see has changed; what `Publication` throws.
    public func run(_ id: String) throws -> Publication.Outcome? {
        let state = try PublicationState(of: target)
        guard state != .published(id) else {
            try sweep(keeping: id)
            return nil
        }
        let build = StagedBuild(id: id, path: target.incoming + "/" + id)
        guard SnapshotID.isValid(id), build.isReceived else { throw ActivationError.notReceived(id) }
        let settings = try TargetSettings(of: target)
        try FileSystem.removeTree(build.access + "/servers")
        try checkList(of: build, key: settings.key)
        let (manifest, lists) = try manifest(of: build)
        let signature = try FileSystem.readIfThere(build.access + "/access.json.minisig")
        if let key = settings.key {
            do {
                try key.verify(
                    FileSystem.read(build.access + "/access.json"),
                    signature: String(decoding: signature ?? [], as: UTF8.self))
            } catch let error as SignatureError {
                throw ActivationError.unsound(id, "the manifest's signature: \(error)")
            }
        }
        let configuration = try Configuration(of: PortalFolder(root: build.path)).on(settings)
        try prepare(build, manifest, lists, after: state, configuration)
        let publication = Publication(
            of: build, in: target, configuration: configuration, signer: ManifestSigner(received: signature))
        var outcome: Publication.Outcome
        do {
            outcome = try publication.run()
        } catch PublicationError.incomplete {
            throw ActivationError.unsound(id, "pages are missing, or are not those of its list")
        }
        outcome.unchanged = manifest.groups.count - outcome.switched.count
        // Where hooks have told the server, nobody need be reminded.
        if configuration.reloadsServer { outcome.hasNewRules = false }
        try sweep(keeping: id)
        return outcome
    }

    /// Compares all that was brought, but pages and assets, with the list that the sender signed.
    private func checkList(of build: StagedBuild, key: VerifyingKey?) throws {
        let text = String(decoding: try FileSystem.read(build.deliveryList), as: UTF8.self)
        if let key {
            let signature = try FileSystem.text(build.deliveryList + ".minisig") ?? ""
            do throws(SignatureError) {
                try key.verify(Array(text.utf8), signature: signature)
            } catch {
                throw ActivationError.unsound(build.id, "the signature of its list: \(error)")
            }
        }
        let list = try DigestList(reading: text)
        let found = try Folder(path: build.access).files().map { "access/" + $0 } + ["vitrine.yaml"]
        if let name = list.fault(in: try Folder(path: build.path), found: found) {
            throw ActivationError.unsound(build.id, "`\(name)` is not as its list says")
        }
    }

    private func manifest(of build: StagedBuild) throws -> (Manifest, PublishedLists) {
        let manifest = try Manifest(reading: FileSystem.read(build.access + "/access.json", limit: 1 << 30))
        let lines = try FileSystem.read(build.access + "/files.jsonl", limit: 1 << 30)
        guard manifest.snapshot.id == build.id, manifest.snapshot.filesDigest == Digest(of: lines) else {
            throw ActivationError.unsound(build.id, "its manifest is of another snapshot")
        }
        if let bytes = try FileSystem.readIfThere(target.access + "/access.json") {
            let published = try Manifest(reading: bytes).snapshot
            guard published.builtAt <= manifest.snapshot.builtAt else {
                throw ActivationError.older(build.id, than: published.id)
            }
        }
        return (manifest, PublishedLists(lines))
    }

    /// Writes beside what was brought what a publication reads: it was made of what is published here.
    private func prepare(
        _ build: StagedBuild, _ manifest: Manifest, _ lists: PublishedLists, after state: PublicationState,
        _ configuration: Configuration
    ) throws {
        try FileSystem.removeTree(build.files)
        try FileSystem.makeFolder(build.files)
        for name in manifest.groups.map(\.id) {
            guard let lines = lists.lines(of: name) else {
                throw ActivationError.unsound(build.id, "no file is listed for `\(name)`")
            }
            let published = try FileSystem.readIfThere(target.publishedFiles(of: name))
            guard published.map({ $0[...] }) != lines || FileSystem.kind("\(target.site)/\(name)") != .folder
            else { continue }
            try AtomicWrite.write(Array(lines), to: build.fileList(of: name))
        }
        guard try Generation.isWhole(build.assets, Array(lists.lines(of: "assets") ?? [])) else {
            throw ActivationError.unsound(build.id, "assets are missing, or are not those of its list")
        }
        try FileSystem.makeFolder(build.site)
        try FileSystem.makeFolder(build.access + "/servers")
        let credentials = try CredentialSet.read(from: build.credentials)
        for file in try configuration.servers.files(manifest, credentials) {
            try AtomicWrite.write(file.text, to: build.access + "/servers/" + file.name, mode: file.mode)
        }
        try AtomicWrite.write(Array(lists.lines(of: "assets") ?? []), to: build.pageAssets)
        for path in [build.ownViews, build.stamps] { try AtomicWrite.write("", to: path) }
        try AtomicWrite.write(state.text + "\n", to: build.previous)
    }

    /// Removes what was brought and is not needed any more, and what is known of earlier snapshots.
    private func sweep(keeping id: String) throws {
        try FileSystem.removeTree(target.snapshots)
        for entry in try Folder(path: target.incoming).entries() where !entry.name.hasPrefix(".") {
            try FileSystem.removeTree(target.incoming + "/" + entry.name)
        }
        for entry in try Folder(path: target.snapshotRecords).entries() where entry.name != id + ".jsonl" {
            try FileSystem.remove(target.snapshotRecords + "/" + entry.name)
        }
    }
}

/// Ids of snapshots.
enum SnapshotID {
    /// Whether a text is spelled as one: `2026-11-20-0123456789ab`.
    static func isValid(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return parts.map(\.count) == [4, 2, 2, 12]
            && parts[..<3].allSatisfy { $0.allSatisfy(digits.contains) }
            && parts[3].allSatisfy {
                digits.contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}

/// Why a snapshot was not published at a target; nothing has changed there.
public enum ActivationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing of that id was brought.
    case notReceived(String)
    /// Something of it is not what it should be, as a clause.
    case unsound(String, String)
    /// What is published was built later.
    case older(String, than: String)

    /// What happened, as a clause.
    public var description: String {
        switch self {
        case .notReceived(let id): "no snapshot `\(id)` was brought here"
        case .unsound(let id, let reason): "`\(id)` is refused: \(reason)"
        case .older(let id, let other): "`\(id)` is refused: `\(other)`, which is published, was built later"
        }
    }
}
