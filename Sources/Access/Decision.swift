/// Whether somebody may read a path, and why.
public enum Decision: Hashable, Sendable {
    /// Everybody may, by this rule.
    case allowedToEveryone(rule: String)
    /// The user may, by this rule and as a member of this group.
    case allowed(rule: String, group: String)
    /// Nobody, or not this one.
    case denied(Reason)

    /// Why a request is refused. All of them are answered alike.
    public enum Reason: String, Hashable, Sendable {
        /// No rule covers the path.
        case noRule
        /// A password is needed and none was given.
        case needsPassword
        /// There is no such user.
        case unknownUser
        /// The user's time has not begun or is over.
        case outsideValidity
        /// The user is in no group that the rule names.
        case notAReader
        /// The request comes from an address that the rule does not allow.
        case outsideNetworks
        /// The request is for a host on which the rule is not.
        case otherHost
    }

    /// Whether the file may be read.
    public var isAllowed: Bool {
        if case .denied = self { false } else { true }
    }
}

extension Manifest {
    /// The reference decision that every server must agree with.
    ///
    /// `user` is somebody whose password was right, nil for nobody; `urlPath` is normalised and begins with `/`.
    /// Without an `address`, networks are not looked at; without a `host` (lower case, no port), hosts are not.
    public func decide(
        user: String?, urlPath: String, address: String? = nil, host: String? = nil
    ) -> Decision {
        guard let rule = rule(for: urlPath) else { return .denied(.noRule) }
        guard case .groups(let groups) = rule.readers else { return .allowedToEveryone(rule: rule.id) }
        if let host, let own = rule.host, host != own { return .denied(.otherHost) }
        if let address, !rule.networks.isEmpty,
            !rule.networks.contains(where: { Network($0)?.contains(address) == true })
        {
            return .denied(.outsideNetworks)
        }
        guard let user else { return .denied(.needsPassword) }
        guard let found = users.first(where: { $0.name == user }) else { return .denied(.unknownUser) }
        guard found.isValid(on: snapshot.asOf) else { return .denied(.outsideValidity) }
        guard let group = groups.first(where: found.groups.contains) else { return .denied(.notAReader) }
        return .allowed(rule: rule.id, group: group)
    }
}
