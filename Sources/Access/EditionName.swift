/// The name of an edition: its folder in the document root, and the first segment of its URLs.
public enum EditionName {
    /// Never the name of an edition: they are, or may become, something else at the root.
    public static let reserved = ["assets", "index", "favicon", "robots", "u", "x"]

    /// Whether `text` is lower-case letters, digits, single inner hyphens and single inner dots, at most 64 in all,
    /// and not reserved.
    public static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= 64, !reserved.contains(text) else { return false }
        var isInside = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): isInside = true
            case UInt8(ascii: "-"), UInt8(ascii: "."):
                guard isInside else { return false }
                isInside = false
            default: return false
            }
        }
        return isInside
    }
}
