internal import Access
internal import Diagnostics
internal import Files
internal import PortalData
internal import Slices
internal import TemplateEngine

/// What today's database lets editions hold.
final class HeldRecords {
    let portal: FrozenPortal
    private let editions: [String: Edition]
    private let slice: Slice
    private let notes: NoteIndex
    private let folder: PortalFolder
    private let day: String
    private let frozen: String
    /// Digests of files that may not be published, by client; of a file that is gone its name.
    private var withdrawn: [String: (digests: Set<String>, names: Set<String>)] = [:]

    /// Of a moment of a portal's database, on a day.
    init(of folder: PortalFolder, configuration: Configuration, on day: String) throws {
        self.folder = folder
        self.day = day
        try FileSystem.makeFolder(folder.staged)
        frozen = folder.staged + "/.held.sqlite"
        try FileSystem.removeTree(frozen)
        let database = configuration.databasePath(in: folder)
        try Freeze.freeze(database, to: frozen)
        portal = try FrozenPortal(path: frozen, of: database)
        editions = Dictionary(try portal.readership(asOf: day).editions.map { ($0.name, $0) }) { first, _ in
            first
        }
        slice = try Slice(schema: portal.sliceSchema)
        notes = try NoteIndex(content: folder.content)
        let content = FileSystem.kind(folder.content) == nil ? nil : try Folder(path: folder.content)
        for file in try portal.withdrawnFiles() {
            if let digest = file.digest ?? (try? content?.digest(file.path))?.digest.hex {
                withdrawn[file.client, default: ([], [])].digests.insert(digest)
            } else if let name = file.path.split(separator: "/").last {
                withdrawn[file.client, default: ([], [])].names.insert(String(name))
            }
        }
    }

    deinit { try? FileSystem.removeTree(frozen) }

    /// Why an edition of before may not be shown any more, as a clause; nil where it holds nothing that it may not.
    ///
    /// - Parameters:
    ///   - view: what it was made for; nil where nobody knows.
    ///   - lines: its files, which are not always asked for.
    func refusal(
        of edition: Snapshot.Edition, madeFor view: String?, _ lines: () throws -> [UInt8]
    ) throws -> String? {
        let records = try edition.records.flatMap { try FileSystem.readIfThere(folder.recordList($0)) }
        return try refusal(of: edition.name, holding: records, madeFor: view, lines)
    }

    /// The same of an edition that holds a list of records; nil where something in it was erased.
    func refusal(
        of edition: String, holding records: [UInt8]?, madeFor view: String?, _ lines: () throws -> [UInt8]
    ) throws -> String? {
        guard let now = editions[edition] else { return "there is no such edition any more" }
        if now.userID != nil, !(view.map(now.covers) ?? false) { return "its reader may see less today" }
        guard let records else { return "something in it was erased" }
        let held: RecordList
        do {
            held = try self.records(of: now, on: day, notes)
        } catch is DiagnosticList {
            return "nobody can tell what it may hold, as its notes have errors"
        }
        let gone = RecordList(lines: records).subtracting(held)
        guard gone.isEmpty else { return "it holds what its readers may not see any more" }
        guard let withdrawn = withdrawn[now.client.slug] else { return nil }
        let isLeft = try lines().split(separator: UInt8(ascii: "\n")).contains { line in
            let file = try PublishedFile(reading: Array(line))
            return withdrawn.digests.contains(file.digest.hex)
                || withdrawn.names.contains(String(file.path.segments.last ?? ""))
        }
        return isLeft ? "it holds a file that was withdrawn" : nil
    }

    /// Whether an edition that was shown on an earlier day holds a record whose time has ended since; notes have no end.
    func hasExpired(_ edition: Snapshot.Edition, since earlier: String) throws -> Bool {
        guard let now = editions[edition.name], let list = edition.records,
            let bytes = try FileSystem.readIfThere(folder.recordList(list))
        else { return false }
        let none = try NoteIndex(content: "")
        let ended = try records(of: now, on: earlier, none).subtracting(records(of: now, on: day, none))
        let shown = RecordList(lines: bytes)
        return ended.contains { table, name in shown.contains(name, of: table) }
    }

    /// What today's database gives an edition on a day.
    private func records(of edition: Edition, on day: String, _ notes: NoteIndex) throws -> RecordList {
        defer { try? slice.clear() }
        try portal.fill(slice, with: edition, asOf: day, notes: notes)
        var held = RecordLines(of: edition)
        _ = try slice.values(into: Arena()) { records in
            held.append(records)
            return nil
        }
        return RecordList(lines: held.bytes)
    }

    /// The first day after this one on which a user or a record of a manifest's editions is gone; nil for never.
    func firstEnd(of manifest: Manifest) throws -> String? {
        let clients = Set(manifest.groups.map { String($0.id.prefix { $0 != "." }) })
        let records = try portal.clients.filter { clients.contains($0.slug) }.flatMap { client in
            try portal.terms(of: client).values.compactMap(\.expiresOn)
        }
        let users = manifest.users.compactMap(\.validUntil).compactMap { CalendarText.days($0) }
            .map { CalendarText.text(days: $0 + 1) }
        return (records + users).filter { $0 > day }.min()
    }
}
