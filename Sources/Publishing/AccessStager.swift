internal import Access
internal import Diagnostics
internal import Files
internal import PortalData
internal import Site

/// The last step of a build: the file list, credentials, manifest and server files, all from the same editions.
struct AccessStager {
    let folder: PortalFolder
    let configuration: Configuration
    let options: Build.Options
    let readership: Readership
    /// Who may read what on a later day as well; nil where one day is all that counts.
    let today: Readership?
    /// The first day on which a record that clients see is gone.
    let firstExpiry: String?
    /// The highest classification that each edition may hold.
    let highest: [String: String]
    let assets: [PublishedFile]
    /// Those that pages will name.
    let pageAssets: [PublishedFile]
    /// What the editions are made of.
    let stamps: EditionStamps
    /// Published editions of clients whom nobody knows any more, and which stay without a reader.
    let vanished: [String]
    let work: StagedBuild
    /// The editions that were made.
    let made: Set<String>

    /// Writes them, names the build by what it holds, and puts it beside the others that wait.
    ///
    /// Nil where the same is published already, and servers were told of it.
    func stage() throws -> StagedBuild? {
        let editions = try publishedEditions()
        let lists = try fileLists(of: editions)
        try FileSystem.makeFolder(work.access)
        try AtomicWrite.write(lists, to: work.access + "/files.jsonl")

        let readers = try admitted(to: editions)
        try writeOwnViews(editions)
        try AtomicWrite.write(stamps.bytes, to: work.stamps)
        try AtomicWrite.write(PublishedFile.lines(pageAssets), to: work.pageAssets)
        let credentials = credentials(of: editions, readers)
        let state = try PublicationState(of: folder)
        let parts = try manifestEditions(editions)
        let users = readers.map { admitted in
            AccessUser(
                name: admitted.reader.username, groups: admitted.editions, home: admitted.home,
                validFrom: admitted.reader.validFrom, validUntil: admitted.reader.validUntil)
        }
        let notAfter = (readers.map(\.reader.validBefore) + [firstExpiry]).compactMap(\.self).min()
        func manifest(id: String, builtAt: String, previous: String?, files: Digest) -> Manifest {
            Manifest(
                baseURL: configuration.identity.baseURL, realm: "Client portal",
                snapshot: AccessSnapshot(
                    id: id, asOf: options.asOf, builtAt: builtAt, previous: previous, notAfter: notAfter,
                    filesDigest: files, generator: options.generator),
                editions: parts, users: users)
        }
        // Who may read what, whatever the files hold.
        let access = digest(
            manifest(id: "", builtAt: "", previous: nil, files: Digest(of: "")), credentials)
        try AtomicWrite.write(access.hex, to: work.accessDigest)
        let filesDigest = Digest(of: lists)
        let id = Self.identifier(of: options.asOf, access: access.hex, files: filesDigest)
        let isSame = id == state.id
        let previous =
            isSame
            ? try PortalVerification.manifest(publishedIn: folder).snapshot.previous : state.id
        let manifest = manifest(
            id: id, builtAt: options.builtAt, previous: previous, files: filesDigest)
        let problems = manifest.problems(with: assets)
        guard problems.isEmpty else { throw DiagnosticList(problems) }
        // What servers read as it was published stays there, untouched.
        if try !state.isSettled || FileSystem.text(folder.accessDigest) != access.hex {
            try credentials.write(to: work.credentials)
            try writeServers(manifest, credentials)
        }
        let isKnown = FileSystem.kind(folder.snapshotRecord(id)) == .file
        guard !isSame || !state.isSettled || !isKnown || !isInPlace else {
            // What is published was made of this, whatever was known of it before.
            try AtomicWrite.writeIfChanged(stamps.bytes, to: folder.stamps)
            try AtomicWrite.writeIfChanged(PublishedFile.lines(pageAssets), to: folder.pageAssets)
            return nil
        }
        try AtomicWrite.write(manifest.json(), to: work.access + "/access.json")
        try AtomicWrite.write(state.text + "\n", to: work.previous)

        let staged = StagedBuild(id: id, path: folder.staged + "/" + id)
        try FileSystem.removeTree(staged.path)
        try FileSystem.rename(work.path, to: staged.path)
        return staged
    }

    /// What a build is called: by the date of its data, and by all that it holds.
    static func identifier(of asOf: String, access: String, files: Digest) -> String {
        asOf + "-" + Digest(of: access + files.hex).hex.prefix(12)
    }

    /// Readers with a password, or all where somebody else asks for it, and the editions that each may open.
    ///
    /// An edition of a client that is held back shows what it showed: whoever could not read it then cannot now, for its
    /// name may by now stand for other records; and nobody can whose own edition it is, should it show more than he may see.
    private func admitted(to editions: [String]) throws -> [Admitted] {
        let current = Set(editions.filter(isCurrent))
        let published = current.count == editions.count ? [:] : try publishedReaders()
        let outgrown = try outgrown(by: readership).union(today.map(outgrown) ?? [])
        let allowed = today.map { today in
            Dictionary(uniqueKeysWithValues: today.readers.map { ($0.username, Set($0.editions)) })
        }
        let known = Set(editions)
        return readership.readers.compactMap { reader in
            let hash = reader.passwordHash.flatMap { PasswordHash($0) }
            guard hash != nil || configuration.servers.signOn != nil else { return nil }
            let own = reader.editions.filter { name in
                known.contains(name) && !outgrown.contains(name)
                    && (current.contains(name) || published[name]?.contains(reader.username) == true)
                    && (allowed.map { $0[reader.username]?.contains(name) == true } ?? true)
            }
            return own.isEmpty ? nil : Admitted(reader: reader, hash: hash, editions: own)
        }
    }

    /// Editions of one user that show more than he may see by a readership.
    private func outgrown(by readership: Readership) throws -> Set<String> {
        let views = try views()
        return Set(
            readership.editions.filter { edition in
                edition.userID != nil && !(views[edition.name].map(edition.covers) ?? false)
            }.map(\.name))
    }

    /// What readers will see: editions that were rendered, and published ones of clients that are held back.
    private func publishedEditions() throws -> [String] {
        let names = readership.editions.filter { edition in
            edition.isPublished
                && AccessCheck.canBeEnforced(
                    edition.client, by: configuration.servers.kindsWithPasswordsAlone)
        }.map(\.name)
        return (names + vanished).filter { name in
            isRendered(name)
                || FileSystem.kind(folder.publishedFiles + "/" + name + ".jsonl") != nil
        }.sorted { ($0 + "/").utf8.lexicographicallyPrecedes(($1 + "/").utf8) }
    }

    /// Editions with what readers need beside a password.
    ///
    /// A client whose address ranges are none is held back, with those of what is published.
    private func manifestEditions(_ names: [String]) throws -> [Manifest.Edition] {
        let byName = Dictionary(uniqueKeysWithValues: readership.editions.map { ($0.name, $0.client) })
        let published =
            names.allSatisfy(isCurrent) ? nil : try PortalVerification.manifest(publishedIn: folder)
        let rules = Dictionary(
            (published?.rules ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return names.map { name in
            let client = byName[name]
            let isSound = client.map(AccessCheck.hasSoundNetworks) ?? false
            // Files that were published are as secret as they were.
            let old = isCurrent(name) ? nil : rules[name]
            return Manifest.Edition(
                name: name, networks: (isSound ? client?.networks : old?.networks) ?? [],
                host: configuration.host(of: name),
                isSecondFactorRequired: client?.isSecondFactorRequired ?? false,
                classification: old?.classification
                    ?? highest[name].flatMap { Classification(rawValue: $0) } ?? .public)
        }
    }

    /// `files.jsonl`: each edition's lines as it was rendered, or as it stands published.
    private func fileLists(of editions: [String]) throws -> [UInt8] {
        let published = made.count < editions.count ? try PublishedLists(in: folder) : PublishedLists()
        var lists = editions.map { ($0 + "/", $0) }
        lists.append(("assets/", ""))
        lists.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        var bytes: [UInt8] = []
        for (_, edition) in lists {
            if edition.isEmpty {
                bytes += PublishedFile.lines(assets)
            } else if isRendered(edition) {
                bytes += try FileSystem.read(work.fileList(of: edition))
            } else if let lines = published.lines(of: edition) {
                bytes += lines
            } else {
                bytes += try FileSystem.read(folder.publishedFiles(of: edition))
            }
        }
        return bytes
    }

    /// A reader who can log in, by a password or as somebody else knows him, and what he finds there.
    private struct Admitted {
        let reader: Reader
        let hash: PasswordHash?
        /// At least one.
        let editions: [String]

        var home: String { editions.contains(reader.home) ? reader.home : editions[0] }
    }

    /// Whether readers will see what the data says now: it was rendered, or is published so.
    private func isCurrent(_ edition: String) -> Bool {
        stamps.entries[edition]?.isKept == true || isRendered(edition)
    }

    private func isRendered(_ edition: String) -> Bool { made.contains(edition) }

    /// Editions that single records or projects make one user's own.
    private var ownEditions: [Edition] { readership.editions.filter { $0.userID != nil } }

    /// What each edition of one user shows: where it was rendered the view of now, else the one that it was rendered for.
    private func views() throws -> [String: String] {
        try OwnViews(folder.ownViews).views.merging(
            ownEditions.filter { isRendered($0.name) }.map { ($0.name, $0.view) }, uniquingKeysWith: { $1 })
    }

    private func writeOwnViews(_ editions: [String]) throws {
        let views = try views()
        let lines = ownEditions.map(\.name).filter(editions.contains).compactMap { name in
            views[name].map { "\(name)\t\($0)\n" }
        }
        try AtomicWrite.write(lines.joined(), to: work.ownViews)
    }

    /// What a publication would bring the readers of a client beyond what is published.
    func gain(of client: String) throws -> Narrowing.Obstacle? {
        let editions = try publishedEditions().filter { $0.prefix { $0 != "." } == client[...] }
        var pages: [String] = []
        for name in editions where isRendered(name) {
            pages += try PublishedFile.paths(
                FileSystem.read(work.files + "/" + name + ".jsonl"),
                butNot: FileSystem.readIfThere(folder.publishedFiles + "/" + name + ".jsonl") ?? [])
        }
        let published = try publishedReaders()
        let readers = try admitted(to: publishedEditions()).filter { admitted in
            admitted.editions.contains { name in
                editions.contains(name) && published[name]?.contains(admitted.reader.username) != true
            }
        }.map(\.reader.username)
        guard !pages.isEmpty || !readers.isEmpty else { return nil }
        return Narrowing.Obstacle(client: client, pages: pages, readers: readers)
    }

    private func credentials(of editions: [String], _ readers: [Admitted]) -> CredentialSet {
        var entries: [String: [CredentialFile.Entry]] = [:]
        for admitted in readers {
            guard let hash = admitted.hash else { continue }
            for edition in admitted.editions {
                entries[edition, default: []]
                    .append(CredentialFile.Entry(user: admitted.reader.username, hash: hash))
            }
        }
        return CredentialSet(editions.map { CredentialFile(edition: $0, entries: entries[$0] ?? []) })
    }

    private func writeServers(_ manifest: Manifest, _ credentials: CredentialSet) throws {
        let folder = work.access + "/servers"
        try FileSystem.makeFolder(folder)
        let files: [ServerFile]
        do {
            files = try configuration.servers.files(manifest, credentials)
        } catch {
            throw DiagnosticList([
                Diagnostic(
                    error.description, file: "vitrine.yaml",
                    hint:
                        "`kinds` below `servers` names the servers that you use; files are written for those alone"
                )
            ])
        }
        for file in files {
            try AtomicWrite.write(file.text, to: folder + "/" + file.name, mode: file.mode)
        }
    }

    /// Of everything that servers get beside the pages.
    private func digest(_ manifest: Manifest, _ credentials: CredentialSet) -> Digest {
        let digester = Digester()
        digester.update(manifest.json())
        for file in credentials.files { digester.update("\n\(file.name)\n" + file.text) }
        digester.update("\n\(configuration.servers.root)\n")
        digester.update(configuration.servers.kinds.map(\.rawValue).joined(separator: " "))
        if let signOn = configuration.servers.signOn {
            digester.update(
                "\n\(signOn.proxy) \(signOn.name.rawValue) \(signOn.hasGroups) \(signOn.hasSecondFactor)")
        }
        return digester.finish()
    }
}
