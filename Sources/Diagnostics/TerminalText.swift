/// Text of a user made harmless for a terminal, and how wide it is there.
public enum TerminalText {
    /// The text with everything that a terminal obeys, or that reorders what is read, spelled out as `\u{1B}`.
    public static func neutralised(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDangerous) else { return text }
        var result = ""
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return result
    }

    /// Appends one scalar as it is shown; returns the columns that it takes.
    @discardableResult
    static func append(_ scalar: Unicode.Scalar, to result: inout String) -> Int {
        if scalar == "\t" {
            result += " "
            return 1
        }
        guard isDangerous(scalar) else {
            result.unicodeScalars.append(scalar)
            return width(scalar)
        }
        let spelled = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        result += spelled
        return spelled.utf8.count
    }

    /// Controls, line separators, and the marks that change the direction of reading.
    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
            0xFEFF,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// Columns of a terminal: none for combining marks, two for East Asian wide characters and emoji.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
