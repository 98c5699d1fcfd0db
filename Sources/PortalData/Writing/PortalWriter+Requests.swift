public import Diagnostics
internal import JSON
internal import SQLite

/// What somebody asks to see.
public enum RequestedThing: Hashable, Sendable {
    /// A row, by table and code.
    case record(table: String, code: String)
    /// Something in words, at a client.
    case words(String, client: String)
}

extension PortalWriter {
    /// Notes that a user asks for something and answers the request's number; at most one is pending for a user and a thing.
    public func openRequest(
        by username: String, for thing: RequestedThing, level: String?, reason: String?
    ) throws -> Int64 {
        let finder = try finder()
        let user = try finder.user(username)
        guard let requests = finder.source.table("access_requests") else { return 0 }
        var values: [JSONValue.Member] = [
            .init(name: "user_id", value: user.key), .init(name: "asked_at", value: .string(author.at)),
        ]
        let client: String?
        switch thing {
        case .record(let table, let code):
            let found = try finder.record(code, in: finder.table(table))
            client = found.client
            values += [
                .init(name: "client_id", value: found.clientID.map { .int($0) } ?? .null),
                .init(name: "record_table", value: .string(table)),
                .init(name: "record_id", value: found.key),
            ]
        case .words(let words, let slug):
            client = slug
            values += [
                .init(name: "client_id", value: .int(try finder.client(slug).id)),
                .init(name: "resource", value: .string(words)),
            ]
        }
        if let level { values.append(.init(name: "level", value: .string(level))) }
        if let reason { values.append(.init(name: "reason", value: .string(reason))) }
        let id = try insert(values, into: requests)
        try record(
            AuditEntry("request", table: "access_requests", record: "\(id)", client: client, after: values))
        return id
    }

    /// Approves a pending request: what was asked for is granted until `last`, the last day; nil for good.
    ///
    /// A request in words is approved without a grant; nil is returned then. The requester and the client's owners read
    /// `answer`, and never `comment`.
    public func approve(
        request id: String, by approver: String?, comment: String?, answer: String? = nil,
        until last: String?
    ) throws -> RecordChange? {
        let request = try pending(id)
        try decide(request, "approved", by: approver, comment: comment, answer: answer)
        guard let table = request.table else { return nil }
        let finder = try finder()
        guard let found = try finder.records(key: request.record, in: finder.table(table)) else {
            throw DiagnosticList([
                Diagnostic("the record that was asked for is gone", hint: "deny the request")
            ])
        }
        return try grant(
            found, to: finder.user(request.username), level: request.level, until: last,
            reason: request.reason,
            request: request.id)
    }

    /// Denies a pending request; `comment` and `answer` as in `approve`.
    public func deny(
        request id: String, by approver: String?, comment: String?, answer: String? = nil
    ) throws {
        try decide(pending(id), "denied", by: approver, comment: comment, answer: answer)
    }

    // MARK: Parts

    struct PendingRequest {
        let id: Int64
        let clientID: Int64
        let client: String
        let username: String
        let table: String?
        let record: Int64
        let level: String
        let reason: String?
    }

    func pending(_ id: String) throws -> PendingRequest {
        let find = try database.prepare(
            """
            select r.id, r.client_id, clients.slug, username, record_table, record_id, level, reason, r.status
            from access_requests as r join users on users.id = r.user_id join clients on clients.id = r.client_id
            where cast(r.id as text) = ?1
            """, isLongLived: false)
        try find.bind(id, at: 1)
        guard try find.step() else {
            throw DiagnosticList([
                Diagnostic(
                    "there is no request `\(id)`", hint: "`vitrine request list` shows those that are pending"
                )
            ])
        }
        guard find.text(at: 8) == "pending" else {
            throw DiagnosticList([Diagnostic("request \(id) is \(find.text(at: 8) ?? "") already")])
        }
        return PendingRequest(
            id: find.integer(at: 0), clientID: find.integer(at: 1), client: find.text(at: 2) ?? "",
            username: find.text(at: 3) ?? "", table: find.text(at: 4), record: find.integer(at: 5),
            level: find.text(at: 6) ?? "download", reason: find.text(at: 7))
    }

    private func decide(
        _ request: PendingRequest, _ decision: String, by approver: String?, comment: String?,
        answer: String?
    ) throws {
        let finder = try finder()
        guard let approvals = finder.source.table("access_approvals") else { return }
        let update = try database.prepare(
            "update access_requests set status = ?1, decided_at = ?2 where id = ?3", isLongLived: false)
        try bind([.string(decision), .string(author.at), .int(request.id)], to: update)
        try update.run()
        try insert(
            [
                .init(name: "client_id", value: .int(request.clientID)),
                .init(name: "request_id", value: .int(request.id)),
                .init(name: "approver_id", value: try approver.map { try finder.user($0).key } ?? .null),
                .init(name: "decision", value: .string(decision)),
                .init(name: "comment", value: comment.map { .string($0) } ?? .null),
                .init(name: "answer", value: answer.map { .string($0) } ?? .null),
                .init(name: "decided_at", value: .string(author.at)),
            ], into: approvals)
        try record(
            AuditEntry(
                decision == "approved" ? "approve" : "deny", table: "access_requests",
                record: "\(request.id)",
                client: request.client, before: [.init(name: "status", value: .string("pending"))],
                after: [.init(name: "status", value: .string(decision))]
                    + (approver.map { [.init(name: "approver", value: .string($0))] } ?? [])
                    + (comment.map { [.init(name: "comment", value: .string($0))] } ?? [])
                    + (answer.map { [.init(name: "answer", value: .string($0))] } ?? [])))
    }
}

extension RecordFinder {
    /// A row by its number.
    func records(key: Int64, in table: SourceSchema.Table) throws -> FoundRecord? {
        guard let own = table.key else { return nil }
        let name = RecordNames.column(of: table) ?? own
        let find = try database.prepare(
            "select \(RowName.quoted(name)), \(Self.owner(of: table)) from \(RowName.quoted(table.name))"
                + " where \(RowName.quoted(own)) = ?1", isLongLived: false)
        try find.bind(key, at: 1)
        guard try find.step() else { return nil }
        let client = find.optionalInteger(at: 1)
        return FoundRecord(
            table: table, key: .int(key), name: find.text(at: 0) ?? "", clientID: client,
            client: try client.map(slug))
    }
}

/// A request as `vitrine request list` shows it.
extension LivePortal {
    /// A line for each request, oldest first: number, status, when, who, client, what, reason.
    public func requests(pendingOnly: Bool, client: String?) throws(DiagnosticList) -> [String] {
        do {
            let database = try Connection(path: path, mode: .readOnly)
            database.setBusyTimeout(milliseconds: 10_000)
            try DatabaseHeader.check(database, path: path)
            let finder = try RecordFinder(database: database, source: SourceSchema(database))
            let rows = try database.prepare(
                """
                select r.id, r.status, asked_at, username, clients.slug, record_table, record_id, resource, level, reason
                from access_requests as r join users on users.id = r.user_id join clients on clients.id = r.client_id
                where (?1 = 0 or r.status = 'pending') and (?2 is null or clients.slug = ?2) order by asked_at, r.id
                """, isLongLived: false)
            try rows.bind(pendingOnly ? 1 : 0 as Int64, at: 1)
            try rows.bind(client, at: 2)
            var lines: [String] = []
            while try rows.step() {
                let record = try rows.text(at: 5).flatMap { name -> String? in
                    guard let table = finder.source.table(name) else { return nil }
                    let found = try finder.records(key: rows.integer(at: 6), in: table)
                    return found?.description ?? "\(name) \(rows.integer(at: 6)), which is gone"
                }
                let what = record ?? rows.text(at: 7).map { "\"\($0)\"" } ?? ""
                let parts = (0..<5).map { rows.text(at: $0) ?? "" } + [what, rows.text(at: 8) ?? ""]
                lines.append(parts.joined(separator: " ") + (rows.text(at: 9).map { ": \($0)" } ?? ""))
            }
            return lines
        } catch {
            throw DatabaseHeader.problems(error, path: path)
        }
    }
}
