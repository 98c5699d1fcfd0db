internal import Diagnostics
internal import JSON
internal import SQLite

/// What going for good did to a client, beside its readers.
public struct Offboarding: Hashable, Sendable {
    /// What readers lose.
    public let change: RecordChange
    /// User names of those who had no other client.
    public var suspended: [String] = []
    /// How many memberships, grants and pending requests ended.
    public var memberships = 0, grants = 0, requests = 0
}

extension PortalWriter {
    /// Makes a client active or suspended; nil where it is so already.
    public func setStatus(_ status: String, ofClient slug: String) throws -> RecordChange? {
        let found = try client(slug)
        guard try text("status", of: found) != status else { return nil }
        return try showing(clients(of: found)) {
            try update(
                found,
                [.init(name: "status", value: .string(status)), .init(name: "offboarded_on", value: .null)],
                action: "set")
            return found
        }
    }

    /// Shuts a client's portal for good: nil where that was done before.
    ///
    /// Memberships and grants end today, pending requests expire, and users who have no other client are suspended, those
    /// who were only invited too. The day is kept in `clients.offboarded_on`.
    public func offboard(_ slug: String) throws -> Offboarding? {
        let found = try client(slug)
        guard try text("status", of: found) != "offboarded" else { return nil }
        var users: [FoundRecord] = []
        var ended = (memberships: 0, grants: 0, requests: 0)
        let change = try showing(clients(of: found)) {
            users = try readersOnly(of: found)
            for user in users {
                try update(user, [.init(name: "status", value: .string("suspended"))], action: "suspend")
            }
            ended.memberships = try end(
                "memberships", "valid_until_on", of: found,
                """
                select id, max(?2, coalesce(valid_from_on, ?2)) from memberships
                where client_id = ?1 and (valid_until_on is null or valid_until_on > ?2) order by id
                """)
            ended.grants = try end(
                "grants", "expires_on", of: found,
                """
                select id, ?2 from grants
                where client_id = ?1 and (expires_on is null or expires_on > ?2) order by id
                """)
            ended.requests = try expireRequests(
                "client_id = ?1 and ?2 is not null", [found.key, .string(author.day)]
            ).count
            try update(
                found,
                [
                    .init(name: "status", value: .string("offboarded")),
                    .init(name: "offboarded_on", value: .string(author.day)),
                ], action: "offboard")
            return found
        }
        return Offboarding(
            change: change, suspended: users.map(\.name), memberships: ended.memberships,
            grants: ended.grants, requests: ended.requests)
    }

    private func client(_ slug: String) throws -> FoundRecord {
        let finder = try finder()
        return try finder.record(slug, in: finder.table("clients"))
    }

    /// Users of a client who may still get in, and who have nothing at another client.
    private func readersOnly(of client: FoundRecord) throws -> [FoundRecord] {
        let finder = try finder()
        let users = try finder.table("users")
        let rows = try database.prepare(
            """
            with linked (user_id, client_id) as (
                select user_id, client_id from memberships union select user_id, client_id from grants
            )
            select id from users where kind = 'client' and status in ('invited', 'active')
                and exists (select 1 from linked where user_id = users.id and client_id = ?1)
                and not exists (select 1 from linked where user_id = users.id and client_id <> ?1)
            order by username
            """, isLongLived: false)
        try rows.bind(client.rowID, at: 1)
        var found: [FoundRecord] = []
        while try rows.step() {
            if let user = try finder.records(key: rows.integer(at: 0), in: users) { found.append(user) }
        }
        return found
    }

    /// Gives rows their last day, each with its audit row; answers how many. The query takes the client and today, and
    /// gives keys and days.
    private func end(
        _ table: String, _ column: String, of client: FoundRecord, _ query: String
    ) throws -> Int {
        let finder = try finder()
        guard let described = finder.source.table(table) else { return 0 }
        let rows = try database.prepare(query, isLongLived: false)
        try bind([client.key, .string(author.day)], to: rows)
        var days: [(key: Int64, day: JSONValue)] = []
        while try rows.step() { days.append((rows.integer(at: 0), rows.json(at: 1))) }
        for (key, day) in days {
            guard let row = try finder.records(key: key, in: described) else { continue }
            try update(row, [.init(name: column, value: day)], action: "end")
        }
        return days.count
    }
}
