internal import Files

/// The machine-readable statement of who may read what.
///
/// What no rule covers is refused. Rules are disjoint, so their order means nothing. No secret and no path of the
/// machine stands in it.
public struct Manifest: Hashable, Sendable {
    /// Of the format.
    public static let version = 1

    /// Where the portal is reached: `https://portal.example.org`.
    public let baseURL: String
    /// What browsers show when they ask for the password; one for the whole site.
    public let realm: String
    /// The publication.
    public let snapshot: AccessSnapshot
    /// In byte order of their names.
    public let groups: [Group]
    /// In byte order of their names.
    public let users: [AccessUser]
    /// In byte order of their ids.
    public let rules: [AccessRule]

    /// A group of readers: those of one edition.
    public struct Group: Hashable, Sendable {
        /// Who they are.
        public enum Kind: String, Hashable, Sendable {
            case readers, staff
        }

        /// The edition's name.
        public let id: String
        /// A client's people or the agency's.
        public let kind: Kind

        /// A group.
        public init(id: String, kind: Kind) {
            self.id = id
            self.kind = kind
        }
    }

    /// One edition, as the manifest needs it.
    public struct Edition: Hashable, Sendable {
        /// Its folder in the document root.
        public let name: String
        /// Whether its readers are the agency's.
        public let isStaff: Bool
        /// Address ranges that its readers must come from; empty allows all.
        public let networks: [String]
        /// Its client's host, where each client has one of its own.
        public let host: String?
        /// Whether its readers need more than a password.
        public let isSecondFactorRequired: Bool
        /// The highest that one of its files may have.
        public let classification: Classification

        /// An edition.
        public init(
            name: String, isStaff: Bool = false, networks: [String] = [], host: String? = nil,
            isSecondFactorRequired: Bool = false, classification: Classification = .restricted
        ) {
            self.name = name
            self.isStaff = isStaff
            self.networks = networks
            self.host = host
            self.isSecondFactorRequired = isSecondFactorRequired
            self.classification = classification
        }
    }

    /// Any manifest; `problems` says whether it is sound.
    public init(
        baseURL: String, realm: String, snapshot: AccessSnapshot, groups: [Group], users: [AccessUser],
        rules: [AccessRule]
    ) {
        self.baseURL = baseURL
        self.realm = realm
        self.snapshot = snapshot
        self.groups = groups.sorted { Self.precedes($0.id, $1.id) }
        self.users = users.sorted { Self.precedes($0.name, $1.name) }
        self.rules = rules.sorted { Self.precedes($0.id, $1.id) }
    }

    /// The manifest of a portal: a group and a rule for each edition, `/assets/` and the landing page for everyone.
    public init(
        baseURL: String, realm: String = "Client portal", snapshot: AccessSnapshot, editions: [Edition],
        users: [AccessUser]
    ) {
        let own = editions.map { edition in
            AccessRule(
                id: edition.name, scope: .prefix("/\(edition.name)/"), readers: .groups([edition.name]),
                networks: edition.networks, host: edition.host,
                isSecondFactorRequired: edition.isSecondFactorRequired,
                classification: edition.classification)
        }
        let landing = "/" + PublicPages.landing.text
        let shared = [
            AccessRule(id: "assets", scope: .prefix("/assets/"), readers: .everyone),
            AccessRule(id: "landing", scope: .exact("/", serves: landing), readers: .everyone),
        ]
        self.init(
            baseURL: baseURL, realm: realm, snapshot: snapshot,
            groups: editions.map { Group(id: $0.name, kind: $0.isStaff ? .staff : .readers) }, users: users,
            rules: own + shared)
    }

    /// The rule that covers a normalised URL path; nil where none does.
    public func rule(for urlPath: String) -> AccessRule? {
        rules.first { $0.covers(urlPath) }
    }

    /// The names of those who may read each edition on the snapshot's day, in byte order; none for an edition without readers.
    public var readersByEdition: [String: [String]] {
        var readers: [String: [String]] = [:]
        for user in users where user.isValid(on: snapshot.asOf) {
            for group in user.groups { readers[group, default: []].append(user.name) }
        }
        return readers
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
