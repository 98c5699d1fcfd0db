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

        init(name: String, generation: Digest, records: Digest?) {
            (self.name, self.generation, self.records) = (name, generation, records)
        }

        /// Reads a line that is spelled as `bytes` spells it where a list is known; nil for any other.
        ///
        /// Snapshots of thousands of editions are read by every publication.
        fileprivate init?(quick line: ArraySlice<UInt8>) {
            let parts = line.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
            guard parts.count == 13, parts[1].elementsEqual("edition".utf8),
                parts[5].elementsEqual("generation".utf8), parts[9].elementsEqual("records".utf8),
                !parts[3].contains(UInt8(ascii: "\\")),
                let generation = Digest(hex: String(decoding: parts[7], as: UTF8.self)),
                let records = Digest(hex: String(decoding: parts[11], as: UTF8.self))
            else { return nil }
            self.init(
                name: String(decoding: parts[3], as: UTF8.self), generation: generation, records: records)
        }

        fileprivate init?(_ line: ArraySlice<UInt8>) {
            guard let json = try? JSONReader.read(Array(line)), let name = json["edition"]?.string,
                let generation = json["generation"]?.string.flatMap({ Digest(hex: $0) })
            else { return nil }
            self.init(
                name: name, generation: generation,
                records: json["records"]?.string.flatMap { Digest(hex: $0) })
        }

        /// As `acme/` and the generation's digest.
        var place: String { name + "/" + generation.hex }
    }

    /// Its first line.
    struct Header: Hashable {
        /// As `2026-11-20-0123456789ab`.
        let id: String
        /// The date of its data.
        let asOf: String
        /// When it was built.
        let builtAt: String
        /// The id of the one that was published before; nil for the first.
        let previous: String?

        fileprivate init?(_ line: ArraySlice<UInt8>) {
            guard let json = try? JSONReader.read(Array(line)), let id = json["id"]?.string,
                let asOf = json["as_of"]?.string, let builtAt = json["built_at"]?.string
            else { return nil }
            self.init(id: id, asOf: asOf, builtAt: builtAt, previous: json["previous"]?.string)
        }

        init(id: String, asOf: String, builtAt: String, previous: String?) {
            (self.id, self.asOf, self.builtAt, self.previous) = (id, asOf, builtAt, previous)
        }
    }

    let header: Header
    /// In byte order of their names.
    let editions: [Edition]

    init(_ header: Header, editions: [Edition]) {
        self.header = header
        self.editions = editions.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// As `2026-11-20-0123456789ab`.
    public var id: String { header.id }
    /// The date of its data.
    public var asOf: String { header.asOf }
    /// When it was built.
    public var builtAt: String { header.builtAt }
    /// The id of the one that was published before; nil for the first.
    public var previous: String? { header.previous }
    /// How many editions it has.
    public var editionCount: Int { editions.count }

    /// The slugs of its clients, in byte order.
    public var clients: [String] {
        Set(editions.map(\.client)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Its editions by name.
    var byName: [String: Edition] { Dictionary(editions.map { ($0.name, $0) }) { first, _ in first } }

    /// Reads what `bytes` wrote; nil where it is nothing of ours.
    init?(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let header = lines.first.flatMap({ Header($0) }) else { return nil }
        var editions: [Edition] = []
        for line in lines.dropFirst() {
            guard let edition = Edition(quick: line) ?? Edition(line) else { return nil }
            editions.append(edition)
        }
        self.init(header, editions: editions)
    }

    /// A line for itself and one for each edition.
    var bytes: [UInt8] {
        let first = JSONWriter.line([
            ("id", id), ("as_of", asOf), ("built_at", builtAt), ("previous", header.previous),
        ])
        return editions.reduce(into: first) { bytes, edition in
            bytes += JSONWriter.line([
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

    /// All that are kept, what is published first, and the id of what readers see the pages of.
    public static func all(in folder: PortalFolder) throws -> (snapshots: [Snapshot], current: String?) {
        (
            try headers(in: folder).compactMap { try Snapshot(id: $0.id, in: folder) },
            try PublicationState(of: folder).id
        )
    }

    /// The headers of all that are kept: what is published first, then what was before it, and so on.
    static func headers(in folder: PortalFolder) throws -> [Header] {
        guard FileSystem.kind(folder.snapshotRecords) != nil else { return [] }
        let records = try Folder(path: folder.snapshotRecords)
        let all = try records.entries().filter { $0.name.hasSuffix(".jsonl") && !$0.name.hasPrefix(".") }
            .compactMap { entry in
                try records.prefix(entry.name, count: 1024).split(separator: UInt8(ascii: "\n")).first
                    .flatMap { Header($0) }
            }
        var rest = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
        var chain: [Header] = []
        var next = try PublicationState(of: folder).id
        while let id = next, let header = rest.removeValue(forKey: id) {
            chain.append(header)
            next = header.previous
        }
        return chain
            + rest.values.sorted { ($0.builtAt, $0.id) > ($1.builtAt, $1.id) }
    }
}
