import Access
import Files

/// A small portal: two clients whose names are prefixes of one another, a board edition, odd names, networks, staff.
enum SamplePortal {
    /// How the editions are reached.
    enum Layout: String, CaseIterable, Sendable {
        /// A folder each, on whatever host.
        case paths
        /// On their client's host alone.
        case hosts

        /// The only host of an edition where each client has one, else the portal's.
        func host(of edition: String) -> String {
            switch self {
            case .paths: "portal.example.org"
            case .hosts: "\(edition.prefix { $0 != "." }.prefix(19)).portal.example.org"
            }
        }
    }

    static let longName = "x2345678-0123456789-0123456789-0123456789-0123456789-0123456789"

    static func editions(_ layout: Layout) -> [Manifest.Edition] {
        func edition(_ name: String, isStaff: Bool = false, networks: [String] = []) -> Manifest.Edition {
            Manifest.Edition(
                name: name, isStaff: isStaff, networks: networks,
                host: layout == .hosts ? layout.host(of: name) : nil)
        }
        return [
            edition("acme"), edition("acme-corp"), edition("acme.board"), edition("default"),
            edition("far", networks: ["10.0.0.0/8", "2001:db8::/32"]),
            edition("near", networks: ["127.0.0.0/8"]), edition(longName),
            edition("staff.all", isStaff: true),
        ]
    }

    static let editions = editions(.paths)

    static let users = [
        AccessUser(name: "alice", groups: ["acme"], home: "acme", validUntil: "9998-06-01"),
        AccessUser(name: "bob", groups: ["acme-corp", "far", "near"], home: "acme-corp"),
        AccessUser(
            name: "carol", groups: ["acme.board", "acme"], home: "acme.board", validFrom: "2026-06-01"),
        AccessUser(name: "dave", groups: ["acme"], home: "acme", validUntil: "2026-05-31"),
        AccessUser(name: "erin", groups: ["acme"], home: "acme", validFrom: "2026-06-02"),
        AccessUser(name: "dora", groups: ["default", longName], home: "default"),
        AccessUser(name: "sam", groups: ["staff.all"], home: "staff.all"),
    ]

    static func password(of user: String) -> String { "secret of \(user): a" }

    /// What each file holds; every file of an edition carries the edition's own word.
    static let contents: [(path: String, text: String)] =
        editions.flatMap { edition in
            [
                "index.html", "projects/web-site.html", "files/report.pdf", "files/index.html", "search.html",
                "style.css", "same.html",
            ].map { ("\(edition.name)/\($0)", "<title>\(word(for: edition.name))</title> \($0)\n") }
        } + [
            ("assets/landing.html", "use the link that you were sent\n"), ("assets/401.html", "a password\n"),
            ("assets/404.html", "nothing here\n"), ("assets/style.0123abcd.css", "body { }\n"),
        ]

    static func word(for edition: String) -> String { "CANARY<\(edition)>" }

    /// In what nobody may read.
    static let secret = word(for: "secret")

    static func files() throws -> [PublishedFile] {
        try contents.map { content in
            PublishedFile(
                path: try RelativePath(checking: content.path), digest: Digest(of: content.text),
                size: content.text.utf8.count)
        }
    }

    /// The manifest, in which some editions ask for a second factor.
    static func manifest(asking names: Set<String>) throws -> Manifest {
        Manifest(
            baseURL: "https://portal.example.org", snapshot: try manifest(.paths).snapshot,
            editions: editions.map { edition in
                Manifest.Edition(
                    name: edition.name, isStaff: edition.isStaff, networks: edition.networks,
                    isSecondFactorRequired: names.contains(edition.name))
            }, users: users)
    }

    static func manifest(
        _ layout: Layout = .paths, realm: String = "Client portal", editions: [Manifest.Edition]? = nil
    ) throws -> Manifest {
        let snapshot = AccessSnapshot(
            id: "20260601-1", asOf: "2026-06-01", builtAt: "2026-06-01T03:00:00Z", previous: "20260525-1",
            notAfter: "2026-06-02", filesDigest: Digest(of: PublishedFile.lines(try files())),
            generator: "vitrine test")
        return Manifest(
            baseURL: "https://portal.example.org", realm: realm, snapshot: snapshot,
            editions: editions ?? Self.editions(layout),
            users: users)
    }

    static func credentials(cost: Int = 4) throws -> CredentialSet {
        let hashes = try users.map { user in
            CredentialFile.Entry(
                user: user.name,
                hash: try PasswordHash(of: try Password(password(of: user.name)), cost: cost))
        }
        return CredentialSet(try manifest(), hashes: hashes)
    }
}
