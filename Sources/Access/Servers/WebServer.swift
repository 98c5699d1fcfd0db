/// The web servers that a manifest can be enforced by.
public enum WebServer: String, Hashable, Sendable, CaseIterable {
    case nginx, apache, lighttpd
    /// From 2.8 on.
    case caddy
    /// Caddy 2.6 and 2.7, as in Debian 12.
    case caddy26 = "caddy-2.6"

    /// The files that each publication writes anew: they hold every line that access depends on.
    ///
    /// - Parameter signOn: who knows the readers; nil where this server asks for their passwords.
    /// - Throws: `notExpressible` for whatever of the manifest this server cannot be told; nothing is left out in silence.
    public func accessFiles(
        _ manifest: Manifest, credentials: CredentialSet, roots: ServerRoots, signOn: SingleSignOn? = nil
    ) throws(AccessError) -> [ServerFile] {
        guard signOn == nil || self == .nginx else {
            throw .notExpressible(
                server: rawValue, what: "single sign-on", reason: "nginx alone is told to ask oauth2-proxy")
        }
        if signOn?.hasSecondFactor != true, let rule = manifest.rules.first(where: \.isSecondFactorRequired) {
            throw .notExpressible(
                server: rawValue, what: "the second factor that `\(rule.id)` asks for",
                reason: signOn == nil
                    ? "its users are known by passwords alone"
                    : "nobody has said that the identity provider asks for one")
        }
        if let signOn { return try NginxConfig(manifest, roots: roots, signOn: signOn).files }
        return try files(manifest, credentials, roots)
    }

    private func files(
        _ manifest: Manifest, _ credentials: CredentialSet, _ roots: ServerRoots
    ) throws(AccessError) -> [ServerFile] {
        switch self {
        case .nginx: try NginxConfig(manifest, roots: roots).files
        case .apache:
            [
                ServerFile(
                    ApacheConfig.name, try ApacheConfig(manifest, credentials: credentials, roots: roots).text
                )
            ]
        case .lighttpd: try LighttpdConfig(manifest, credentials: credentials, roots: roots).files
        case .caddy, .caddy26:
            [
                ServerFile(
                    accessName,
                    try CaddyConfig(
                        manifest, credentials: credentials, roots: roots,
                        spelling: self == .caddy ? .basic_auth : .basicauth
                    ).text, isSecret: true)
            ]
        }
    }

    /// The operator's own file: written once, then his to change. Nothing in it decides who may read what.
    public func siteFile(_ listener: Listener, roots: ServerRoots) throws(AccessError) -> ServerFile {
        switch self {
        case .nginx: ServerFile(siteName, try NginxSite(listener, roots: roots).text)
        case .apache: ServerFile(siteName, try ApacheSite(listener, roots: roots).text)
        case .lighttpd: ServerFile(siteName, try LighttpdSite(listener, roots: roots).text)
        case .caddy, .caddy26:
            ServerFile(siteName, try CaddySite(listener, roots: roots, access: accessName).text)
        }
    }

    private var accessName: String { "access.\(rawValue).conf" }

    /// The name of the operator's own file: `site.nginx.conf`.
    public var siteName: String { "site.\(rawValue).conf" }

    /// A whole configuration for a server of its own in the foreground, for demonstrations and tests.
    ///
    /// - Parameters:
    ///   - site: the file that holds the text of `siteFile`.
    ///   - workFolder: takes its pid file, temporary files and logs.
    ///   - user: whom it works as where it is started by root.
    public func standalone(site: String, workFolder: String, user: String? = nil) throws(AccessError)
        -> String
    {
        switch self {
        case .nginx: try NginxSite.standalone(site: site, workFolder: workFolder, user: user)
        case .apache: try ApacheSite.standalone(site: site, workFolder: workFolder, user: user)
        case .lighttpd: try LighttpdSite.standalone(site: site, workFolder: workFolder, user: user)
        case .caddy, .caddy26: try CaddySite.standalone(site: site, workFolder: workFolder)
        }
    }
}
