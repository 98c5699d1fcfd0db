extension Output {
    /// The shortest decimal that reads back as `number`, as Python writes it: `1.0`, `0.1`, `1e+16`.
    mutating func appendReal(_ number: Double) throws(Fault) {
        if number.isFinite, try appendShort(number) { return }
        if number.isNaN { return try append("nan") }
        if number.isInfinite { return try append(number < 0 ? "-inf" : "inf") }
        try appendLong(number)
    }

    /// Numbers of at most six decimals and fifteen digits, of which no two are the same double.
    private mutating func appendShort(_ number: Double) throws(Fault) -> Bool {
        let magnitude = abs(number)
        guard magnitude < 1e9, magnitude >= 1e-4 || magnitude == 0 else { return false }
        let digits = Int64(magnitude * 1e6 + 0.5)
        guard Double(digits) / 1e6 == magnitude else { return false }
        if number.sign == .minus { try append(45) }
        let whole = digits / 1_000_000
        var decimals = digits &- whole &* 1_000_000
        var width = 6
        if decimals % 10_000 == 0 {
            decimals /= 10_000
            width = 2
        }
        while width > 1, decimals % 10 == 0 {
            decimals /= 10
            width &-= 1
        }
        try appendWhole(whole)
        try append(46)
        try appendPadded(decimals, width: width)
        return true
    }

    /// Digits with leading zeros; more where `width` is too small.
    mutating func appendPadded(_ number: Int64, width: Int) throws(Fault) {
        guard width <= 8, number < 100_000_000 else {
            var bound: Int64 = 1
            for _ in 1..<max(width, 1) { bound *= 10 }
            while bound > number, bound > 1 {
                try append(48)
                bound /= 10
            }
            return try appendWhole(number)
        }
        try reserve(8)
        var rest = UInt32(truncatingIfNeeded: number)
        var digits: UInt64 = 0
        var length = 0
        repeat {
            let tens = rest / 10
            digits = digits &<< 8 | UInt64(48 &+ rest &- tens &* 10)
            rest = tens
            length &+= 1
        } while rest > 0 || length < width
        UnsafeMutableRawPointer(base + count).storeBytes(of: digits, as: UInt64.self)
        count &+= length
    }

    private mutating func appendLong(_ number: Double) throws(Fault) {
        if number.sign == .minus { try append(45) }
        var digits: [UInt8] = []
        var exponent = 0
        var pointAt: Int?
        let text = abs(number).description
        let parts = text.split(separator: "e")
        for byte in parts[0].utf8 {
            if byte == 46 { pointAt = digits.count } else { digits.append(byte) }
        }
        if parts.count > 1 { exponent = Int(parts[1]) ?? 0 }
        var point = (pointAt ?? digits.count) + exponent
        while digits.count > 1, digits.first == 48 {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.last == 48 { digits.removeLast() }
        if point > 16 || point < -3 {
            try append(digits[0])
            if digits.count > 1 {
                try append(46)
                for digit in digits.dropFirst() { try append(digit) }
            }
            try append("e")
            try append(point > 0 ? 43 : 45)
            try appendPadded(Int64(abs(point - 1)), width: 2)
            return
        }
        if point <= 0 {
            try append("0.")
            for _ in 0..<(-point) { try append(48) }
            for digit in digits { try append(digit) }
            return
        }
        for index in 0..<max(point, digits.count) {
            if index == point { try append(46) }
            try append(index < digits.count ? digits[index] : 48)
        }
        if point >= digits.count { try append(".0") }
    }

    /// `2026-11-21`
    mutating func appendDate(_ days: Int64) throws(Fault) {
        let day = CivilDay(days: days)
        try appendPadded(day.year, width: 4)
        try append(45)
        try appendPadded(Int64(day.month), width: 2)
        try append(45)
        try appendPadded(Int64(day.day), width: 2)
    }

    /// `2026-11-21T08:30:00Z`
    mutating func appendInstant(_ seconds: Int64) throws(Fault) {
        let (days, rest) = CivilDay.split(seconds)
        try appendDate(days)
        try append("T")
        for (index, part) in [rest / 3600, rest / 60 % 60, rest % 60].enumerated() {
            if index > 0 { try append(58) }
            try appendPadded(part, width: 2)
        }
        try append("Z")
    }

    /// `12.50 EUR`
    mutating func appendMoney(_ value: Value) throws(Fault) {
        let currency = Currency(code: value.detail)
        let amount = Int64(bitPattern: value.payload)
        if amount < 0 { try append(45) }
        var divisor: UInt64 = 1
        for _ in 0..<currency.fractionDigits { divisor *= 10 }
        try appendWhole(Int64(amount.magnitude / divisor))
        if divisor > 1 {
            try append(46)
            try appendPadded(Int64(amount.magnitude % divisor), width: currency.fractionDigits)
        }
        try append(32)
        for shift: UInt32 in [16, 8, 0] { try append(UInt8(truncatingIfNeeded: currency.code >> shift)) }
    }
}

/// A day of the proleptic Gregorian calendar.
struct CivilDay {
    let year: Int64
    let month: Int
    let day: Int
    /// Monday is 0.
    let weekday: Int

    /// From days since 1970-01-01.
    init(days: Int64) {
        let days = min(max(days, -100_000_000), 100_000_000)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        weekday = Int(((days + 3) % 7 + 7) % 7)
    }

    /// Days since 1970-01-01, and seconds of the day.
    static func split(_ seconds: Int64) -> (days: Int64, rest: Int64) {
        let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        return (days, seconds - days * 86_400)
    }
}
