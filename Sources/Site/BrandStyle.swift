/// The stylesheet of one edition's brand: its colours as custom properties, readable in light and dark.
///
/// The brand's own colours fill areas; the `-text` variants are moved towards black or white until text in them has a
/// contrast of at least 4.5 to 1 on every surface of the theme (WCAG 2.2, 1.4.3).
public struct BrandStyle: Hashable, Sendable {
    /// The brand's main colour.
    public let primary: Color
    /// The colour of accents.
    public let accent: Color
    /// A family of the reader's device for headings; nil takes the theme's own.
    public let font: String?

    /// Surfaces of the theme that brand-coloured text stands on: the least favourable one of each scheme.
    static let darkestLightSurface = Color(red: 0xEE, green: 0xF0, blue: 0xF3)
    static let lightestDarkSurface = Color(red: 0x2A, green: 0x2F, blue: 0x38)

    /// A brand from two colours written as `#rrggbb`; nil takes the theme's own.
    ///
    /// A font is taken only if its name is letters, digits, spaces and `-`, so that it needs no escaping.
    public init(primary: Color?, accent: Color?, font: String?) {
        self.font = font.flatMap { name in
            let isPlain = name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 32
                    || byte == 45
            }
            return isPlain && !name.isEmpty ? name : nil
        }
        self.primary = primary ?? Color(red: 0x2B, green: 0x4C, blue: 0x7E)
        self.accent = accent ?? self.primary
    }

    /// The text of `brand.css`.
    public var css: String {
        """
        :root{\(properties(on: Self.darkestLightSurface))\(fontProperty)}
        @media (prefers-color-scheme:dark){:root{\(properties(on: Self.lightestDarkSurface))}}
        @media print{:root{\(properties(on: Self.darkestLightSurface))}}

        """
    }

    private var fontProperty: String {
        font.map { ";--font-heading:\"\($0)\",serif" } ?? ""
    }

    private func properties(on surface: Color) -> String {
        let pairs = [
            ("--brand", primary), ("--brand-text", primary.readable(on: surface)),
            ("--on-brand", primary.mostReadableInk), ("--accent", accent),
            ("--accent-text", accent.readable(on: surface)), ("--on-accent", accent.mostReadableInk),
        ]
        return pairs.map { "\($0.0):\($0.1.hex)" }.joined(separator: ";")
    }
}
