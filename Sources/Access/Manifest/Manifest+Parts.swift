extension Manifest {
    /// What it says of some editions, and of what is everybody's.
    public func restricted(to editions: Set<String>) -> Manifest {
        Manifest(
            baseURL: baseURL, realm: realm, snapshot: snapshot,
            groups: groups.filter { editions.contains($0.id) },
            users: users.compactMap { user in
                let groups = user.groups.filter(editions.contains)
                guard let first = groups.first else { return nil }
                return AccessUser(
                    name: user.name, groups: groups, home: groups.contains(user.home) ? user.home : first,
                    validFrom: user.validFrom, validUntil: user.validUntil)
            },
            rules: rules.filter { rule in rule.readers == .everyone || editions.contains(rule.id) })
    }

    /// What both say, of editions that are not the same; a user has the shorter time of both.
    public func joined(with other: Manifest) -> Manifest {
        let others = Dictionary(other.users.map { ($0.name, $0) }) { first, _ in first }
        let names = Set(users.map(\.name))
        let ids = Set(rules.map(\.id))
        return Manifest(
            baseURL: baseURL, realm: realm, snapshot: snapshot, groups: groups + other.groups,
            users: users.map { user in
                guard let more = others[user.name] else { return user }
                return AccessUser(
                    name: user.name, groups: user.groups + more.groups, home: user.home,
                    validFrom: [user.validFrom, more.validFrom].compactMap(\.self).max(),
                    validUntil: [user.validUntil, more.validUntil].compactMap(\.self).min())
            } + other.users.filter { !names.contains($0.name) },
            rules: rules + other.rules.filter { !ids.contains($0.id) })
    }

    /// The same for another publication.
    public func with(_ snapshot: AccessSnapshot) -> Manifest {
        Manifest(
            baseURL: baseURL, realm: realm, snapshot: snapshot, groups: groups, users: users, rules: rules)
    }

    /// What is left of it when `next` must allow it too, where its files stay: they are as secret as they were.
    public func kept(by next: Manifest) -> Manifest {
        let old = Dictionary(rules.map { ($0.id, $0.classification) }) { first, _ in first }
        let left = narrowed(to: next)
        return Manifest(
            baseURL: left.baseURL, realm: left.realm, snapshot: left.snapshot, groups: left.groups,
            users: left.users,
            rules: left.rules.map { rule in
                AccessRule(
                    id: rule.id, scope: rule.scope, readers: rule.readers, networks: rule.networks,
                    host: rule.host, isSecondFactorRequired: rule.isSecondFactorRequired,
                    classification: old[rule.id] ?? rule.classification)
            })
    }
}
