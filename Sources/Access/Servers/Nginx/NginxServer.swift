internal import Files

/// How nginx answers: the inside of a `server` block.
struct NginxServer {
    let text: String

    init(realm: String, roots: ServerRoots, signOn: NginxSignOn? = nil) throws(AccessError) {
        let root = try NginxText.quoted(roots.site, what: "the document root")
        let quotedRealm = try NginxText.quoted(realm, what: "the realm")
        var lines = [
            "# Generated from access.json; changes are lost. Included inside the server block.",
            "# No location here may be added by regular expression: it would take requests away from the rules.",
            "",
            "root \(root);",
            "autoindex off;",
            "disable_symlinks on from=$document_root;",
            "merge_slashes on;",
            "absolute_redirect off;",
            "server_tokens off;",
            "client_max_body_size 1k;",
            "max_ranges 1;",
            "",
            "# A time and a size do not tell two generations apart: no answer is \"not modified\".",
            "etag off;",
            "if_modified_since off;",
            "",
            "charset utf-8;",
            "charset_types text/css text/csv text/calendar text/javascript text/markdown text/plain application/json;",
            "default_type \(MediaType.unknown);",
        ]
        lines += NginxText.block("types", Self.types)
        lines += [""]
        if signOn == nil {
            lines += [
                "# Everything needs a password of the edition that the path names.",
                "auth_basic \(quotedRealm);",
                "auth_basic_user_file $vitrine_passwords;", "",
            ]
        }
        lines += NginxText.block(#"if ($request_method !~ "^(GET|HEAD)$")"#, ["return 405;"])
        lines += [""] + NginxHeaders.all.map(\.directive)
        lines += [
            #"add_header Last-Modified "" always;"#, "add_header Allow $vitrine_allow always;", "",
            "# Missing and forbidden look alike.",
            "error_page 401 \(signOn == nil ? "/\(PublicPages.signIn)" : "= \(NginxSignOn.start)");",
            "error_page 403 404 =404 /\(PublicPages.missing);", "",
        ]
        lines += signOn?.locations ?? NginxText.block("location /", ["try_files $vitrine_file =404;"])
        let open = signOn == nil ? ["auth_basic off;"] : []
        lines += NginxText.block("location = /", open + ["try_files /\(PublicPages.landing) =404;"])
        lines += NginxText.block("location /assets/", open + ["try_files $uri =404;"])
        text = lines.joined(separator: "\n") + "\n"
    }

    private static let types: [String] = {
        var types: [(type: String, names: [String])] = []
        for (name, type) in MediaType.byExtension {
            if let index = types.firstIndex(where: { $0.type == type }) {
                types[index].names.append(name)
            } else {
                types.append((type, [name]))
            }
        }
        return types.map { "\($0.type) \($0.names.joined(separator: " "));" }
    }()
}
