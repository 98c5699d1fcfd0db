internal import Glibc

extension Interpreter {
    mutating func arithmetic(_ mode: UInt8, _ left: Value, _ right: Value) throws(Fault) -> Value {
        guard let operation = BinaryOperator(rawValue: mode) else { return .null }
        if let first = left.whole, let second = right.whole { return try whole(operation, first, second) }
        if let first = left.number, let second = right.number { return try real(operation, first, second) }
        switch (operation, left.kind, right.kind) {
        case (.add, .string, .string): return try concatenated(left, right)
        case (.add, .markup, .string), (.add, .string, .markup), (.add, .markup, .markup):
            return try concatenated(left, right)
        case (.add, .list, .list):
            try reserveMemory((left.items.count + right.items.count) * MemoryLayout<Value>.stride)
            return arena.list(Array(left.items) + Array(right.items))
        case (.multiply, .string, .int), (.multiply, .list, .int): return try repeated(left, right)
        case (.multiply, .int, .string), (.multiply, .int, .list): return try repeated(right, left)
        case (.subtract, .date, .date): return try whole(.subtract, left.integer ?? 0, right.integer ?? 0)
        case (.add, .date, .int), (.subtract, .date, .int):
            return .date(days: try whole(operation, left.integer ?? 0, right.integer ?? 0).integer ?? 0)
        case (.add, .money, .money), (.subtract, .money, .money), (.divide, .money, .money):
            guard left.detail == right.detail else { throw Fault(.currency) }
            let result = try whole(operation, left.integer ?? 0, right.integer ?? 0)
            return operation == .divide
                ? result : Value(kind: .money, detail: left.detail, payload: result.payload)
        case (.multiply, .money, .int):
            let result = try whole(.multiply, left.integer ?? 0, right.integer ?? 0)
            return Value(kind: .money, detail: left.detail, payload: result.payload)
        case (.multiply, .int, .money): return try arithmetic(mode, right, left)
        case (.add, .int, .money) where left.payload == 0: return right
        default:
            let isLeftFit =
                left.number != nil || [.string, .markup, .list, .money, .date].contains(left.kind)
            throw Fault(.type, isLeftFit ? right : left)
        }
    }

    private mutating func concatenated(_ left: Value, _ right: Value) throws(Fault) -> Value {
        let pair = arena.list([left, right])
        return try concatenate(pair.items)
    }

    private func whole(_ operation: BinaryOperator, _ left: Int64, _ right: Int64) throws(Fault) -> Value {
        var result: (partialValue: Int64, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            guard right != 0 else { throw Fault(.divisionByZero) }
            return .double(Double(left) / Double(right))
        case .floorDivide, .modulo:
            guard right != 0 else { throw Fault(.divisionByZero) }
            let (quotient, overflow) = left.dividedReportingOverflow(by: right)
            if overflow {
                guard operation == .modulo else { throw Fault(.overflow) }
                return .int(0)
            }
            let rest = left % right
            let isBelow = rest != 0 && (rest < 0) != (right < 0)
            return .int(
                operation == .modulo ? (isBelow ? rest + right : rest) : (isBelow ? quotient - 1 : quotient))
        case .power:
            guard right >= 0 else {
                guard left != 0 else { throw Fault(.divisionByZero) }
                return .double(pow(Double(left), Double(right)))
            }
            return .int(try power(left, right))
        }
        if result.overflow { throw Fault(.overflow) }
        return .int(result.partialValue)
    }

    private func power(_ base: Int64, _ exponent: Int64) throws(Fault) -> Int64 {
        var result: Int64 = 1
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 {
                let (product, overflow) = result.multipliedReportingOverflow(by: factor)
                if overflow { throw Fault(.overflow) }
                result = product
            }
            rest >>= 1
            if rest > 0 {
                let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
                if overflow { throw Fault(.overflow) }
                factor = square
            }
        }
        return result
    }

    private func real(_ operation: BinaryOperator, _ left: Double, _ right: Double) throws(Fault) -> Value {
        switch operation {
        case .add: return .double(left + right)
        case .subtract: return .double(left - right)
        case .multiply: return .double(left * right)
        case .divide, .floorDivide, .modulo:
            guard right != 0 else { throw Fault(.divisionByZero) }
            if operation == .divide { return .double(left / right) }
            return .double(Self.floorDivision(left, right, wantsRest: operation == .modulo))
        case .power:
            guard left != 0 || right >= 0 else { throw Fault(.divisionByZero) }
            let result = pow(left, right)
            guard result.isFinite || !left.isFinite || !right.isFinite else { throw Fault(.overflow) }
            return .double(result)
        }
    }

    /// Python's `//` and `%`, signs of zero included.
    private static func floorDivision(_ left: Double, _ right: Double, wantsRest: Bool) -> Double {
        var rest = fmod(left, right)
        var quotient = (left - rest) / right
        if rest == 0 {
            rest = right < 0 ? -0.0 : 0.0
        } else if (right < 0) != (rest < 0) {
            rest += right
            quotient -= 1
        }
        if wantsRest { return rest }
        if quotient == 0 { return (left / right).sign == .minus ? -0.0 : 0.0 }
        let whole = quotient.rounded(.down)
        return quotient - whole > 0.5 ? whole + 1 : whole
    }

    private func repeated(_ value: Value, _ times: Value) throws(Fault) -> Value {
        let count = max(0, times.integer ?? 0)
        let size = value.kind == .list ? value.items.count * MemoryLayout<Value>.stride : value.bytes.count
        guard size > 0, count > 0 else { return Value(kind: value.kind) }
        guard count <= Int64(limits.memoryBytes / size) else { throw Fault(.memory) }
        try reserveMemory(Int(count) * size)
        if value.kind == .list {
            var items: [Value] = []
            for _ in 0..<count { items.append(contentsOf: value.items) }
            return arena.list(items)
        }
        var bytes: [UInt8] = []
        for _ in 0..<count { bytes.append(contentsOf: value.bytes) }
        return bytes.withUnsafeBytes { arena.string($0) }
    }

    func negate(_ value: Value) throws(Fault) -> Value {
        if let number = value.whole {
            guard number != .min else { throw Fault(.overflow) }
            return .int(-number)
        }
        if value.kind == .double { return .double(-Double(bitPattern: value.payload)) }
        if value.kind == .money, let amount = value.integer, amount != .min {
            return Value(kind: .money, detail: value.detail, payload: UInt64(bitPattern: -amount))
        }
        throw Fault(.type, value)
    }

    func plus(_ value: Value) throws(Fault) -> Value {
        if let number = value.whole { return .int(number) }
        guard value.kind == .double || value.kind == .money else { throw Fault(.type, value) }
        return value
    }
}
