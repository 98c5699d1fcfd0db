internal import JSON
internal import SQLite

extension PortalWriter {
    /// Makes a person nobody: names, addresses, numbers and credentials go, memberships and grants end.
    ///
    /// What he did stays, by a former reader. Texts that name him are listed, and not changed. What rows of the audit log
    /// say of him is erased. Nothing is changed where a legal hold is on what he is a party of.
    ///
    /// - Parameter word: a user name, the code of a row of `people` (`acme/ada`), or an e-mail address.
    public func forget(_ word: String) throws -> ForgetOutcome {
        try forget(Person(word, in: database), isAgain: false)
    }

    /// Forgets once more whom a backup brought back.
    public func forgetAgain(_ list: PrunedList) throws -> ForgetOutcome? {
        guard let person = try Person(returnedBy: list, in: database) else { return nil }
        return try forget(person, isAgain: true)
    }

    private func forget(_ person: Person, isAgain: Bool) throws -> ForgetOutcome {
        try database.execute("pragma secure_delete = on")
        var outcome = ForgetOutcome()
        outcome.rows = person.rows.map(\.description)
        outcome.words = person.words
        outcome.holds = try holds(on: person)
        guard outcome.holds.isEmpty else { return outcome }
        let source = try SourceSchema(database)
        for row in person.rows {
            outcome.erased += try eraseAudit(of: row.name, in: row.table, client: row.client)
            try clear(row, source, &outcome)
        }
        for user in person.ids("users") { try end(user: user, &outcome) }
        for id in person.ids("people") { try end(person: id, &outcome) }
        outcome.erased += try eraseAudit(naming: person.words)
        outcome.mentions = try Mentions(database, source).find(person)
        for row in person.rows {
            try record(AuditEntry("forget", table: row.table, record: row.digest, client: row.client))
            if isAgain { continue }
            outcome.records.append(
                PrunedList.Record(
                    at: author.at, action: "forget", policy: nil, table: row.table, digest: row.digest,
                    madeAt: row.madeAt))
        }
        return outcome
    }

    // MARK: Parts

    /// Empties every column of the row that may be empty, but references; what may not says that there was somebody.
    private func clear(_ row: Person.Row, _ source: SourceSchema, _ outcome: inout ForgetOutcome) throws {
        guard let table = source.table(row.table) else { return }
        let references = Set(table.foreignKeys.flatMap { $0.pairs.map(\.from) })
        var sets = table.columns.filter {
            $0.isOptional && $0.keyPosition == 0 && !references.contains($0.name)
        }
        .map { ($0.name, "null") }
        let alias = "former-\(row.id)"
        switch row.table {
        case "people":
            sets += [("name", "'Former reader'"), ("code", try free(alias, row)), ("audience", "'internal'")]
        case "users": sets += [("username", try free(alias, row)), ("status", "'removed'")]
        default: sets += [("name", "'Former contact'")]
        }
        let list = sets.map { "\(RowName.quoted($0.0)) = \($0.1)" }.joined(separator: ", ")
        let update = try database.prepare("update \(row.table) set \(list) where id = ?1", isLongLived: false)
        try update.bind(row.id, at: 1)
        try update.run()
        outcome.changes.append("\(row.description): emptied \(sets.map(\.0).joined(separator: ", "))")
    }

    /// A code or user name that nobody has.
    private func free(_ alias: String, _ row: Person.Row) throws -> String {
        let column = row.table == "users" ? "username" : "code"
        var name = alias
        var number = 1
        while try database.integer("select count(*) from \(row.table) where \(column) = '\(name)'") > 0 {
            number += 1
            name = "\(alias)-\(number)"
        }
        return "'\(name)'"
    }

    private func end(user id: Int64, _ outcome: inout ForgetOutcome) throws {
        let yesterday = "date('\(author.day)', '-1 day')"
        let steps = [
            (
                "memberships that had not begun, taken away",
                "delete from memberships where user_id = ?1 and valid_from_on > \(yesterday)"
            ),
            (
                "memberships ended",
                """
                update memberships set valid_until_on = \(yesterday)
                where user_id = ?1 and coalesce(valid_until_on, '9999-12-31') > \(yesterday)
                """
            ),
            ("grants taken back", "delete from grants where user_id = ?1"),
            (
                "requests for access withdrawn",
                """
                update access_requests set status = 'withdrawn', decided_at = max(asked_at, '\(author.at)')
                where user_id = ?1 and status = 'pending'
                """
            ),
            (
                "reasons of requests for access emptied",
                "update access_requests set reason = null where user_id = ?1 and reason is not null"
            ),
            ("choices of notifications deleted", "delete from notification_preferences where user_id = ?1"),
            (
                "rows of the access log that lost their user",
                "update access_log set user_id = null, address_hash = null where user_id = ?1"
            ),
        ]
        for (text, sql) in steps { try run(sql, id, text, &outcome) }
        let requests = try database.prepare(
            "select id from access_requests where user_id = ?1 order by id", isLongLived: false)
        try requests.bind(id, at: 1)
        var numbers: [Int64] = []
        while try requests.step() { numbers.append(requests.integer(at: 0)) }
        for number in numbers {
            outcome.erased += try eraseAudit(of: "\(number)", in: "access_requests", client: nil)
        }
    }

    private func end(person id: Int64, _ outcome: inout ForgetOutcome) throws {
        let steps = [
            (
                "consents ended",
                "update consents set withdrawn_at = max(given_at, '\(author.at)') where person_id = ?1 and withdrawn_at is null"
            ),
            (
                "signatures by a former reader",
                "update signature_parties set name = 'Former reader', decline_reason = null where person_id = ?1"
            ),
        ]
        for (text, sql) in steps { try run(sql, id, text, &outcome) }
    }

    private func run(_ sql: String, _ id: Int64, _ text: String, _ outcome: inout ForgetOutcome) throws {
        let change = try database.prepare(sql, isLongLived: false)
        try change.bind(id, at: 1)
        try change.run()
        if database.changes > 0 { outcome.changes.append("\(text): \(database.changes)") }
    }

    /// Signatures and approvals of held documents, and clients on hold.
    private func holds(on person: Person) throws -> [String] {
        var result: Set<String> = []
        func add(_ sql: String, _ ids: [Int64]) throws {
            for id in ids {
                let find = try database.prepare(sql, isLongLived: false)
                try find.bind(id, at: 1)
                while try find.step() { result.insert(find.text(at: 0) ?? "") }
            }
        }
        let document = "'documents ' || documents.code || ' (' || clients.slug || ')'"
        try add(
            """
            select \(document) from signature_parties
            join signature_requests on signature_requests.id = signature_request_id
            join document_versions on document_versions.id = signature_requests.document_version_id
            join documents on documents.id = document_id join clients on clients.id = documents.client_id
            where person_id = ?1 and documents.is_legal_hold = 1
            union select \(document) from deliverable_approvals
            join document_versions on document_versions.id = document_version_id
            join documents on documents.id = document_id join clients on clients.id = documents.client_id
            where decided_by_id = ?1 and documents.is_legal_hold = 1
            union select 'client ' || slug from clients
            where is_legal_hold = 1 and id = (select client_id from people where id = ?1)
            """, person.ids("people"))
        try add(
            """
            select 'client ' || slug from clients where is_legal_hold = 1
                and (id in (select client_id from memberships where user_id = ?1)
                    or id in (select client_id from grants where user_id = ?1))
            """, person.ids("users"))
        return result.sorted()
    }

    /// Erases what rows of the audit log say where that holds one of the words, as JSON writes it.
    private func eraseAudit(naming words: [String]) throws -> Int {
        let find = try database.prepare(
            """
            select id from audit_log where instr(before_json, ?1) > 0 or instr(after_json, ?1) > 0 order by id
            """, isLongLived: false)
        var rows: Set<Int64> = []
        for word in words {
            var writer = JSONWriter()
            writer.string(word)
            try find.bind(String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self), at: 1)
            while try find.step() { rows.insert(find.integer(at: 0)) }
        }
        try eraseAudit(rows: rows.sorted())
        return rows.count
    }
}
