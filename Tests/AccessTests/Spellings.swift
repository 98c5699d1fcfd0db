/// Ways to write paths that have led servers astray.
enum Spellings {
    static let all: [String] =
        paths.flatMap { path in
            [path, "http://portal.example.org\(path)", "\(path)?x=/../", "\(path)#x"]
        } + [
            "*", "acme-corp/index.html", "http://acme-corp/index.html", "http://acme-corp", "?x",
            "http:///acme-corp/index.html",
        ]

    private static let targets = ["acme-corp", "acme", "acme.board", "far"]

    private static let paths: [String] = targets.flatMap { edition in
        [
            "/\(edition)/same.html", "//\(edition)/same.html", "/./\(edition)/same.html",
            "/\(edition)//same.html",
            "/\(edition)/./same.html", "/assets/../\(edition)/same.html",
            "/assets/%2e%2e/\(edition)/same.html",
            "/assets/..%2f\(edition)/same.html", "/assets/%2e%2e%2f\(edition)%2fsame.html",
            "/assets/%252e%252e/\(edition)/same.html", "/assets/..%252f\(edition)/same.html",
            "/assets/..;/\(edition)/same.html", "/assets/..\\\(edition)\\same.html",
            "/assets/..%5c\(edition)%5csame.html", "/assets//../\(edition)/same.html",
            "/assets/.%2e/\(edition)/same.html", "/assets/%c0%ae%c0%ae/\(edition)/same.html",
            "/assets/..%c0%af\(edition)/same.html", "/assets/..%ef%bc%8f\(edition)/same.html",
            "/assets/x/../../\(edition)/same.html", "/acme/../\(edition)/same.html",
            "/acme/%2e%2e/\(edition)/same.html",
            "/acme/..%2f\(edition)/same.html", "/acme/..;/\(edition)/same.html",
            "/acme//..//\(edition)/same.html",
            "/acme%2f..%2f\(edition)/same.html", "/\(edition)%2fsame.html", "/%2f\(edition)/same.html",
            "/\(edition)%00/same.html", "/assets/%00/../\(edition)/same.html", "/\(edition);/same.html",
            "/\(edition);x=y/same.html", "/\(edition)/;/same.html", "/\(edition)/same.html;x",
            "/\(edition)./same.html",
            "/\(edition)%20/same.html", "/\(edition)%2e/same.html", "/\(edition.uppercased())/same.html",
            "/\(edition)/SAME.HTML", "/\(edition)/same.html/", "/\(edition)/same.html/..",
            "/\(edition)/same.html%2f",
            "/\(edition)\\same.html", "/\(edition)/..", "/\(edition)/../", "/\(edition)/../..",
            "/../\(edition)/same.html",
            "/%2e%2e/\(edition)/same.html", "/\(edition)/%2e", "/\(edition)/same%2ehtml",
            "/%61cme/../\(edition)/same.html", "/%\(hexadecimal(edition))/same.html",
            "/\(edition)/\u{FF53}ame.html",
            "/assets\\..\\\(edition)\\same.html", "/assets/../../site/\(edition)/same.html",
            "/assets/../access/access.json", "/acme/../../access/access.json",
            "/acme/..%2f..%2faccess/access.json",
            "/acme/.hidden/../../\(edition)/same.html", "/\(edition)/files/../same.html",
            "/\(edition)/files/..%2fsame.html",
            "/\(edition)/search.html/../same.html", "/assets/404.html/../../\(edition)/same.html",
        ]
    }

    /// The first letter as an escape and the rest as it is: `61cme`.
    private static func hexadecimal(_ edition: String) -> String {
        String(edition.utf8.first ?? 0, radix: 16) + edition.dropFirst()
    }
}
