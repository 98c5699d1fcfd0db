/// Dates and instants as the database writes them: `2026-11-30` and `2026-11-30T09:30:00Z`, nothing else.
public enum CalendarText {
    /// Days since 1970-01-01; nil unless the bytes are a day that exists.
    public static func days(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count == 10, bytes[4] == 0x2d, bytes[7] == 0x2d, let year = number(bytes, 0, 4),
            let month = number(bytes, 5, 2), let day = number(bytes, 8, 2), (1...12).contains(month),
            (1...daysInMonth(month, of: year)).contains(day)
        else { return nil }
        // Days from civil: years begin in March, so the leap day is the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
    }

    /// Seconds since 1970-01-01T00:00:00Z; nil unless the bytes are a second that exists.
    public static func seconds(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count == 20, bytes[10] == 0x54, bytes[13] == 0x3a, bytes[16] == 0x3a, bytes[19] == 0x5a,
            let days = days(UnsafeRawBufferPointer(rebasing: bytes[0..<10])), let hour = number(bytes, 11, 2),
            let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2), hour < 24, minute < 60,
            second < 60
        else { return nil }
        return days * 86400 + hour * 3600 + minute * 60 + second
    }

    /// Days since 1970-01-01 of a text.
    public static func days(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { days(UnsafeRawBufferPointer($0)) }
    }

    /// Seconds since 1970-01-01T00:00:00Z of a text.
    public static func seconds(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { seconds(UnsafeRawBufferPointer($0)) }
    }

    /// A day as the database writes it: `2026-11-30`. Years have four digits at least.
    public static func text(days: Int64) -> String {
        var bytes: [UInt8] = []
        append(days: days, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A second as the database writes it: `2026-11-30T09:30:00Z`.
    public static func text(seconds: Int64) -> String {
        var bytes: [UInt8] = []
        append(seconds: seconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a day as `text(days:)` writes it.
    public static func append(days: Int64, to bytes: inout [UInt8]) {
        // Civil from days: the inverse of the above, in years that begin in March.
        let shifted = days + 719468
        let era = (shifted >= 0 ? shifted : shifted - 146096) / 146097
        let day = shifted - era * 146097
        let year = (day - day / 1460 + day / 36524 - day / 146096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let isEarly = month >= 10
        append(year + era * 400 + (isEarly ? 1 : 0), digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(isEarly ? month - 9 : month + 3, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(dayOfMonth, digits: 2, to: &bytes)
    }

    /// Appends a second as `text(seconds:)` writes it.
    public static func append(seconds: Int64, to bytes: inout [UInt8]) {
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let rest = seconds - days * 86400
        append(days: days, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        append(rest / 3600, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(rest / 60 % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(rest % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func append(_ number: Int64, digits: Int, to bytes: inout [UInt8]) {
        if number < 0 || number > 9999 { return bytes.append(contentsOf: String(number).utf8) }
        func digit(_ number: Int64) { bytes.append(UInt8(ascii: "0") + UInt8(number % 10)) }
        if digits == 4 {
            digit(number / 1000)
            digit(number / 100)
        }
        digit(number / 10)
        digit(number)
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int64? {
        var result: Int64 = 0
        for index in start..<start + count {
            guard (0x30...0x39).contains(bytes[index]) else { return nil }
            result = result * 10 + Int64(bytes[index] - 0x30)
        }
        return result
    }

    private static func daysInMonth(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
