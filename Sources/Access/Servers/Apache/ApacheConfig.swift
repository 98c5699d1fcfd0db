internal import Files

/// The Apache configuration that enforces a manifest: the inside of a `<VirtualHost>`.
///
/// Each publication generates it anew, and it holds every line that access depends on. Authentication is required for all
/// paths, by default of a password file in which nobody is; a `<Location>` for each edition names the file of its
/// readers. Locations are what Apache merges last, so that neither a `<Files>` nor a `<Directory>` of the operator's opens
/// anything; those of this virtual host follow the main server's. Apache walks them one by one for each request, by a
/// comparison of texts: 5,000 cost a fifth of a millisecond.
struct ApacheConfig: Hashable, Sendable {
    /// The whole text.
    let text: String

    /// The file of `text`.
    static let name = "access.apache.conf"

    /// The configuration for a manifest whose `problems` are none.
    ///
    /// - Throws: `notExpressible` for whatever Apache cannot be told safely.
    init(_ manifest: Manifest, credentials: CredentialSet, roots: ServerRoots) throws(AccessError) {
        let root = try ApacheText.quoted(roots.site, what: "the document root")
        var lines = [
            "# Generated from access.json; changes are lost. Included inside the virtual host.",
            "# No <Location> and no <If> may follow it: they would take precedence over the rules.",
            "", "DocumentRoot \(root)",
        ]
        lines += Self.connection + [""] + Self.conditions + ["", "# The headers of all answers, errors too."]
        lines += ApacheHeaders.directives + [""] + Self.answers + [""]
        lines += Self.paths + [""] + ApacheText.section("Directory", root, Self.files) + [""]
        lines += try Self.everywhere(manifest.realm, roots)
        lines += [""] + ApacheText.section("Location", #""/assets/""#, ["Require all granted"])
        for edition in try ServedEdition.all(manifest, credentials: credentials, server: "Apache") {
            lines += ["", "# \(edition.name)"]
            lines += ApacheText.section(
                "Location", "\"/\(edition.name)/\"", try Self.access(to: edition, roots))
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static let connection = [
        "TraceEnable Off", "ServerSignature Off", "HttpProtocolOptions Strict Require1.0",
        "UseCanonicalName Off",
        "AllowEncodedSlashes Off", "MergeSlashes On", "LimitRequestBody 1024", "MaxRanges 1",
    ]

    private static let conditions =
        [
            "# A time and a size do not tell two generations apart: no answer is \"not modified\".",
            "FileETag None",
            "Header unset Last-Modified",
        ]
        + ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range"]
        .map { "RequestHeader unset \($0) early" }

    private static let answers =
        [
            "# Missing and forbidden look alike.", "ErrorDocument 400 \"This request cannot be understood.\"",
            "ErrorDocument 401 /\(PublicPages.signIn)",
        ] + [403, 404, 405].map { "ErrorDocument \($0) /\(PublicPages.missing)" }

    /// Apache refuses a symlink before it asks for a password, by a status of its own; so one that lies no deeper than
    /// four names is turned into a missing file of the same edition.
    private static let paths =
        [
            "# Nothing but GET and HEAD; `/acme/` is `/acme/index.html`; no other folder has an index; no symlinks.",
            "RewriteEngine On", "RewriteOptions AllowAnyURI",
            #"RewriteCond "%{REQUEST_METHOD}" "!^(GET|HEAD)$""#,
            #"RewriteRule "^" "-" [R=405,L]"#,
        ]
        + ["$1", "$1$2", "$1$2$3"].map { #"RewriteCond "%{DOCUMENT_ROOT}\#($0)" -l [OR]"# }
        + [
            #"RewriteCond "%{DOCUMENT_ROOT}$1$2$3$4" -l"#,
            #"RewriteRule "^(/[^/]+)(/[^/]+)(/[^/]+)?(/[^/]+)?" "$1/.missing" [PT,L]"#,
            #"RewriteRule "^/$" "/\#(PublicPages.landing)" [PT,L]"#,
            #"RewriteRule "^(/.*)/$" "$1/index.html" [PT,L]"#,
        ]

    private static let files =
        [
            "Options None", "AllowOverride None", "AcceptPathInfo Off", "ForceType \(MediaType.unknown)",
        ]
        + MediaType.headerByExtension.flatMap { name, type in
            ApacheText.section("FilesMatch", #""\.\#(name)$""#, ["ForceType \"\(type)\""])
        }

    /// What holds for each path that no section below names.
    private static func everywhere(_ realm: String, _ roots: ServerRoots) throws(AccessError) -> [String] {
        let nobody = "\(roots.credentials)/\(CredentialSet.nobody)"
        return [
            "# Everything needs a password of the edition that the path names; by default nobody has one."
        ]
            + ApacheText.section(
                "Location", #""/""#,
                [
                    // Neither a module's page (`/server-status`) nor a listing nor a script: files.
                    "SetHandler default-handler", "DirectorySlash Off", "DirectoryIndex disabled",
                    "AuthType Basic",
                    "AuthName \(try ApacheText.quoted(realm, what: "the realm"))", "AuthBasicProvider file",
                    "AuthUserFile \(try ApacheText.quoted(nobody, what: "the access folder"))",
                    "AuthMerging Off", "Require valid-user",
                ])
    }

    /// Who reads an edition; every condition mentions the user, or Apache would answer 403 before it asks for a password.
    private static func access(
        to edition: ServedEdition, _ roots: ServerRoots
    ) throws(AccessError) -> [String] {
        let file = try ApacheText.quoted(
            "\(roots.credentials)/\(edition.name).htpasswd", what: "the access folder")
        var conditions: [String] = []
        if let host = edition.host { conditions.append("%{SERVER_NAME} == '\(host)'") }
        if !edition.networks.isEmpty {
            conditions.append(edition.networks.map { "-R '\($0)'" }.joined(separator: " || "))
        }
        for (day, users) in edition.lastDays {
            guard let end = Self.stamp(day) else {
                throw .notExpressible(
                    server: "Apache", what: "the last day `\(day)` of `\(users[0])`", reason: "not a day")
            }
            let names = users.map { "'\($0)'" }.joined(separator: ", ")
            conditions.append("%{TIME} < '\(end)' || !(%{REMOTE_USER} in {\(names)})")
        }
        let lines = ["AuthUserFile \(file)"]
        guard !conditions.isEmpty else { return lines }
        return lines
            + ApacheText.section(
                "RequireAll", "",
                ["Require valid-user"] + conditions.map { "Require expr \"-n %{REMOTE_USER} && (\($0))\"" })
    }

    /// The last second of `2026-06-01` as `%{TIME}` writes it, and a character that follows.
    private static func stamp(_ day: String) -> String? {
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.joined().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return parts.joined() + "24"
    }
}
