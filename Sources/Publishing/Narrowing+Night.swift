internal import Access
internal import Files

extension Narrowing {
    /// An edition that readers have no more.
    public struct Closed: Hashable, Sendable {
        /// Its name.
        public let edition: String
        /// Why, as a clause.
        public let reason: String
    }

    /// Publishes what is published once more without what must not be seen any more, and adds nothing.
    ///
    /// Nobody gets in who could not before. Pages are not made anew, since they would show what nobody has looked at: an edition
    /// that holds what has expired, or was withdrawn or erased since, is closed until the next publication.
    ///
    /// - Throws: `GuardRefusal` where most of the published clients are not in the database any more.
    /// - Returns: the id and the publication, nil where nothing is to be taken away.
    public func takeAway() throws -> (
        closed: [Closed], publication: (id: String, outcome: Publication.Outcome)?
    ) {
        guard let snapshot = try Snapshot(publishedIn: folder) else { return ([], nil) }
        let day = options.accessOn ?? options.asOf
        let published = try PortalVerification.manifest(of: folder.output)
        let (now, credentials) = try access()
        let open = Set(now.groups.map(\.id))
        let held = try HeldRecords(of: folder, configuration: configuration, on: day)
        let shrinking = try ShrinkGuard(of: nil, held.portal, in: folder, configuration.guards, allowance)
        let vanished = try shrinking.vanished()
        guard !shrinking.isMost(vanished.count) else {
            throw GuardRefusal(diagnostics: vanished.map(\.finding))
        }
        let views = try OwnViews(folder.ownViews)
        let gone = vanished.flatMap(\.editions).map {
            Closed(edition: $0, reason: "its client is not in the database any more")
        }
        let closed =
            try gone
            + snapshot.editions.filter { open.contains($0.name) }.compactMap { edition in
                try held.refusal(of: edition, madeFor: views[edition.name]) {
                    try FileSystem.read(folder.publishedFiles(of: edition.name))
                }.map { Closed(edition: edition.name, reason: $0) }
            }
        let manifest = now.restricted(to: open.subtracting(closed.map(\.edition)))
        let passwords = try CredentialSet.read(from: folder.access + "/credentials")
        guard
            manifest.rules != published.rules || manifest.users != published.users
                || credentials != passwords
        else { return ([], nil) }
        var stamps = try EditionStamps(publishedIn: folder)
        for edition in closed { stamps.entries[edition.edition] = nil }
        let composition = Composition(
            folder: folder, configuration: configuration, options: options, manifest: manifest,
            credentials: credentials, notAfter: try held.firstEnd(of: manifest), parts: [],
            assets: try PublishedFile.assets(in: folder),
            pageAssets: try PublishedFile.pageAssets(in: folder),
            stamps: stamps, purpose: "narrowed")
        let staged = try composition.stage()
        let publication = Publication(
            of: staged, in: folder, configuration: configuration, signer: signer)
        return (closed, (staged.id, try publication.run()))
    }
}
