import TestSupport

extension Matrix {
    /// The right password on hosts that are none of the edition's, and all that names no host.
    func askOfOtherHosts() throws {
        let own = layout.host(of: "acme")
        let others = [
            layout.host(of: "acme-corp"), "portal.example.org", "nowhere.portal.example.org", "127.0.0.1",
            "localhost",
            "acme.portal.example.org.evil.example", "xacme.portal.example.org", "acme.portal.example.or",
            "portal.example.org.", "_", "*.portal.example.org", "default", "acme", "", "[::1]",
            String(repeating: "a", count: 63) + ".portal.example.org",
        ]
        for identity in Identity.all {
            for host in others {
                for path in [
                    "/acme/same.html", "/acme/missing", "/nowhere/same.html", "/assets/style.0123abcd.css",
                ] {
                    let file = judge.files.first { $0.path == path }
                    let parts = RequestParts(path, host: host, by: identity)
                    let request = HostileRequest(parts, of: [host], by: identity)
                    let answer = try ask(request)
                    // An empty or impossible host may be refused as such.
                    if answer.status == 400 { continue }
                    add(judge.problems(expecting: file, at: path, request, answer))
                }
            }
            for host in [own.uppercased(), own + ":80", own + ":8443", "A" + own.dropFirst() + ":1"] {
                let parts = RequestParts("/acme/same.html", host: host, by: identity)
                let request = HostileRequest(parts, of: [own], by: identity)
                let file = judge.files.first { $0.path == "/acme/same.html" }
                add(judge.problems(expecting: file, at: "/acme/same.html", request, try ask(request)))
            }
            for version in [" HTTP/1.0", " HTTP/1.1"] {
                var parts = RequestParts("/acme/same.html", host: "", by: identity)
                parts.headers.removeFirst()
                parts.version = version
                let request = HostileRequest(
                    parts, of: layout == .paths ? [own] : [], by: identity, isPlain: version == " HTTP/1.0")
                try ask(request)
            }
        }
    }
}
