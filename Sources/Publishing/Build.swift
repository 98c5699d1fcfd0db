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
        /// The id of the snapshot that pages compare with; nil for the newest that is at least seven days older than the data.
        public var baseline: String?
        /// Whether what is written is searched for what its readers may not see.
        public var isAudited = true
        /// Which clients may lose most of what is published of them.
        public var allowance = ShrinkAllowance.nobody
        /// How old a source of data may be on the date of the data; nil where it does not matter.
        public var maxAge: SourceAge?

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

    /// How far a build is.
    public enum Step: Hashable, Sendable {
        /// Data, notes and templates are looked at.
        case reading
        /// So many clients of those that may differ are rendered, with so many HTML pages.
        case rendering(clients: Int, of: Int, pages: Int)
        /// What was made is listed, and put where it waits.
        case staging
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
        /// Why each edition that was made was not left as it was published, in the order of the editions.
        public var reasons: [(edition: String, reason: String)] = []
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
    /// - Parameter progress: called as each step begins, and after each client.
    /// - Throws: `DiagnosticList` with everything that is wrong for all, or, where that is asked for, for anybody;
    ///   `GuardRefusal` where a guard lets nobody out; `PublicationError.interrupted` where some clients alone cannot mend what a
    ///   publication left; `Interruption.Stop`.
    public func run(progress: (Step) -> Void = { _ in }) throws -> Outcome {
        try rendering(progress: progress) { outcome, stager in outcome.staged = try stager.stage() }
    }

    /// Renders, and hands over what was rendered before it is gone; where nothing differs from the last build, there is nothing.
    func rendering(
        progress: (Step) -> Void = { _ in }, _ body: (inout Outcome, AccessStager) throws -> Void
    ) throws -> Outcome {
        guard try options.clients == nil || !PublicationState(of: folder).isInterrupted else {
            throw PublicationError.interrupted
        }
        progress(.reading)
        var options = options
        options.baseline = try options.baseline ?? Baseline.newest(before: options.asOf, in: folder)
        let inputs =
            try options.clients == nil
            ? BuildInputs(of: folder, configuration: configuration, options: options) : nil
        if let outcome = try inputs.flatMap({ try unchanged($0) }) { return outcome }
        let work = StagedBuild(id: "", path: folder.staged + "/.building")
        try FileSystem.removeTree(work.path)
        for part in [work.site, work.assets] { try FileSystem.makeFolder(part) }
        defer { try? FileSystem.removeTree(work.path) }

        let database = configuration.databasePath(in: folder)
        let frozen = inputs?.frozen ?? work.path + "/frozen.sqlite"
        if inputs == nil { try Freeze.freeze(database, to: frozen) }
        let portal = try FrozenPortal(path: frozen, of: database)
        let rendering = Rendering(
            folder: folder, configuration: configuration, options: options, inputs: inputs, portal: portal,
            readership: try portal.readership(asOf: options.asOf), work: work, frozen: frozen,
            stale: try options.maxAge.map {
                try portal.staleSources(asOf: options.asOf, minutes: $0.minutes)
            } ?? [])
        var result = try rendering.run(progress: progress)
        let today = try options.accessOn.map { try portal.readership(asOf: $0) }
        if inputs == nil { try FileSystem.remove(frozen) }
        let expired = try ExpiryGuard(
            folder: folder, configuration: configuration, portal: portal, asOf: options.asOf
        ).expired(of: result.outcome.heldBack)
        result.outcome.diagnostics += expired.map(ExpiryGuard.warning)
        // No part of what is staged.
        try FileSystem.remove(AuditTable.path(in: work.path))
        let stager = AccessStager(
            folder: folder, configuration: configuration, options: options,
            readership: rendering.readership.excluding(Set(expired)), today: today,
            firstExpiry: result.clients.values.compactMap(\.firstExpiry).min(),
            highest: Dictionary(
                result.clients.values.flatMap(\.editions).map { ($0.name, $0.highest) },
                uniquingKeysWith: { first, _ in first }),
            assets: result.assets, pageAssets: result.pageAssets, stamps: result.stamps,
            vanished: result.vanished, work: work, made: Set(try work.madeEditions()))
        try Interruption.check()
        progress(.staging)
        try body(&result.outcome, stager)
        if let inputs, let id = try result.outcome.staged?.id ?? PublicationState(of: folder).id {
            var memory = BuildMemory(
                key: inputs.key, snapshot: id, isExact: inputs.isExact, diagnostics: result.shared)
            memory.clients = result.clients
            try memory.write(in: folder)
        }
        return result.outcome
    }

    /// What the last build said, where this one would do the same; nil where it may not.
    private func unchanged(_ inputs: BuildInputs) throws -> Outcome? {
        guard inputs.areUnchanged, let memory = inputs.memory else { return nil }
        let clients = memory.clients.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(
            \.value)
        let editions = clients.flatMap(\.editions).map(\.name)
        let published = try PublishedEditions(in: folder)
        guard editions.allSatisfy(published.has) else { return nil }
        var outcome = Outcome()
        for list in [memory.diagnostics] + clients.map(\.diagnostics) {
            guard let said = DiagnosticList(decoding: list) else { return nil }
            outcome.diagnostics += said.all
        }
        outcome.clients = clients.count
        outcome.kept = editions.count
        // Where something changed that no build looks at, the moment is another one, and known again.
        if FileSystem.kind(folder.memory) == nil { try memory.write(in: folder) }
        return outcome
    }
}
