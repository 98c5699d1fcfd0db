import TestSupport

/// Requests out of many odd parts.
enum RandomRequest {
    /// One that names an edition. What is chosen does not depend on the edition's name, but for its length: the same
    /// numbers make the same request about another one.
    static func make(
        edition: String, _ layout: SamplePortal.Layout, by identity: Identity,
        using generator: inout SeededGenerator
    ) -> RequestParts {
        var path = "/\(edition)/" + pick(files, &generator)
        for _ in 0..<Int.random(in: 0...3, using: &generator) { path = changed(path, &generator) }
        if Int.random(in: 0..<8, using: &generator) == 0 {
            path = pick(Spellings.targets(of: path, onHost: layout.host(of: edition)), &generator)
        }
        var parts = RequestParts(path, host: layout.host(of: edition), by: identity)
        if Int.random(in: 0..<4, using: &generator) == 0 { parts.method = pick(methods, &generator) }
        if Int.random(in: 0..<6, using: &generator) == 0 { parts.version = pick(versions, &generator) }
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            let lists = [HostileHeaders.conditions, HostileHeaders.injections, HostileHeaders.conditions]
            let position = Int.random(in: 0...parts.headers.count, using: &generator)
            parts.headers.insert(pick(pick(lists, &generator), &generator), at: position)
        }
        return parts
    }

    private static let files = [
        "same.html", "index.html", "files/report.pdf", "projects/web-site.html", "style.css", "search.html",
        "missing", "",
        "files/", "link.html",
    ]
    private static let methods = [
        "HEAD", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "get", "DELETE", "FOO", "PROPFIND",
    ]
    private static let versions = [
        " HTTP/1.0", " HTTP/1.0", " HTTP/1.2", " HTTP/2.0", " HTTP/0.9", " HTTP/1.10", " http/1.1", "",
        "  HTTP/1.1",
    ]
    private static let pieces = [
        "/", "./", "../", "%2e%2e/", "..%2f", "%2f", "%5c", "\\", ";", ";x=y", "%00", "%20", ".", "..",
        "%252e", "%c0%af",
        "//", "%09", "%0d%0a", "?", "#", "~", "*", "%", "%2", "%zz", "%ef%bc%8f", ":", "@", "&", "+", "x/../",
        "%u002f",
    ]
    private static let prefixes = [
        "/assets/..", "/acme/..", "/assets/%2e%2e", "/assets/..%2f", "/.", "/", "/assets/..;", "/assets/..\\",
        "/x/..",
        "/assets/%252e%252e", "/acme/files/../..", "/%2e", "/assets/x", "/acme",
    ]

    private static func changed(_ path: String, _ generator: inout SeededGenerator) -> String {
        var bytes = Array(path.utf8)
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1: bytes.insert(contentsOf: pick(pieces, &generator).utf8, at: index)
        case 2: return pick(prefixes, &generator) + path
        case 3: return path + pick(pieces, &generator)
        case 4: bytes.replaceSubrange(index...index, with: escaped(bytes[index]))
        case 5: bytes.replaceSubrange(index...index, with: "%25".utf8 + escaped(bytes[index]).dropFirst())
        case 6: return path.uppercased()
        default: bytes = bytes.flatMap { escaped($0) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func pick<Item>(_ items: [Item], _ generator: inout SeededGenerator) -> Item {
        items[Int.random(in: 0..<items.count, using: &generator)]
    }
}
