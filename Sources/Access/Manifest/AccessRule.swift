/// Who may read what lies under a prefix, or at one exact path.
public struct AccessRule: Hashable, Sendable {
    /// What a rule covers.
    public enum Scope: Hashable, Sendable {
        /// Everything whose URL path begins so; ends with `/`.
        case prefix(String)
        /// One URL path, answered with the file at another.
        case exact(String, serves: String)
    }

    /// Who may read.
    public enum Readers: Hashable, Sendable {
        /// Everybody, without a password.
        case everyone
        /// The members of these groups, at least one.
        case groups([String])
    }

    /// Unique; the edition's name, `assets` or `landing`.
    public let id: String
    /// What it covers.
    public let scope: Scope
    /// Who may read it.
    public let readers: Readers
    /// Address ranges (CIDR) that a request must come from; empty allows all.
    public let networks: [String]
    /// The only host on which it is to be had, in lower case; nil for every host that the server answers for.
    public let host: String?
    /// Whether a password is not enough; a server that cannot ask for more refuses the manifest.
    public let isSecondFactorRequired: Bool
    /// The highest that a file below it may have.
    public let classification: Classification

    /// A rule.
    public init(
        id: String, scope: Scope, readers: Readers, networks: [String] = [], host: String? = nil,
        isSecondFactorRequired: Bool = false, classification: Classification = .public
    ) {
        self.id = id
        self.scope = scope
        self.readers = readers
        self.networks = networks
        self.host = host
        self.isSecondFactorRequired = isSecondFactorRequired
        self.classification = classification
    }

    /// Whether the rule covers a normalised URL path.
    public func covers(_ urlPath: String) -> Bool {
        switch scope {
        case .prefix(let prefix): urlPath.utf8.starts(with: prefix.utf8)
        case .exact(let path, _): urlPath == path
        }
    }
}
