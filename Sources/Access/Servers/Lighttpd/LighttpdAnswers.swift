internal import Files

/// How lighttpd answers: files, headers, errors.
enum LighttpdAnswers {
    /// What holds everywhere, in front of the rules.
    static func lines(_ roots: ServerRoots) throws(AccessError) -> [String] {
        ["server.document-root = \(try LighttpdText.quoted(roots.site, what: "the document root"))"]
            + modules + requests + files + [""] + errors + [""] + paths
    }

    /// In this order: headers are decided first, then the method, then the password.
    private static let modules = [
        #"server.modules += ("mod_setenv", "mod_rewrite", "mod_redirect", "mod_auth", "mod_authn_file", "mod_staticfile")"#,
        "# No listings, no index files, nothing that this file does not name.",
        #"server.compat-module-load = "disable""#, #"server.tag = """#, "server.max-request-size = 1",
        "# A reload answers nobody until every connection is closed: those that are silent, after so many seconds.",
        #"server.feature-flags += ("server.graceful-shutdown-timeout" => 2)"#,
        "# HTTP/1 alone: lighttpd takes HTTP/2 without encryption too, which gets requests past a proxy's rules.",
        #"server.feature-flags += ("server.h2proto" => "disable")"#, "",
    ]

    private static let requests =
        LighttpdText.list(
            "server.http-parseopts",
            [
                "header-strict", "host-strict", "host-normalize", "url-normalize", "url-normalize-unreserved",
                "url-normalize-required", "url-ctrls-reject", "url-path-2f-reject", "url-path-dotseg-remove",
            ].map { LighttpdText.entry($0, "enable") } + [LighttpdText.entry("url-path-2f-decode", "disable")]
        )
        + [
            "", "# A time and a size do not tell two generations apart: no answer is \"not modified\".",
            #"static-file.etags = "disable""#,
        ]
        + LighttpdText.list(
            "setenv.set-request-header",
            ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range"]
                .map { LighttpdText.entry($0, "") })
        + [
            "",
            "# lighttpd answers 416 without any header, so only ranges that every file has are ranges at all.",
            #"server.range-requests = "disable""#,
        ]
        + LighttpdText.block(
            #"$REQUEST_HEADER["Range"] =~ "^bytes=(0-[0-9]{0,15}|-[1-9][0-9]{0,14})$""#,
            [#"server.range-requests = "enable""#])

    private static let files =
        [
            "", #"server.follow-symlink = "disable""#, #"static-file.disable-pathinfo = "enable""#,
            "# Looked up anew by each request, or a second of the generation before would follow a publication.",
            #"server.stat-cache-engine = "disable""#,
        ]
        + LighttpdText.list(
            "mimetype.assign",
            MediaType.headerByExtension.map { LighttpdText.entry(".\($0.name)", $0.type) } + [
                LighttpdText.entry("", MediaType.unknown)
            ])

    private static let errors =
        ["# The headers of all answers; what is no file of a class, errors too, has those of a page."]
        + headers(of: .page, and: [])
        + HeaderSet.allCases.flatMap { set in
            set.pathPattern.map {
                LighttpdText.block("$HTTP[\"url\"] =~ \"\($0)\"", headers(of: set, and: []))
            } ?? []
        }
        + [
            "", "# An error page is a request of its own, so that it has the headers of a page.",
            "server.error-handler = \"/\(PublicPages.signIn)\"",
        ]

    private static let paths =
        [
            "# `/acme/` is `/acme/index.html`; no other folder has an index. What is missing has a path of its own."
        ]
        + LighttpdText.list(
            "url.rewrite-repeat",
            [
                LighttpdText.entry(#"^/(\?.*)?$"#, "/\(PublicPages.landing)"),
                LighttpdText.entry(#"^(/[^?]*)/(\?.*)?$"#, "$1/index.html"),
            ])
        + [#"url.rewrite-repeat-if-not-file = ("" => "\#(missing)")"#]

    private static let missing = "/.missing"

    /// Behind the rules, because of two conditions that hold lighttpd takes the latter.
    static let exceptions =
        LighttpdText.block(#"$HTTP["url"] =^ "/assets/""#, ["auth.require = ()"])
        + ["", "# Only who may read the rest of an edition gets here: what is missing."]
        + LighttpdText.block(
            "$HTTP[\"url\"] == \"\(missing)\"",
            [
                "auth.require = ()", "url.rewrite-repeat-if-not-file = ()",
                "server.error-handler = \"/\(PublicPages.missing)\"",
            ])
        + ["", "# lighttpd drops the address again when it makes the error page."]
        + LighttpdText.block(
            #"$HTTP["request-method"] !~ "^(GET|HEAD)$""#,
            [
                #"url.redirect = ("" => "/")"#, "url.redirect-code = 405", #"server.error-handler = """#,
            ] + headers(of: .page, and: [("Allow", "GET, HEAD")]))

    private static func headers(of set: HeaderSet, and more: [(String, String)]) -> [String] {
        LighttpdText.list(
            "setenv.set-response-header",
            (set.headers.map { ($0.name, $0.value) } + more + [("ETag", ""), ("Last-Modified", "")])
                .map(LighttpdText.entry))
    }
}
