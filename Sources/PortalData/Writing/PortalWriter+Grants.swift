internal import Diagnostics
internal import JSON
internal import SQLite

extension PortalWriter {
    /// Gives one user one record, and what belongs to it; a grant that exists already is changed.
    ///
    /// `level` is `view` or `download`, nil keeps it; `last` is the last day, nil for good. Refused where the user would see
    /// nothing of it all the same.
    public func grant(
        _ code: String, in table: String, to username: String, level: String? = nil,
        until last: String? = nil,
        reason: String? = nil
    ) throws -> RecordChange {
        let finder = try finder()
        let found = try finder.record(code, in: finder.table(table))
        return try grant(
            found, to: finder.user(username), level: level, until: last, reason: reason, request: nil)
    }

    /// Takes a grant back.
    public func revoke(_ code: String, in table: String, from username: String) throws -> RecordChange {
        let finder = try finder()
        let found = try finder.record(code, in: finder.table(table))
        let user = try finder.user(username)
        return try showing(clients(of: found)) {
            let remove = try database.prepare(
                """
                delete from grants where user_id = ?1 and record_table = ?2 and record_id = ?3
                returning level, expires_on
                """, isLongLived: false)
            try bind([user.key, .string(table), found.key], to: remove)
            guard try remove.step() else {
                throw DiagnosticList([
                    Diagnostic(
                        "`\(username)` has no grant for \(found.description)",
                        hint:
                            "what an audience shows is not granted: `vitrine withdraw`, or change the membership"
                    )
                ])
            }
            let before: [JSONValue.Member] = [
                .init(name: "user", value: .string(username)),
                .init(name: "level", value: remove.json(at: 0)),
                .init(name: "expires_on", value: remove.json(at: 1)),
            ]
            try remove.run()
            try record(
                AuditEntry("revoke", table: table, record: found.name, client: found.client, before: before))
            return found
        }
    }

    func grant(
        _ found: FoundRecord, to user: FoundRecord, level: String?, until last: String?, reason: String?,
        request: Int64?
    ) throws -> RecordChange {
        if let level, level != "view", level != "download" {
            throw DiagnosticList([Diagnostic("`\(level)` is no level", hint: "write `view` or `download`")])
        }
        guard let grants = try finder().source.table("grants"), let client = found.clientID,
            let slug = found.client
        else { throw DiagnosticList([Diagnostic("rows of `\(found.table.name)` cannot be granted")]) }
        let own = Edition.name(slug: slug, userID: user.rowID)
        let opens = { (moment: VisibilityMoment) throws in
            // Who does not get in yet sees nothing in any case.
            if !moment.admits(user.name) || moment.has(found.table.name, found.rowID, in: own) { return }
            throw DiagnosticList([
                Diagnostic(
                    "the grant would open nothing: `\(user.name)` sees no record that \(found.description) belongs to, or"
                        + " today is outside of its days", hint: "grant the record that it belongs to as well"
                )
            ])
        }
        return try showing([client], check: opens) {
            let find = try database.prepare(
                "select id, level, expires_on from grants where user_id = ?1 and record_table = ?2 and record_id = ?3",
                isLongLived: false)
            try bind([user.key, .string(found.table.name), found.key], to: find)
            let expires = last.map { JSONValue.string(Self.dayAfter($0)) } ?? .null
            var before: [JSONValue.Member] = []
            var values: [JSONValue.Member] = [.init(name: "expires_on", value: expires)]
            if let level { values.append(.init(name: "level", value: .string(level))) }
            if let reason { values.append(.init(name: "reason", value: .string(reason))) }
            if let request { values.append(.init(name: "request_id", value: .int(request))) }
            if try find.step() {
                before = [
                    .init(name: "level", value: find.json(at: 1)),
                    .init(name: "expires_on", value: find.json(at: 2)),
                ]
                let sets = values.enumerated().map { "\($1.name) = ?\($0 + 1)" }.joined(separator: ", ")
                let change = try database.prepare(
                    "update grants set \(sets) where id = ?\(values.count + 1)", isLongLived: false)
                try bind(values.map(\.value) + [find.json(at: 0)], to: change)
                find.reset()
                try refusals(in: grants) { () throws(SQLiteError) in try change.run() }
            } else {
                values += [
                    .init(name: "client_id", value: .int(client)), .init(name: "user_id", value: user.key),
                    .init(name: "record_table", value: .string(found.table.name)),
                    .init(name: "record_id", value: found.key),
                ]
                try insert(values + [.init(name: "created_at", value: .string(author.at))], into: grants)
            }
            try record(
                AuditEntry(
                    "grant", table: found.table.name, record: found.name, client: slug, before: before,
                    after: [.init(name: "user", value: .string(user.name))]
                        + values.filter { ["level", "expires_on", "reason", "request_id"].contains($0.name) })
            )
            return found
        }
    }

    /// Binds values to a statement's parameters, in order.
    func bind(_ values: [JSONValue], to statement: Statement) throws(SQLiteError) {
        for (index, value) in values.enumerated() { try statement.bind(value, at: index + 1) }
    }
}
