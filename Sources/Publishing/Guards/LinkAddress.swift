/// What the value of an `href` or `src` names, as a browser reads it.
struct LinkAddress {
    /// Without what follows a `?`; escapes are undone.
    private let path: ArraySlice<UInt8>
    /// What follows a `#`; nil where nothing does.
    let fragment: ArraySlice<UInt8>?
    /// Whether it names a scheme or a host.
    let isElsewhere: Bool

    private static let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))

    /// Reads the bytes between the quotation marks.
    init(_ value: [UInt8]) {
        var text = value
        if value.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "%") }) {
            let decoded = AuditText()
            value.withUnsafeBytes { decoded.decode($0) }
            text = Array(decoded.bytes)
        }
        let mark = text.firstIndex(of: UInt8(ascii: "#"))
        fragment = mark.map { text[($0 + 1)...] }
        let path = text[..<(mark ?? text.endIndex)].prefix { $0 != UInt8(ascii: "?") }
        let first = path.first { $0 == UInt8(ascii: ":") || $0 == Self.slash }
        isElsewhere = first == UInt8(ascii: ":") || path.starts(with: [Self.slash, Self.slash])
        self.path = path
    }

    /// The file below the document root that it leads to from a page there; nil where it leads out.
    func path(from page: [UInt8]) -> [UInt8]? {
        guard let first = path.first else { return page }
        var result: [UInt8] = []
        if first != Self.slash { result += page[...(page.lastIndex(of: Self.slash) ?? -1)] }
        var rest = path
        while !rest.isEmpty {
            let part = rest.prefix { $0 != Self.slash }
            rest = rest[part.endIndex...]
            let isFolder = rest.popFirst() != nil
            switch (part.count, part.first, part.last) {
            case (0, _, _), (1, Self.dot, _): continue
            case (2, Self.dot, Self.dot):
                guard result.popLast() != nil else { return nil }
                while let last = result.last, last != Self.slash { result.removeLast() }
            default:
                result += part
                if isFolder { result.append(Self.slash) }
            }
        }
        if result.isEmpty || result.last == Self.slash { result += "index.html".utf8 }
        return result
    }
}
