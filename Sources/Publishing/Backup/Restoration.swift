internal import Diagnostics
internal import Files
internal import PortalData

/// Puts a backup into a portal's folder. What is published stays as it is until the next publication.
public struct Restoration {
    /// What came of it.
    public struct Outcome: Hashable, Sendable {
        /// Where the database lies now, relative to the folder.
        public let database: String
        /// Whether `vitrine.yaml` names the database in another place, which a backup may not write to.
        public let isDatabaseElsewhere: Bool
        /// The number of the database's schema.
        public let schema: Int
    }

    private let backup: Backup
    private let folder: PortalFolder

    /// The restoration of a verified backup; the caller holds the lock of the portal that it goes into.
    public init(of backup: Backup, into folder: PortalFolder) {
        self.backup = backup
        self.folder = folder
    }

    /// Restores. All of it is copied and checked beside its place before anything is replaced.
    ///
    /// Database, configuration, content and templates become those of the backup, so that a folder which it does not have
    /// goes. What the tool remembers is added where it is missing; only what it knows of the database is replaced. What was
    /// pruned and is there again is the caller's to prune: see `Pruning.repeatPruning`.
    ///
    /// - Throws: `BackupError.taken` where something would be replaced and `isReplacing` is not set.
    public func run(isReplacing: Bool) throws -> Outcome {
        let work = folder.root + "/.restoring"
        try FileSystem.removeTree(work)
        try FileSystem.makeFolder(work, mode: 0o700)
        defer { try? FileSystem.removeTree(work) }
        try copy(into: work)
        try Database.adopt(work + "/" + Backup.database, as: backup.description.original)
        let configuration = try Configuration(of: PortalFolder(root: work))
        let database = Self.isInside(configuration.database) ? configuration.database : Backup.database
        let target = folder.root + "/" + database

        let taken = [Backup.configuration, "content", "Templates", database]
            .map { folder.root + "/" + $0 }.filter { FileSystem.kind($0) != nil }
        guard isReplacing || taken.isEmpty else { throw BackupError.taken(taken) }
        if FileSystem.kind(target) != nil, Database.isBeingWritten(target) { throw BackupError.busy(target) }
        if let slash = target.lastIndex(of: "/") { try FileSystem.makeFolder(String(target[..<slash])) }
        for name in ["content", "Templates", Backup.configuration] {
            try place(work + "/" + name, at: folder.root + "/" + name)
        }
        for suffix in ["-wal", "-shm", "-journal"] { try FileSystem.remove(target + suffix) }
        try place(work + "/" + Backup.database, at: target)
        try remember(work + "/state")
        try FileSystem.synchroniseAll(holding: folder.root)
        return Outcome(
            database: database, isDatabaseElsewhere: database != configuration.database,
            schema: backup.description.original.schema)
    }

    /// Copies every file and compares its digest once more: the backup may have changed since it was opened.
    private func copy(into work: String) throws {
        let source = try Folder(path: backup.path)
        let copies = try Folder(path: work)
        var problems: [Diagnostic] = []
        for entry in backup.list.entries {
            let mode: UInt32 = entry.path == Backup.database ? 0o600 : 0o644
            let copied = try copies.copy(entry.path, of: source, mode: mode)
            if copied.digest != entry.digest {
                problems.append(
                    Diagnostic("the file changed while it was restored", file: entry.path))
            }
        }
        guard problems.isEmpty else { throw DiagnosticList(problems) }
    }

    /// What is at `path`, if anything, goes where `source` was, and so away with it.
    private func place(_ source: String, at path: String) throws {
        switch (FileSystem.kind(source), FileSystem.kind(path)) {
        case (nil, nil): break
        case (nil, _?): try FileSystem.rename(path, to: source)
        case (_?, nil): try FileSystem.rename(source, to: path)
        case (_?, _?): try FileSystem.exchange(source, path)
        }
    }

    private func remember(_ state: String) throws {
        // The newest row of the database's audit log: another database has another one.
        try FileSystem.remove(folder.state + "/audit-head")
        // What was about to go is taken as gone, as nobody can ask the database that was here any more.
        for path in [folder.pruning, state + "/pruned.jsonl"] { try remember(pruned: path) }
        guard FileSystem.kind(state) != nil else { return }
        for file in try Folder(path: state).files() where FileSystem.kind(folder.state + "/" + file) == nil {
            let path = folder.state + "/" + file
            if let slash = path.lastIndex(of: "/") { try FileSystem.makeFolder(String(path[..<slash])) }
            try FileSystem.rename(state + "/" + file, to: path)
        }
    }

    /// What was pruned there or here stays so.
    private func remember(pruned path: String) throws {
        guard FileSystem.kind(path) != nil else { return }
        var list = try folder.prunedList()
        list.add(PrunedList(reading: try FileSystem.read(path)))
        if !list.text.isEmpty { try AtomicWrite.write(list.text, to: folder.pruned, mode: 0o600) }
    }

    /// Whether a database may be restored to where a configuration says: in the folder, and where nothing else belongs.
    private static func isInside(_ path: String) -> Bool {
        let first = String(path.prefix { $0 != "/" })
        return FileSystem.isContained(path)
            && !["output", "content", "Templates", ".restoring", Backup.configuration].contains(first)
    }
}
