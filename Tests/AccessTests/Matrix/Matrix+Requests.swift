import Access
import TestSupport

extension Matrix {
    private static let askers = [Identity.nobody] + ["alice", "bob", "dave"].map { Identity(user: $0) }

    /// Every spelling of a path, by some who may and some who may not.
    func askInOtherSpellings() throws {
        for edition in ["acme-corp", "acme", "far", "acme.board"] {
            let count = Spellings.paths(into: edition).count
            for index in 0..<count {
                for asker in Self.askers {
                    try askAlsoOfNothing(of: edition, by: asker) { name in
                        RequestParts(
                            Spellings.paths(into: name)[index], host: layout.host(of: name), by: asker)
                    }
                }
            }
        }
        for index in Spellings.targets(of: "", onHost: "").indices {
            for asker in Self.askers {
                try askAlsoOfNothing(of: "acme-corp", by: asker) { name in
                    let host = layout.host(of: name)
                    return RequestParts(
                        Spellings.targets(of: "/\(name)/same.html", onHost: host)[index], host: host,
                        by: asker)
                }
            }
        }
        for target in ["*", "acme-corp/same.html", "?x", "http:///acme-corp/same.html", "acme-corp:80", ""] {
            for asker in Self.askers {
                let host = layout.host(of: "acme-corp")
                let parts = RequestParts(target, host: host, by: asker)
                try ask(HostileRequest(parts, of: [host], by: asker, isPlain: false))
            }
        }
    }

    /// Other methods than GET and HEAD.
    func askByOtherMethods() throws {
        for method in [
            "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK",
            "REPORT",
            "SEARCH", "PURGE", "FOO", "GETX", "TRACE",
        ] {
            for path in [
                "/acme/same.html", "/acme-corp/same.html", "/nowhere", "/assets/style.0123abcd.css", "/",
            ] {
                for asker in Self.askers {
                    let host = layout.host(of: "acme")
                    var parts = RequestParts(path, host: host, by: asker)
                    parts.method = method
                    let request = HostileRequest(parts, of: [host], by: asker)
                    let answer = try ask(request)
                    if answer.status != 405 { report(.status, request, answer, "must be 405") }
                }
            }
        }
        for method in ["get", "Get", "HEAD ", "CONNECT", "G\0T", "", "GET\t", "\r\nGET"] {
            for path in ["/acme-corp/same.html", "/nowhere"] {
                var parts = RequestParts(path, host: layout.host(of: "acme"), by: Identity(user: "alice"))
                parts.method = method
                try ask(
                    HostileRequest(
                        parts, of: [layout.host(of: "acme")], by: Identity(user: "alice"), isPlain: false))
            }
        }
        for file in judge.files {
            let edition = String(file.path.dropFirst().prefix { $0 != "/" })
            for asker in Self.askers {
                let host = layout.host(of: edition)
                var parts = RequestParts(file.path, host: host, by: asker)
                parts.method = "HEAD"
                let request = HostileRequest(parts, of: [host], by: asker)
                let answer = try ask(request)
                let status = judge.mayRead(file.path, request) ? 200 : 401
                if answer.status != status || !answer.body.isEmpty {
                    report(.status, request, answer, "must be \(status) without a body")
                }
            }
        }
    }

    /// Headers that ask for a part, or for nothing if nothing changed.
    func askForPartsAndChanges() throws {
        for condition in HostileHeaders.conditions {
            for asker in Self.askers {
                for edition in ["acme", "acme-corp"] {
                    for file in ["files/report.pdf", "same.html", "missing"] {
                        try askAlsoOfNothing(of: edition, by: asker) { name in
                            var parts = RequestParts(
                                "/\(name)/\(file)", host: layout.host(of: name), by: asker)
                            parts.headers.append(condition)
                            return parts
                        }
                    }
                }
            }
        }
        let whole = try ask("/acme/files/report.pdf", of: "acme", by: Identity(user: "alice")).text
        for (range, text) in [("0-18", whole.prefix(19)), ("7-18", "CANARY<acme>"), ("-5", whole.suffix(5))] {
            let host = layout.host(of: "acme")
            var parts = RequestParts("/acme/files/report.pdf", host: host, by: Identity(user: "alice"))
            parts.headers.append("Range: bytes=\(range)")
            let request = HostileRequest(parts, of: [host], by: Identity(user: "alice"))
            let part = try ask(request)
            if part.status != 206 || part.text != text { report(.content, request, part, "no part of it") }
        }
    }

    /// Headers that have made servers take a request for another, or its sender for another.
    func askWithOddHeaders() throws {
        for header in HostileHeaders.injections {
            for asker in Self.askers {
                for edition in ["acme-corp", "far", "acme"] {
                    try askAlsoOfNothing(of: edition, by: asker) { name in
                        var parts = RequestParts("/\(name)/same.html", host: layout.host(of: name), by: asker)
                        parts.headers.append(header)
                        return parts
                    }
                }
            }
        }
    }

    /// Credentials that are none.
    func askWithBrokenCredentials() throws {
        for value in HostileHeaders.credentials {
            for edition in ["acme", "acme-corp", "far"] {
                try askAlsoOfNothing(of: edition, by: .nobody, isPlain: false) { name in
                    var parts = RequestParts("/\(name)/same.html", host: layout.host(of: name), by: .nobody)
                    parts.headers.append(value)
                    return parts
                }
            }
        }
        // In some languages a text ends at a zero: whoever knows the password, and adds one, is who he says.
        let value = HTTPConnection.basic(user: "alice", password: SamplePortal.password(of: "alice") + "\0")
        let host = layout.host(of: "acme")
        var parts = RequestParts("/acme/same.html", host: host, by: .nobody)
        parts.headers.append("Authorization: \(value)")
        try ask(HostileRequest(parts, of: [host], by: Identity(user: "alice"), isPlain: false))
    }

    /// Requests that servers have read as two, or as another, and other protocols.
    func askInOtherShapes() throws {
        for asker in [Identity.nobody, Identity(user: "alice"), Identity(user: "bob")] {
            func shapes(_ name: String) -> HostileShapes {
                HostileShapes(edition: name, host: layout.host(of: name), identity: asker)
            }
            for index in shapes("acme-corp").all.indices {
                try askAlsoOfNothing(of: "acme-corp", by: asker, closes: false) { shapes($0).all[index] }
            }
        }
    }

    /// Random combinations of all of it.
    func askAtRandom(seed: Int, upTo total: Int) throws {
        var generator = SeededGenerator(seed: seed)
        while count < total {
            let asker = Identity.all.randomElement(using: &generator) ?? .nobody
            let edition = SamplePortal.editions.randomElement(using: &generator)?.name ?? "acme"
            let next = generator
            try askAlsoOfNothing(of: edition, by: asker, isPlain: false) { name in
                generator = next
                return RandomRequest.make(edition: name, layout, by: asker, using: &generator).bytes
            }
        }
    }
}
