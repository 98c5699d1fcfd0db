internal import Access
public import Diagnostics
internal import Files
internal import PortalData
internal import Site
internal import Slices

/// Makes a staged build of one moment of a portal: every edition, the manifest, and the server files.
///
/// What is wrong for all stops the build; what is wrong for one client holds that client back. The caller holds the
/// portal's lock.
public struct Build {
    /// What a build is made with.
    public struct Options: Hashable, Sendable {
        /// The date of the data, `YYYY-MM-DD`.
        public var asOf: String
        /// The instant of the build, `YYYY-MM-DDTHH:MM:SSZ`.
        public var builtAt: String
        /// How many worker processes render; no number changes a byte.
        public var jobs: Int
        /// Whether what is wrong for one client stops all.
        public var isStrict: Bool
        /// The program that workers run.
        public var executable: String
        /// As the manifest names the program: `vitrine 0.1.0`.
        public var generator: String
        /// Slugs of the clients that are built, nil for all: what is published of the others stays, and is only ever narrowed.
        public var clients: Set<String>?
        /// A later day on which a reader must be one as well; nil where the date of the data is all that counts.
        public var accessOn: String?

        /// Options of a build.
        public init(
            asOf: String, builtAt: String, jobs: Int, isStrict: Bool, executable: String, generator: String
        ) {
            self.asOf = asOf
            self.builtAt = builtAt
            self.jobs = jobs
            self.isStrict = isStrict
            self.executable = executable
            self.generator = generator
        }
    }

    /// What came of a build.
    public struct Outcome: Sendable {
        /// Nil where everything is published already.
        public var staged: StagedBuild?
        /// Errors and warnings, in the order of the clients.
        public var diagnostics: [Diagnostic] = []
        /// Clients whose published editions stay as they are.
        public var heldBack: [String] = []
        /// Clients that were rendered and are not held back; the counts below are theirs.
        public var clients = 0
        /// Editions that were made, drafts included.
        public var editions = 0
        /// Editions that are as they are published.
        public var kept = 0
        /// HTML pages.
        public var pages = 0
        /// All files, pages included.
        public var files = 0
        /// The size of all files.
        public var bytes = 0
    }

    private let folder: PortalFolder
    private let configuration: Configuration
    private let options: Options

    /// A build of the portal in a folder.
    public init(of folder: PortalFolder, configuration: Configuration, options: Options) {
        self.folder = folder
        self.configuration = configuration
        self.options = options
    }

    /// Builds.
    ///
    /// - Parameter progress: called after each client with how many are done, of how many.
    /// - Throws: `DiagnosticList` with everything that is wrong for all, or, where that is asked for, for anybody;
    ///   `PublicationError.interrupted` where some clients alone cannot mend what a publication left.
    public func run(progress: (Int, Int) -> Void = { _, _ in }) throws -> Outcome {
        try rendering(progress: progress) { outcome, stager in outcome.staged = try stager.stage() }
    }

    /// Renders, and hands over what was rendered before it is gone.
    func rendering(
        progress: (Int, Int) -> Void = { _, _ in }, _ body: (inout Outcome, AccessStager) throws -> Void
    ) throws -> Outcome {
        guard try options.clients == nil || !PublicationState(of: folder).isInterrupted else {
            throw PublicationError.interrupted
        }
        let work = folder.staged + "/.building"
        try FileSystem.removeTree(work)
        try FileSystem.makeFolder(work + "/site")
        defer { try? FileSystem.removeTree(work) }

        let frozen = work + "/frozen.sqlite"
        let database = configuration.databasePath(in: folder)
        try Freeze.freeze(database, to: frozen)
        let portal = try FrozenPortal(path: frozen, of: database)
        let readership = try portal.readership(asOf: options.asOf)
        let clients = portal.clients.map(\.slug).filter { slug in
            options.clients?.contains(slug) ?? true
                && readership.editions.contains { $0.client.slug == slug }
        }
        var outcome = Outcome()
        var assets: [PublishedFile] = []
        // Of clients that are not built, the published editions stay what they were made of.
        var stamps = options.clients == nil ? EditionStamps() : try EditionStamps(publishedIn: folder)
        try FileSystem.makeFolder(work + "/assets")
        // Where nothing is rendered, nothing that is wrong with data or templates matters.
        if !clients.isEmpty || options.clients == nil {
            let order = WorkOrder(root: folder.root, frozen: frozen, staged: work, asOf: options.asOf)
            (outcome, assets) = try render(clients, of: portal, order: order, &stamps, progress: progress)
        }
        if options.clients != nil || !outcome.heldBack.isEmpty {
            let paths = Set(assets.map(\.path))
            assets += try PublishedFile.assets(in: folder).filter { !paths.contains($0.path) }
        }
        let today = try options.accessOn.map { try portal.readership(asOf: $0) }
        let expiry = try portal.firstExpiry(asOf: options.asOf)
        let highest = try portal.highestClassifications(of: readership.editions)
        try FileSystem.remove(frozen)
        let stager = AccessStager(
            folder: folder, configuration: configuration, options: options, readership: readership,
            today: today, firstExpiry: expiry, highest: highest, assets: assets, stamps: stamps,
            work: StagedBuild(id: "", path: work))
        try body(&outcome, stager)
        return outcome
    }

    /// Renders clients, the assets that their pages need, and what the pages were made of.
    private func render(
        _ clients: [String], of portal: FrozenPortal, order: WorkOrder, _ stamps: inout EditionStamps,
        progress: (Int, Int) -> Void
    ) throws -> (Outcome, [PublishedFile]) {
        let slice = try Slice(schema: portal.sliceSchema)
        let notes = try NoteIndex(content: folder.content)
        let access = AccessCheck(
            clients: portal.clients, servers: configuration.servers.kindsWithPasswordsAlone)
        let found = try portal.check(
            asOf: options.asOf, notes: notes, content: folder.content, pruned: folder.prunedList()
        ).findings
        let findings = (found + access.findings())
            .filter { finding in finding.client.map { options.clients?.contains($0) ?? true } ?? true }
        let shared = findings.filter { $0.client == nil }.map(\.diagnostic)
        let theme: Theme
        do {
            theme = try Theme(overrides: folder.templates, slice: slice)
        } catch let error as DiagnosticList {
            throw DiagnosticList(error.all + findings.map(\.diagnostic)).once
        }
        guard !DiagnosticList(shared).hasErrors else { throw DiagnosticList(findings.map(\.diagnostic)) }
        var outcome = try render(clients, order: order, &stamps, findings: findings, progress: progress)
        outcome.diagnostics = theme.warnings + shared + outcome.diagnostics
        if options.isStrict, !outcome.heldBack.isEmpty { throw DiagnosticList(outcome.diagnostics) }
        let build = StagedBuild(id: "", path: order.staged)
        let assets = try writeAssets(theme.assets, into: build.assets)
        try AtomicWrite.write(theme.dependencies.lines, to: build.pages)
        return (outcome, assets)
    }

    private func render(
        _ clients: [String], order: WorkOrder, _ stamps: inout EditionStamps, findings: [Finding],
        progress: (Int, Int) -> Void
    ) throws -> Outcome {
        for name in stamps.entries.keys { stamps.entries[name]?.isKept = false }

        let pool = try WorkerPool(
            count: max(1, min(options.jobs, clients.count)), executable: options.executable,
            arguments: ["worker"], greeting: order.message)
        var done = 0
        let answers = try pool.run(clients.map { Message($0) }) { _ in
            done += 1
            progress(done, clients.count)
        }
        var outcome = Outcome()
        for result in answers.map({ ClientResult($0) }) {
            guard let rendered = DiagnosticList(decoding: result.diagnostics) else { throw WorkerError.died }
            let found = findings.filter { $0.client == result.client }.map(\.diagnostic)
            let diagnostics = DiagnosticList(found + rendered.all).once.all
            outcome.diagnostics += diagnostics
            for name in stamps.entries.keys where name.prefix(while: { $0 != "." }) == result.client[...] {
                stamps.entries[name] = nil
            }
            guard !DiagnosticList(diagnostics).hasErrors else {
                outcome.heldBack.append(result.client)
                try discard(result.client, order: order)
                continue
            }
            stamps.entries.merge(result.stamps.entries) { $1 }
            outcome.kept += result.kept
            outcome.clients += 1
            outcome.editions += result.editions
            outcome.pages += result.pages
            outcome.files += result.files
            outcome.bytes += result.bytes
        }
        return outcome
    }

    /// Removes what was rendered of a client that is held back.
    private func discard(_ client: String, order: WorkOrder) throws {
        let build = StagedBuild(id: "", path: order.staged)
        for parent in [build.site, build.drafts, build.files, build.records]
        where FileSystem.kind(parent) != nil {
            for entry in try Folder(path: parent).entries() {
                // An edition's name is the slug, or the slug and a dot; a file list's has an ending besides.
                guard entry.name.prefix(while: { $0 != "." }) == client[...] else { continue }
                try FileSystem.removeTree(parent + "/" + entry.name)
            }
        }
    }

    private func writeAssets(_ assets: ThemeAssets, into path: String) throws -> [PublishedFile] {
        let folder = try Folder.create(path: path)
        return try assets.all.map { asset in
            let name = try RelativePath(checking: asset.publishedName)
            try folder.write(asset.bytes, to: name)
            return PublishedFile(
                path: try RelativePath(checking: "assets/" + asset.publishedName),
                digest: Digest(of: asset.bytes), size: asset.bytes.count)
        }
    }
}
