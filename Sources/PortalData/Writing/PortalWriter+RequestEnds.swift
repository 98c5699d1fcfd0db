internal import Diagnostics
internal import JSON
internal import SQLite

extension PortalWriter {
    /// Takes back a pending request, as its user wishes.
    public func withdraw(request id: String) throws {
        let request = try pending(id)
        try close(request.id, "withdrawn", client: request.client)
    }

    /// Lets requests expire that nobody decided within a number of days; answers their numbers, oldest first.
    public func expireRequests(olderThanDays days: Int) throws -> [Int64] {
        try expireRequests(
            "asked_at < strftime('%Y-%m-%dT%H:%M:%SZ', ?1, '-' || ?2 || ' days')",
            [.string(author.at), .int(Int64(days))])
    }

    /// Lets pending requests expire for which a condition with two parameters holds.
    func expireRequests(_ condition: String, _ values: [JSONValue]) throws -> [Int64] {
        let rows = try database.prepare(
            """
            select access_requests.id, slug from access_requests join clients on clients.id = client_id
            where access_requests.status = 'pending' and \(condition) order by asked_at, access_requests.id
            """, isLongLived: false)
        try bind(values, to: rows)
        var expired: [(id: Int64, client: String)] = []
        while try rows.step() { expired.append((rows.integer(at: 0), rows.text(at: 1) ?? "")) }
        for request in expired { try close(request.id, "expired", client: request.client) }
        return expired.map(\.id)
    }

    private func close(_ id: Int64, _ status: String, client: String) throws {
        let update = try database.prepare(
            "update access_requests set status = ?1, decided_at = ?2 where id = ?3", isLongLived: false)
        try bind([.string(status), .string(author.at), .int(id)], to: update)
        try update.run()
        try record(
            AuditEntry(
                status == "expired" ? "expire" : "withdraw", table: "access_requests", record: "\(id)",
                client: client, before: [.init(name: "status", value: .string("pending"))],
                after: [.init(name: "status", value: .string(status))]))
    }
}
