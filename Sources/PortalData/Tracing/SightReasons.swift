internal import SQLite

/// Why one record is seen by a user, or is not, in words: role, audience, grant, window.
struct SightReasons {
    let database: Connection
    let record: FoundRecord
    let asOf: String

    /// What lets a user see the record, given that he does.
    func reasons(of user: Int64) throws(SQLiteError) -> [String] {
        var result: [String] = []
        let audience = try text("audience")
        // A client's own row is seen with any role, whatever audiences that holds.
        if audience != nil || record.table.name == "clients" {
            let roles = try database.prepare(
                """
                select roles.id, roles.is_limited_to_projects, memberships.valid_until_on, ra.role_id is null,
                    memberships.id
                from memberships join roles on roles.id = memberships.role_id
                left join role_audiences as ra on ra.role_id = roles.id and ra.audience = ?3
                left join membership_audiences as ma
                    on ma.membership_id = memberships.id and ma.audience = ?3
                    and (ma.valid_from_on is null or ma.valid_from_on <= ?4)
                    and (ma.valid_until_on is null or ma.valid_until_on >= ?4)
                where memberships.user_id = ?1 and memberships.client_id = ?2
                    and (?3 is null or ra.role_id is not null or ma.membership_id is not null)
                    and (memberships.valid_from_on is null or memberships.valid_from_on <= ?4)
                    and (memberships.valid_until_on is null or memberships.valid_until_on >= ?4)
                order by roles.id, memberships.id
                """, isLongLived: false)
            try roles.bind(user, at: 1)
            try roles.bind(record.clientID, at: 2)
            try roles.bind(audience, at: 3)
            try roles.bind(asOf, at: 4)
            while try roles.step() {
                let role = roles.text(at: 0) ?? ""
                let until = roles.text(at: 2).map { ", until \($0)" } ?? ""
                let limit = roles.integer(at: 1) != 0 ? " in its projects" : ""
                let row = " (memberships \(roles.integer(at: 4)))"
                guard let audience else {
                    result.append("the role `\(role)`\(limit)\(until)\(row)")
                    continue
                }
                result.append(
                    roles.integer(at: 3) != 0
                        ? "the membership as `\(role)` has the audience `\(audience)` besides\(limit)\(until)\(row)"
                        : "the role `\(role)` holds the audience `\(audience)`\(limit)\(until)\(row)")
            }
        } else {
            result.append("the record that it belongs to is seen")
        }
        let grants = try database.prepare(
            """
            select level, expires_on from grants
            where user_id = ?1 and record_table = ?2 and record_id = ?3 and (expires_on is null or expires_on > ?4)
            order by id
            """, isLongLived: false)
        try grants.bind(user, at: 1)
        try grants.bind(record.table.name, at: 2)
        try grants.bind(record.rowID, at: 3)
        try grants.bind(asOf, at: 4)
        while try grants.step() {
            let until = grants.text(at: 1).map { ", until before \($0)" } ?? ""
            result.append("a grant of the level \(grants.text(at: 0) ?? "")\(until)")
        }
        return result
    }

    /// Everything that keeps a user from the record, as far as it is about him, his roles, or the record by itself.
    func hindrances(of user: Int64, client: Client, hasEdition: Bool) throws(SQLiteError) -> [String] {
        var result = try hindrances(of: user)
        if client.status != .active {
            result.append("the client is \(client.status.rawValue): nothing of it is published")
        }
        if let end = client.accessExpiresOn, end <= asOf {
            result.append("the client's access ended on \(end)")
        }
        let audience = try text("audience")
        if audience == "internal" { result.append("the record is internal") }
        if let day = try text("publish_on"), day > asOf { result.append("it is published from \(day) on") }
        if let day = try text("expires_on"), day <= asOf { result.append("it expired on \(day)") }
        if record.table.name == "document_versions", let state = try text("state"),
            !["current", "superseded"].contains(state)
        {
            result.append("the version is \(state)")
        }
        guard result.isEmpty else { return result }
        if !hasEdition { return ["no role of his at this client is valid on \(asOf), and no grant"] }
        if let audience, audience != "internal", try reasons(of: user).isEmpty {
            result.append("none of his roles holds the audience `\(audience)`, and there is no grant")
        } else if audience != nil, try isLimited(user) {
            result.append("his role is limited to projects of which it is not part")
        }
        return result
    }

    private func hindrances(of user: Int64) throws(SQLiteError) -> [String] {
        let row = try database.prepare(
            "select status, expires_on, kind from users where id = ?1", isLongLived: false)
        try row.bind(user, at: 1)
        guard try row.step() else { return [] }
        var result: [String] = []
        if let status = row.text(at: 0), status != "active" { result.append("the user is \(status)") }
        if let end = row.text(at: 1), end <= asOf { result.append("the user's access ended on \(end)") }
        return result
    }

    /// Whether every valid role of a user at the client is limited to projects.
    private func isLimited(_ user: Int64) throws(SQLiteError) -> Bool {
        let rows = try database.prepare(
            """
            select min(roles.is_limited_to_projects) from memberships join roles on roles.id = memberships.role_id
            where user_id = ?1 and client_id = ?2
            """, isLongLived: false)
        try rows.bind(user, at: 1)
        try rows.bind(record.clientID, at: 2)
        return try rows.step() && rows.integer(at: 0) == 1
    }

    /// A column of the record; nil where its table has none.
    private func text(_ column: String) throws(SQLiteError) -> String? {
        guard record.table.has(column), let key = record.table.key else { return nil }
        let row = try database.prepare(
            "select \(RowName.quoted(column)) from \(RowName.quoted(record.table.name)) where \(RowName.quoted(key)) = ?1",
            isLongLived: false)
        try row.bind(record.rowID, at: 1)
        return try row.step() ? row.text(at: 0) : nil
    }
}
