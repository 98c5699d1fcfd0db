import Foundation

/// What a client's readers may know of each other: a second answer, from the rules alone.
extension Judge {
    /// Whether somebody may know who else reads.
    public func isOwner(_ view: View) -> Bool { view.audiences.contains("owners") }

    /// Who reads at a client, a line for each role: name, role, first day, last day.
    public func readers(at client: String) -> [String] {
        all("users").filter { user in views(of: user).contains { $0.client == client } }
            .flatMap { readerLines($0, at: client) }.sorted()
    }

    private func readerLines(_ user: Row, at client: String) -> [String] {
        let valid = validMemberships(of: user, at: client)
        let last =
            [
                user.values["expires_on"],
                all("clients").first { $0.key == client }?.values["access_expires_on"],
            ]
            .compactMap { $0 }.map { Self.day($0, plus: -1) }
        let open = valid.filter { opens($0, beside: valid) }
        func line(_ role: String?, _ since: String?, _ ends: [String]) -> String {
            [name(of: user) ?? "", role ?? "", since ?? "", (ends + last).min() ?? ""].joined(separator: "|")
        }
        let lines = open.map { membership in
            line(
                role(of: membership)?.values["label"], membership.values["valid_from_on"],
                chain(membership).compactMap { $0.values["valid_until_on"] })
        }
        if !lines.isEmpty { return lines }
        let grants = self.grants(at: client).filter { $0.values["user_id"] == user.key }
        let ends = grants.compactMap { $0.values["expires_on"] }.map { Self.day($0, plus: -1) }
        let first = grants.compactMap { $0.values["created_at"].map { String($0.prefix(10)) } }.min()
        return [line(nil, first, ends.count == grants.count ? [ends.max()].compactMap { $0 } : [])]
    }

    private func opens(_ membership: Row, beside all: [Row]) -> Bool {
        guard !audiences(of: membership).isEmpty else { return false }
        if role(of: membership)?.values["is_limited_to_projects"] == "0" { return true }
        let limited = all.filter { role(of: $0)?.values["is_limited_to_projects"] != "0" }
        return limited.map(projects).reduce(projects(of: membership)) { $0.intersection($1) }.isEmpty == false
    }

    /// A membership, its delegator's, and so on.
    private func chain(_ membership: Row) -> [Row] {
        guard let next = membership.values["delegated_by_id"],
            let delegator = all("memberships").first(where: { $0.key == next })
        else { return [membership] }
        return [membership] + chain(delegator)
    }

    /// The grants that count on the day, at a client.
    private func grants(at client: String) -> [Row] {
        all("grants").filter { grant in
            guard grant.values["client_id"] == client, (grant.values["expires_on"] ?? "9") > day,
                let user = all("users").first(where: { $0.key == grant.values["user_id"] }),
                user.values["status"] == "active", (user.values["expires_on"] ?? "9") > day
            else { return false }
            let own = all("memberships").filter {
                $0.values["user_id"] == user.key && $0.values["client_id"] == client
            }
            return own.isEmpty || !validMemberships(of: user, at: client).isEmpty
        }
    }

    /// The grants that somebody may know of: an owner, and of records that he sees himself.
    public func permissions(seenWith view: View) -> [Row] {
        guard isOwner(view) else { return [] }
        return grants(at: view.client).filter { seesRecord(of: $0, view) }
    }

    /// The requests for access that a user may see at a client.
    public func requests(of user: Row, _ view: View) -> [Row] {
        let all = self.all("access_requests").filter { $0.values["client_id"] == view.client }
        if isOwner(view) { return all }
        let own = all.filter { $0.values["user_id"] == user.key }
        let isRecent = own.contains { request in
            request.values["status"] == "pending"
                || (request.values["decided_at"] ?? "").prefix(10) > Self.day(day, plus: -30)
        }
        return isRecent ? own : []
    }

    /// Whether the record that a row names is one that somebody sees.
    public func seesRecord(of row: Row, _ view: View) -> Bool {
        guard let table = row.values["record_table"], let key = row.values["record_id"],
            let record = all(table).first(where: { $0.key == key })
        else { return false }
        return maySee(record, view)
    }

    /// What a user is called by those who may know it.
    public func name(of user: Row?) -> String? {
        let person = all("people").first { $0.key == user?.values["person_id"] }
        let staff = all("staff").first { $0.key == user?.values["staff_id"] }
        return person?.values["name"] ?? staff?.values["name"]
    }

    /// Every text that pages of a view show of requests, readers and permissions; nobody is told his own name.
    public func accessTexts(of user: Row, _ view: View) -> [String] {
        let requests = requests(of: user, view)
        let askers = all("users").filter { user in requests.contains { $0.values["user_id"] == user.key } }
        let answers = requests.compactMap { request in
            all("access_approvals").filter { $0.values["request_id"] == request.key }.max { one, other in
                let times = [one, other].map { $0.values["decided_at"] ?? "" }
                return times[0] == times[1]
                    ? (Int(one.key) ?? 0) < (Int(other.key) ?? 0) : times[0] < times[1]
            }
        }
        return requests.flatMap { [$0.values["resource"], $0.values["reason"]] }.compactMap { $0 }
            + answers.compactMap { $0.values["answer"] }
            + (isOwner(view) ? askers.compactMap(name) + readers(at: view.client) : [])
    }

    private static func day(_ day: String, plus days: Int) -> String {
        let format = Date.ISO8601FormatStyle().year().month().day()
        guard let date = try? Date(day, strategy: format) else { return "9999-12-31" }
        return date.addingTimeInterval(Double(days) * 86400).formatted(format)
    }
}
