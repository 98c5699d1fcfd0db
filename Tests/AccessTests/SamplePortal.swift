import Access
import Files

/// A small portal: two clients whose names are prefixes of one another, a board edition, odd names, a network.
struct SamplePortal {
    static let passwords = ["alice", "bob", "carol", "dave", "erin", "dora"].map {
        ($0, "secret of \($0): a")
    }

    static let editions: [Manifest.Edition] = [
        Manifest.Edition(name: "acme"), Manifest.Edition(name: "acme-corp"),
        Manifest.Edition(name: "acme.board"),
        Manifest.Edition(name: "default"),
        Manifest.Edition(name: "far", networks: ["10.0.0.0/8", "2001:db8::/32"]),
        Manifest.Edition(name: "near", networks: ["127.0.0.0/8"]),
        Manifest.Edition(name: "x2345678-0123456789-0123456789-0123456789-0123456789-0123456789"),
    ]

    static let users = [
        AccessUser(name: "alice", groups: ["acme"], home: "acme", validUntil: "2026-06-01"),
        AccessUser(name: "bob", groups: ["acme-corp", "far", "near"], home: "acme-corp"),
        AccessUser(
            name: "carol", groups: ["acme.board", "acme"], home: "acme.board", validFrom: "2026-06-01"),
        AccessUser(name: "dave", groups: ["acme"], home: "acme", validUntil: "2026-05-31"),
        AccessUser(name: "erin", groups: ["acme"], home: "acme", validFrom: "2026-06-02"),
        AccessUser(
            name: "dora",
            groups: ["default", "x2345678-0123456789-0123456789-0123456789-0123456789-0123456789"],
            home: "default"),
    ]

    /// What each file holds; every file of an edition carries the edition's own word.
    static let contents: [(path: String, text: String)] =
        editions.flatMap { edition in
            [
                "index.html", "projects/web-site.html", "files/report.pdf", "files/index.html", "search.html",
                "style.css",
                "same.html",
            ].map { ("\(edition.name)/\($0)", "<title>\(word(for: edition.name))</title> \($0)\n") }
        } + [
            ("assets/landing.html", "use the link that you were sent\n"), ("assets/401.html", "a password\n"),
            ("assets/404.html", "nothing here\n"), ("assets/style.0123abcd.css", "body { }\n"),
        ]

    static func word(for edition: String) -> String { "CANARY<\(edition)>" }

    static func files() throws -> [PublishedFile] {
        try contents.map { content in
            PublishedFile(
                path: try RelativePath(checking: content.path), digest: Digest(of: content.text),
                size: content.text.utf8.count)
        }
    }

    static func manifest() throws -> Manifest {
        let snapshot = AccessSnapshot(
            id: "20260601-1", asOf: "2026-06-01", builtAt: "2026-06-01T03:00:00Z", previous: "20260525-1",
            notAfter: "2026-06-02", filesDigest: Digest(of: PublishedFile.lines(try files())),
            generator: "vitrine test")
        return Manifest(
            baseURL: "https://portal.example.org", snapshot: snapshot, editions: editions, users: users)
    }

    static func credentials() throws -> CredentialSet {
        let hashes = try passwords.map { name, password in
            CredentialFile.Entry(user: name, hash: try PasswordHash(of: try Password(password), cost: 4))
        }
        return CredentialSet(try manifest(), hashes: hashes)
    }
}
