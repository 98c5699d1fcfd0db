/// The nginx configuration that enforces a manifest.
///
/// Both texts are generated anew by each publication and hold every line that access depends on; the operator's own
/// file (`NginxSite`) includes them. The shape is the one that held under attack: authentication for the whole server
/// against a password file that a map picks by the first segment of the *normalised* path, by default one in which
/// nobody is; no location by regular expression; refused and unknown paths answered alike.
struct NginxConfig: Hashable, Sendable {
    /// For the `http` level: the maps. To be reloaded after a publication that adds or removes editions.
    let maps: String
    /// For the `server` level: files, authentication, headers, answers.
    let server: String

    /// The file of `maps`.
    static let mapsName = "access.nginx.conf"
    /// The file of `server`.
    static let serverName = "access.server.nginx.conf"

    /// The configuration for a manifest whose `problems` are none.
    ///
    /// - Throws: `notExpressible` for a root, realm or network that nginx cannot be told safely.
    init(
        _ manifest: Manifest, roots: ServerRoots, signOn: SingleSignOn? = nil
    ) throws(AccessError) {
        let signOn = try signOn.map { signOn throws(AccessError) in try NginxSignOn(signOn, manifest) }
        maps = try NginxMaps(manifest, roots: roots, signOn: signOn).text
        server = try NginxServer(realm: manifest.realm, roots: roots, signOn: signOn).text
    }

    /// Both.
    var files: [ServerFile] {
        [ServerFile(Self.mapsName, maps), ServerFile(Self.serverName, server)]
    }
}
