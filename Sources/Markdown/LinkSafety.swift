/// Which URLs a text may publish, whoever made them.
enum LinkSafety {
    /// Whether a link may lead there: relative, or one of four schemes.
    static func isAllowedLink(_ url: String) -> Bool {
        guard !isElsewhere(url) else { return false }
        switch scheme(of: url) {
        case nil, "mailto", "tel": return true
        case "http", "https": return hasPlainHost(url)
        default: return false
        }
    }

    /// Whether a host of letters, digits, `.`, `-` and `_` follows, with a port at most: no user name that looks like a
    /// host, and nothing that the HTML checker calls no URL.
    private static func hasPlainHost(_ url: String) -> Bool {
        let rest = url.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst()
        guard rest.starts(with: "//".utf8) else { return false }
        let authority = rest.dropFirst(2).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        let parts = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return false }
        if parts.count == 2, UInt16(String(decoding: parts[1], as: UTF8.self)) == nil { return false }
        return host.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"), 0x80...:
                true
            default: false
            }
        }
    }

    /// Whether an image may come from there: from this site only, so that no page tells others that it was read.
    static func isAllowedImage(_ url: String) -> Bool {
        !isElsewhere(url) && scheme(of: url) == nil
    }

    /// `//host/…`, also as browsers read it when it is written with backslashes.
    private static func isElsewhere(_ url: String) -> Bool {
        url.utf8.prefix(2).count == 2
            && url.utf8.prefix(2).allSatisfy { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    }

    /// What stands before the first colon, in lower case; nil where a slash, `?` or `#` comes before it.
    ///
    /// Anything at all counts as a scheme: what is not known to be harmless is refused.
    private static func scheme(of url: String) -> String? {
        let end = url.utf8.firstIndex { byte in
            switch byte {
            case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"),
                UInt8(ascii: "\\"):
                true
            default: false
            }
        }
        guard let end, url.utf8[end] == UInt8(ascii: ":") else { return nil }
        return url[..<end].lowercased()
    }
}
