extension Interpreter {
    /// Applies a filter to `arguments[0]`; the others are its arguments, all present.
    mutating func apply(_ filter: Filter, _ arguments: UnsafeMutablePointer<Value>) throws(Fault) -> Value {
        let value = arguments[0]
        if value.kind == .undefined, value.detail != 1 { throw Fault(.undefined, value) }
        switch filter {
        // The ones that tables are full of.
        case .upper where value.kind == .string:
            return try mapCase(value.rawBytes, false, from: 97) { $0.properties.uppercaseMapping }
        case .round: return try round(value, arguments[1], arguments[2])
        case .upper, .lower, .capitalize, .title, .trim, .replace, .truncate, .striptags, .nl2br, .wordcount,
            .slug,
            .urlencode, .string, .escape:
            if value.kind == .null, filter != .wordcount, filter != .slug { return .null }
            return try applyText(filter, arguments)
        case .length, .join, .first, .last, .list, .sort, .reverse, .unique, .sum, .min, .max, .groupby,
            .batch, .slice,
            .items, .dictsort, .mapPath:
            return try applyList(filter, arguments)
        case .abs, .int, .float:
            return try applyNumber(filter, arguments)
        case .number, .date, .ago, .money, .duration, .pluralize, .filesize, .percent:
            if value.kind == .null { return .null }
            return try applyFormat(filter, arguments)
        case .range: return try range(arguments)
        case .tojson:
            let start = output.count
            try appendJSON(value, depth: 0)
            return takeOutput(from: start, isMarkup: true)
        }
    }

    private mutating func range(_ arguments: UnsafeMutablePointer<Value>) throws(Fault) -> Value {
        for index in 0...2
        where arguments[index].kind != .int && (index != 1 || arguments[index].kind != .null) {
            throw Fault(.type, arguments[index])
        }
        let isShort = arguments[1].kind == .null
        let from = isShort ? 0 : arguments[0].integer ?? 0
        let to = (isShort ? arguments[0] : arguments[1]).integer ?? 0
        let step = arguments[2].integer ?? 1
        guard step != 0 else { throw Fault(.argument) }
        let span = step > 0 ? to.subtractingReportingOverflow(from) : from.subtractingReportingOverflow(to)
        guard span.partialValue > 0 || span.overflow else { return Value(kind: .list) }
        guard !span.overflow, (span.partialValue - 1) / Int64(clamping: step.magnitude) < 100_000 else {
            throw Fault(.rangeLength)
        }
        return arena.list(stride(from: from, to: to, by: Int(step)).map { Value.int($0) })
    }

    private mutating func applyNumber(_ filter: Filter, _ arguments: UnsafeMutablePointer<Value>)
        throws(Fault) -> Value
    {
        let value = arguments[0]
        switch filter {
        case .abs:
            if let number = value.whole {
                guard number != .min else { throw Fault(.overflow) }
                return .int(abs(number))
            }
            if value.kind == .double { return .double(abs(Double(bitPattern: value.payload))) }
            guard value.kind == .money else { throw Fault(.type, value) }
            return (value.integer ?? 0) < 0 ? try negate(value) : value
        case .int:
            if let number = value.whole { return .int(number) }
            if value.kind == .double {
                return Self.truncated(Double(bitPattern: value.payload)) ?? arguments[1]
            }
            guard value.kind == .string || value.kind == .markup else { return arguments[1] }
            let text = String(decoding: value.bytes, as: UTF8.self).trimmed
            let base = Int(clamping: arguments[2].integer ?? 10)
            guard (2...36).contains(base) else { throw Fault(.argument) }
            if let number = Int64(text, radix: base) { return .int(number) }
            return Self.decimal(text).flatMap { Self.truncated($0) } ?? arguments[1]
        default:
            if let number = value.number { return .double(number) }
            guard value.kind == .string || value.kind == .markup,
                let number = Self.decimal(String(decoding: value.bytes, as: UTF8.self).trimmed)
            else { return arguments[1].number.map { .double($0) } ?? arguments[1] }
            return .double(number)
        }
    }

    private static func truncated(_ number: Double) -> Value? {
        Int64(exactly: number.rounded(.towardZero)).map { .int($0) }
    }

    private mutating func round(_ value: Value, _ precision: Value, _ method: Value) throws(Fault) -> Value {
        let isCommon = method.bytes.elementsEqual("common".utf8)
        if isCommon, value.kind == .double, precision.kind == .int, precision.payload < 16 {
            return .double(Self.rounded(Double(bitPattern: value.payload), Int(precision.payload)))
        }
        guard let number = value.number else { throw Fault(.type, value) }
        let digits = Int(clamping: precision.integer ?? 0)
        guard (-300...300).contains(digits) else { throw Fault(.argument) }
        let factor = Self.power(digits)
        if isCommon {
            if let whole = value.whole, digits >= 0 { return .int(whole) }
            let result = Self.rounded(number, digits)
            return value.whole != nil ? Self.truncated(result) ?? value : .double(result)
        }
        let rule: FloatingPointRoundingRule
        switch String(decoding: method.bytes, as: UTF8.self) {
        case "ceil": rule = .up
        case "floor": rule = .down
        default: throw Fault(.argument)
        }
        // Plus zero, as the whole number in between has no negative zero in Python.
        return .double(((number * factor).rounded(rule) + 0) / factor)
    }

    /// The number that a text spells in decimals: Swift would read hexadecimal ones too.
    private static func decimal(_ text: some StringProtocol) -> Double? {
        text.contains { $0 == "x" || $0 == "X" || $0 == "(" } ? nil : Double(text)
    }

    private static func power(_ digits: Int) -> Double {
        var factor = 1.0
        for _ in 0..<abs(digits) { factor *= 10 }
        return digits < 0 ? 1 / factor : factor
    }

    /// To `digits` decimals, halves of the exact binary value to even, as Python does.
    static func rounded(_ number: Double, _ digits: Int) -> Double {
        guard number.isFinite, digits < 16 else { return number }
        if digits < 0 {
            let factor = power(-digits)
            return (number / factor).rounded(.toNearestOrEven) * factor
        }
        let factor = power(digits)
        let scaled = number * factor
        guard abs(scaled) < 1e15 else { return number }
        // By way of a whole number, which is faster than the C library's rounding.
        let toZero = Double(Int64(scaled))
        let lower = toZero > scaled ? toZero - 1 : toZero
        let distance = scaled - lower
        if abs(distance - 0.5) > 1e-4 {
            return Double(signOf: number, magnitudeOf: (distance < 0.5 ? lower : lower + 1) / factor)
        }
        if digits == 0 { return scaled.rounded(.toNearestOrEven) }
        // Near a half, the product's error decides: compare exactly.
        let error = (-scaled).addingProduct(number, factor)
        let exact = distance - 0.5 + error
        if exact == 0 { return scaled.rounded(.toNearestOrEven) / factor }
        return (exact < 0 ? lower : lower + 1) / factor
    }
}

extension String {
    /// Without ASCII space at both ends.
    var trimmed: Substring {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
