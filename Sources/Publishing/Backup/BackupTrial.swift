public import Diagnostics
internal import Files
internal import JSON
internal import PortalData

/// Proves a backup: restores it aside, builds with the published dates, and compares every file with what was published.
public struct BackupTrial {
    /// What came of it.
    public struct Outcome: Sendable {
        /// The snapshot that was compared with; nil where nothing was published when the backup was made.
        public var snapshot: String?
        /// Whether manifest, credentials and server rules are the same too, so that the build has the same id.
        public var isSameSnapshot = false
        /// How many files were published.
        public var published = 0
        /// How many of them the build made again, byte by byte.
        public var same = 0
        /// Paths that the build made otherwise, did not make, or made besides; in byte order.
        public var differences: [String] = []
        /// Files that were published and pruned by retention since, each with what the list says; in byte order.
        public var pruned: [(path: String, explanation: String)] = []
        /// What the build said.
        public var diagnostics: [Diagnostic] = []
        /// Clients that the build held back, so that their files are missing.
        public var heldBack: [String] = []
    }

    private let backup: Backup
    private let folder: PortalFolder

    /// The trial of a backup in `folder`, an empty one of its own.
    public init(of backup: Backup, in folder: String) {
        self.backup = backup
        self.folder = PortalFolder(root: folder)
    }

    /// Restores, builds and compares.
    public func run(jobs: Int, executable: String) throws -> Outcome {
        let lock = try PortalLock(of: folder, for: "backup test")
        defer { lock.release() }
        let restored = try Restoration(of: backup, into: folder).run(isReplacing: false)
        var outcome = Outcome()
        guard let published = backup.description.published else { return outcome }
        outcome.snapshot = published.id
        var configuration = try Configuration(of: folder)
        configuration.database = restored.database
        let build = try Build(
            of: folder, configuration: configuration,
            options: Build.Options(
                asOf: published.asOf, builtAt: published.builtAt, jobs: jobs, isStrict: false,
                executable: executable, generator: published.generator)
        ).run()
        outcome.diagnostics = build.diagnostics
        outcome.heldBack = build.heldBack
        guard let staged = build.staged else { preconditionFailure("nothing is published in a new folder") }
        let files = try FileSystem.read(backup.path + "/published/files.jsonl")
        outcome.isSameSnapshot =
            try published.id
            == AccessStager.identifier(
                of: published.asOf, access: FileSystem.text(staged.accessDigest) ?? "",
                files: Digest(of: files))
        // Assets that no page names any more are not made again.
        let named = try FileSystem.readIfThere(folder.pageAssets).map(lines)
        let before = try lines(files).filter { path, _ in
            !path.hasPrefix("/assets/") || named.map { $0[path] != nil } ?? true
        }
        let after = try lines(FileSystem.read(staged.access + "/files.jsonl"))
        outcome.published = before.count
        outcome.same = before.count { after[$0.key] == $0.value }
        let list = try folder.prunedList()
        for path in Set(before.keys).union(after.keys).filter({ before[$0] != after[$0] })
            .sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        {
            if after[path] == nil, let file = before[path].flatMap(digest).flatMap(list.file) {
                outcome.pruned.append((path, file.explanation))
            } else {
                outcome.differences.append(path)
            }
        }
        return outcome
    }

    private func digest(_ line: [UInt8]) -> Digest? {
        (try? JSONReader.read(line))?["sha256"]?.string.flatMap { Digest(hex: $0) }
    }

    /// Lines of `files.jsonl` by the paths that they are about; each tells the digest.
    private func lines(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let path = (try? JSONReader.read(Array(line)))?["path"]?.string else { continue }
            result[path] = Array(line)
        }
        return result
    }
}
