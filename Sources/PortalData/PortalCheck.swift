public import Diagnostics
internal import SQLite
internal import Slices

/// What a look at every row, note and file found.
public struct CheckReport: Hashable, Sendable {
    /// Shared ones first, then by client, in the order of the tables.
    public let findings: [Finding]
    /// What happens to each table and column that an agency added, one sentence each.
    public let additions: [String]
}

extension FrozenPortal {
    /// Looks for what the database itself cannot refuse, or what a writer slipped past it.
    ///
    /// `content` is the path of the folder of notes and files, `pruned` what retention took out of it. Messages name rows,
    /// never what is in them.
    ///
    /// - Throws: what is wrong where the file is damaged: then nothing in it is believed.
    public func check(
        asOf: String, notes: NoteIndex, content: String, pruned: PrunedList = PrunedList()
    ) throws(DiagnosticList) -> CheckReport {
        var findings = try rowFindings(asOf: asOf, notes: notes, content: content, pruned: pruned)
        for client in clients {
            findings += try noteProblems(of: client, in: notes).map { Finding($0, client: client.slug) }
        }
        do {
            return CheckReport(
                findings: Self.sorted(findings), additions: try additions(to: standardSchema()))
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// What `check` finds, but for what is wrong with the notes of single clients: see `noteProblems`.
    ///
    /// - Parameter change: what may have changed since a check that found nothing wrong with the file as a whole; what it does
    ///   not concern is left out.
    public func rowFindings(
        asOf: String, notes: NoteIndex, content: String, pruned: PrunedList = PrunedList(),
        change: MomentChange = .everything
    ) throws(DiagnosticList) -> [Finding] {
        do {
            let scope = CheckScope(change)
            let database = try scope.connection(to: file, source) ?? database
            var findings = try ForeignKeyCheck(database: database, source: source, scope: scope).findings()
            findings += try RuleCheck(file: file, path: path, source: source, scope: scope).findings(database)
            let isRuled = scope.isWhole && findings.isEmpty
            for table in plan.schema.tables {
                guard let own = source.table(table.name), try source.hasRows(own.name, in: database) else {
                    continue
                }
                findings += try RowCheck(
                    table: own, sliced: table, database: database,
                    isKept: isRuled && StandardTables.has(own)
                ).findings()
            }
            findings += try StateCheck(database: database, source: source).findings()
            findings += try CycleCheck(database: database, source: source).findings()
            findings += try ClassificationCheck(database: database).findings()
            findings += try ClientCheck(
                database: database, clients: clients.filter { scope.contains($0.id) }
            ).findings()
            findings += try FileCheck(
                database: database, content: content, clients: clients, pruned: pruned
            ).findings()
            findings += notes.problems(of: nil).map { Finding($0, client: nil) }
            findings += try grantFindings(asOf: asOf, notes: notes, scope, database)
            return Self.sorted(findings)
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }

    /// The tables as this version of the tool makes them.
    private func standardSchema() throws -> SourceSchema {
        let own = try Connection()
        try Database.migrate(own, from: 0)
        return try SourceSchema(own)
    }

    private static func sorted(_ findings: [Finding]) -> [Finding] {
        findings.enumerated().sorted { left, right in
            let (one, other) = (left.element.client ?? "", right.element.client ?? "")
            return one == other ? left.offset < right.offset : one.utf8.lexicographicallyPrecedes(other.utf8)
        }.map(\.element)
    }

    // MARK: Notes

    /// What is wrong with a client's notes: nothing is said of them while those for everybody are broken.
    public func noteProblems(
        of client: Client, in notes: NoteIndex
    ) throws(DiagnosticList) -> [Diagnostic] {
        var result = notes.problems(of: client.slug)
        guard result.isEmpty, notes.problems(of: nil).isEmpty else { return result }
        do throws(DiagnosticList) {
            for note in try notes.notes(of: client.slug) { result += try findings(note, of: client) }
        } catch {
            result += error.all
        }
        return result
    }

    private func findings(_ note: Note, of client: Client) throws(DiagnosticList) -> [Diagnostic] {
        var result: [Diagnostic] = []
        do {
            if let project = note.project { _ = try projectID(project, of: client, note) }
            let find = try database.prepare(
                "select exists (select 1 from audiences where client_id = ?1 and key = ?2)",
                isLongLived: false)
            try find.bind(client.id, at: 1)
            try find.bind(note.audience, at: 2)
            let isKnown = try find.step() && find.integer(at: 0) == 1
            // A shared note is for those clients that have its audience.
            if !isKnown, note.audience != "internal", !note.source.hasPrefix("_shared/") {
                var problem = note.audiencePlace ?? Diagnostic("")
                problem.message = "\(client.slug) has no audience `\(note.audience)`"
                problem.hint = didYouMean(note.audience, in: try audiences(of: client))
                result.append(problem)
            }
        } catch let error as DiagnosticList {
            result += error.all
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
        return result
    }

    private func audiences(of client: Client) throws(SQLiteError) -> [String] {
        let rows = try database.prepare(
            "select key from audiences where client_id = ?1 order by key", isLongLived: false)
        try rows.bind(client.id, at: 1)
        var result: [String] = []
        while try rows.step() { result.append(rows.text(at: 0) ?? "") }
        return result
    }

    // MARK: Grants

    /// Grants that open nothing: the record is internal, gone, outside its window, or under a parent that is not visible.
    private func grantFindings(
        asOf: String, notes: NoteIndex, _ scope: CheckScope, _ scoped: Connection
    ) throws -> [Finding] {
        guard try scoped.integer("select exists (select 1 from grants)") == 1 else { return [] }
        let editions = try readership(asOf: asOf).editions.filter {
            !$0.grantsNothing && scope.contains($0.client.id)
        }
        var opened: Set<Int64> = []
        let slice = try Slice(schema: plan.schema)
        let ofUser = try database.prepare(
            "select id, record_table, record_id from grants where user_id = ?1 and client_id = ?2 order by id"
        )
        for edition in editions {
            // A broken note is reported as such; the grants of that client wait until it is mended.
            let isFilled: Bool
            do throws(DiagnosticList) {
                try fill(slice, with: edition, asOf: asOf, notes: notes)
                isFilled = true
            } catch {
                isFilled = false
            }
            try ofUser.bind(edition.userID, at: 1)
            try ofUser.bind(edition.client.id, at: 2)
            while try ofUser.step() {
                let table = ofUser.text(at: 1).flatMap { plan.schema.table($0) }
                let isThere =
                    try table.map { try slice.contains(key: ofUser.integer(at: 2), in: $0) } ?? false
                if isThere || !isFilled { opened.insert(ofUser.integer(at: 0)) }
            }
            try slice.clear()
        }
        let all = try scoped.prepare(
            """
            select grants.id, clients.slug, record_table, record_id from grants
            join clients on clients.id = grants.client_id
            join users on users.id = grants.user_id
            where (grants.expires_on is null or grants.expires_on > ?1)
                and users.status = 'active' and clients.status = 'active' order by grants.id
            """)
        try all.bind(asOf, at: 1)
        var result: [Finding] = []
        while try all.step() {
            let id = all.integer(at: 0)
            if opened.contains(id) { continue }
            let slug = all.text(at: 1) ?? ""
            result.append(
                Finding(
                    Diagnostic(
                        "the grant opens nothing: \(all.text(at: 2) ?? "?") \(all.integer(at: 3)) is internal, expired, "
                            + "under a record that the user cannot see, or the membership has ended",
                        severity: .warning, row: RowName.text(table: "grants", key: "\(id)", client: slug),
                        hint: "grant the parent too, or delete the grant"),
                    client: slug))
        }
        return result
    }

    // MARK: What an agency added

    private func additions(to standard: SourceSchema) -> [String] {
        var result: [String] = []
        for table in source.tables {
            let sliced = plan.schema.table(table.name).map { plan.schema.tables[$0] }
            let known = standard.table(table.name)
            if known == nil {
                result.append("table `\(table.name)`: \(whatHappens(to: table.name, sliced))")
            }
            for column in table.columns where known?.has(column.name) != true {
                let name = "\(table.name).\(column.name)"
                let isCopied = sliced?.column(column.name) != nil
                // What happens to a table of the agency's happens to its columns, but for those that stay behind.
                if known == nil, isCopied || sliced == nil { continue }
                result.append(
                    "column `\(name)`: \(isCopied ? "copied into editions" : whatHappens(to: name, nil))")
            }
        }
        return result
    }

    private func whatHappens(to name: String, _ sliced: SliceSchema.Table?) -> String {
        if let sliced {
            return sliced.column("audience") != nil
                ? "copied by its own audience" : "copied with the records that it belongs to"
        }
        return plan.remarks.first { $0.name == name }?.text ?? "not copied: it is internal"
    }
}
