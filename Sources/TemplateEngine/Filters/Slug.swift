/// Names for URLs.
public enum Slug {
    /// Lower-case ASCII letters and digits with single hyphens between: `Åse & Søn` becomes `ase-son`.
    public static func make(_ text: String) -> [UInt8] {
        var slug: [UInt8] = []
        for scalar in text.unicodeScalars {
            for byte in transliterated(scalar) {
                let lower = byte &- 65 < 26 ? byte | 32 : byte
                if lower &- 97 < 26 || lower &- 48 < 10 {
                    slug.append(lower)
                } else if slug.last != 45, !slug.isEmpty {
                    slug.append(45)
                }
            }
        }
        if slug.last == 45 { slug.removeLast() }
        return slug
    }

    /// ASCII for a Latin letter with marks; nothing for a mark alone; a hyphen for all else.
    private static func transliterated(_ scalar: Unicode.Scalar) -> [UInt8] {
        if scalar.isASCII { return [UInt8(scalar.value)] }
        if (0x300...0x36F).contains(scalar.value) { return [] }
        for (letters, ascii) in table where letters.unicodeScalars.contains(scalar) {
            return Array(ascii.utf8)
        }
        return [45]
    }

    private static let table: [(letters: String, ascii: String)] = [
        ("àáâãåāăąǎÀÁÂÃÅĀĂĄǍ", "a"), ("äÄæÆǽǼ", "ae"), ("çćĉċčÇĆĈĊČ", "c"), ("ďđðĎĐÐ", "d"),
        ("èéêëēĕėęěÈÉÊËĒĔĖĘĚ", "e"), ("ĝğġģĜĞĠĢ", "g"), ("ĥħĤĦ", "h"), ("ìíîïĩīĭįıǐÌÍÎÏĨĪĬĮİǏ", "i"),
        ("ĵĴ", "j"), ("ķĶ", "k"), ("ĺļľŀłĹĻĽĿŁ", "l"), ("ñńņňŉŋÑŃŅŇŊ", "n"), ("òóôõōŏőǒøÒÓÔÕŌŎŐǑØ", "o"),
        ("öÖœŒ", "oe"), ("ŕŗřŔŖŘ", "r"), ("śŝşšșŚŜŞŠȘ", "s"), ("ßẞ", "ss"), ("ţťŧțŢŤŦȚ", "t"), ("þÞ", "th"),
        ("ùúûũūŭůűųǔÙÚÛŨŪŬŮŰŲǓ", "u"), ("üÜ", "ue"), ("ŵŴ", "w"), ("ýÿŷÝŸŶ", "y"), ("źżžŹŻŽ", "z"),
    ]
}
