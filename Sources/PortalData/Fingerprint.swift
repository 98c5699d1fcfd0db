public import Diagnostics
public import Files
internal import SQLite
internal import Slices

extension FrozenPortal {
    /// A digest that stays the same as long as an edition's rows and notes do, found without copying anything.
    ///
    /// It also changes with a few rows that the edition does not hold (under a parent that is not visible, a colleague
    /// whom no record names): then an edition is rendered for nothing, never the other way round. `asOf` matters
    /// through publication windows and grants alone; what depends on the day, and the bytes of files behind documents, are
    /// for the caller to add.
    public func fingerprint(
        of edition: Edition, asOf: String, notes: NoteIndex
    ) throws(DiagnosticList) -> Digest {
        do {
            return try read(edition, asOf: asOf, notes: notes, row: { _, _ in }, note: { _, _ in })
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Reads the rows and notes that may be an edition's, parents first, and returns their fingerprint.
    ///
    /// - Parameters:
    ///   - row: is given each row, with the position of its table in the slices' schema.
    ///   - note: is given each note that the edition holds, with the key of its project.
    func read(
        _ edition: Edition, asOf: String, notes: NoteIndex, row: (Statement, Int) throws -> Void,
        note: (Note, Int64?) throws -> Void
    ) throws -> Digest {
        let digester = Digester()
        digester.update("\(Migrations.version)\n\(edition.name)\n")
        let rows = RowBytes(for: digester)
        try scope.set(edition)
        for (table, filling) in plan.fillings.enumerated() {
            guard case .rows = filling, let query = try query(table) else { continue }
            rows.flush()
            digester.update("\u{1}\(table)\n")
            try bind(edition, asOf: asOf, to: query)
            defer { query.reset() }
            while try query.step() {
                rows.add(query)
                try row(query, table)
            }
        }
        rows.flush()
        digester.update(try lookupDigest().bytes)
        for one in try notes.notes(of: edition.client.slug) where one.audience != "internal" {
            let project = try one.project.map { try projectID($0, of: edition.client, one) }
            guard isVisible(one, project: project, in: edition) else { continue }
            let facts = [
                one.code, one.title, one.audience, one.writtenOn, one.author, one.summary, one.source,
            ]
            for fact in facts { digester.update("\u{2}\(fact ?? "\u{0}")") }
            digester.update("\u{2}\(project ?? -1)\u{2}\(one.bodyLine)\u{2}\(one.body.count)\n")
            digester.update(one.body)
            try note(one, project)
        }
        return digester.finish()
    }

    /// Of the columns of all tables, and of all rows that any edition may name.
    static func digestOfLookups(_ plan: SlicePlan, _ database: Connection) throws -> Digest {
        let digester = Digester()
        for table in plan.schema.tables {
            digester.update("\u{1}\(table.name)(\(table.columns.map(\.name).joined(separator: ",")))\n")
        }
        let bytes = RowBytes(for: digester)
        for (table, filling) in zip(plan.schema.tables, plan.fillings) {
            guard case .lookup = filling else { continue }
            digester.update("\u{1}\(table.name)\n")
            let columns = table.columns.map { RowName.quoted($0.name) }.joined(separator: ", ")
            let rows = try database.prepare(
                "select \(columns) from \(RowName.quoted(table.name)) order by 1", isLongLived: false)
            while try rows.step() { bytes.add(rows) }
            bytes.flush()
        }
        return digester.finish()
    }
}

/// What rows hold, collected so that a digest takes much at once.
private final class RowBytes {
    private let digester: Digester
    private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var count = 0

    init(for digester: Digester) { self.digester = digester }

    deinit { room.deallocate() }

    /// Adds the current row.
    func add(_ row: Statement) {
        var needed = row.writeRow(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
        if needed > room.count - count {
            flush()
            if needed > room.count {
                room.deallocate()
                room = .allocate(byteCount: needed, alignment: 16)
            }
            needed = row.writeRow(into: room)
        }
        count += needed
    }

    /// Passes on what was collected.
    func flush() {
        digester.update(UnsafeRawBufferPointer(rebasing: room[..<count]))
        count = 0
    }
}
