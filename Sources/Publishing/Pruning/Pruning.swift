internal import Diagnostics
internal import Files
public import PortalData

/// Takes records out of a portal: rows, the files that only they named, and their bytes in staged builds and the archive.
///
/// First `output/state/pruning` says what is to go, and the archive has its copies; then rows go in one transaction; then
/// `pruned.jsonl` says what is gone, and files go, those of snapshots among them. Whatever interrupts it, the next run comes to the same end. What is
/// published stays until the next publication. The caller holds the portal's lock.
public struct Pruning {
    /// What a run came to, or would.
    public struct Outcome: Sendable {
        /// Rows.
        public let retention: RetentionOutcome
        /// The sizes of `retention.files` that there are, by path.
        public var sizes: [String: Int] = [:]
        /// Files that could not be removed, with the reason.
        public var leftovers: [String] = []
        /// Staged builds that were removed, and records of the archive.
        public var staged = 0, unarchived = 0
        /// False where another program keeps the database open, so that bytes may be left in its log.
        public var isScrubbed = true
    }

    private let folder: PortalFolder
    private let portal: LivePortal
    private let author: Author

    /// The pruning of the portal in a folder, whose database is `portal`.
    public init(of folder: PortalFolder, _ portal: LivePortal, as author: Author) {
        (self.folder, self.portal, self.author) = (folder, portal, author)
    }

    /// What `retain` would do, until a day; nothing is changed.
    public func plan(until day: String) throws -> Outcome {
        let list = try folder.prunedList()
        let retention = try rehearse { try $0.retain(until: day, list) }
        var outcome = Outcome(retention: retention)
        outcome.sizes = sizes(of: retention.files.map(\.path))
        return outcome
    }

    /// Does what is due today, after what a run that was interrupted left to do.
    public func retain() throws -> Outcome { try prune(until: author.day) }

    /// Deletes what was pruned and is there again, as after a restoration; nothing else.
    public func repeatPruning() throws -> Outcome {
        // Files may be back without their rows.
        if FileSystem.kind(folder.pruned) != nil { try begin(PrunedList()) }
        return try prune(until: nil)
    }

    /// What `forget` would do; nothing is changed.
    public func planForgetting(_ word: String) throws -> ForgetOutcome {
        try rehearse { try $0.forget(word) }
    }

    /// Makes a person nobody; see `PortalWriter.forget`. Nothing is changed where it tells of holds.
    public func forget(_ word: String) throws -> (person: ForgetOutcome, rest: Outcome) {
        try settle()
        let person = try portal.write(as: author) { writer in
            let person = try writer.forget(word)
            guard person.holds.isEmpty else { return person }
            var pending = PrunedList()
            for record in person.records { pending.add(record) }
            try begin(pending)
            return person
        }
        var rest = Outcome(retention: RetentionOutcome())
        if person.holds.isEmpty { try finish(&rest) }
        return (person, rest)
    }

    /// Lines of small files of the content and of the archive that hold one of some words: `content/acme/notes/a.md:3`.
    public func lines(naming words: [String]) throws -> [String] {
        var result: [String] = []
        for (name, path) in [("content", folder.content), ("archive", folder.archive)]
        where FileSystem.kind(path) != nil {
            do throws(FileError) {
                let files = try Folder(path: path)
                for file in try files.files() where files.size(ofFile: file) ?? .max <= Self.searchLimit {
                    let lines = String(decoding: try files.read(file), as: UTF8.self)
                        .split(separator: "\n", omittingEmptySubsequences: false)
                    for (index, line) in lines.enumerated()
                    where words.contains(where: { line.contains($0) }) {
                        result.append("\(name)/\(file):\(index + 1)")
                    }
                }
            } catch {
                result.append("\(name)/ was not searched to its end: \(error)")
            }
        }
        return result
    }

    /// Larger files are not searched for names.
    private static let searchLimit = 1 << 20

    private func prune(until day: String?) throws -> Outcome {
        try settle()
        let list = try folder.prunedList()
        let retention = try portal.write(as: author) { writer in
            let retention = try writer.retain(until: day, list)
            if !retention.isEmpty { try announce(retention, after: list) }
            return retention
        }
        var outcome = Outcome(retention: retention)
        outcome.sizes = sizes(of: retention.files.map(\.path))
        try finish(&outcome)
        return outcome
    }

    /// Says what is to go before it goes.
    private func announce(_ retention: RetentionOutcome, after list: PrunedList) throws {
        let content = try content()
        let known = Set(list.files.map { "\($0.digest) \($0.path)" })
        var pending = PrunedList()
        for record in retention.records { pending.add(record) }
        func add(_ path: String, _ item: RetentionItem) throws {
            guard let content, let (digest, size) = try? content.digest(path) else { return }
            if known.contains("\(digest) \(path)") { return }
            pending.add(
                PrunedList.File(
                    at: author.at, action: item.action.rawValue, policy: item.policy, path: path,
                    digest: digest,
                    bytes: size))
        }
        for file in retention.files { try add(file.path, file.item) }
        for item in retention.done where item.table == "clients" {
            // Notes and whatever else lies there; links among them go with the folder.
            let files = (try? content?.open(folder: item.record).files()) ?? []
            for file in files { try add(item.record + "/" + file, item) }
        }
        try begin(pending)
        try Archive(of: folder).add(retention.archived, from: content, at: author.at)
    }

    // MARK: Parts

    /// Changes a private copy of the database, which is gone afterwards.
    private func rehearse<Result>(_ body: (PortalWriter) throws -> Result) throws -> Result {
        try portal.read { _ in }
        try FileSystem.makeFolder(folder.staged)
        let copy = folder.staged + "/.rehearsed.sqlite"
        try FileSystem.removeTree(copy)
        defer { try? FileSystem.removeTree(copy) }
        _ = try Freeze.backUp(portal.path, to: copy)
        return try LivePortal(path: copy, auditHead: nil).write(as: author, body)
    }

    /// Puts on the disk what a transaction is about to take away; from here on the run has to be finished.
    private func begin(_ pending: PrunedList) throws {
        try FileSystem.makeFolder(folder.state)
        try AtomicWrite.write(pending.text, to: folder.pruning, mode: 0o600)
    }

    /// Moves what a run was about to take away into the list of what is gone, if its transaction came to its end.
    private func settle() throws {
        guard FileSystem.kind(folder.pruning) != nil else { return }
        let pending = PrunedList(reading: try FileSystem.read(folder.pruning))
        guard let record = pending.records.first else { return }
        if try portal.hasPruned(record) {
            var list = try folder.prunedList()
            list.add(pending)
            try AtomicWrite.write(list.text, to: folder.pruned, mode: 0o600)
        } else {
            try Archive(of: folder).discard(pending)
            try begin(PrunedList())
        }
    }

    /// Removes what the list names and no row needs, if a run has begun.
    private func finish(_ outcome: inout Outcome) throws {
        guard FileSystem.kind(folder.pruning) != nil else { return }
        try settle()
        let list = try folder.prunedList()
        let named = try portal.namedFiles()
        let gone = Set(list.records.filter { $0.table == "clients" && $0.action == "delete" }.map(\.digest))
        func isGone(_ slug: String) -> Bool {
            !named.clients.contains(slug)
                && gone.contains(PrunedList.digest(table: "clients", client: nil, name: slug))
        }
        if let content = try content() {
            for file in list.files where !named.files.contains(file.path) {
                // Another file may have taken the name.
                guard let digest = try? content.digest(file.path).digest, digest == file.digest else {
                    continue
                }
                do throws(FileError) {
                    try content.remove(file.path)
                } catch {
                    outcome.leftovers.append("\(error)")
                }
            }
            for entry in try content.entries() where isGone(entry.name) {
                try FileSystem.removeTree(content.path + "/" + entry.name)
            }
            try content.synchronise()
        }
        for journals in [folder.recordJournals, folder.pathJournals] where FileSystem.kind(journals) != nil {
            for entry in try Folder(path: journals).entries()
            where isGone(String(entry.name.prefix { $0 != "." })) {
                try FileSystem.remove(journals + "/" + entry.name)
            }
        }
        let erased = Set(PrunedList(reading: try FileSystem.read(folder.pruning)).records.map(\.digest))
        try SnapshotErasure(folder: folder, records: erased, isGone: isGone).run()
        try FileSystem.removeTree(folder.cache)
        outcome.unarchived = try Archive(of: folder).purge(list, isGone: isGone)
        if FileSystem.kind(folder.staged) != nil {
            // A build that waits shows what was, and what an interrupted one left is a copy of the database.
            for entry in try Folder(path: folder.staged).entries() {
                if !entry.name.hasPrefix(".") { outcome.staged += 1 }
                try FileSystem.removeTree(folder.staged + "/" + entry.name)
            }
        }
        do throws(DiagnosticList) {
            outcome.isScrubbed = try portal.scrub()
        } catch {
            outcome.leftovers += error.all.map(\.message)
        }
        if outcome.leftovers.isEmpty, outcome.isScrubbed { try FileSystem.remove(folder.pruning) }
    }

    private func content() throws -> Folder? {
        FileSystem.kind(folder.content) == nil ? nil : try Folder(path: folder.content)
    }

    private func sizes(of paths: [String]) -> [String: Int] {
        guard let content = try? content() else { return [:] }
        return Dictionary(paths.compactMap { path in content.size(ofFile: path).map { (path, $0) } }) { $1 }
    }
}
