import Access
import TestSupport

extension Matrix {
    /// Every identity, every published file: exactly what the manifest says, to the byte.
    func askForEveryFile() throws {
        for file in judge.files {
            let edition = String(file.path.dropFirst().prefix { $0 != "/" })
            for identity in Identity.all {
                try expect(file, at: file.path, of: edition, by: identity)
                if file.path.hasSuffix("/index.html") {
                    try expect(
                        file, at: String(file.path.dropLast("index.html".count)), of: edition, by: identity)
                }
            }
        }
        let landing = judge.files.first { $0.path == "/assets/landing.html" }
        for identity in Identity.all { try expect(landing, at: "/", of: "acme", by: identity) }
    }

    /// Every identity, what is not published: refused, or missing where somebody may read.
    func askForWhatIsNotPublished() throws {
        let within = SamplePortal.editions.prefix(3).flatMap { edition in
            [
                "missing.html", "projects", "projects/", "link.html", "linked/access.json", "linked/",
                "index.html/", "index.html.bak", "index.html~", "index.html.gz", "INDEX.html", ".git/config",
                ".hidden", "files/.htaccess", "%00", "%20index.html", "index.html%20", "index.html.",
            ].map { "/\(edition.name)/\($0)" }
        }
        for path in Spellings.unlisted + ["/assets/", "/assets/missing.css", "/assets/../x"] + within {
            let segment = String(path.dropFirst().prefix { $0 != "/" })
            let edition = SamplePortal.editions.contains { $0.name == segment } ? segment : "acme"
            for identity in Identity.all {
                if path.contains("%") || path.contains("..") {
                    _ = try ask(path, of: edition, by: identity)
                } else {
                    try expect(nil, at: path, of: edition, by: identity)
                }
            }
        }
    }

    /// A file is exchanged for another of the same length and time: nobody is told that his copy is still good.
    func askWhetherNothingChanged() throws {
        let path = "/acme/style.css"
        let reader = Identity(user: "alice")
        let before = try ask(path, of: "acme", by: reader)
        let text = String(before.text.reversed())
        try server.exchange(String(path.dropFirst()), for: text)
        for condition in [
            before.header("ETag").map { "If-None-Match: \($0)" },
            before.header("Last-Modified").map { "If-Modified-Since: \($0)" },
            "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT", "X-None: x",
        ].compactMap(\.self) {
            let host = layout.host(of: "acme")
            var parts = RequestParts(path, host: host, by: reader)
            parts.headers.append(condition)
            // What was exchanged is no longer what the list says: the answer is looked at here alone.
            let request = HostileRequest(parts, of: [host], by: reader)
            let answer = try server.send(request.bytes)
            if answer.status != 200 || answer.text != text {
                report(.content, request, answer, "a copy of before is taken for today's")
            }
        }
        try server.exchange(String(path.dropFirst()), for: before.text)
    }
}
