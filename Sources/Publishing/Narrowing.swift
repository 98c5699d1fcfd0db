internal import Access
public import Diagnostics
internal import Files

/// What `--now` publishes: what a change of the database takes from readers, and nothing that waits besides.
///
/// Pages keep the date of what is published, and no reader gets in by it. A client's pages are made anew only where, before
/// the change, they would come out as they are published; else they stay, and only who may read them is narrowed. The caller
/// holds the portal's lock from before the change to the end.
public struct Narrowing {
    /// Why a client's pages cannot be published for the sake of one change.
    public struct Obstacle: Hashable, Sendable {
        /// The slug.
        public let client: String
        /// Addresses of pages and files that would differ all the same, in the order of the editions.
        public var pages: [String] = []
        /// User names of those who would get in somewhere.
        public var readers: [String] = []
        /// What is wrong with the client's data, so that nothing can be made of it.
        public var errors: [Diagnostic] = []
    }

    let folder: PortalFolder
    let configuration: Configuration
    let options: Build.Options
    let signer: ManifestSigner
    /// Which clients may be gone.
    let allowance: ShrinkAllowance

    /// Narrowing what is published; nil where nothing is.
    ///
    /// - Parameter options: `asOf` is the day on which readers must be readers; pages have the published date.
    /// - Throws: `PublicationError.interrupted` where half of something is published.
    public init?(
        in folder: PortalFolder, configuration: Configuration, options: Build.Options, signer: ManifestSigner
    ) throws {
        guard try !PublicationState(of: folder).isInterrupted else { throw PublicationError.interrupted }
        guard let id = try PublicationState(of: folder).id,
            let published = BackupDescription.Published(
                manifest: try FileSystem.read(folder.access + "/access.json")), published.id == id
        else { return nil }
        self.folder = folder
        self.configuration = configuration
        self.signer = signer
        allowance = options.allowance
        var options = options
        options.accessOn = max(options.asOf, published.asOf)
        options.asOf = published.asOf
        // What is taken away must go, whatever else is wrong.
        (options.allowance, options.maxAge) = (.everybody, nil)
        self.options = options
    }

    /// Whether anything of a client is published.
    public func hasPublished(_ client: String) throws -> Bool {
        guard FileSystem.kind(folder.publishedFiles) != nil else { return false }
        return try Folder(path: folder.publishedFiles).entries().contains { entry in
            entry.name.prefix { $0 != "." } == client[...]
        }
    }

    /// What stands in the way of making clients' pages anew, before anything is changed; in the order of the slugs.
    public func obstacles(of clients: [String]) throws -> [Obstacle] {
        var obstacles: [Obstacle] = []
        do {
            _ = try build(of: clients).rendering { outcome, stager in
                for client in clients {
                    if outcome.heldBack.contains(client) {
                        let errors = outcome.diagnostics.filter { $0.severity == .error }
                        obstacles.append(Obstacle(client: client, errors: errors))
                    } else if let gain = try stager.gain(of: client) {
                        obstacles.append(gain)
                    }
                }
            }
        } catch let error as DiagnosticList {
            obstacles = clients.map { Obstacle(client: $0, errors: error.all) }
        }
        return obstacles
    }

    /// Publishes, after the change: pages of `clients`, and who may still read what of all.
    ///
    /// What was staged before the change is removed first, since publishing it would bring back what was taken away.
    public func run(rendering clients: [String]) throws -> (
        build: Build.Outcome, publication: Publication.Outcome?
    ) {
        try Self.dropStaged(in: folder)
        let outcome = try build(of: clients).run()
        let publication = outcome.staged.map {
            Publication(of: $0, in: folder, configuration: configuration, signer: signer)
        }
        return (outcome, try publication?.run())
    }

    /// Who may read what of the published pages today, and with which passwords: nobody more than what is published says.
    func access() throws -> (manifest: Manifest, credentials: CredentialSet) {
        let published = try CredentialSet.read(from: folder.access + "/credentials")
        guard let staged = try build(of: []).run().staged else {
            return (try PortalVerification.manifest(of: folder.output), published)
        }
        defer { try? staged.remove() }
        let passwords = staged.access + "/credentials"
        return (
            try Manifest(reading: FileSystem.read(staged.access + "/access.json", limit: 1 << 30)),
            FileSystem.kind(passwords) == .folder ? try CredentialSet.read(from: passwords) : published
        )
    }

    /// Removes every build that waits.
    public static func dropStaged(in folder: PortalFolder) throws {
        for staged in try StagedBuild.all(in: folder) { try staged.remove() }
    }

    private func build(of clients: [String]) -> Build {
        var options = options
        options.clients = Set(clients)
        return Build(of: folder, configuration: configuration, options: options)
    }
}
