/// Users' last days by the clock: who had one is nobody from the next midnight in UTC on, published again or not.
///
/// nginx compares nothing but text, so that a moment being past is a regular expression over the digits of `$msec`, the
/// seconds since 1970 in whatever time zone the machine is.
struct NginxLastDays {
    /// For the `http` level; nothing where nobody has a last day.
    let maps: [String]
    /// How many different days there are.
    let count: Int
    /// How many users have one.
    let keyCount: Int

    /// - Parameter name: the variable that holds the name of who asks.
    init(_ manifest: Manifest, name: String) throws(AccessError) {
        var users: [String: [String]] = [:]
        for user in manifest.users {
            if let day = user.validUntil { users[day, default: []].append(user.name) }
        }
        count = users.count
        keyCount = users.values.reduce(0) { $0 + $1.count }
        guard !users.isEmpty else {
            maps = []
            return
        }
        var maps = ["", "# Whose last day is over, by the clock."]
        var entries = [#"default "";"#]
        for (index, day) in users.keys.sorted(by: Manifest.precedes).enumerated() {
            guard let midnight = LogTime.midnight(after: day) else {
                throw .notExpressible(server: "nginx", what: "the last day `\(day)`", reason: "not a day")
            }
            let variable = "$vitrine_end_\(index + 1)"
            maps += NginxText.block(
                "map $msec \(variable)",
                [#"default "";"#, "\"~\(Self.pattern(from: midnight))\" \"\(Self.over)\"; # after \(day)"])
            for user in users[day] ?? [] {
                entries.append("\(try NginxText.mapKey(user, what: "the user `\(user)`")) \(variable);")
            }
        }
        if Set(manifest.users.map { $0.name.lowercased() }).count < manifest.users.count {
            throw .notExpressible(
                server: "nginx", what: "last days of users",
                reason: "it tells no capital letters from small ones, and two names differ in them alone")
        }
        self.maps = maps + NginxText.block("map \(name) $vitrine_end", entries)
    }

    /// What `$vitrine_end` is where somebody's time is over; empty elsewhere.
    static let over = "/\(SingleSignOn.nobody)"

    /// What matches the seconds of `$msec` (`1795169400.123`) from a moment on, which is after 1970.
    static func pattern(from moment: Int) -> String {
        let digits = Array(String(moment))
        var alternatives = digits.indices.reversed().compactMap { index -> String? in
            guard let digit = digits[index].wholeNumberValue, digit < 9 else { return nil }
            let rest = digits.count - index - 1
            return String(digits[..<index]) + (digit == 8 ? "9" : "[\(digit + 1)-9]")
                + (rest > 0 ? "\\d{\(rest)}" : "")
        }
        alternatives = [String(moment)] + alternatives + ["\\d{\(digits.count + 1),}"]
        return "^(?:" + alternatives.joined(separator: "|") + ")\\."
    }
}
