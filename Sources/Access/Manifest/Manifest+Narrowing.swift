extension Manifest {
    /// What this manifest and the `next` one both allow: what is in force while editions are being switched.
    ///
    /// Nobody reads more by it than by either. A rule stands only where both have it for the same place; of address
    /// ranges it keeps those that lie in a range of each. An edition from which nobody could come any more has no rule.
    public func narrowed(to next: Manifest) -> Manifest {
        let coming = Dictionary(next.rules.map { ($0.id, $0) }) { first, _ in first }
        let rules = self.rules.compactMap { rule in coming[rule.id].flatMap { rule.narrowed(to: $0) } }
        let open = Set(rules.map(\.id))
        let users = Dictionary(next.users.map { ($0.name, $0) }) { first, _ in first }
        return Manifest(
            baseURL: next.baseURL, realm: next.realm, snapshot: next.snapshot,
            groups: groups.filter { open.contains($0.id) },
            users: self.users.compactMap { user in
                users[user.name].flatMap { user.narrowed(to: $0, open: open) }
            },
            rules: rules)
    }
}

extension AccessRule {
    /// What two rules of one name both allow; nil where that is nothing.
    fileprivate func narrowed(to next: AccessRule) -> AccessRule? {
        guard scope == next.scope, readers == next.readers, host == next.host,
            let networks = Self.common(networks, next.networks)
        else { return nil }
        return AccessRule(
            id: id, scope: scope, readers: readers, networks: networks, host: host,
            isSecondFactorRequired: isSecondFactorRequired || next.isSecondFactorRequired,
            classification: min(classification, next.classification))
    }

    /// The ranges of either list that lie in a range of the other; an empty list stands for all addresses.
    ///
    /// - Returns: nil where no address is in both.
    private static func common(_ left: [String], _ right: [String]) -> [String]? {
        guard left != right, !left.isEmpty, !right.isEmpty else { return left.isEmpty ? right : left }
        func inside(_ text: String, _ others: [String]) -> Bool {
            guard let network = Network(text) else { return false }
            return others.contains { Network($0)?.contains(network) ?? false }
        }
        let common =
            left.filter { inside($0, right) } + right.filter { !left.contains($0) && inside($0, left) }
        return common.isEmpty ? nil : common
    }
}

extension AccessUser {
    /// What two entries of one user both allow in editions that are open; nil where that is nothing.
    fileprivate func narrowed(to next: AccessUser, open: Set<String>) -> AccessUser? {
        let groups = self.groups.filter { open.contains($0) && next.groups.contains($0) }
        guard let first = groups.first else { return nil }
        return AccessUser(
            name: name, groups: groups, home: groups.contains(next.home) ? next.home : first,
            validFrom: [validFrom, next.validFrom].compactMap(\.self).max(),
            validUntil: [validUntil, next.validUntil].compactMap(\.self).min())
    }
}
