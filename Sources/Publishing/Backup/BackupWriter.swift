internal import Diagnostics
internal import Files
internal import PortalData

/// Makes backups. The caller holds the portal's lock.
public struct BackupWriter {
    private let folder: PortalFolder
    private let configuration: Configuration

    /// A backup of the portal in a folder.
    public init(of folder: PortalFolder, configuration: Configuration) {
        self.folder = folder
        self.configuration = configuration
    }

    /// Writes a backup to `path`, where nothing may be yet; a folder that only its owner can read.
    ///
    /// The database is one moment, while others may go on writing it. The folder has its name only once all of it is on
    /// the disk.
    ///
    /// - Parameter madeAt: `YYYY-MM-DDTHH:MM:SSZ`.
    /// - Throws: `BackupError.exists`; `DiagnosticList` where an input cannot be read; `FileError`.
    public func write(to path: String, madeAt: String) throws -> Backup {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard FileSystem.kind(trimmed) == nil else { throw BackupError.exists(trimmed) }
        let unfinished = trimmed + ".unfinished"
        try FileSystem.removeTree(unfinished)
        do {
            try fill(unfinished, madeAt: madeAt)
            try FileSystem.synchroniseAll(holding: unfinished)
            try FileSystem.rename(unfinished, to: trimmed)
        } catch {
            try? FileSystem.removeTree(unfinished)
            throw error
        }
        return try Backup(at: trimmed)
    }

    private func fill(_ path: String, madeAt: String) throws {
        let backup = try Folder.create(path: path, mode: 0o700)
        var list = DigestList()
        func add(_ bytes: [UInt8], as name: String) throws {
            try AtomicWrite.write(bytes, to: path + "/" + name, mode: 0o600)
            try list.add(name, Digest(of: bytes))
        }
        let database = path + "/" + Backup.database
        let original = try Freeze.backUp(configuration.databasePath(in: folder), to: database)
        try list.add(Backup.database, try backup.digest(Backup.database).digest)
        try add(try FileSystem.read(folder.configuration), as: Backup.configuration)
        for (name, source) in sources {
            guard FileSystem.kind(source) != nil else { continue }
            let files = try Folder(path: source)
            let copies = try Folder.create(path: path + "/" + name, mode: 0o700)
            for file in try files.files() where name != "state" || isRemembered(file) {
                try Interruption.check()
                let copied = try copies.copy(file, of: files, mode: 0o600)
                try list.add("\(name)/\(file)", copied.digest)
            }
        }
        let published = try publishedFiles()
        for (name, bytes) in published?.files ?? [] {
            try FileSystem.makeFolder(path + "/published", mode: 0o700)
            try add(bytes, as: "published/" + name)
        }
        let description = BackupDescription(
            madeAt: madeAt, original: original, published: published?.description)
        try add(description.json, as: BackupDescription.name)
        try AtomicWrite.write(list.text, to: path + "/" + DigestList.name, mode: 0o600)
    }

    private var sources: [(name: String, path: String)] {
        [("content", folder.content), ("Templates", folder.templates), ("state", folder.state)]
    }

    /// Not what is true of this `output/` alone, and never a key.
    private func isRemembered(_ file: String) -> Bool {
        ![
            "access.json", "lock", "current", "journal.jsonl", "own-views", "pages.jsonl", "pruning",
            "stamps",
        ].contains(file)
            && !file.hasPrefix("editions/")
            && !file.hasSuffix(".key")
    }

    private func publishedFiles() throws -> (
        files: [(String, [UInt8])], description: BackupDescription.Published
    )? {
        guard let id = try PublicationState(of: folder).id else { return nil }
        let manifest = try FileSystem.read(folder.access + "/access.json")
        guard let published = BackupDescription.Published(manifest: manifest), published.id == id else {
            return nil
        }
        let files = try FileSystem.read(folder.access + "/files.jsonl")
        return ([("access.json", manifest), ("files.jsonl", files)], published)
    }
}

/// Why no backup was written, or none restored.
public enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the backup should go there is something.
    case exists(String)
    /// What a restoration would overwrite.
    case taken([String])
    /// The database is open elsewhere, in the middle of a change.
    case busy(String)

    /// What happened, as a clause.
    public var description: String {
        switch self {
        case .exists(let path): "`\(path)` exists already; a backup goes into a folder of its own"
        case .taken(let paths): "there is something already: " + paths.joined(separator: ", ")
        case .busy(let path): "another program is writing `\(path)`; end it first"
        }
    }
}
