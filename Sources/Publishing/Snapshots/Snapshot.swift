internal import Files
internal import JSON

/// What one publication made current: of each edition a generation, and the list of the records that it holds.
///
/// In `output/state/snapshots/<id>.jsonl` the first line is `{"id","as_of","built_at","previous"}`, and one follows for each
/// edition: `{"edition","generation","records"}`.
public struct Snapshot: Hashable, Sendable {
    /// One edition, by digests.
    struct Edition: Hashable {
        let name: String
        /// Of the edition's lines of `files.jsonl`.
        let generation: Digest
        /// Of its list of records in `output/state/record-lists/`; nil where nobody knows what it holds.
        let records: Digest?

        /// Its client's slug.
        var client: String { String(name.prefix { $0 != "." }) }
    }

    /// As `2026-11-20-0123456789ab`.
    public let id: String
    /// The date of its data.
    public let asOf: String
    /// When it was built.
    public let builtAt: String
    /// The id of the one that was published before; nil for the first.
    public let previous: String?
    /// In byte order of their names.
    let editions: [Edition]

    init(id: String, asOf: String, builtAt: String, previous: String?, editions: [Edition]) {
        (self.id, self.asOf, self.builtAt, self.previous) = (id, asOf, builtAt, previous)
        self.editions = editions.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// How many editions it has.
    public var editionCount: Int { editions.count }

    /// The slugs of its clients, in byte order.
    public var clients: [String] {
        editions.reduce(into: []) { clients, edition in
            if clients.last != edition.client { clients.append(edition.client) }
        }
    }

    /// Its editions by name.
    var byName: [String: Edition] { Dictionary(editions.map { ($0.name, $0) }) { first, _ in first } }

    /// Reads what `bytes` wrote; nil where it is nothing of ours.
    init?(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { try? JSONReader.read(Array($0)) }
        guard let header = lines.first ?? nil, let id = header["id"]?.string,
            let asOf = header["as_of"]?.string, let builtAt = header["built_at"]?.string
        else { return nil }
        var editions: [Edition] = []
        for line in lines.dropFirst() {
            guard let line, let name = line["edition"]?.string,
                let generation = line["generation"]?.string.flatMap({ Digest(hex: $0) })
            else { return nil }
            let records = line["records"]?.string.flatMap { Digest(hex: $0) }
            editions.append(Edition(name: name, generation: generation, records: records))
        }
        self.init(
            id: id, asOf: asOf, builtAt: builtAt, previous: header["previous"]?.string, editions: editions)
    }

    /// A line for itself and one for each edition.
    var bytes: [UInt8] {
        func line(_ members: [(String, String?)]) -> [UInt8] {
            var json = JSONWriter()
            json.beginObject()
            for (name, text) in members {
                json.name(name)
                json.string(orNull: text)
            }
            json.endObject()
            json.newline()
            return json.bytes
        }
        let header = line([
            ("id", id), ("as_of", asOf), ("built_at", builtAt), ("previous", previous),
        ])
        return editions.reduce(into: header) { bytes, edition in
            bytes += line([
                ("edition", edition.name), ("generation", edition.generation.hex),
                ("records", edition.records?.hex),
            ])
        }
    }

    /// That of an id; nil where none is kept.
    init?(id: String, in folder: PortalFolder) throws {
        guard FileSystem.isContained(id), !id.contains("/"),
            let bytes = try FileSystem.readIfThere(folder.snapshotRecord(id)), let known = Snapshot(bytes)
        else { return nil }
        self = known
    }

    /// That of which readers see the pages; nil where there is none, or half of one.
    init?(publishedIn folder: PortalFolder) throws {
        guard let id = try PublicationState(of: folder).id else { return nil }
        try self.init(id: id, in: folder)
    }
}
