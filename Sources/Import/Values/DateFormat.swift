internal import Slices

/// How a source writes days and times: `DD.MM.YYYY`, `M/D/YY h:mm`.
struct DateFormat: Hashable {
    enum Part: Hashable {
        case year(digits: Int), month(isPadded: Bool), monthName, day(isPadded: Bool)
        case hour(isPadded: Bool), minute, second, zone
        case literal(UInt8)
    }

    let pattern: String
    private let parts: [Part]
    /// Whether it holds a time of day.
    let hasTime: Bool

    /// Nil for a pattern without a whole day, or with a letter that means nothing.
    init?(_ pattern: String) {
        let words: [(String, Part)] = [
            ("YYYY", .year(digits: 4)), ("YY", .year(digits: 2)), ("MMM", .monthName),
            ("MM", .month(isPadded: true)), ("M", .month(isPadded: false)), ("DD", .day(isPadded: true)),
            ("D", .day(isPadded: false)), ("HH", .hour(isPadded: true)), ("H", .hour(isPadded: false)),
            ("mm", .minute), ("ss", .second), ("Z", .zone), ("T", .literal(0x54)),
        ]
        var parts: [Part] = []
        var rest = pattern[...]
        while let first = rest.utf8.first {
            if let (word, part) = words.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest = rest.dropFirst(word.count)
            } else {
                guard first < 0x80, !Character(Unicode.Scalar(first)).isLetter else { return nil }
                parts.append(.literal(first))
                rest = rest.dropFirst()
            }
        }
        func count(_ test: (Part) -> Bool) -> Int { parts.count(where: test) }
        let isDay =
            count { if case .year = $0 { true } else { false } } == 1
            && count { if case .day = $0 { true } else { false } } == 1
            && count { if case .month = $0 { true } else { $0 == .monthName } } == 1
        guard isDay else { return nil }
        hasTime = count { if case .hour = $0 { true } else { false } } == 1
        self.pattern = pattern
        self.parts = parts
    }

    /// The day and, where the pattern has one, the second in UTC; nil where a text is not of this form.
    func read(_ text: String) -> (day: Int64, seconds: Int64)? {
        var rest = Array(text.utf8)[...]
        var (year, month, day, hour, minute, second, offset) = (0, 0, 0, 0, 0, 0, 0)
        for part in parts {
            let number: Int?
            switch part {
            case .year(let digits):
                number = Self.number(&rest, digits...digits)
                // As POSIX reads two digits.
                year = (number ?? 0) + (digits == 4 ? 0 : (number ?? 0) < 69 ? 2000 : 1900)
            case .month(let isPadded):
                number = Self.number(&rest, isPadded ? 2...2 : 1...2)
                month = number ?? 0
            case .monthName:
                let name = String(decoding: rest.prefix(3), as: UTF8.self).lowercased()
                number = Self.months.firstIndex(of: name).map { $0 + 1 }
                month = number ?? 0
                rest = rest.dropFirst(3)
            case .day(let isPadded):
                number = Self.number(&rest, isPadded ? 2...2 : 1...2)
                day = number ?? 0
            case .hour(let isPadded):
                number = Self.number(&rest, isPadded ? 2...2 : 1...2)
                hour = number ?? 0
            case .minute:
                number = Self.number(&rest, 2...2)
                minute = number ?? 0
            case .second:
                number = Self.number(&rest, 2...2)
                second = number ?? 0
            case .zone:
                number = Self.zone(&rest)
                offset = number ?? 0
            case .literal(let byte):
                number = rest.popFirst() == byte ? 0 : nil
            }
            guard number != nil else { return nil }
        }
        guard rest.isEmpty, hour < 24, minute < 60, second < 60,
            let days = CalendarText.days(
                Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2))
        else { return nil }
        return (days, days * 86400 + Int64(hour * 3600 + minute * 60 + second - offset))
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func padded(_ number: Int, _ digits: Int) -> String {
        String(repeating: "0", count: max(0, digits - "\(number)".count)) + "\(number)"
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: ClosedRange<Int>) -> Int? {
        let found = rest.prefix(digits.upperBound).prefix { (48...57).contains($0) }
        guard digits.contains(found.count) else { return nil }
        rest = rest.dropFirst(found.count)
        return found.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// `Z`, `+01:00` or `+0100`, in seconds east of UTC.
    static func zone(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let sign = rest.popFirst() else { return nil }
        if sign == 0x5A { return 0 }
        guard sign == 0x2B || sign == 0x2D, let hours = number(&rest, 2...2), hours < 15 else { return nil }
        if rest.first == 0x3A { rest = rest.dropFirst() }
        guard let minutes = number(&rest, 2...2), minutes < 60 else { return nil }
        return (sign == 0x2B ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
}

/// Days and instants as ISO 8601 has them, which need no format.
enum ISODate {
    /// `2026-11-30`, or the day of an instant as it is written.
    static func day(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 10, CalendarText.days(UnsafeRawBufferPointer(rebasing: bytes[..<10])) != nil
        else {
            return false
        }
        return bytes.count == 10 || seconds(bytes) != nil
    }

    /// Of `2026-11-30`, `2026-11-30T09:30`, with seconds, a fraction that is dropped, and a zone; without one it is UTC.
    static func seconds(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count >= 10, let days = CalendarText.days(UnsafeRawBufferPointer(rebasing: bytes[..<10]))
        else {
            return nil
        }
        if bytes.count == 10 { return days * 86400 }
        var rest = Array(bytes[10...])[...]
        func number() -> Int? {
            guard rest.count >= 2, rest.prefix(2).allSatisfy({ (48...57).contains($0) }) else { return nil }
            defer { rest = rest.dropFirst(2) }
            return rest.prefix(2).reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        guard let mark = rest.popFirst(), mark == 0x54 || mark == 0x20, let hour = number(), hour < 24,
            rest.popFirst() == 0x3A, let minute = number(), minute < 60
        else { return nil }
        var second = 0
        if rest.first == 0x3A {
            rest = rest.dropFirst()
            guard let found = number(), found < 60 else { return nil }
            second = found
            if rest.first == 0x2E {
                rest = rest.dropFirst()
                let digits = rest.prefix { (48...57).contains($0) }
                guard !digits.isEmpty else { return nil }
                rest = rest.dropFirst(digits.count)
            }
        }
        var offset = 0
        if !rest.isEmpty {
            guard let zone = DateFormat.zone(&rest), rest.isEmpty else { return nil }
            offset = zone
        }
        return days * 86400 + Int64(hour * 3600 + minute * 60 + second - offset)
    }
}
