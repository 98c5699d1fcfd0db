/// Ways to write paths that have led servers astray.
enum Spellings {
    /// Paths that some reading turns into a page of an edition.
    static func paths(into edition: String) -> [String] {
        let first = String(edition.utf8.first ?? 0, radix: 16)
        let page = "\(edition)/same.html"
        return [
            "/\(page)", "//\(page)", "///\(page)", "/./\(page)", "/\(edition)//same.html",
            "/\(edition)/./same.html", "/assets/../\(page)", "/assets../\(page)", "/assets%2e%2e/\(page)",
            "/assets/%2e%2e/\(page)", "/assets/..%2f\(page)",
            "/assets/%2e%2e%2f\(edition)%2fsame.html", "/assets/%252e%252e/\(page)",
            "/assets/%25252e%25252e/\(page)", "/assets/..%252f\(page)", "/assets/..;/\(page)",
            "/assets/..;a=b/\(page)", "/assets/..\\\(edition)\\same.html",
            "/assets/..%5c\(edition)%5csame.html",
            "/assets/..%255c\(page)", "/assets//../\(page)", "/assets/.%2e/\(page)", "/assets/%2E./\(page)",
            "/assets/%c0%ae%c0%ae/\(page)", "/assets/..%c0%af\(page)", "/assets/..%c1%9c\(page)",
            "/assets/%e0%80%ae%e0%80%ae/\(page)", "/assets/%f0%80%80%ae./\(page)",
            "/assets/..%ef%bc%8f\(page)",
            "/assets/%ef%bc%8e%ef%bc%8e/\(page)", "/assets/..%u2215\(page)", "/assets/%u002e%u002e/\(page)",
            "/assets/x/../../\(page)", "/assets/.../\(page)", "/assets/....//\(page)", "/assets/..../\(page)",
            "/acme/../\(page)", "/acme/%2e%2e/\(page)", "/acme/..%2f\(page)", "/acme/..;/\(page)",
            "/acme//..//\(page)", "/acme%2f..%2f\(page)", "/acme/files/../../\(page)",
            "/acme/..%00/\(page)", "/acme/..%0d%0a/\(page)", "/acme/..%09/\(page)",
            "/\(edition)%2fsame.html", "/%2f\(page)", "/\(edition)%252fsame.html", "/\(edition)%5csame.html",
            "/\(edition)%00/same.html", "/assets/%00/../\(page)", "/\(page)%00", "/\(page)%00.css",
            "/\(page)%0a", "/\(page)%0d%0a", "/\(page)%09", "/\(edition);/same.html",
            "/\(edition);x=y/same.html",
            "/\(edition)/;/same.html", "/\(page);x", "/\(page);.css", "/;/\(page)", "/\(edition)./same.html",
            "/\(edition)../same.html", "/\(edition)%20/same.html", "/\(edition)%2e/same.html",
            "/%20\(page)", "/\(page)%20", "/\(page).", "/\(page)..", "/\(page)%2e", "/\(page)~",
            "/\(page)::$DATA",
            "/\(edition.uppercased())/same.html", "/\(edition)/SAME.HTML", "/\(edition)/Same.html",
            "/\(page)/", "/\(page)//", "/\(page)/.", "/\(page)/..", "/\(page)/x.css", "/\(page)%2f",
            "/\(page)%2fx.css", "/\(edition)\\same.html", "\\\(edition)\\same.html", "/\(edition)",
            "/\(edition)/",
            "/\(edition)/..", "/\(edition)/../", "/\(edition)/../..", "/\(edition)/.", "/../\(page)",
            "/..%2f\(page)", "/%2e%2e/\(page)", "/\(edition)/%2e", "/\(edition)/same%2ehtml",
            "/%61cme/../\(page)",
            "/%\(first)\(page.dropFirst())", "/%25\(first)\(page.dropFirst())",
            "/%u00\(first)\(page.dropFirst())",
            "/\(edition)/\u{FF53}ame.html", "/\(edition)/s%61me.html", "/\(edition)/%73%61%6d%65.html",
            "/assets\\..\\\(edition)\\same.html", "/assets/../../site/\(page)", "/\(edition)/files/",
            "/\(edition)/files", "/\(edition)/projects", "/\(edition)/projects/",
            "/\(edition)/projects/?C=M;O=A",
            "/\(edition)/files/../same.html", "/\(edition)/files/..%2fsame.html",
            "/\(edition)/search.html/../same.html", "/assets/404.html/../../\(page)",
            "/assets/style.0123abcd.css/../../\(page)", "/\(page)?", "/\(page)?.css",
            "/\(page)?/assets/x.css",
            "/\(page)#/assets/x", "/\(page)%23", "/\(page)%3f.css", "/?/\(page)", "/.\(edition)/same.html",
            "/~\(edition)/same.html", "/%7e\(edition)/same.html", "/\(edition)%/same.html",
            "/\(edition)%2/same.html",
            "/\(edition)%zz/same.html", "/\(edition)%ff/same.html", "/&/\(page)", "/*/same.html",
            "/\(edition)*",
            "/\(edition)?/same.html", "/\(edition)/index.html/../same.html", "/\(edition)/.git/config",
            "/\(edition)/.htpasswd", "/\(edition)/.htaccess", "/\(edition)/.DS_Store",
            "/\(edition)/same.html.bak",
            "/\(edition)/same.html.gz", "/\(edition)/same.html~", "/\(edition)/%2ehidden",
        ]
    }

    /// The same path as a request line may name it besides.
    static func targets(of path: String, onHost host: String) -> [String] {
        [
            "http://\(host)\(path)", "https://\(host)\(path)", "HTTP://\(host.uppercased())\(path)",
            "http://\(host):80\(path)", "http://user@\(host)\(path)", "http://\(host)?\(path)",
            "//\(host)\(path)",
            "\(path)?x=/../", "\(path)#x",
        ]
    }

    /// What lies beside the published files, or never did, and must be like what nobody has heard of.
    static let unlisted = [
        "/nowhere", "/nowhere/", "/nowhere/index.html", "/index.html", "/index", "/assets", "/acme",
        "/acme-corp",
        "/acme-", "/acme.", "/acm", "/acme-corp2/same.html", "/acmeX/same.html", "/far", "/far/", "/staff",
        "/staff/", "/staff.all", "/access.json", "/access/access.json", "/access/credentials/acme.htpasswd",
        "/credentials/acme.htpasswd", "/files.jsonl", "/site/acme/same.html", "/portal.sqlite",
        "/portal.sqlite-wal", "/vitrine.yaml", "/.git/config", "/.git/HEAD", "/.htpasswd", "/.htaccess",
        "/.env", "/.DS_Store", "/.well-known/acme-challenge/x", "/.well-known/security.txt", "/acme.zip",
        "/acme.tar.gz", "/acme~", "/acme.html", "/acme.bak/index.html", "/acme.old/", "/ACME/index.html",
        "/Acme/same.html", "/credentials/nobody", "/servers/access.nginx.conf", "/server-status",
        "/server-info", "/nginx_status", "/debug/pprof/", "/metrics", "/config/", "/icons/", "/cgi-bin/",
        "/robots.txt", "/favicon.ico", "/error/HTTP_NOT_FOUND.html.var", "/default", "/default.html",
    ]
}
