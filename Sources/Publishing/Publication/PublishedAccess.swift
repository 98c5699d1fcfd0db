internal import Access
internal import Files

/// Who may read what, as web servers are told of it: narrowed before a publication switches pages, widened after.
struct PublishedAccess {
    let folder: PortalFolder
    let build: StagedBuild
    let servers: ServerSettings
    let hooks: PublishHooks
    /// Whether servers may not have read what lies there, so that they are told even where nothing changes.
    let isUnsettled: Bool

    /// Takes away what readers will not have any more: afterwards nobody reads more than before or than after.
    ///
    /// - Returns: whether server files changed.
    /// - Throws: `HookFailure` where the server does not take it. Passwords stay narrowed then, and so do the server's files
    ///   unless it was they that the check refused.
    func narrow(to next: Manifest, _ credentials: CredentialSet) throws -> Bool {
        let passwords = folder.access + "/credentials"
        let published = try CredentialSet.read(from: passwords)
        guard FileSystem.kind(folder.access + "/access.json") != nil else {
            // Nothing was published, or the first publication did not come to its end.
            try CredentialSet(published.files.map { CredentialFile(edition: $0.edition, entries: []) })
                .write(to: passwords)
            return false
        }
        let before = try Manifest(reading: FileSystem.read(folder.access + "/access.json", limit: 1 << 30))
        let manifest = before.narrowed(to: next)
        let left = published.narrowed(to: credentials, by: manifest)
        let isNarrower = try left.write(to: passwords)
        guard isUnsettled || isNarrower || manifest.rules != before.rules || manifest.users != before.users
        else { return false }
        let old = try ServerFiles(in: folder)
        let hasNewRules = try ServerFiles(try servers.files(manifest, left)).write(in: folder)
        if isUnsettled || isNarrower || hasNewRules { try tell(.narrow, instead: old) }
        return hasNewRules
    }

    /// Lets everybody in who may read the new pages.
    ///
    /// - Returns: whether server files changed.
    func widen(to credentials: CredentialSet) throws -> Bool {
        let isWider = try credentials.write(to: folder.access + "/credentials")
        let old = try ServerFiles(in: folder)
        let hasNewRules = try ServerFiles(staged: build).write(in: folder)
        if isUnsettled || isWider || hasNewRules { try tell(.widen, instead: old) }
        return hasNewRules
    }

    /// Runs the hooks; files that the check refuses give way to the old ones, so that the server can be started again.
    private func tell(_ phase: PublishHooks.Phase, instead old: ServerFiles) throws {
        do {
            try hooks.run(phase, snapshot: build.id, in: folder.root)
        } catch {
            if error.isOfCheck { try old.write(in: folder) }
            throw error
        }
    }
}

/// The generated files below `output/access/servers/`, by name; the operator's own are none of them.
private struct ServerFiles {
    private struct Content {
        let bytes: [UInt8]
        let mode: UInt32
    }

    private var files: [String: Content] = [:]

    init(_ files: [ServerFile]) {
        for file in files { self.files[file.name] = Content(bytes: Array(file.text.utf8), mode: file.mode) }
    }

    /// Those that servers read now.
    init(in folder: PortalFolder) throws { try self.init(below: folder.access) }

    /// Those that were staged with a build.
    init(staged build: StagedBuild) throws { try self.init(below: build.access) }

    private init(below access: String) throws {
        let path = access + "/servers"
        guard FileSystem.kind(path) != nil else { return }
        for entry in try Folder(path: path).entries() where Self.isGenerated(entry.name) {
            files[entry.name] = Content(
                bytes: try FileSystem.read("\(path)/\(entry.name)", limit: 1 << 30),
                mode: FileSystem.permissions(of: "\(path)/\(entry.name)") ?? 0o640)
        }
    }

    /// Puts them in place of those that lie there, and takes away what is none of them.
    ///
    /// - Returns: whether anything changed.
    @discardableResult
    func write(in folder: PortalFolder) throws -> Bool {
        let path = folder.access + "/servers"
        let old = try ServerFiles(in: folder)
        let batch = WriteBatch()
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            try batch.add(file.bytes, at: "\(path)/\(name)", mode: file.mode)
        }
        try batch.commit()
        for name in old.files.keys where files[name] == nil { try FileSystem.remove("\(path)/\(name)") }
        return old.files.mapValues(\.bytes) != files.mapValues(\.bytes)
    }

    private static func isGenerated(_ name: String) -> Bool {
        name.hasPrefix("access.") || name == Fail2banFilter.file.name
    }
}
