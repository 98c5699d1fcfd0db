/// What a reader holds at one client.
public struct View {
    /// The client's row.
    public let client: String
    /// Without a limit.
    public internal(set) var audiences: Set<String> = []
    var limitedAudiences: Set<String> = []
    /// Of the limit.
    var projects: Set<String> = []
    /// The level by table and row.
    var grants: [String: String] = [:]

    func grant(on row: Judge.Row) -> String? { grants["\(row.table.name) \(row.key)"] }
}

extension Judge {
    /// A client's readers without a name: whoever is of the team.
    public func team(of client: String) -> View { View(client: client, audiences: ["team"]) }

    /// Whether a client has editions, and whether anybody may read them.
    public func isBuilt(_ client: Row) -> Bool {
        ["draft", "active"].contains(client.values["status"] ?? "")
    }

    private func isOpen(_ client: Row) -> Bool {
        client.values["status"] == "active" && (client.values["access_expires_on"] ?? "9") > day
    }

    /// What a user holds, by client; nothing where he may not even log in.
    public func views(of user: Row) -> [View] {
        guard user.values["status"] == "active", (user.values["expires_on"] ?? "9") > day else { return [] }
        return all("clients").filter(isOpen).compactMap { client in
            let view = view(of: user, at: client.key)
            let isNothing =
                view.audiences.isEmpty && view.grants.isEmpty
                && (view.limitedAudiences.isEmpty || view.projects.isEmpty)
            return isNothing ? nil : view
        }
    }

    private func view(of user: Row, at client: String) -> View {
        var view = View(client: client)
        let own = all("memberships").filter {
            $0.values["user_id"] == user.key && $0.values["client_id"] == client
        }
        let valid = validMemberships(of: user, at: client)
        var projectsOfRoles: [Set<String>] = []
        for membership in valid {
            let audiences = audiences(of: membership)
            if role(of: membership)?.values["is_limited_to_projects"] == "0" {
                view.audiences.formUnion(audiences)
            } else {
                view.limitedAudiences.formUnion(audiences)
                projectsOfRoles.append(projects(of: membership))
            }
        }
        // Two limits together are never wider than one of them.
        if let first = projectsOfRoles.first {
            view.projects = projectsOfRoles.reduce(first) { $0.intersection($1) }
        }
        // A grant does not outlive the last membership.
        guard own.isEmpty || !valid.isEmpty else { return view }
        for grant in all("grants")
        where grant.values["user_id"] == user.key && grant.values["client_id"] == client
            && (grant.values["expires_on"] ?? "9") > day
        {
            let record = "\(grant.values["record_table"] ?? "") \(grant.values["record_id"] ?? "")"
            if view.grants[record] != "download" { view.grants[record] = grant.values["level"] }
        }
        return view
    }

    func validMemberships(of user: Row, at client: String) -> [Row] {
        all("memberships").filter {
            $0.values["user_id"] == user.key && $0.values["client_id"] == client && isValid($0, seen: [])
                && role(of: $0) != nil
        }
    }

    func projects(of membership: Row) -> Set<String> {
        let members = all("project_members").filter { $0.values["membership_id"] == membership.key }
        return Set(members.compactMap { $0.values["project_id"] })
    }

    private func isInTime(_ row: Row) -> Bool {
        (row.values["valid_from_on"] ?? "") <= day && (row.values["valid_until_on"] ?? "9") >= day
    }

    /// A delegated membership is one only as long as its delegator's is.
    private func isValid(_ membership: Row, seen: Set<String>) -> Bool {
        guard isInTime(membership), !seen.contains(membership.key) else { return false }
        guard let delegator = membership.values["delegated_by_id"] else { return true }
        return all("memberships").contains {
            $0.key == delegator && isValid($0, seen: seen.union([membership.key]))
        }
    }

    func role(of membership: Row) -> Row? {
        all("roles").first { $0.key == membership.values["role_id"] }
    }

    func audiences(of membership: Row) -> Set<String> {
        let client = membership.values["client_id"]
        let role = all("role_audiences").filter { $0.values["role_id"] == membership.values["role_id"] }
        let extra = all("membership_audiences").filter {
            $0.values["membership_id"] == membership.key && $0.values["client_id"] == client && isInTime($0)
        }
        let known = all("audiences").filter { $0.values["client_id"] == client }.compactMap {
            $0.values["key"]
        }
        let held = Set((role + extra).compactMap { $0.values["audience"] })
        return held.intersection(known).subtracting(["internal"])
    }
}
