/// Names that stand in addresses.
enum Slug {
    private static let taken: Set = ["assets", "staff", "index", "favicon", "robots", "u", "x"]

    /// `[a-z0-9]+(-[a-z0-9]+)*`
    static func isValid(_ text: String) -> Bool {
        guard !text.isEmpty, !text.hasPrefix("-"), !text.hasSuffix("-"), !text.contains("--") else {
            return false
        }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    /// A client's slug.
    static func isClient(_ text: String) -> Bool {
        isValid(text) && text.utf8.count <= 32 && !taken.contains(text)
    }

    /// The key of an audience that leaves the agency.
    static func isAudience(_ text: String) -> Bool {
        // `acme.x-0123456789ab` is an edition's shortened name.
        isValid(text) && text.utf8.count <= 16 && !taken.contains(text) && text != "internal"
            && !text.hasPrefix("x-")
    }

    /// What codes must differ in: letters and digits, in lower case.
    static func folded(_ text: String) -> String {
        var result = ""
        for byte in text.lowercased().utf8 {
            if (97...122).contains(byte) || (48...57).contains(byte) || byte > 127 {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else if !result.hasSuffix("-"), !result.isEmpty {
                result.append("-")
            }
        }
        return result.hasSuffix("-") ? String(result.dropLast()) : result
    }
}
