/// What a server's configuration language can hold as it stands; anything else is refused rather than escaped.
struct ConfigurationText {
    /// As errors call the server.
    let server: String
    /// What means something else between quotes there, beside control characters, and those characters in words.
    let special: (characters: String, words: String)
    /// What a word without quotes may hold, beside letters and digits.
    let inWords: String

    /// `"text"`.
    ///
    /// - Throws: `notExpressible` where the server would read something else.
    func quoted(_ text: String, what: String) throws(AccessError) -> String {
        for scalar in text.unicodeScalars
        where scalar.value < 0x20 || scalar.value == 0x7F
            || special.characters.unicodeScalars.contains(scalar)
        {
            throw .notExpressible(
                server: server, what: what, reason: "`\(text)` holds a \(special.words) or control")
        }
        return "\"\(text)\""
    }

    /// A word that needs no quotes.
    ///
    /// - Throws: `notExpressible` for any other, and for an empty one.
    func word(_ text: String, what: String) throws(AccessError) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: inWords.utf8.contains(byte)
            }
        }
        guard isPlain, !text.isEmpty else {
            throw .notExpressible(
                server: server, what: what, reason: "`\(text)` is not a plain name or address")
        }
        return text
    }
}
