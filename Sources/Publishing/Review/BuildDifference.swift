internal import Access
internal import Files

/// What a staged build would change of what is published: records and files, edition by edition, for the agency's eyes.
public struct BuildDifference: Hashable, Sendable {
    /// One edition that would be different.
    public struct Edition: Hashable, Sendable {
        /// What becomes of it.
        public enum Change: String, Hashable, Sendable {
            case new, changed, withdrawn
        }

        /// Its name.
        public let name: String
        /// What becomes of it.
        public let change: Change
        /// By table and name, in byte order.
        public let records: [Record]
        /// In byte order of their paths.
        public let files: [File]

        /// Its client's slug.
        public var client: String { String(name.prefix { $0 != "." }) }
    }

    /// One record of an edition.
    public struct Record: Hashable, Sendable {
        /// What becomes of it.
        public enum Change: String, Hashable, Sendable {
            case new, changed, gone
        }

        /// The table.
        public let table: String
        /// Its code, or its key where there are no codes.
        public let name: String
        /// What becomes of it.
        public let change: Change
        /// State, progress and dates that would be others; empty where it is something else that changed.
        public let moves: [Move]
    }

    /// One value, before and after; nil for none.
    public struct Move: Hashable, Sendable {
        /// `state`, `progress`, or the column of a date.
        public let field: String
        /// As it is published.
        public let from: String?
        /// As it would be.
        public let to: String?
    }

    /// One file of an edition.
    public struct File: Hashable, Sendable {
        /// What becomes of it.
        public enum Change: String, Hashable, Sendable {
            case added, changed, removed
        }

        /// As an address names it: `/acme/index.html`.
        public let path: String
        /// What becomes of it.
        public let change: Change
    }

    /// The staged build's id.
    public let id: String
    /// The id of what is published; nil where nothing is.
    public let published: String?
    /// Those that would be different, in byte order of their names.
    public let editions: [Edition]

    /// Compares a staged build with what is published.
    ///
    /// - Parameter client: the slug of the one that is of interest; nil for all.
    /// - Throws: `PublicationError.interrupted` where half of something is published.
    public init(of build: StagedBuild, in folder: PortalFolder, client: String? = nil) throws {
        let state = try PublicationState(of: folder)
        guard !state.isInterrupted else { throw PublicationError.interrupted }
        id = build.id
        published = state.id
        let manifest = try Manifest(reading: FileSystem.read(build.access + "/access.json", limit: 1 << 30))
        let coming = Set(manifest.groups.map(\.id))
        let made = try Set(build.madeEditions()).intersection(coming)
        let old = try Snapshot(publishedIn: folder)?.byName ?? [:]
        let gone = old.keys.filter { !coming.contains($0) }
        editions = try (made + gone).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .filter { name in client.map { name.prefix { $0 != "." } == $0[...] } ?? true }
            .map { name in
                let then = old[name]
                let records = try then?.records.flatMap { try FileSystem.readIfThere(folder.recordList($0)) }
                let files = try then.flatMap { _ in
                    try FileSystem.readIfThere(folder.publishedFiles(of: name))
                }
                let isMade = made.contains(name)
                return Edition(
                    name: name, change: then == nil ? .new : isMade ? .changed : .withdrawn,
                    records: Self.records(
                        from: records ?? [],
                        to: isMade ? try FileSystem.read(build.recordList(of: name)) : []),
                    files: try Self.files(
                        from: files ?? [], to: isMade ? try FileSystem.read(build.fileList(of: name)) : []))
            }.filter { $0.change != .changed || !$0.records.isEmpty || !$0.files.isEmpty }
    }

    private static func records(from old: [UInt8], to new: [UInt8]) -> [Record] {
        let newline = UInt8(ascii: "\n")
        let (then, now) = (Set(old.split(separator: newline)), Set(new.split(separator: newline)))
        func byKey(_ lines: Set<ArraySlice<UInt8>>) -> [[String]: RecordLine] {
            Dictionary(lines.compactMap { RecordLine($0) }.map { ([$0.table, $0.name], $0) }) { $1 }
        }
        let (before, after) = (byKey(then.subtracting(now)), byKey(now.subtracting(then)))
        let keys = Set(before.keys).union(after.keys).sorted {
            $0.joined(separator: "\0").utf8.lexicographicallyPrecedes($1.joined(separator: "\0").utf8)
        }
        return keys.map { key in
            let (old, new) = (before[key], after[key])
            return Record(
                table: key[0], name: key[1], change: old == nil ? .new : new == nil ? .gone : .changed,
                moves: old.flatMap { old in new.map { moves(from: old, to: $0) } } ?? [])
        }
    }

    private static func moves(from old: RecordLine, to new: RecordLine) -> [Move] {
        var moves: [Move] = []
        if old.state?.key != new.state?.key {
            moves.append(Move(field: "state", from: old.state?.label, to: new.state?.label))
        }
        if old.progress != new.progress {
            moves.append(
                Move(
                    field: "progress", from: old.progress.map(String.init), to: new.progress.map(String.init))
            )
        }
        for (column, from, to) in RecordLine.movedMoments(from: old, to: new) {
            moves.append(Move(field: column, from: from, to: to))
        }
        return moves
    }

    private static func files(from old: [UInt8], to new: [UInt8]) throws -> [File] {
        func byPath(_ list: [UInt8]) throws -> [String: PublishedFile] {
            let files = try list.split(separator: UInt8(ascii: "\n")).map {
                try PublishedFile(reading: Array($0))
            }
            return Dictionary(files.map { ($0.urlPath, $0) }) { first, _ in first }
        }
        let (then, now) = (try byPath(old), try byPath(new))
        return Set(then.keys).union(now.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .compactMap { path in
                guard let before = then[path] else { return File(path: path, change: .added) }
                guard let after = now[path] else { return File(path: path, change: .removed) }
                return before == after ? nil : File(path: path, change: .changed)
            }
    }
}
