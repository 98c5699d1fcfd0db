/// The one way in which SQL's date functions write a moment.
enum CanonicalMoment {
    /// `2026-11-30`
    case day
    /// `2026-11-30T09:30:00Z`
    case instant

    private static let shape = Array("dddd-dd-ddTdd:dd:ddZ".utf8)
    private static let daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// Whether a text is a moment that there is, written so.
    static func isWritten(_ text: UnsafeBufferPointer<UInt8>, as form: CanonicalMoment) -> Bool {
        guard text.count == (form == .day ? 10 : 20) else { return false }
        for (byte, wanted) in zip(text, shape) {
            guard wanted == UInt8(ascii: "d") ? byte &- 48 < 10 : byte == wanted else { return false }
        }
        func number(_ place: Int) -> Int { Int(text[place] - 48) * 10 + Int(text[place + 1] - 48) }
        let (year, month, day) = (number(0) * 100 + number(2), number(5), number(8))
        guard 1...12 ~= month else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let last = daysOfMonths[month - 1] + (month == 2 && isLeap ? 1 : 0)
        guard 1...last ~= day else { return false }
        return form == .day || (number(11) < 24 && number(14) < 60 && number(17) < 60)
    }
}
