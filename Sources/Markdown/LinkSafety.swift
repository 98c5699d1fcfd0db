/// Which URLs a text may publish, whoever made them.
enum LinkSafety {
    /// Whether a link may lead there: relative, or one of four schemes.
    static func isAllowedLink(_ url: String) -> Bool {
        guard !isElsewhere(url) else { return false }
        return scheme(of: url).map { ["http", "https", "mailto", "tel"].contains($0) } ?? true
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
