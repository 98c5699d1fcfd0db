public import Files

/// The files that a server answers with where it may not say more.
///
/// They lie in `/assets/`, are the same for everyone, and name no client.
public enum PublicPages {
    /// Shown at `/`: "use the link that you were sent".
    public static let landing = path("assets/landing.html")
    /// The body of 401.
    public static let signIn = path("assets/401.html")
    /// The body of 404, and of what would be 403.
    public static let missing = path("assets/404.html")

    /// All three, in byte order of their paths.
    public static let all = [signIn, missing, landing]

    private static func path(_ text: String) -> RelativePath {
        guard let path = RelativePath(text) else { preconditionFailure("`\(text)` follows the rule") }
        return path
    }
}
