internal import Files

/// One client's site as rendered for one set of audiences, a project limit, and one user's grants and requests.
public struct Edition: Hashable, Sendable {
    /// A user's view through roles that are limited to projects.
    public struct Limit: Hashable, Sendable {
        /// Audiences that count inside the limit, in byte order.
        public let audiences: [String]
        /// Rows of `projects`, ascending.
        public let projects: [Int64]
    }

    /// The first part of its address and the name of its folder: `acme`, `acme.board.team`, `acme.u.17`.
    public let name: String
    /// Whose it is.
    public let client: Client
    /// Audiences without a limit, in byte order.
    public let audiences: [String]
    /// Nil where there is none.
    public let limit: Limit?
    /// The user whose limit, grants or requests are part of it; nil for a set of audiences.
    public let userID: Int64?

    /// Drafts are built and not published.
    public var isPublished: Bool { client.status == .active }

    /// The name of a client's edition for a set of audiences.
    ///
    /// {team} is the slug itself; any other set is the slug and the sorted keys, joined by dots; over 64 characters, the
    /// slug, `.x-` and the first twelve hexadecimal digits of the SHA-256 of that longer name.
    static func name(slug: String, audiences: [String]) -> String {
        let keys = audiences.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        if keys == ["team"] { return slug }
        let long = ([slug] + keys).joined(separator: ".")
        return long.utf8.count <= 64 ? long : "\(slug).x-\(Digest(of: long).hex.prefix(12))"
    }

    /// The name of the edition that only one user reads.
    static func name(slug: String, userID: Int64) -> String { "\(slug).u.\(userID)" }

    /// Whether every record of `other` is in this edition too, as far as audiences, limits and grants tell.
    func contains(_ other: Edition) -> Bool {
        guard client.id == other.client.id else { return false }
        if self == other { return true }
        guard other.userID == nil || (other.grantsNothing && !other.hasRequests) else { return false }
        let own = Set(audiences)
        guard other.audiences.allSatisfy(own.contains) else { return false }
        guard let narrow = other.limit else { return true }
        if narrow.audiences.allSatisfy(own.contains) { return true }
        guard let limit, Set(narrow.projects).isSubset(of: limit.projects) else { return false }
        return narrow.audiences.allSatisfy { own.contains($0) || limit.audiences.contains($0) }
    }

    /// The single records that the user was granted, in a fixed order; empty in an edition of audiences.
    let grants: String

    /// Whether it holds the requests for access of its user: nobody else reads it.
    let hasRequests: Bool

    /// Whether the user has no grant, only a limit or requests.
    var grantsNothing: Bool { grants.isEmpty }

    /// What decides which rows it holds, on one line: two editions of one name with the same view show the same records
    /// of the same data.
    public var view: String {
        let projects = limit?.projects.map { "\($0)" }.joined(separator: ",") ?? ""
        let parts =
            [
                audiences.joined(separator: ","), limit?.audiences.joined(separator: ",") ?? "", projects,
                grants,
            ] + (hasRequests ? ["requests"] : [])
        return parts.joined(separator: "|")
    }

    /// Whether everything that an edition of the view `earlier` shows may be shown in this one too, as far as views tell.
    public func covers(view earlier: String) -> Bool {
        if view == earlier { return true }
        let parts = [view, earlier].map { text in
            text.split(separator: "|", omittingEmptySubsequences: false).map { Set($0.split(separator: ",")) }
        }
        let (now, then) = (parts[0], parts[1])
        guard now.count == then.count, now.count >= 4, now[4...] == then[4...] else { return false }
        let isInLimit =
            then[1].isSubset(of: now[0])
            || then[1].isSubset(of: now[1].union(now[0])) && then[2].isSubset(of: now[2])
        return then[0].isSubset(of: now[0]) && isInLimit && then[3].isSubset(of: now[3])
    }
}
