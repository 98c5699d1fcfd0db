internal import Diagnostics
internal import JSON
internal import SQLite
internal import Slices

extension PortalWriter {
    /// Makes a record visible: to an audience, from a day on, until the last day before another.
    ///
    /// Without an audience a record keeps its own, and an internal one becomes the team's. Without days it is visible at
    /// once and for good.
    public func release(
        _ code: String, in table: String, to audience: String?, from day: String?, until last: String?
    ) throws -> RecordChange {
        let (finder, found) = try published(code, in: table)
        let now = try text("audience", of: found)
        let wanted = audience ?? (now == "internal" ? "team" : now ?? "team")
        var assignments = [Assignment("audience", wanted)]
        if found.table.has("publish_on") { assignments.append(Assignment("publish_on", day ?? "")) }
        if found.table.has("expires_on") {
            assignments.append(Assignment("expires_on", last.map(Self.dayAfter) ?? ""))
        }
        let row = try RowInput(assignments, to: found, table: found.table, finder: finder, author: author)
        return try showing(clients(of: found)) {
            try update(found, row.values, action: "release")
            return found
        }
    }

    /// Makes a record internal again; the audit log keeps whose it was.
    public func withdraw(_ code: String, in table: String) throws -> RecordChange {
        let (_, found) = try published(code, in: table)
        return try showing(clients(of: found)) {
            try update(found, [.init(name: "audience", value: .string("internal"))], action: "withdraw")
            return found
        }
    }

    /// Moves a record along its workflow: a row of `state_changes`, which the database refuses if it is not allowed.
    ///
    /// `state` is its id (`project.active`) or what follows the dot. `person` is the code of whoever decided it at the client.
    public func setState(
        _ code: String, in name: String, to state: String, reason: String?, internalReason: String?,
        person: String?
    ) throws -> RecordChange {
        let finder = try finder()
        let source = finder.source
        let table = try finder.table(name)
        let found = try finder.record(code, in: table)
        guard let changes = source.table("state_changes"), let key = found.key.int,
            let own = changes.foreignKeys.first(where: { $0.table == name })?.pairs.first(where: {
                $0.from != "client_id"
            })?.from
        else {
            throw DiagnosticList([
                Diagnostic(
                    "records of `\(name)` have no workflow",
                    hint: table.has("state") ? "use `vitrine set \(name) \(code) state=…`" : nil)
            ])
        }
        let from = try text("state_id", of: found) ?? ""
        let to = try self.state(state, from: from)
        let personKey = try person.flatMap { person -> JSONValue? in
            guard changes.has("changed_by_person_id"), let people = source.table("people") else { return nil }
            return try finder.record("\(found.client ?? "")/\(person)", in: people).key
        }
        var values: [JSONValue.Member] = [
            .init(name: "client_id", value: found.clientID.map { .int($0) } ?? .null),
            .init(name: own, value: .int(key)), .init(name: "from_state_id", value: .string(from)),
            .init(name: "to_state_id", value: .string(to)),
            .init(name: "reason", value: reason.map { .string($0) } ?? .null),
            .init(name: "internal_reason", value: internalReason.map { .string($0) } ?? .null),
            .init(name: "changed_at", value: .string(author.at)),
        ]
        if let personKey { values.append(.init(name: "changed_by_person_id", value: personKey)) }
        return try showing(clients(of: found)) {
            try insert(values, into: changes)
            try record(
                AuditEntry(
                    "set-state", table: name, record: found.name, client: found.client,
                    before: [.init(name: "state_id", value: .string(from))],
                    after: [.init(name: "state_id", value: .string(to))]
                        + (reason.map { [.init(name: "reason", value: .string($0))] } ?? [])))
            return found
        }
    }

    // MARK: Parts

    private func published(_ code: String, in name: String) throws -> (RecordFinder, FoundRecord) {
        let finder = try finder()
        let table = try finder.table(name)
        guard table.has("audience") else {
            throw DiagnosticList([
                Diagnostic(
                    "rows of `\(name)` have no audience of their own",
                    hint: "they are visible with the record that they belong to")
            ])
        }
        return (finder, try finder.record(code, in: table))
    }

    /// The state that a word means in the workflow of the state that a record is in.
    private func state(_ word: String, from: String) throws -> String {
        let rows = try database.prepare(
            """
            select id, id in (select to_state_id from workflow_transitions where from_state_id = ?1) from workflow_states
            where workflow_id = (select workflow_id from workflow_states where id = ?1) order by position, id
            """, isLongLived: false)
        try rows.bind(from, at: 1)
        var states: [(id: String, isNext: Bool)] = []
        while try rows.step() { states.append((rows.text(at: 0) ?? "", rows.integer(at: 1) != 0)) }
        let found = states.first { $0.id == word || $0.id.hasSuffix("." + word) }
        let next = states.filter(\.isNext).map { "`\($0.id)`" }.joined(separator: ", ")
        guard let found else {
            throw DiagnosticList([
                Diagnostic(
                    "the workflow has no state `\(word)`",
                    hint: didYouMean(word, in: states.map(\.id))
                        ?? "from `\(from)` it goes to \(next.isEmpty ? "nowhere" : next)")
            ])
        }
        guard found.isNext else {
            throw DiagnosticList([
                Diagnostic(
                    found.id == from
                        ? "it is in the state `\(from)` already" : "`\(from)` does not lead to `\(found.id)`",
                    hint: "it goes to \(next.isEmpty ? "nowhere" : next)")
            ])
        }
        return found.id
    }

    /// Inserts a row of the tool's own making and answers its number.
    @discardableResult
    func insert(_ values: [JSONValue.Member], into table: SourceSchema.Table) throws -> Int64 {
        let columns = values.map { RowName.quoted($0.name) }.joined(separator: ", ")
        let places = values.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let insert = try database.prepare(
            "insert into \(RowName.quoted(table.name)) (\(columns)) values (\(places)) returning rowid",
            isLongLived: false)
        for (index, value) in values.enumerated() { try insert.bind(value.value, at: index + 1) }
        return try refusals(in: table) { () throws(SQLiteError) in
            let id = try insert.step() ? insert.integer(at: 0) : 0
            try insert.run()
            return id
        }
    }

    /// One column of a row, as text.
    func text(_ column: String, of found: FoundRecord) throws -> String? {
        guard let key = found.table.key else { return nil }
        let find = try database.prepare(
            "select \(RowName.quoted(column)) from \(RowName.quoted(found.table.name)) where \(RowName.quoted(key)) = ?1",
            isLongLived: false)
        try find.bind(found.key, at: 1)
        return try find.step() ? find.text(at: 0) : nil
    }

    /// The first day without something whose last day is `day`; what is no day stays as it is, to be refused.
    static func dayAfter(_ day: String) -> String {
        CalendarText.days(day).map { CalendarText.text(days: $0 + 1) } ?? day
    }
}
