internal import Files

/// The Caddy configuration that enforces a manifest: the inside of a site block.
///
/// One table of passwords for the whole site, then one table of who reads which edition, looked up by the first segment of a
/// path that must be spelled exactly as a published one: whatever is not in the table is refused. Only a reader's
/// request reaches the file server. `route` keeps the order of the lines, which Caddy would change.
struct CaddyConfig {
    /// To be reloaded after each publication: it holds the hashes.
    let text: String

    /// Which of its names the directive for passwords bears; Caddy 2.8 gave it another.
    enum Spelling: String {
        case basicauth
        case basic_auth
    }

    private static let edition = "[a-z0-9]+(?:[.-][a-z0-9]+)*"
    private static let segment = "[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*"
    private static let path = "\(segment)(?:/\(segment))*"

    /// The configuration for a manifest whose `problems` are none.
    ///
    /// - Throws: `notExpressible` for a root, realm, network or user name that Caddy cannot be told safely.
    init(
        _ manifest: Manifest, credentials: CredentialSet, roots: ServerRoots, spelling: Spelling
    ) throws(AccessError) {
        let readers = try CaddyReaders(manifest, credentials: credentials)
        let root = try CaddyText.quoted(roots.site, what: "the document root")
        let realm = try CaddyText.quoted(manifest.realm, what: "the realm")
        var lines = [
            "# Generated from access.json; changes are lost. Imported inside a site block. It holds hashes of passwords.",
            "",
        ]
        lines += Self.matchers(readers.knownUser)
        lines += ["", "root * \(root)"]
        lines += CaddyText.block(
            "route",
            Self.lookups + readers.maps + [""] + CaddyHeaders.common + Self.requests
                + Self.publicPages
                + CaddyText.block(
                    "handle",
                    CaddyText.block(
                        "route",
                        Self.authentication(spelling, realm: realm, readers)
                            + CaddyText.block(
                                "handle @vitrine_reader", CaddyText.block("route", Self.pages))
                            + ["error 401"])))
        lines += [""] + Self.errors(realm: manifest.realm)
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func matchers(_ knownUser: String) -> [String] {
        [
            "@vitrine_method not method GET HEAD",
            "@vitrine_landing vars {http.request.orig_uri.path} /",
            "@vitrine_assets vars_regexp {http.request.orig_uri.path} ^/assets/",
            "@vitrine_asset_pages vars_regexp {http.request.orig_uri.path} ^/assets/[^/]+\\.html$",
            "@vitrine_asset_files vars_regexp {http.request.orig_uri.path} ^/assets/\(path)$",
            "@vitrine_downloads vars_regexp {vitrine_file} ^files/.",
            "@vitrine_search vars {vitrine_file} search.html",
            "@vitrine_none vars {vitrine_file} none/",
            "@vitrine_stranger not vars_regexp {http.request.header.Authorization} "
                + "\"^(?i:Basic) (\(knownUser))\"",
            "@vitrine_reader expression `{vitrine_readers}.contains(\" \" + {http.auth.user.id} + \" \")"
                + " && timestamp(int({time.now.unix})) <= timestamp({vitrine_last_day} + \"T23:59:59Z\")`",
            "@vitrine_ranges header_regexp Range ,",
            "@vitrine_if_range header If-Range *",
        ]
    }

    /// The edition and the file that a path names: the whole path as it was sent, in the one spelling that is published.
    private static let lookups =
        ["# The edition and the file in it that the path names."]
        + CaddyText.block(
            "map {http.request.orig_uri.path} {vitrine_edition} {vitrine_file}",
            [
                "\"~^/(\(edition))/((?:\(segment)/)*)$\" \"$1\" \"${2}index.html\"",
                "\"~^/(\(edition))/(\(path))$\" \"$1\" \"$2\"",
                "\"~^/(\(edition))/\" \"$1\" none/", "default \"\" none/",
            ]) + [""]

    /// Caddy would serve any method as GET, compare times and sizes, and answer several ranges at once.
    private static let requests =
        ["error @vitrine_method 405", "request_header @vitrine_ranges -Range"]
        + ["request_header @vitrine_if_range -Range"]
        + ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range"].map {
            "request_header -\($0)"
        } + [""]

    private static let files = CaddyText.block(
        "file_server", ["disable_canonical_uris", "index .none"])

    private static let publicPages: [String] = {
        let landing =
            ["rewrite * /\(PublicPages.landing)"] + CaddyHeaders.own(.page) + CaddyHeaders.mediaType + files
        let pages = CaddyHeaders.own(.page) + CaddyHeaders.mediaType + files
        let assets = CaddyHeaders.own(.asset) + CaddyHeaders.mediaType + files
        return CaddyText.block("handle @vitrine_landing", CaddyText.block("route", landing))
            + CaddyText.block("handle @vitrine_asset_pages", CaddyText.block("route", pages))
            + CaddyText.block("handle @vitrine_asset_files", CaddyText.block("route", assets))
            + CaddyText.block("handle @vitrine_assets", ["error 404"])
    }()

    /// Whoever is unknown is verified as one user that nobody can be, with what he sent as the password: Caddy would
    /// otherwise spend most of a second on him, which tells who is known and is an easy way to keep it busy.
    private static func authentication(
        _ spelling: Spelling, realm: String, _ readers: CaddyReaders
    ) -> [String] {
        ["request_header @vitrine_stranger Authorization \"(?i)^Basic \" \"Basic \(strangersName)\""]
            + CaddyText.block("\(spelling.rawValue) bcrypt \(realm)", readers.accounts) + readers.networks
    }

    /// `-unknown:`
    private static let strangersName = "LXVua25vd246"

    private static let pages =
        ["error @vitrine_none 404", "rewrite * /{vitrine_edition}/{vitrine_file}"]
        + CaddyText.block("handle @vitrine_downloads", CaddyHeaders.own(.download))
        + CaddyText.block("handle @vitrine_search", CaddyHeaders.own(.search))
        + CaddyText.block("handle", CaddyHeaders.own(.page))
        + CaddyHeaders.mediaType + files

    /// Missing and forbidden look alike.
    private static func errors(realm: String) -> [String] {
        func page(_ code: String, _ page: String, _ lines: [String] = []) -> [String] {
            CaddyText.block(
                "handle @vitrine_\(code)",
                CaddyText.block(
                    "route",
                    lines + ["header Content-Type \"text/html; charset=utf-8\"", "rewrite * /\(page)"]
                        + CaddyText.block("file_server", ["status \(code)"])))
        }
        let pages =
            page(
                "401", PublicPages.signIn.text, ["header WWW-Authenticate \"Basic realm=\\\"\(realm)\\\"\""])
            + page("404", PublicPages.missing.text)
        let matchers = [
            "@vitrine_401 vars {http.error.status_code} 401",
            "@vitrine_404 vars {http.error.status_code} 400 403 404",
            "@vitrine_405 vars {http.error.status_code} 405",
        ]
        return CaddyText.block(
            "handle_errors",
            matchers
                + CaddyText.block(
                    "route",
                    CaddyHeaders.common + CaddyHeaders.own(.page)
                        + ["request_header -Range"] + pages
                        + CaddyText.block(
                            "handle @vitrine_405", ["header Allow \"GET, HEAD\"", "respond 405"])))
    }
}
