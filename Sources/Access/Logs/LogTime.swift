internal import Glibc

/// Instants as logs write them, in UTC: `2026-06-01T03:00:00Z`.
enum LogTime {
    /// `21/Nov/2026:10:00:00 +0100`
    static func utc(_ text: Slice<UnsafeRawBufferPointer>) -> String? {
        let bytes = Array(text)
        guard bytes.count == 26, bytes[2] == UInt8(ascii: "/"), bytes[6] == UInt8(ascii: "/"),
            bytes[11] == UInt8(ascii: ":"), bytes[20] == UInt8(ascii: " "),
            let month = months.firstIndex(of: String(decoding: bytes[3..<6], as: UTF8.self)),
            let day = number(bytes[0..<2]), let year = number(bytes[7..<11]),
            let time = time(bytes[12..<20]), let zone = zone(bytes[21...])
        else { return nil }
        return utc(year: year, month: month + 1, day: day, time: time, zone: zone)
    }

    /// `2026-11-21T10:00:00+01:00`, also with a fraction or with `Z`.
    static func utc(iso text: Slice<UnsafeRawBufferPointer>) -> String? {
        let bytes = Array(text)
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]),
            let time = time(bytes[11..<19])
        else { return nil }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { $0 &- 48 < 10 } }
        let end = rest.elementsEqual("Z".utf8) ? 0 : zone(rest.filter { $0 != UInt8(ascii: ":") }[...])
        return end.flatMap { utc(year: year, month: month, day: day, time: time, zone: $0) }
    }

    /// Seconds since 1970, from 0 to the end of 9999.
    static func utc(seconds: Int64) -> String? {
        guard (0..<253_402_300_800).contains(seconds) else { return nil }
        var instant = time_t(seconds)
        var parts = tm()
        gmtime_r(&instant, &parts)
        let date = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map(padded).joined(separator: "-")
        return date + "T" + [parts.tm_hour, parts.tm_min, parts.tm_sec].map(padded).joined(separator: ":")
            + "Z"
    }

    /// The seconds since 1970 at the end of `2026-06-01`; nil for what is no day.
    static func midnight(after day: String) -> Int? {
        let bytes = Array(day.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10])
        else { return nil }
        return seconds(year: year, month: month, day: day).map { $0 + 86_400 }
    }

    private static func utc(year: Int, month: Int, day: Int, time: Int, zone: Int) -> String? {
        seconds(year: year, month: month, day: day).flatMap { utc(seconds: Int64($0 + time - zone)) }
    }

    /// Since 1970, at the beginning of a day; nil where there is no such day.
    private static func seconds(year: Int, month: Int, day: Int) -> Int? {
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        let midnight = timegm(&parts)
        // A day that does not exist has become another one.
        return parts.tm_mday == Int32(day) && parts.tm_mon == Int32(month - 1) ? midnight : nil
    }

    /// Seconds of `10:00:00`.
    private static func time(_ text: ArraySlice<UInt8>) -> Int? {
        let start = text.startIndex
        guard text.count == 8, text[start + 2] == UInt8(ascii: ":"), text[start + 5] == UInt8(ascii: ":"),
            let hour = number(text[start..<start + 2]), let minute = number(text[start + 3..<start + 5]),
            let second = number(text[start + 6..<start + 8]), hour < 24, minute < 60, second < 61
        else { return nil }
        return hour * 3600 + minute * 60 + min(second, 59)
    }

    /// Seconds of `+0100`.
    private static func zone(_ text: ArraySlice<UInt8>) -> Int? {
        let start = text.startIndex
        guard text.count == 5, let sign = [UInt8(ascii: "+"): 1, UInt8(ascii: "-"): -1][text[start]],
            let hours = number(text[start + 1..<start + 3]),
            let minutes = number(text[start + 3..<start + 5]),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func number(_ text: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in text {
            guard byte &- 48 < 10 else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return text.isEmpty ? nil : number
    }

    private static func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
