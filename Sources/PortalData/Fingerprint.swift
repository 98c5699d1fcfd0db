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
    /// for the caller to add. Every reading of a source changes what the view `freshness` tells, so that counts only for an
    /// edition of which a page asks it.
    public func fingerprint(
        of edition: Edition, asOf: String, notes: NoteIndex, readsFreshness: Bool
    ) throws(DiagnosticList) -> Digest {
        do {
            let digester = Digester()
            digester.update("\(Migrations.version)\n\(edition.name)\n")
            var rows = RowBytes()
            try scope.set(edition)
            for (table, filling) in plan.fillings.enumerated() {
                guard case .rows = filling, let query = try query(table),
                    readsFreshness || plan.schema.tables[table].name != SlicePlan.syncSources
                else { continue }
                let columns = plan.schema.tables[table].columns.map(\.name).joined(separator: ",")
                rows.flush(to: digester)
                digester.update("\u{1}\(plan.schema.tables[table].name)(\(columns))\n")
                try bind(edition, asOf: asOf, to: query)
                defer { query.reset() }
                while try query.step() { rows.add(query, to: digester) }
            }
            rows.flush(to: digester)
            digester.update(try lookupDigest().bytes)
            for note in try notes.notes(of: edition.client.slug) where note.audience != "internal" {
                let project = try note.project.map { try projectID($0, of: edition.client, note) }
                guard isVisible(note, project: project, in: edition) else { continue }
                let facts = [
                    note.code, note.title, note.audience, note.writtenOn, note.author, note.summary,
                    note.source,
                ]
                for fact in facts { digester.update("\u{2}\(fact ?? "\u{0}")") }
                digester.update("\u{2}\(project ?? -1)\u{2}\(note.bodyLine)\u{2}\(note.body.count)\n")
                digester.update(note.body)
            }
            return digester.finish()
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Of all rows that any edition may name.
    static func digestOfLookups(_ plan: SlicePlan, _ database: Connection) throws -> Digest {
        let digester = Digester()
        var bytes = RowBytes()
        for (table, filling) in zip(plan.schema.tables, plan.fillings) {
            guard case .lookup = filling else { continue }
            digester.update("\u{1}\(table.name)\n")
            let columns = table.columns.map { RowName.quoted($0.name) }.joined(separator: ", ")
            let rows = try database.prepare(
                "select \(columns) from \(RowName.quoted(table.name)) order by 1", isLongLived: false)
            while try rows.step() { bytes.add(rows, to: digester) }
            bytes.flush(to: digester)
        }
        return digester.finish()
    }
}

/// What rows hold, collected so that a digest takes much at once.
private struct RowBytes {
    private var bytes: [UInt8] = []

    /// Adds each column with its kind and length, so that no two rows look alike.
    mutating func add(_ row: Statement, to digester: Digester) {
        for column in 0..<row.columnCount {
            let storage = row.storage(at: column)
            switch storage {
            case .null: bytes.append(0)
            case .integer: add(1, UInt64(bitPattern: row.integer(at: column)))
            case .double: add(2, row.double(at: column).bitPattern)
            case .text, .blob:
                let value = row.bytes(at: column)
                add(storage == .text ? 3 : 4, UInt64(value.count))
                bytes.append(contentsOf: value)
            }
        }
        if bytes.count > 1 << 16 { flush(to: digester) }
    }

    mutating func flush(to digester: Digester) {
        digester.update(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func add(_ kind: UInt8, _ number: UInt64) {
        withUnsafeBytes(of: (number.littleEndian, kind)) { bytes.append(contentsOf: $0[..<9]) }
    }
}
