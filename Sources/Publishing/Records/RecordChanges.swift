internal import Files

/// What a publication adds to the journals of its clients.
///
/// It is the difference from what the journals say themselves, so a publication that is done again adds nothing twice. What
/// appears is written before a reader can see it, what vanishes once nobody can.
struct RecordChanges {
    private struct Edition {
        let name: String
        /// Whether readers will have it no more.
        let isGone: Bool
    }

    private let build: StagedBuild
    private let folder: PortalFolder
    private let clients: [(slug: String, editions: [Edition])]
    /// Whole journals with what vanishes, and where they lie.
    private var later: [(bytes: [UInt8], path: String)] = []

    /// What a staged build changes.
    ///
    /// - Parameter isInterrupted: whether some of it may have been noted for a publication that never came to its end.
    init(
        of build: StagedBuild, in folder: PortalFolder, from old: [String: Snapshot.Edition],
        to coming: Snapshot, isInterrupted: Bool
    ) throws {
        self.build = build
        self.folder = folder
        let made = Set(try build.madeEditions())
        var changed = coming.editions.filter { edition in
            made.contains(edition.name) && (isInterrupted || edition.records != old[edition.name]?.records)
        }.map { Edition(name: $0.name, isGone: false) }
        let names = Set(coming.editions.map(\.name))
        changed += old.keys.filter { !names.contains($0) }.map { Edition(name: $0, isGone: true) }
        clients = Dictionary(grouping: changed) { String($0.name.prefix { $0 != "." }) }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { slug, editions in
                (slug, editions.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
            }
    }

    /// Before the pages are switched.
    mutating func noteAppeared() throws {
        for path in [folder.recordJournals, folder.recordLists] { try FileSystem.makeFolder(path) }
        let batch = WriteBatch()
        for client in clients {
            let path = folder.recordJournal(of: client.slug)
            var journal = RecordJournal(try FileSystem.readIfThere(path) ?? [])
            var vanished: [(edition: String, list: RecordList)] = []
            for edition in client.editions {
                var now = RecordList()
                if !edition.isGone {
                    let list = build.recordList(of: edition.name)
                    let bytes = try FileSystem.read(list)
                    now = RecordList(lines: bytes)
                    let digest = Digest(of: bytes)
                    let kept = folder.recordList(digest)
                    if FileSystem.kind(kept) == .file {
                        try batch.add(bytes, at: kept)
                    } else {
                        // A name is less to write than a copy; the batch sees both onto the disk.
                        try FileSystem.link(list, at: kept)
                    }
                }
                let before = journal.records(of: edition.name)
                journal.append(
                    .appeared, now.subtracting(before), edition: edition.name, snapshot: build.id)
                let gone = before.subtracting(now)
                if !gone.isEmpty { vanished.append((edition.name, gone)) }
            }
            try batch.add(journal.bytes, at: path)
            for (edition, list) in vanished {
                journal.append(.vanished, list, edition: edition, snapshot: build.id)
            }
            if !vanished.isEmpty { later.append((journal.bytes, path)) }
        }
        try batch.commit()
    }

    /// After the pages are switched and editions withdrawn.
    func noteVanished() throws {
        let batch = WriteBatch()
        for (bytes, path) in later { try batch.add(bytes, at: path) }
        try batch.commit()
    }
}
