/// Gives each heading of a text its id, as GitHub does.
struct HeadingIDs {
    private var used: Set<String> = []
    /// The number that was last given to a text, so that a thousand equal headings are not counted anew each time.
    private var lastNumbers: [String: Int] = [:]

    /// The id of the next heading: its text in lower case, spaces as hyphens, punctuation left out.
    ///
    /// A second one of the same text gets `-1`, then `-2`; without any letter it is `section`.
    mutating func next(for text: String) -> String {
        let slug = Self.slug(text)
        var id = slug
        var number = lastNumbers[slug] ?? 0
        while !used.insert(id).inserted {
            number += 1
            id = "\(slug)-\(number)"
        }
        lastNumbers[slug] = number
        return id
    }

    /// Whether a heading so far has this id.
    func contains(_ id: String) -> Bool { used.contains(id) }

    /// All ids, in byte order.
    var all: [String] { used.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    private static func slug(_ text: String) -> String {
        var slug = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "-": slug += "-"
            case "a"..."z", "0"..."9", "_": slug.unicodeScalars.append(scalar)
            case "A"..."Z": slug.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) + 32))
            default:
                if !scalar.isASCII, isKept(scalar) { slug += scalar.properties.lowercaseMapping }
            }
        }
        let hasLetter = slug.unicodeScalars.contains { $0 != "-" && $0 != "_" }
        return hasLetter ? slug : "section"
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
            true
        default: false
        }
    }
}
