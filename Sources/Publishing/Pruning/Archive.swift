internal import Files
internal import JSON
internal import PortalData

/// `archive/`: records that retention moved out of the portal, a folder each, and `manifest.jsonl`, a line each.
///
/// A record's folder holds `record.jsonl`, its rows, and `files/`, the files that they named, by their paths in `content/`.
struct Archive {
    /// A line of the manifest.
    struct Line: Hashable {
        let folder: String
        let client: String?
        let digest: String
        let madeAt: String
        let text: String
    }

    private let path: String
    private var manifest: String { path + "/manifest.jsonl" }

    init(of folder: PortalFolder) { path = folder.archive }

    /// Every line of the manifest; those of other shape are left out.
    func lines() throws -> [Line] {
        guard FileSystem.kind(manifest) != nil else { return [] }
        return try FileSystem.read(manifest).split(separator: UInt8(ascii: "\n")).compactMap { bytes in
            guard let json = try? JSONReader.read(Array(bytes)), let folder = json["folder"]?.string,
                let digest = json["record_sha256"]?.string, let madeAt = json["made_at"]?.string
            else { return nil }
            return Line(
                folder: folder, client: json["client"]?.string, digest: digest, madeAt: madeAt,
                text: String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Copies records and their files here; one that was archived before, and that a backup brought back, stays as it was.
    func add(_ records: [RetentionOutcome.Archived], from content: Folder?, at: String) throws {
        guard !records.isEmpty else { return }
        var lines = try lines()
        let archive = try Folder.create(path: path, mode: 0o700)
        for record in records {
            let item = record.item
            if let known = lines.firstIndex(where: { $0.digest == item.digest && $0.madeAt == item.madeAt }) {
                if item.isAgain { continue }
                lines.remove(at: known)
            }
            let name = "\(item.table)-\(Digest(of: item.digest + item.madeAt).hex.prefix(16))"
            // What a run that was interrupted left.
            try FileSystem.removeTree(path + "/" + name)
            let target = try Folder.create(path: path + "/" + name, mode: 0o700)
            try AtomicWrite.write(record.rows, to: path + "/\(name)/record.jsonl", mode: 0o600)
            var writer = JSONWriter()
            writer.beginObject()
            for (name, value) in [
                ("at", at), ("policy", item.policy), ("client", item.client), ("table", item.table),
                ("record", item.record), ("record_sha256", item.digest), ("made_at", item.madeAt),
                ("folder", name),
            ] {
                writer.name(name)
                writer.string(orNull: value)
            }
            writer.name("files")
            writer.beginArray()
            for file in item.files {
                guard let content, content.size(ofFile: file) != nil else { continue }
                let files = try Folder.create(path: target.path + "/files", mode: 0o700)
                let copied = try files.copy(file, of: content, mode: 0o600)
                writer.beginObject()
                writer.name("path")
                writer.string(file)
                writer.name("sha256")
                writer.string(copied.digest.hex)
                writer.name("bytes")
                writer.int(copied.size)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
            lines.append(
                Line(
                    folder: name, client: item.client, digest: item.digest, madeAt: item.madeAt,
                    text: String(decoding: writer.bytes, as: UTF8.self)))
        }
        try write(lines)
        try archive.synchronise()
        try FileSystem.synchroniseAll(holding: path)
    }

    /// Removes copies of records that stayed where they were.
    func discard(_ pending: PrunedList) throws {
        let records = Set(pending.records.filter { $0.action == "archive" }.map { $0.digest + $0.madeAt })
        try remove { records.contains($0.digest + $0.madeAt) }
    }

    /// Removes records that were deleted since, and those of clients who are gone; answers how many.
    func purge(_ list: PrunedList, isGone: (String) -> Bool) throws -> Int {
        let deleted = Set(list.records.filter { $0.action == "delete" }.map { $0.digest + $0.madeAt })
        return try remove { deleted.contains($0.digest + $0.madeAt) || ($0.client.map(isGone) ?? false) }
    }

    @discardableResult
    private func remove(_ isWanted: (Line) -> Bool) throws -> Int {
        let lines = try lines()
        let removed = lines.filter(isWanted)
        for line in removed where FileSystem.isContained(line.folder) && !line.folder.contains("/") {
            try FileSystem.removeTree(path + "/" + line.folder)
        }
        if !removed.isEmpty { try write(lines.filter { !removed.contains($0) }) }
        return removed.count
    }

    private func write(_ lines: [Line]) throws {
        try AtomicWrite.write(lines.map { $0.text + "\n" }.joined(), to: manifest, mode: 0o600)
    }
}
