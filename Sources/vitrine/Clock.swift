internal import Glibc
internal import Slices

/// The one place that asks what time it is: `SOURCE_DATE_EPOCH` where it is set, else the system.
struct Clock {
    /// Since 1970.
    let seconds: Int

    /// Another time than that.
    init(seconds: Int) { self.seconds = seconds }

    /// - Throws: `UsageError` when `SOURCE_DATE_EPOCH` is no number of seconds.
    init() throws(UsageError) {
        guard let value = getenv("SOURCE_DATE_EPOCH") else {
            seconds = time(nil)
            return
        }
        guard let number = Int(String(cString: value)), (0...253_402_300_799).contains(number) else {
            throw UsageError(message: "SOURCE_DATE_EPOCH is no number of seconds since 1970", command: nil)
        }
        seconds = number
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`.
    var now: String {
        var value = time_t(seconds)
        var parts = tm()
        gmtime_r(&value, &parts)
        let numbers =
            [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1]
            + [
                parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
            ].map { Int($0) }
        let padded = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(padded[0])-\(padded[1])-\(padded[2])T\(padded[3]):\(padded[4]):\(padded[5])Z"
    }

    /// `YYYY-MM-DD` in UTC.
    var today: String { String(now.prefix(10)) }

    /// Whether a text is a day that exists.
    static func isDay(_ text: String) -> Bool { CalendarText.days(text) != nil }
}
