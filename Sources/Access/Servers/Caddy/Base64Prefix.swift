/// What the base64 of a text begins with when more follows.
enum Base64Prefix {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// A regular expression for the base64 of everything that begins with one of `names` and a colon.
    ///
    /// In byte order, so that the expression's compiler finds what neighbours have in common.
    static func pattern(of names: [String]) -> String {
        names.map { pattern(of: $0 + ":") }.sorted(by: Manifest.precedes).joined(separator: "|")
    }

    private static func pattern(of text: String) -> String {
        var pattern: [UInt8] = []
        var bits = 0
        var count = 0
        for byte in text.utf8 {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 6 {
                count -= 6
                let digit = alphabet[bits >> count & 63]
                if digit == UInt8(ascii: "+") { pattern.append(UInt8(ascii: "\\")) }
                pattern.append(digit)
            }
        }
        // The rest of the next digit is the password's.
        if count > 0 {
            let first = (bits << (6 - count)) & 63
            let digits = alphabet[first..<first + (1 << (6 - count))]
            pattern += "[".utf8 + digits + "]".utf8
        }
        return String(decoding: pattern, as: UTF8.self)
    }
}
