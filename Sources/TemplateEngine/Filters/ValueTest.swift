/// The tests that run as one step: what stands after `is`.
enum ValueTest: UInt8, CaseIterable {
    case defined, undefined, none, odd, even, divisibleby, string, number, mapping, sequence, iterable,
        boolean, integer
    case float, `true`, `false`, lower, upper
    /// Undefined or null: what `default` replaces.
    case missing
    /// Missing, or false.
    case empty

    /// As a template writes it; nil for those that the compiler uses.
    var name: String? { self == .missing || self == .empty ? nil : "\(self)" }
}

extension Interpreter {
    func test(_ number: UInt16, _ value: Value, _ argument: Value) throws(Fault) -> Bool {
        guard let test = ValueTest(rawValue: UInt8(number)) else { return false }
        switch test {
        case .odd where value.kind == .int: return value.payload & 1 == 1
        case .even where value.kind == .int: return value.payload & 1 == 0
        case .defined: return value.kind != .undefined
        case .undefined: return value.kind == .undefined
        case .missing: return value.kind == .undefined || value.kind == .null
        case .empty: return value.kind == .undefined ? true : try !isTrue(value)
        default: break
        }
        if value.kind == .undefined, value.detail != 1 { throw Fault(.undefined, value) }
        switch test {
        case .none: return value.kind == .null
        case .odd, .even, .divisibleby:
            let divisor = test == .divisibleby ? argument : .int(2)
            let rest = try arithmetic(value, divisor)
            return test == .odd ? rest == 1 : rest == 0
        case .string: return value.kind == .string || value.kind == .markup
        case .number: return value.number != nil
        case .mapping: return value.kind == .record
        case .sequence, .iterable: return [.list, .string, .markup, .record].contains(value.kind)
        case .boolean: return value.kind == .bool
        case .integer: return value.kind == .int
        case .float: return value.kind == .double
        case .true, .false: return value.kind == .bool && (value.payload != 0) == (test == .true)
        case .lower, .upper:
            let text = String(decoding: value.bytes, as: UTF8.self)
            let hasCase = text.lowercased() != text.uppercased()
            return hasCase && text == (test == .lower ? text.lowercased() : text.uppercased())
        default: return false
        }
    }

    private func arithmetic(_ value: Value, _ divisor: Value) throws(Fault) -> Double {
        if let left = value.whole, let right = divisor.whole {
            guard right != 0 else { throw Fault(.divisionByZero) }
            let rest = left.remainderReportingOverflow(dividingBy: right).partialValue
            return Double(rest < 0 ? rest + abs(right) : rest)
        }
        guard let left = value.number, let right = divisor.number else {
            throw Fault(.type, value.number == nil ? value : divisor)
        }
        guard right != 0 else { throw Fault(.divisionByZero) }
        let rest = left.truncatingRemainder(dividingBy: right)
        return rest < 0 ? rest + abs(right) : rest
    }
}
