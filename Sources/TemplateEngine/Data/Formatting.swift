/// How one edition writes dates, numbers and money: its language, region and time zone.
public struct Formatting: Sendable {
    /// January first, twelve of each.
    public var months: [String]
    /// As `Jan`.
    public var shortMonths: [String]
    /// Monday first, seven of each.
    public var weekdays: [String]
    /// As `Mon`.
    public var shortWeekdays: [String]
    /// Named date patterns, as `"medium": "d MMM yyyy"`; letters are those of Unicode TR 35: `d dd EEE EEEE M MM MMM MMMM
    /// yyyy HH mm zzz`, quoted text in `'`.
    public var datePatterns: [String: String]
    /// Before the fraction.
    public var decimalSeparator: String
    /// Between groups of three digits.
    public var groupSeparator: String
    /// With `{amount}` and `{currency}`: `{currency}{amount}` or `{amount} {currency}`.
    public var moneyPattern: String
    /// Currency symbols by code; a code without one is written itself.
    public var currencySymbols: [String: String]
    /// With `{amount}`.
    public var percentPattern: String
    /// Words for the `duration` and `ago` filters by key: `hour`, `hours`, `minute`, `minutes`, `day`, `days`, `in`, `ago`, `today`.
    public var words: [String: String]
    /// Seconds east of UTC and the zone's abbreviation at an instant (seconds since 1970).
    public var zone: @Sendable (Int64) -> (offsetSeconds: Int, abbreviation: String)

    /// English, UTC, ISO dates: what `vitrine render` uses.
    public static let plain = Formatting(
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        datePatterns: ["short": "yyyy-MM-dd", "medium": "d MMM yyyy", "long": "EEEE, d MMMM yyyy"],
        decimalSeparator: ".", groupSeparator: ",", moneyPattern: "{currency} {amount}", currencySymbols: [:],
        percentPattern: "{amount}%",
        words: [
            "hour": "hour", "hours": "hours", "minute": "minute", "minutes": "minutes", "day": "day",
            "days": "days", "in": "in {n}", "ago": "{n} ago", "today": "today",
        ],
        zone: { _ in (0, "UTC") })
}
