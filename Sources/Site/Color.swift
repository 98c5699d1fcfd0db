internal import Glibc

/// An opaque sRGB colour.
public struct Color: Hashable, Sendable {
    /// From 0 to 255.
    public let red: UInt8
    /// From 0 to 255.
    public let green: UInt8
    /// From 0 to 255.
    public let blue: UInt8

    /// A colour from its components.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A colour written as `#rrggbb`; nil for anything else.
    public init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count == 7, digits[0] == UInt8(ascii: "#"),
            digits.dropFirst().allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let number = UInt32(hex.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(number >> 16), green: UInt8(number >> 8 & 0xFF), blue: UInt8(number & 0xFF))
    }

    static let black = Color(red: 0, green: 0, blue: 0)
    static let white = Color(red: 255, green: 255, blue: 255)

    /// `#rrggbb`, lower-case.
    var hex: String {
        "#"
            + [red, green, blue].map { component in
                let digits = String(component, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// Relative luminance from 0 to 1, as WCAG 2.2 defines it.
    var luminance: Double {
        func linear(_ component: UInt8) -> Double {
            let value = Double(component) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Contrast ratio from 1 to 21.
    func contrast(with other: Color) -> Double {
        let (bright, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (bright + 0.05) / (dark + 0.05)
    }

    /// Black or white, whichever reads better on this colour.
    var mostReadableInk: Color {
        contrast(with: .white) >= contrast(with: .black) ? .white : .black
    }

    /// The nearest colour on the way to black or white that has a contrast of 4.5 to `surface`.
    func readable(on surface: Color) -> Color {
        let ink = surface.mostReadableInk
        for step in 0...64 {
            let candidate = mixed(with: ink, step: step, of: 64)
            if candidate.contrast(with: surface) >= 4.5 { return candidate }
        }
        return ink
    }

    private func mixed(with other: Color, step: Int, of steps: Int) -> Color {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Int(from) * (steps - step) + Int(to) * step + steps / 2) / steps)
        }
        return Color(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }
}
