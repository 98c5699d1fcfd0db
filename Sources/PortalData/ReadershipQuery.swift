internal import SQLite

/// Computes editions and readers from clients, users, memberships, roles and grants on one day.
struct ReadershipQuery {
    private let database: Connection
    private let asOf: String

    init(_ database: Connection, asOf: String) {
        self.database = database
        self.asOf = asOf
    }

    /// What one user has at one client.
    private struct View {
        let userID: Int64
        let clientID: Int64
        var audiences: Set<String> = []
        var limitedAudiences: Set<String> = []
        /// The projects of each limited role.
        var projects: Set<Int64>?
        /// The granted records, in a fixed order; empty where there are none.
        var grants = ""
        /// Whether he has asked for access lately.
        var hasRequests = false
        var validFrom: String?
        var validBefore: String?

        mutating func begin(on day: String?) {
            guard let day else { return }
            validFrom = validFrom.map { max($0, day) } ?? day
        }

        mutating func end(before day: String?) {
            guard let day else { return }
            validBefore = validBefore.map { min($0, day) } ?? day
        }
    }

    private struct User {
        let id: Int64
        let username: String
        let passwordHash: String?
        let expiresOn: String?
    }

    func readership(of clients: [Client]) throws(SQLiteError) -> Readership {
        let built = clients.filter { $0.status == .draft || $0.status == .active }
        let users = try users()
        var editions: [Edition] = built.map { edition(of: $0, audiences: ["team"]) }
        var names = Set(editions.map(\.name))
        var readable: [(user: User, view: View, home: Edition)] = []
        let byID = Dictionary(uniqueKeysWithValues: built.map { ($0.id, $0) })
        let usersByID = Dictionary(uniqueKeysWithValues: users.map { ($0.id, $0) })
        for view in try views() {
            guard let client = byID[view.clientID], let user = usersByID[view.userID] else { continue }
            guard client.status == .active, client.accessExpiresOn.map({ $0 > asOf }) ?? true else {
                continue
            }
            guard let home = edition(of: client, view: view) else { continue }
            if names.insert(home.name).inserted { editions.append(home) }
            var view = view
            view.end(before: client.accessExpiresOn)
            view.end(before: user.expiresOn)
            readable.append((user, view, home))
        }
        editions.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return Readership(editions: editions, readers: try readers(readable, editions: editions))
    }

    private func readers(
        _ readable: [(user: User, view: View, home: Edition)], editions: [Edition]
    ) throws(SQLiteError) -> [Reader] {
        let dayBefore = try database.prepare("select date(?1, '-1 day')")
        let byClient = Dictionary(grouping: editions) { $0.client.id }
        var result: [Reader] = []
        for (index, entry) in readable.enumerated() {
            if index > 0, readable[index - 1].user.id == entry.user.id { continue }
            let all = readable[index...].prefix { $0.user.id == entry.user.id }
            var names: [String] = []
            for item in all {
                names += (byClient[item.home.client.id] ?? []).filter { item.home.contains($0) }.map(\.name)
            }
            names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            guard let widest = all.max(by: { Self.isNarrower($0.home, $1.home) }) else { continue }
            let validBefore = all.compactMap(\.view.validBefore).min()
            try dayBefore.bind(validBefore, at: 1)
            defer { dayBefore.reset() }
            result.append(
                Reader(
                    id: entry.user.id, username: entry.user.username, passwordHash: entry.user.passwordHash,
                    home: widest.home.name, editions: names,
                    validFrom: all.compactMap(\.view.validFrom).max(),
                    validUntil: try dayBefore.step() ? dayBefore.text(at: 0) : nil,
                    validBefore: validBefore))
        }
        return result.sorted { $0.username.utf8.lexicographicallyPrecedes($1.username.utf8) }
    }

    /// By the number of audiences, then the client that comes first.
    private static func isNarrower(_ left: Edition, _ right: Edition) -> Bool {
        if left.audiences.count != right.audiences.count {
            return left.audiences.count < right.audiences.count
        }
        return right.name.utf8.lexicographicallyPrecedes(left.name.utf8)
    }

    private func edition(of client: Client, audiences: [String]) -> Edition {
        Edition(
            name: Edition.name(slug: client.slug, audiences: audiences), client: client, audiences: audiences,
            limit: nil, userID: nil, grants: "", hasRequests: false)
    }

    /// Nil where the user may see nothing at all.
    private func edition(of client: Client, view: View) -> Edition? {
        let audiences = view.audiences.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let inside = view.limitedAudiences.subtracting(view.audiences)
        let projects = view.projects ?? []
        let isLimited = !inside.isEmpty && !projects.isEmpty
        // Asking opens nothing: who has nothing else has no edition.
        if !isLimited, view.grants.isEmpty, audiences.isEmpty { return nil }
        if !isLimited, view.grants.isEmpty, !view.hasRequests {
            return edition(of: client, audiences: audiences)
        }
        let limit = Edition.Limit(
            audiences: inside.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
            projects: projects.sorted())
        return Edition(
            name: Edition.name(slug: client.slug, userID: view.userID), client: client, audiences: audiences,
            limit: isLimited ? limit : nil, userID: view.userID, grants: view.grants,
            hasRequests: view.hasRequests)
    }

    // MARK: Rows

    private func users() throws(SQLiteError) -> [User] {
        let rows = try database.prepare(
            """
            select id, username, password_hash, expires_on from users
            where status = 'active' and (expires_on is null or expires_on > ?1) order by id
            """)
        try rows.bind(asOf, at: 1)
        var result: [User] = []
        while try rows.step() {
            result.append(
                User(
                    id: rows.integer(at: 0), username: rows.text(at: 1) ?? "", passwordHash: rows.text(at: 2),
                    expiresOn: rows.text(at: 3)))
        }
        return result
    }

    /// One for each user and client, by user and client.
    private func views() throws(SQLiteError) -> [View] {
        var views: [Key: View] = [:]
        try addMemberships(to: &views)
        try addGrants(to: &views)
        try addRequests(to: &views)
        return views.values.sorted { ($0.userID, $0.clientID) < ($1.userID, $1.clientID) }
    }

    private struct Key: Hashable {
        let user: Int64
        let client: Int64
    }

    private func addMemberships(to views: inout [Key: View]) throws(SQLiteError) {
        // A delegated membership ends with its delegator's, however long the chain.
        let rows = try database.prepare(
            """
            with recursive valid (id, begins_on, ends_on) as (
                select id, valid_from_on, valid_until_on from memberships
                where delegated_by_id is null and (valid_from_on is null or valid_from_on <= ?1)
                    and (valid_until_on is null or valid_until_on >= ?1)
                union
                select m.id, max(coalesce(m.valid_from_on, valid.begins_on), coalesce(valid.begins_on, m.valid_from_on)),
                    case when m.valid_until_on is null or valid.ends_on < m.valid_until_on
                    then valid.ends_on else m.valid_until_on end
                from memberships as m join valid on valid.id = m.delegated_by_id
                where (m.valid_from_on is null or m.valid_from_on <= ?1)
                    and (m.valid_until_on is null or m.valid_until_on >= ?1)
            ), held (membership_id, client_id, audience, begins_on, ends_on) as (
                select m.id, m.client_id, r.audience, null, null from memberships as m
                join role_audiences as r on r.role_id = m.role_id
                union
                select membership_id, client_id, audience, valid_from_on, valid_until_on from membership_audiences
                where (valid_from_on is null or valid_from_on <= ?1)
                    and (valid_until_on is null or valid_until_on >= ?1)
            )
            select m.user_id, m.client_id, m.id, roles.is_limited_to_projects, a.key,
                date(valid.ends_on, '+1 day'), date(held.ends_on, '+1 day'),
                valid.begins_on, held.begins_on
            from memberships as m
            join valid on valid.id = m.id
            join roles on roles.id = m.role_id
            left join held on held.membership_id = m.id and held.client_id = m.client_id
            left join audiences as a
                on a.client_id = m.client_id and a.key = held.audience and a.key <> 'internal'
            order by m.user_id, m.client_id, m.id, a.key
            """)
        try rows.bind(asOf, at: 1)
        let projects = try projectsByMembership()
        while try rows.step() {
            let key = Key(user: rows.integer(at: 0), client: rows.integer(at: 1))
            let isLimited = rows.integer(at: 3) != 0
            var view = views[key] ?? View(userID: key.user, clientID: key.client)
            if let audience = rows.text(at: 4), Slug.isAudience(audience) {
                if isLimited {
                    view.limitedAudiences.insert(audience)
                } else {
                    view.audiences.insert(audience)
                }
            }
            if isLimited {
                // Two limited roles at one client share what both have: never more than either gives.
                let own = projects[rows.integer(at: 2)] ?? []
                view.projects = view.projects.map { $0.intersection(own) } ?? own
            }
            view.end(before: rows.text(at: 5))
            view.end(before: rows.text(at: 6))
            view.begin(on: rows.text(at: 7))
            view.begin(on: rows.text(at: 8))
            views[key] = view
        }
    }

    private func projectsByMembership() throws(SQLiteError) -> [Int64: Set<Int64>] {
        let rows = try database.prepare(
            "select membership_id, project_id from project_members order by membership_id, project_id")
        var result: [Int64: Set<Int64>] = [:]
        while try rows.step() { result[rows.integer(at: 0), default: []].insert(rows.integer(at: 1)) }
        return result
    }

    /// A grant adds to a membership, or stands alone for a user who never had one; it does not outlive the last.
    private func addGrants(to views: inout [Key: View]) throws(SQLiteError) {
        let rows = try database.prepare(
            """
            with valid as (
                select * from grants where expires_on is null or expires_on > ?1
                order by user_id, client_id, record_table, record_id, id
            )
            select user_id, client_id, min(expires_on), exists (select 1 from memberships
                where memberships.user_id = valid.user_id and memberships.client_id = valid.client_id),
                group_concat(record_table || ' ' || record_id || ' ' || level)
            from valid group by user_id, client_id order by user_id, client_id
            """)
        try rows.bind(asOf, at: 1)
        while try rows.step() {
            let key = Key(user: rows.integer(at: 0), client: rows.integer(at: 1))
            let isFormerMember = views[key] == nil && rows.integer(at: 3) != 0
            if isFormerMember { continue }
            var view = views[key] ?? View(userID: key.user, clientID: key.client)
            view.grants = rows.text(at: 4) ?? ""
            view.end(before: rows.text(at: 2))
            views[key] = view
        }
    }
    private func addRequests(to views: inout [Key: View]) throws(SQLiteError) {
        let rows = try database.prepare(
            """
            select distinct user_id, client_id from access_requests
            where \(AccessTables.isRecent("access_requests", day: "?1")) order by user_id, client_id
            """)
        try rows.bind(asOf, at: 1)
        while try rows.step() {
            views[Key(user: rows.integer(at: 0), client: rows.integer(at: 1))]?.hasRequests = true
        }
    }
}
