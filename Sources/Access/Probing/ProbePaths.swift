/// What to ask for beside the published files.
enum ProbePaths {
    /// What lies beside the document root, or beside a carelessly copied one.
    static let unlisted = [
        "/index.html", "/assets", "/assets/", "/access.json", "/access/access.json", "/access/files.jsonl",
        "/files.jsonl",
        "/access/credentials/nobody", "/credentials/nobody", "/access/servers/access.nginx.conf",
        "/site/assets/404.html", "/output/access/access.json", "/portal.sqlite", "/portal.sqlite-wal",
        "/portal.sqlite-journal",
        "/vitrine.yaml", "/content/", "/Templates/", "/.git/HEAD", "/.git/config", "/.gitignore", "/.env",
        "/.htaccess",
        "/.htpasswd", "/.DS_Store", "/.ssh/id_ed25519", "/backup.zip", "/backup.tar.gz", "/site.tar.gz",
        "/portal.sql",
        "/server-status", "/server-info", "/nginx_status", "/metrics", "/debug/pprof/", "/cgi-bin/",
        "/icons/",
        "/manual/", "/phpinfo.php", "/staff", "/admin/", "/nowhere", "/nowhere/", "/nowhere/index.html",
    ]

    /// What lies beside and in the folder of an edition and was never published, unless the list names it.
    static func beside(_ edition: String) -> [String] {
        [
            "/\(edition)", "/\(edition)/", "/\(edition)~", "/\(edition).zip", "/\(edition).tar.gz",
            "/\(edition).html",
            "/\(edition).bak/index.html", "/\(edition.uppercased())/index.html",
            "/\(edition)/vitrine-probe-nothing", "/\(edition)/vitrine-probe-nothing/", "/\(edition)/files",
            "/\(edition)/files/",
            "/\(edition)/projects", "/\(edition)/projects/", "/\(edition)/index.html~",
            "/\(edition)/index.html.bak", "/\(edition)/index.html.gz",
            "/\(edition)/.git/config", "/\(edition)/.htaccess", "/\(edition)/INDEX.HTML",
            "/\(edition)/access.json",
        ]
    }

    /// Ways to write `/edition` + `rest`, some of which lead through a folder that may be read.
    static func spellings(
        of edition: some StringProtocol, _ rest: some StringProtocol, from folder: String, host: String
    ) -> [String] {
        let path = "\(edition)\(rest)"
        let first = edition.utf8.first.map { "%" + String($0, radix: 16) } ?? ""
        let climbs = [
            "..", "%2e%2e", ".%2e", "%2E.", "%252e%252e", "..;", "..;x=y", "....", "...", "x/../..", "./..",
            "/..",
            "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "%ef%bc%8e%ef%bc%8e", "%u002e%u002e", "..%00", "..%20",
        ].map { "\(folder)\($0)/\(path)" }
        let slashes = ["%2f", "%252f", "%5c", "\\", "%c0%af", "%ef%bc%8f", "%u2215"].map {
            "\(folder)..\($0)\(path)"
        }
        return climbs + slashes + [
            "//\(path)", "///\(path)", "/./\(path)", "/../\(path)", "/%2e/\(path)", "/%2f\(path)",
            "/\(edition)/\(rest)",
            "/\(edition)/.\(rest)", "/\(edition)/x/..\(rest)", "/\(edition)%2f\(rest.dropFirst())",
            "/\(edition)%5c\(rest.dropFirst())", "/\(edition);\(rest)", "/\(edition).\(rest)",
            "/\(edition)%20\(rest)",
            "/\(edition)%00\(rest)", "/\(first)\(edition.dropFirst())\(rest)",
            "/\(edition.uppercased())\(rest)",
            "/\(path)%00", "/\(path)%00.css", "/\(path)%0a", "/\(path)%20", "/\(path).", "/\(path)%2e",
            "/\(path)/",
            "/\(path)/x.css", "/\(path)%2fx.css", "/\(path);x", "/\(path);.css", "/\(path)~",
            "/\(path)::$DATA",
            "/\(path)?", "/\(path)?/assets/x.css", "/\(path)#/assets/x.css", "/\(path)%3f.css", "/\(path)%23",
            "http://\(host)/\(path)", "https://\(host)/\(path)", "HTTP://\(host.uppercased())/\(path)",
        ]
    }
}
