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
        return try put(
            ServerFiles(try servers.files(manifest, left)), .narrow, manifest, left, isNew: isNarrower)
    }

    /// Lets everybody in who may read the new pages.
    ///
    /// - Returns: whether server files changed.
    func widen(to manifest: Manifest, _ credentials: CredentialSet) throws -> Bool {
        let isWider = try credentials.write(to: passwords)
        return try put(ServerFiles(staged: build), .widen, manifest, credentials, isNew: isWider)
    }

    private var passwords: String { folder.access + "/credentials" }

    /// Puts server files in place and tells the server, where there is anything new; returns whether the files are.
    ///
    /// Files that the check refuses give way to those of before, so that the server can be started again.
    private func put(
        _ files: ServerFiles, _ phase: PublishHooks.Phase, _ manifest: Manifest,
        _ credentials: CredentialSet, isNew: Bool
    ) throws -> Bool {
        let old = try ServerFiles(in: folder)
        let isChanged = files.differ(from: old)
        guard isUnsettled || isNew || isChanged else { return false }
        do {
            if let address = hooks.ready {
                try tell(phase, manifest, credentials, untilReadyAt: address)
            } else {
                try files.write(in: folder)
                try hooks.run(phase, snapshot: build.id, in: folder.root)
            }
        } catch let failure as HookFailure {
            try (failure.isOfCheck ? old : files).write(in: folder)
            throw failure
        }
        try files.write(in: folder)
        return isChanged
    }

    /// Runs the hooks with a canary among the rules, and waits until it is answered.
    private func tell(
        _ phase: PublishHooks.Phase, _ manifest: Manifest, _ credentials: CredentialSet,
        untilReadyAt address: WebAddress
    ) throws {
        let canary = Canary(host: servers.hasClientHosts ? address.host : nil)
        let place = folder.site + "/" + canary.edition
        let accompanied = try canary.added(to: credentials)
        defer {
            try? FileSystem.removeTree(place)
            _ = try? credentials.write(to: passwords)
        }
        try FileSystem.makeFolder(place)
        try AtomicWrite.write(Canary.page.text, to: place + "/" + Canary.page.name)
        try accompanied.write(to: passwords)
        try ServerFiles(try servers.files(canary.added(to: manifest), accompanied)).write(in: folder)
        try hooks.run(phase, snapshot: build.id, in: folder.root)
        try hooks.wait(for: canary, at: address, phase)
    }

    /// Removes what an interrupted publication left of a canary.
    func sweep() throws {
        for entry in try Folder(path: folder.site).entries() where entry.name.hasPrefix(Canary.prefix) {
            try FileSystem.removeTree(folder.site + "/" + entry.name)
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

    /// Whether any server would read something else.
    func differ(from others: ServerFiles) -> Bool {
        files.mapValues(\.bytes) != others.files.mapValues(\.bytes)
    }

    /// Puts them in place of those that lie there, and takes away what is none of them.
    func write(in folder: PortalFolder) throws {
        let path = folder.access + "/servers"
        let old = try ServerFiles(in: folder)
        let batch = WriteBatch()
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            try batch.add(file.bytes, at: "\(path)/\(name)", mode: file.mode)
        }
        try batch.commit()
        for name in old.files.keys where files[name] == nil { try FileSystem.remove("\(path)/\(name)") }
    }

    private static func isGenerated(_ name: String) -> Bool {
        name.hasPrefix("access.") || name == Fail2banFilter.file.name
    }
}
