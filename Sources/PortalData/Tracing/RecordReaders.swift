public import Diagnostics
internal import SQLite
internal import Slices

/// Who sees one record on a day, where, and why.
public struct RecordReaders: Hashable, Sendable {
    /// Somebody who sees it.
    public struct Reader: Hashable, Sendable {
        /// As typed at the prompt.
        public let username: String
        /// Editions with the record that he may open, in byte order.
        public let editions: [String]
        /// Each a clause: "the role `owner` holds the audience `team`".
        public let reasons: [String]
        /// Whether he can log in; without a password there is no credential.
        public let hasPassword: Bool
    }

    /// `projects website (acme)`
    public let record: String
    /// Every edition that holds it, in byte order; those of a draft have no readers.
    public let editions: [String]
    /// In byte order of their names.
    public let readers: [Reader]
    /// Readers of the client's other editions, who do not see it.
    public let others: [String]
}

extension FrozenPortal {
    /// Fills every edition of a record's client, and tells which hold the record.
    ///
    /// `name` is its code, or `client/code`, or a number where the table has no codes.
    public func readers(
        of name: String, in table: String, asOf: String, notes: NoteIndex
    ) throws(DiagnosticList) -> RecordReaders {
        do {
            let found = try record(name, in: table)
            let readership = try readership(asOf: asOf)
            let own = readership.editions.filter { $0.client.id == found.client.id }
            let editions = try own.filter { edition in
                try holds(found.record, edition, asOf: asOf, notes: notes)
            }.map(\.name)
            let reasons = SightReasons(database: database, record: found.record, asOf: asOf)
            var readers: [RecordReaders.Reader] = []
            var others: [String] = []
            for reader in readership.readers {
                guard reader.editions.contains(where: { name in own.contains { $0.name == name } }) else {
                    continue
                }
                let holding = reader.editions.filter(editions.contains)
                if holding.isEmpty {
                    others.append(reader.username)
                } else {
                    readers.append(
                        RecordReaders.Reader(
                            username: reader.username, editions: holding,
                            reasons: try reasons.reasons(of: reader.id),
                            hasPassword: reader.passwordHash != nil))
                }
            }
            return RecordReaders(
                record: found.record.description, editions: editions, readers: readers, others: others)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// Why a user sees a record, or everything that keeps him from it; each a clause.
    public func explanation(
        of username: String, seeing name: String, in table: String, asOf: String, notes: NoteIndex
    ) throws(DiagnosticList) -> (isSeen: Bool, reasons: [String]) {
        do {
            let found = try record(name, in: table)
            let finder = RecordFinder(database: database, source: source)
            let user = try finder.user(username).rowID
            let readership = try readership(asOf: asOf)
            let reader = readership.readers.first { $0.id == user }
            let own = readership.editions.filter { edition in
                edition.client.id == found.client.id && reader?.editions.contains(edition.name) == true
            }
            let reasons = SightReasons(database: database, record: found.record, asOf: asOf)
            for edition in own where try holds(found.record, edition, asOf: asOf, notes: notes) {
                let why = try reasons.reasons(of: user)
                return (true, ["the edition \(edition.name) holds it"] + why)
            }
            var hidden = try reasons.hindrances(of: user, client: found.client, hasEdition: !own.isEmpty)
            for edition in own where hidden.isEmpty {
                hidden += try missingParents(of: found.record, edition, asOf: asOf, notes: notes)
            }
            return (false, hidden.isEmpty ? ["a rule of its table withholds it"] : hidden)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// A record of a table that editions hold, and its client.
    private func record(_ name: String, in table: String) throws -> (record: FoundRecord, client: Client) {
        guard let described = source.table(table) else {
            throw Diagnostic(
                "there is no table `\(table)`", hint: didYouMean(table, in: plan.schema.tables.map(\.name)))
        }
        guard plan.schema.table(table) != nil, described.has("client_id") || table == "clients" else {
            throw Diagnostic(
                "no reader sees rows of `\(table)` by themselves",
                hint: "name a table of the clients' records, as `projects`")
        }
        let found = try RecordFinder(database: database, source: source).record(name, in: described)
        guard let client = clients.first(where: { $0.id == found.clientID }) else {
            throw Diagnostic("the row belongs to no client", row: found.description)
        }
        return (found, client)
    }

    private func holds(
        _ record: FoundRecord, _ edition: Edition, asOf: String, notes: NoteIndex
    ) throws -> Bool {
        guard let table = plan.schema.table(record.table.name) else { return false }
        let slice = try Slice(schema: plan.schema)
        try fill(slice, with: edition, asOf: asOf, notes: notes)
        return try slice.contains(key: record.rowID, in: table)
    }

    /// Rows that the record belongs to and that the edition does not hold.
    private func missingParents(
        of record: FoundRecord, _ edition: Edition, asOf: String, notes: NoteIndex
    ) throws -> [String] {
        guard let table = plan.schema.table(record.table.name) else { return [] }
        let slice = try Slice(schema: plan.schema)
        try fill(slice, with: edition, asOf: asOf, notes: notes)
        var missing: [String] = []
        for reference in plan.schema.tables[table].references
        where reference.kind == .parent && reference.column != "client_id" {
            let name = RowName.quoted(record.table.name)
            let parent = try database.prepare(
                "select \(RowName.quoted(reference.column)) from \(name) where \(RowName.quoted(record.table.key ?? "id")) = ?1",
                isLongLived: false)
            try parent.bind(record.rowID, at: 1)
            guard try parent.step(), let key = parent.optionalInteger(at: 0),
                let target = plan.schema.table(reference.table)
            else { continue }
            if try !slice.contains(key: key, in: target) {
                missing.append(
                    "it belongs to \(reference.table) \(key), which the edition \(edition.name) does not hold"
                )
            }
        }
        return missing
    }
}
