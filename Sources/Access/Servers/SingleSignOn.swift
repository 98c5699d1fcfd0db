/// How readers are known where an identity provider asks for their passwords: by oauth2-proxy, which nginx asks about
/// each request.
///
/// A reader must be in the provider's group of the edition's name, and be one of the manifest's readers of it.
public struct SingleSignOn: Hashable, Sendable {
    /// Which of oauth2-proxy's words is a user's name in the portal.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case preferredUsername = "preferred_username"
        case user
    }

    /// Where oauth2-proxy listens: `127.0.0.1:4180`.
    public let proxy: String
    /// Which of its words is a user's name.
    public let name: Name
    /// Whether the provider has a group for each edition; else the manifest's names alone decide.
    public let hasGroups: Bool
    /// Whether the provider asks everybody for a second factor.
    public let hasSecondFactor: Bool

    /// Readers that oauth2-proxy knows.
    public init(proxy: String, name: Name, hasGroups: Bool = true, hasSecondFactor: Bool = false) {
        self.proxy = proxy
        self.name = name
        self.hasGroups = hasGroups
        self.hasSecondFactor = hasSecondFactor
    }

    /// Where oauth2-proxy answers on the portal's host (`proxy_prefix`): no edition can have that name.
    static let prefix = "/_sign-in"

    /// The group of an edition that does not exist, or is not to be had from here; no edition can have that name.
    static let nobody = "_nobody"
}
