internal import Files
internal import Slices
internal import YAML

/// How many snapshots are kept.
public struct SnapshotRule: Hashable, Sendable {
    /// So many of the newest; nil: `days` alone decides.
    public var count: Int?
    /// Those whose data is at most so many days older than the published; nil: `count` alone decides.
    public var days: Int?

    /// Where nothing is said: the newest twelve.
    public static let standard = SnapshotRule(count: 12, days: nil)

    /// A rule; of a snapshot that either keeps nothing is removed.
    public init(count: Int?, days: Int?) { (self.count, self.days) = (count, days) }

    /// What `publish:` of `vitrine.yaml` says of it.
    init(_ mapping: YAMLMapping) {
        let count = mapping.int("keep", in: 1...100_000)
        let days = mapping.int("keep_days", in: 0...100_000)
        self = count == nil && days == nil ? .standard : SnapshotRule(count: count, days: days)
    }

    /// Those that are kept of all, the newest first.
    ///
    /// What is published stays, and so do the last snapshot of each of the last days and the one before them, since the
    /// next builds tell what changed since then.
    func kept(of all: [Snapshot.Header]) -> [Snapshot.Header] {
        guard let today = all.first.flatMap({ CalendarText.days($0.asOf) }) else { return all }
        var days: Set<String> = []
        var isOlderKept = false
        return all.enumerated().filter { index, header in
            let age = CalendarText.days(header.asOf).map { today - $0 } ?? 0
            let isFirstOfDay = days.insert(header.asOf).inserted
            if index == 0 || isFirstOfDay && age <= Self.baselineDays { return true }
            if isFirstOfDay, !isOlderKept {
                isOlderKept = true
                return true
            }
            return count.map { index < $0 } ?? false || self.days.map { age <= $0 } ?? false
        }.map(\.element)
    }

    /// What a build compares with is at least seven days older, also where a day or another had no build.
    static let baselineDays = 8
}

/// Removes snapshots that are kept no longer with what only they needed, and builds that can no longer be published.
///
/// The caller holds the portal's lock.
public struct SnapshotPruning {
    /// What was removed.
    public struct Outcome: Hashable, Sendable {
        /// Ids of snapshots, the newest first.
        public var snapshots: [String] = []
        /// Trees of editions.
        public var generations = 0
        /// Ids of staged builds.
        public var staged: [String] = []

        /// Whether nothing was.
        public var isEmpty: Bool { self == Outcome() }
    }

    private let folder: PortalFolder

    /// The pruning of a portal's snapshots.
    public init(of folder: PortalFolder) { self.folder = folder }

    /// Removes what a rule does not keep; costs nothing where that is nothing.
    public func run(_ rule: SnapshotRule) throws -> Outcome { try run(rule, after: nil) }

    /// The same at the end of a publication, which leaves builds that it overtook itself, to be refused as such.
    func run(_ rule: SnapshotRule, after last: PublicationState?) throws -> Outcome {
        var outcome = Outcome()
        let state = try PublicationState(of: folder)
        for build in try StagedBuild.all(in: folder) where try !build.isPublishable(after: state) {
            if let last, try build.isPublishable(after: last) { continue }
            try build.remove()
            outcome.staged.append(build.id)
        }
        let all = try Snapshot.headers(in: folder)
        let kept = rule.kept(of: all)
        let gone = Set(all.map(\.id)).subtracting(kept.map(\.id))
        guard !state.isInterrupted, !gone.isEmpty else { return outcome }
        let needed = try Needed(kept, in: folder)
        for header in all where gone.contains(header.id) {
            for edition in try Snapshot(id: header.id, in: folder)?.editions ?? [] {
                if !needed.generations.contains(edition.place) {
                    let tree = folder.generation(edition.generation, of: edition.name)
                    if FileSystem.kind(tree) != nil { outcome.generations += 1 }
                    try FileSystem.removeTree(tree)
                    try FileSystem.remove(tree + ".jsonl")
                }
                if let records = edition.records, !needed.records.contains(records) {
                    try FileSystem.remove(folder.recordList(records))
                }
            }
            for path in [
                folder.snapshotManifest(header.id), folder.snapshotViews(header.id),
                folder.snapshotAssets(header.id),
            ] {
                try FileSystem.remove(path)
            }
            FileSystem.removeFolderIfEmpty("\(folder.snapshots)/\(header.id)")
            // Last, so that what is interrupted is done by the next one.
            try FileSystem.remove(folder.snapshotRecord(header.id))
            outcome.snapshots.append(header.id)
        }
        try SnapshotAssets(of: folder).prune(keeping: kept)
        return outcome
    }

    /// Removes whatever no snapshot names, as interruptions leave it.
    public func sweep() throws -> Int {
        guard try !PublicationState(of: folder).isInterrupted else { return 0 }
        let all = try Snapshot.headers(in: folder)
        let needed = try Needed(all, in: folder)
        let waiting = try StagedBuild.all(in: folder).reduce(into: Set<String>()) { waiting, build in
            for name in try build.madeEditions() {
                waiting.insert(name + "/" + Digest(of: try FileSystem.read(build.fileList(of: name))).hex)
            }
        }
        var count = 0
        try SnapshotAssets(of: folder).prune(keeping: all)
        for entry in try entries(of: folder.snapshots) where entry != "assets" {
            let path = folder.snapshots + "/" + entry
            for child in try entries(of: path) {
                let place = entry + "/" + String(child.prefix { $0 != "." })
                guard Digest(hex: String(child.prefix { $0 != "." })) != nil,
                    !needed.generations.contains(place), !waiting.contains(place)
                else { continue }
                try FileSystem.removeTree(path + "/" + child)
                count += 1
            }
            FileSystem.removeFolderIfEmpty(path)
        }
        for list in try entries(of: folder.recordLists) {
            let digest = Digest(hex: String(list.prefix { $0 != "." }))
            guard !list.hasPrefix("."), !(digest.map(needed.records.contains) ?? false) else { continue }
            try FileSystem.remove(folder.recordLists + "/" + list)
            count += 1
        }
        return count
    }

    private func entries(of path: String) throws -> [String] {
        FileSystem.kind(path) == .folder ? try Folder(path: path).entries().map(\.name) : []
    }

    /// What snapshots name.
    struct Needed {
        /// As `acme/` and the generation's digest.
        private(set) var generations: Set<String> = []
        private(set) var records: Set<Digest> = []

        init(_ headers: [Snapshot.Header], in folder: PortalFolder) throws {
            for header in headers {
                for edition in try Snapshot(id: header.id, in: folder)?.editions ?? [] {
                    generations.insert(edition.place)
                    if let list = edition.records { records.insert(list) }
                }
            }
        }
    }
}
