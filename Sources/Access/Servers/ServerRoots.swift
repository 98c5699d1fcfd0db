/// Where the published files lie on the machine that serves them.
public struct ServerRoots: Hashable, Sendable {
    /// The document root: one folder an edition, and `assets`.
    public let site: String
    /// Manifest, credentials and server files; never inside the document root.
    public let access: String

    /// `<root>/site` and `<root>/access`; `servers.root` of `vitrine.yaml`.
    public init(root: String = "/srv/portal") {
        let trimmed = root.count > 1 && root.last == "/" ? String(root.dropLast()) : root
        self.init(site: "\(trimmed)/site", access: "\(trimmed)/access")
    }

    /// Both folders, absolute.
    public init(site: String, access: String) {
        self.site = site
        self.access = access
    }

    /// Where the password files lie.
    public var credentials: String { "\(access)/credentials" }

    /// Where the generated server files lie.
    public var servers: String { "\(access)/servers" }
}
