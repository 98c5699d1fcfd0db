extension Interpreter {
    mutating func applyFormat(_ filter: Filter, _ arguments: UnsafeMutablePointer<Value>) throws(Fault)
        -> Value
    {
        let value = arguments[0]
        let ready = context._withUnsafeGuaranteedRef { $0.ready }
        let start = output.count
        switch filter {
        case .date: try formatDate(value, arguments[1], ready)
        case .ago: try formatDistance(value, arguments[1], ready)
        case .money: try formatMoney(value, arguments[1], ready)
        case .duration: try formatDuration(value, ready)
        case .pluralize: return try isOne(value) ? arguments[1] : arguments[2]
        case .filesize: try formatSize(value, ready)
        case .percent:
            let pattern = Self.split(ready.source.percentPattern, "{amount}")
            try append(pattern.before)
            try formatNumber(value, arguments[1], ready)
            try append(pattern.after)
        default: try formatNumber(value, arguments[1], ready)
        }
        return takeOutput(from: start)
    }

    private func isOne(_ value: Value) throws(Fault) -> Bool {
        if value.kind == .list { return value.items.count == 1 }
        guard let number = value.number else { throw Fault(.type, value) }
        return number == 1
    }

    private mutating func append(_ text: String) throws(Fault) {
        for byte in text.utf8 { try output.append(byte) }
    }

    private static func split(_ pattern: String, _ mark: String) -> (before: String, after: String) {
        guard let range = pattern.range(of: mark) else { return (pattern, "") }
        return (String(pattern[..<range.lowerBound]), String(pattern[range.upperBound...]))
    }

    // MARK: Numbers

    /// Digits in groups of three.
    private mutating func appendGrouped(_ number: UInt64, _ ready: PreparedFormatting) throws(Fault) {
        let digits = Array(String(number).utf8)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 {
                for byte in ready.group { try output.append(byte) }
            }
            try output.append(digit)
        }
    }

    private mutating func formatNumber(_ value: Value, _ decimals: Value, _ ready: PreparedFormatting)
        throws(Fault)
    {
        if let whole = value.whole {
            if whole < 0 { try output.append(45) }
            try appendGrouped(whole.magnitude, ready)
            guard let count = decimals.integer, count > 0 else { return }
            for byte in ready.decimal { try output.append(byte) }
            for _ in 0..<min(count, 15) { try output.append(48) }
            return
        }
        guard let number = value.number, number.isFinite, abs(number) < 1e15 else {
            throw Fault(.type, value)
        }
        let wanted = decimals.integer.map { Int(max(0, min($0, 9))) }
        try appendDecimal(number, wanted ?? 3, trimsZeros: wanted == nil, ready)
    }

    private mutating func appendDecimal(
        _ number: Double, _ decimals: Int, trimsZeros: Bool, _ ready: PreparedFormatting
    ) throws(Fault) {
        var factor: UInt64 = 1
        for _ in 0..<decimals { factor *= 10 }
        let rounded = Self.rounded(abs(number), decimals)
        var whole = UInt64(rounded.rounded(.down))
        var fraction = UInt64(((rounded - Double(whole)) * Double(factor)).rounded())
        if fraction >= factor { (whole, fraction) = (whole + 1, fraction - factor) }
        if number < 0, whole > 0 || fraction > 0 { try output.append(45) }
        try appendGrouped(whole, ready)
        var width = decimals
        if trimsZeros {
            while width > 0, fraction % 10 == 0 {
                fraction /= 10
                width -= 1
            }
        }
        guard width > 0 else { return }
        for byte in ready.decimal { try output.append(byte) }
        try output.appendPadded(Int64(fraction), width: width)
    }

    private mutating func formatMoney(_ value: Value, _ code: Value, _ ready: PreparedFormatting)
        throws(Fault)
    {
        var amount = value
        if value.kind == .int {
            guard let currency = Currency(String(decoding: code.bytes, as: UTF8.self)) else {
                throw Fault(.noCurrency)
            }
            amount = .money(minorUnits: value.integer ?? 0, currency: currency)
        }
        guard let minor = amount.integer, let currency = amount.currency else { throw Fault(.type, value) }
        if minor < 0 { try output.append(45) }
        let name = currency.name
        let parts = Self.split(ready.source.moneyPattern, "{amount}")
        let symbol = ready.source.currencySymbols[name] ?? name
        for (index, part) in [parts.before, parts.after].enumerated() {
            let pieces = Self.split(part, "{currency}")
            try append(pieces.before)
            if part.range(of: "{currency}") != nil { try append(symbol) }
            try append(pieces.after)
            guard index == 0 else { continue }
            var divisor: UInt64 = 1
            for _ in 0..<currency.fractionDigits { divisor *= 10 }
            try appendGrouped(minor.magnitude / divisor, ready)
            if divisor > 1 {
                for byte in ready.decimal { try output.append(byte) }
                try output.appendPadded(Int64(minor.magnitude % divisor), width: currency.fractionDigits)
            }
        }
    }

    private mutating func formatSize(_ value: Value, _ ready: PreparedFormatting) throws(Fault) {
        guard let bytes = value.number, bytes.isFinite, abs(bytes) < 1e15 else { throw Fault(.type, value) }
        var size = bytes
        var unit = 0
        while abs(size) >= 999.95, unit < 4 {
            size /= 1000
            unit += 1
        }
        try appendDecimal(size, unit == 0 ? 0 : 1, trimsZeros: false, ready)
        try append(" " + ["B", "kB", "MB", "GB", "TB"][unit])
    }

    // MARK: Time

    private mutating func count(_ number: UInt64, _ unit: String, _ ready: PreparedFormatting) throws(Fault) {
        try appendGrouped(number, ready)
        try append(" " + ready.word(number == 1 ? unit : unit + "s"))
    }

    private mutating func formatDuration(_ value: Value, _ ready: PreparedFormatting) throws(Fault) {
        guard let minutes = value.whole else { throw Fault(.type, value) }
        if minutes < 0 { try output.append(45) }
        let (hours, rest) = minutes.magnitude.quotientAndRemainder(dividingBy: 60)
        if hours > 0 { try count(hours, "hour", ready) }
        if hours > 0, rest > 0 { try output.append(32) }
        if rest > 0 || hours == 0 { try count(rest, "minute", ready) }
    }

    /// The day of a date, or of an instant in the edition's zone.
    private func day(_ value: Value, _ ready: PreparedFormatting) throws(Fault) -> Int64 {
        guard let number = value.integer else { throw Fault(.type, value) }
        switch value.kind {
        case .date: return number
        case .instant: return CivilDay.split(number &+ Int64(ready.source.zone(number).offsetSeconds)).days
        default: throw Fault(.type, value)
        }
    }

    private mutating func formatDistance(_ value: Value, _ from: Value, _ ready: PreparedFormatting)
        throws(Fault)
    {
        let days = try day(value, ready).subtractingReportingOverflow(try day(from, ready)).partialValue
        if days == 0 { return try append(ready.word("today")) }
        if abs(days) == 1, let word = ready.source.words[days < 0 ? "yesterday" : "tomorrow"] {
            return try append(word)
        }
        let pattern = Self.split(ready.word(days < 0 ? "ago" : "in"), "{n}")
        try append(pattern.before)
        let (number, unit) = Self.distance(days.magnitude, ready)
        try count(number, unit, ready)
        try append(pattern.after)
    }

    private static func distance(_ days: UInt64, _ ready: PreparedFormatting) -> (UInt64, String) {
        let units: [(from: UInt64, days: UInt64, name: String)] = [
            (730, 365, "year"), (60, 30, "month"), (14, 7, "week"),
        ]
        for unit in units where days >= unit.from && ready.source.words[unit.name + "s"] != nil {
            return (days / unit.days, unit.name)
        }
        return (days, "day")
    }

    private mutating func formatDate(_ value: Value, _ format: Value, _ ready: PreparedFormatting)
        throws(Fault)
    {
        guard let number = value.integer, value.kind == .date || value.kind == .instant else {
            throw Fault(.type, value)
        }
        var days = number
        var seconds: Int64 = 0
        var zone = ""
        if value.kind == .instant {
            let (offset, abbreviation) = ready.source.zone(number)
            (days, seconds) = CivilDay.split(number &+ Int64(offset))
            zone = abbreviation
        }
        let civil = CivilDay(days: days)
        for token in ready.tokens(format.bytes) {
            switch token {
            case .text(let bytes): for byte in bytes { try output.append(byte) }
            case .field(let letter, let width): try field(letter, width, civil, seconds, zone, ready)
            }
        }
    }

    private mutating func field(
        _ letter: UInt8, _ width: Int, _ day: CivilDay, _ seconds: Int64, _ zone: String,
        _ ready: PreparedFormatting
    ) throws(Fault) {
        let names = ready.source
        switch letter {
        case UInt8(ascii: "d"): try output.appendPadded(Int64(day.day), width: min(width, 2))
        case UInt8(ascii: "M") where width >= 3:
            let months = width == 3 ? names.shortMonths : names.months
            if months.indices.contains(day.month - 1) { try append(months[day.month - 1]) }
        case UInt8(ascii: "M"): try output.appendPadded(Int64(day.month), width: width)
        case UInt8(ascii: "E"):
            let weekdays = width < 4 ? names.shortWeekdays : names.weekdays
            if weekdays.indices.contains(day.weekday) { try append(weekdays[day.weekday]) }
        case UInt8(ascii: "y"):
            try output.appendPadded(width == 2 ? day.year % 100 : day.year, width: min(width, 4))
        case UInt8(ascii: "H"): try output.appendPadded(seconds / 3600, width: min(width, 2))
        case UInt8(ascii: "m"): try output.appendPadded(seconds / 60 % 60, width: min(width, 2))
        case UInt8(ascii: "s"): try output.appendPadded(seconds % 60, width: min(width, 2))
        case UInt8(ascii: "z"): try append(zone)
        default: throw Fault(.argument)
        }
    }
}

extension String {
    /// Where `other` stands first.
    fileprivate func range(of other: String) -> Range<String.Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(other) {
                return index..<self.index(index, offsetBy: other.count)
            }
            index = self.index(after: index)
        }
        return nil
    }
}
