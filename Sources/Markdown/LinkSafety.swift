/// Which URLs a text may publish, whoever made them.
enum LinkSafety {
    private typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Whether a link may lead there: relative, or one of four schemes.
    static func isAllowedLink(_ url: String) -> Bool {
        var url = url
        return url.withUTF8 { url in
            guard !isElsewhere(url) else { return false }
            guard let end = schemeEnd(of: url) else { return true }
            let rest = Bytes(rebasing: url[(end + 1)...])
            switch end {
            case 3: return isScheme(url, "tel")
            case 4: return isScheme(url, "http") && hasPlainHost(rest)
            case 5: return isScheme(url, "https") && hasPlainHost(rest)
            case 6: return isScheme(url, "mailto")
            default: return false
            }
        }
    }

    /// Whether an image may come from there: from this site only, so that no page tells others that it was read.
    static func isAllowedImage(_ url: String) -> Bool {
        var url = url
        return url.withUTF8 { !isElsewhere($0) && schemeEnd(of: $0) == nil }
    }

    /// Whether a host of letters, digits, `.`, `-` and `_` follows, with a port at most: no user name that looks like a
    /// host, and nothing that the HTML checker calls no URL.
    private static func hasPlainHost(_ rest: Bytes) -> Bool {
        let slash = UInt8(ascii: "/")
        guard rest.count > 2, rest[0] == slash, rest[1] == slash else { return false }
        let authority = rest[2...].prefix {
            $0 != slash && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        let host = authority.prefix { $0 != UInt8(ascii: ":") }
        if host.endIndex < authority.endIndex {
            let port = String(decoding: authority[(host.endIndex + 1)...], as: UTF8.self)
            guard UInt16(port) != nil else { return false }
        }
        return !host.isEmpty
            && host.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "_"), 0x80...:
                    true
                default: false
                }
            }
    }

    /// `//host/…`, also as browsers read it when it is written with backslashes.
    private static func isElsewhere(_ url: Bytes) -> Bool {
        url.count >= 2 && url[..<2].allSatisfy { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    }

    /// Where the first colon stands; nil where a slash, `?` or `#` comes before it.
    ///
    /// Anything at all before it counts as a scheme: what is not known to be harmless is refused.
    private static func schemeEnd(of url: Bytes) -> Int? {
        let end = url.firstIndex { byte in
            switch byte {
            case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"),
                UInt8(ascii: "\\"):
                true
            default: false
            }
        }
        return end.flatMap { url[$0] == UInt8(ascii: ":") ? $0 : nil }
    }

    /// Whether a URL begins with the letters of `name`, in either case.
    private static func isScheme(_ url: Bytes, _ name: StaticString) -> Bool {
        (0..<name.utf8CodeUnitCount).allSatisfy { index in
            let byte = url[index]
            let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            return (isCapital ? byte | 0x20 : byte) == name.utf8Start[index]
        }
    }
}
