internal import Access
internal import Files
internal import JSON

/// Which record each path of one client's editions was made of, and since when; only ever appended to.
///
/// A line says what a path became with a publication:
/// `{"from":"2026-11-20T03:00:00Z","path":"/acme/documents/x.html","record":"documents x"}`. A path of which nothing is said
/// is of no record.
struct PathJournal {
    private struct Entry {
        let from: String
        let record: String
    }

    /// As it stands in the file.
    private(set) var bytes: [UInt8]
    private var entries: [String: [Entry]] = [:]

    /// Reads a journal; a line that is none of ours is kept and says nothing.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let json = try? JSONReader.read(Array(line)), let from = json["from"]?.string,
                let path = json["path"]?.string, let record = json["record"]?.string
            else { continue }
            entries[path, default: []].append(Entry(from: from, record: record))
        }
    }

    /// What a path was made of at an instant, as `documents report-2`; before the first line about it, what it became first.
    func record(of path: String, at instant: String) -> String? {
        guard let known = entries[path] else { return nil }
        return (known.last { $0.from <= instant } ?? known.first)?.record
    }

    /// Adds a line, unless the path was made of that record before.
    mutating func note(_ path: String, madeOf record: String, from instant: String) {
        guard entries[path]?.last?.record != record else { return }
        entries[path, default: []].append(Entry(from: instant, record: record))
        bytes += JSONWriter.line([("from", instant), ("path", path), ("record", record)])
    }
}

extension PathJournal {
    /// Notes what the files of editions of a build are made of.
    static func note(
        _ editions: [String], of build: StagedBuild, from instant: String, in folder: PortalFolder
    ) throws {
        try FileSystem.makeFolder(folder.pathJournals)
        let batch = WriteBatch()
        let clients = Dictionary(grouping: editions) { String($0.prefix { $0 != "." }) }
        for (client, editions) in clients.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            let path = folder.pathJournal(of: client)
            let old = try FileSystem.readIfThere(path) ?? []
            var journal = PathJournal(old)
            for edition in editions {
                let lines = try FileSystem.read(build.fileList(of: edition))
                try PublishedFile.forEachRecord(in: lines) { path, record in
                    journal.note(path, madeOf: record, from: instant)
                }
            }
            if journal.bytes != old { try batch.add(journal.bytes, at: path) }
        }
        try batch.commit()
    }
}
