internal import Files
internal import JSON

/// What a publication adds to the journals of its clients.
///
/// It is the difference from what the journals say themselves, so a publication that is done again adds nothing twice. What
/// appears is written before a reader can see it, what vanishes once nobody can.
struct RecordChanges {
    private struct Edition {
        let name: String
        let list: [UInt8]?
    }

    private let build: StagedBuild
    private let folder: PortalFolder
    private let clients: [(slug: String, editions: [Edition])]
    /// Whole journals with what vanishes, and where they lie.
    private var later: [(bytes: [UInt8], path: String)] = []

    /// The changes of a staged build; `editions` are all that readers will have.
    init(of build: StagedBuild, in folder: PortalFolder, editions: Set<String>) throws {
        self.build = build
        self.folder = folder
        let staged = try Self.editions(in: build.records)
        var changed: [Edition] = []
        for name in staged {
            let list = try FileSystem.read(Self.list(name, in: build.records))
            let published = Self.list(name, in: folder.publishedRecords)
            if FileSystem.kind(published) == .file, try FileSystem.read(published) == list { continue }
            changed.append(Edition(name: name, list: list))
        }
        for name in try Self.editions(in: folder.publishedRecords) where !editions.contains(name) {
            changed.append(Edition(name: name, list: nil))
        }
        clients = Dictionary(grouping: changed) { String($0.name.prefix { $0 != "." }) }
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { (slug: $0.key, editions: $0.value) }
    }

    /// Before the pages are switched.
    mutating func noteAppeared() throws {
        try FileSystem.makeFolder(folder.recordJournals)
        let batch = WriteBatch()
        for client in clients {
            let path = folder.recordJournal(of: client.slug)
            var journal = RecordJournal(FileSystem.kind(path) == nil ? [] : try FileSystem.read(path))
            var vanished: [(edition: String, list: RecordList)] = []
            for edition in client.editions {
                let now = RecordList(try edition.list.flatMap { try JSONReader.read($0) })
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
        try FileSystem.makeFolder(folder.publishedRecords)
        let batch = WriteBatch()
        for (bytes, path) in later { try batch.add(bytes, at: path) }
        // The lists come last: what they leave out is not looked at again.
        let editions = clients.flatMap(\.editions)
        for edition in editions {
            guard let list = edition.list else { continue }
            try batch.add(list, at: Self.list(edition.name, in: folder.publishedRecords))
        }
        try batch.commit()
        for edition in editions where edition.list == nil {
            try FileSystem.remove(Self.list(edition.name, in: folder.publishedRecords))
        }
    }

    private static func list(_ edition: String, in path: String) -> String { "\(path)/\(edition).json" }

    private static func editions(in path: String) throws -> [String] {
        guard FileSystem.kind(path) != nil else { return [] }
        // A name with a leading dot is a write that did not come to its end.
        return try Folder(path: path).entries().map(\.name).filter { !$0.hasPrefix(".") }
            .map { String($0.dropLast(".json".count)) }
    }
}
