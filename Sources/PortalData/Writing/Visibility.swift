internal import SQLite
internal import Slices

/// What a change of the database means for readers, once it is published.
public struct Visibility: Hashable, Sendable {
    /// What happens to one edition.
    public struct Change: Hashable, Sendable {
        /// The edition's name.
        public let edition: String
        /// Rows that it did not have before.
        public let shown: Int
        /// Rows that it has no longer.
        public let hidden: Int
        /// Whether its client is one whose editions are published.
        public let isPublished: Bool
    }

    /// Only editions that differ, in byte order of their names; one that is new shows all that it has.
    public let changes: [Change]
    /// User names of readers who had nothing before, and of those who have nothing any more; in byte order.
    public let admitted: [String]
    /// As `admitted`.
    public let excluded: [String]
}

/// Which rows which edition of some clients has at one moment of a change.
struct VisibilityMoment {
    private struct Row: Hashable {
        let table: Int
        let key: Int64
    }
    private struct Content {
        let rows: Set<Row>
        let isPublished: Bool
    }

    private var editions: [String: Content] = [:]
    private var readers: Set<String> = []
    private let tables: [String]

    /// What the editions of `clients` hold on `day`, notes aside.
    init(of clients: Set<Int64>, in database: Connection, path: String, day: String) throws {
        let portal = try FrozenPortal(reading: database, path: path)
        tables = portal.sliceSchema.tables.map(\.name)
        guard !clients.isEmpty else { return }
        let slice = try Slice(schema: portal.sliceSchema)
        let notes = try NoteIndex(content: "")
        let readership = try portal.readership(asOf: day)
        for edition in readership.editions where clients.contains(edition.client.id) {
            try portal.fill(slice, with: edition, asOf: day, notes: notes)
            var rows: Set<Row> = []
            for (index, table) in portal.sliceSchema.tables.enumerated()
            where table.column("client_id") != nil {
                try slice.forEachKey(of: index) { rows.insert(Row(table: index, key: $0)) }
            }
            editions[edition.name] = Content(rows: rows, isPublished: edition.isPublished)
            try slice.clear()
        }
        let names = Set(editions.keys)
        readers = Set(readership.readers.filter { !names.isDisjoint(with: $0.editions) }.map(\.username))
    }

    /// Whether a user gets in anywhere at these clients.
    func admits(_ username: String) -> Bool { readers.contains(username) }

    /// Whether an edition has a record.
    func has(_ table: String, _ key: Int64, in edition: String) -> Bool {
        guard let index = tables.firstIndex(of: table) else { return false }
        return editions[edition]?.rows.contains(Row(table: index, key: key)) ?? false
    }

    /// The difference from this moment to a later one.
    func visibility(to later: VisibilityMoment) -> Visibility {
        let names = Set(editions.keys).union(later.editions.keys).sorted(by: Self.precedes)
        let changes = names.compactMap { name -> Visibility.Change? in
            let before = editions[name]?.rows ?? []
            let after = later.editions[name]?.rows ?? []
            guard before != after else { return nil }
            return Visibility.Change(
                edition: name, shown: after.subtracting(before).count,
                hidden: before.subtracting(after).count,
                isPublished: (later.editions[name] ?? editions[name])?.isPublished ?? false)
        }
        return Visibility(
            changes: changes, admitted: later.readers.subtracting(readers).sorted(by: Self.precedes),
            excluded: readers.subtracting(later.readers).sorted(by: Self.precedes))
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
