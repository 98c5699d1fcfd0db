extension Compiler {
    /// Jumps that are taken when the truth of `expression` is `flag`; otherwise the code goes on.
    func jumps(_ expression: Expression, when flag: Bool) -> [Int] {
        let mark = frame.top
        defer { frame.top = mark }
        switch expression.kind {
        case .not(let operand): return jumps(operand, when: !flag)
        case .and(let left, let right), .or(let left, let right):
            let isAnd = if case .and = expression.kind { true } else { false }
            if isAnd != flag { return jumps(left, when: flag) + jumps(right, when: flag) }
            let skip = jumps(left, when: !flag)
            let taken = jumps(right, when: flag)
            code.land(skip)
            return taken
        case .compare(let first, let rest) where rest.count == 1:
            let left = evaluate(first)
            let right = evaluate(rest[0].1)
            checkComparison(rest[0].0, left.type, right.type, expression.place)
            return [
                emit(
                    flag ? .jumpIfCompare : .jumpUnlessCompare, expression.place, b: left.register,
                    c: right.register,
                    mode: rest[0].0.rawValue)
            ]
        case .field(let base, let name, let place)
        where !isLoopOrModule(base) && callable(expression) == nil:
            let record = evaluate(base)
            guard case .record(let shape) = record.type else {
                let value = field(record, name, place, expression, into: nil)
                return [emit(flag ? .jumpIfTrue : .jumpIfFalse, expression.place, b: value.register)]
            }
            guard let index = fieldIndex(shape, name, place) else { return [] }
            return [
                emit(
                    flag ? .jumpIfField : .jumpUnlessField, expression.place, b: record.register,
                    c: Int32(index))
            ]
        default:
            let value = evaluate(expression)
            return [emit(flag ? .jumpIfTrue : .jumpIfFalse, expression.place, b: value.register)]
        }
    }

    func comparison(
        _ first: Expression, _ rest: [(Comparison, Expression)], _ target: Int32?, _ place: Place
    ) -> Operand {
        let slot = frame.allocate()
        var left = evaluate(first)
        var ends: [Int] = []
        for (index, (operation, expression)) in rest.enumerated() {
            let right = evaluate(expression)
            checkComparison(operation, left.type, right.type, place)
            emit(.compare, place, a: slot, b: left.register, c: right.register, mode: operation.rawValue)
            if index < rest.count - 1 { ends.append(emit(.jumpIfFalse, place, b: slot)) }
            left = right
        }
        code.land(ends)
        return Operand(register: slot, type: .bool)
    }

    func checkComparison(
        _ operation: Comparison, _ left: ValueType, _ right: ValueType, _ place: Place
    ) {
        if operation == .isIn || operation == .notIn {
            return check(right, fits: [.list, .text, .record], "`in` looks into", place)
        }
        let (first, second) = (family(left), family(right))
        guard let first, let second, first != second else { return }
        switch operation {
        case .equal, .notEqual:
            warning("\(words(left)) is never equal to \(words(right))", at: place)
        default: error("\(words(left)) cannot be ordered with \(words(right))", at: place)
        }
    }

    /// Types that can be compared with each other have the same number.
    private func family(_ type: ValueType) -> Int? {
        switch type {
        case .any: nil
        case .bool, .int, .double: 1
        case .string, .markup: 2
        case .date: 3
        case .instant: 4
        case .money: 5
        case .list: 6
        case .record: 7
        }
    }

    func sign(_ whole: Expression, _ operand: Expression, _ target: Int32?) -> Operand {
        let isMinus = if case .negate = whole.kind { true } else { false }
        if isMinus {
            if case .int(let number) = operand.kind, number != .min { return integer(-number) }
            if case .double(let number) = operand.kind {
                return Operand(register: constant(.double((-number).bitPattern)), type: .double)
            }
        }
        let value = evaluate(operand)
        switch value.type {
        case .any, .int, .double, .bool, .money: break
        default: error("\(words(value.type)) is no number", at: operand.place)
        }
        let slot = target ?? frame.allocate()
        emit(isMinus ? .negate : .plus, whole.place, a: slot, b: value.register)
        return Operand(register: slot, type: value.type == .bool ? .int : value.type)
    }

    func binary(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ target: Int32?, _ place: Place
    ) -> Operand {
        let first = evaluate(left)
        let second = evaluate(right)
        let slot = target ?? frame.allocate()
        emit(
            .arithmetic, place, a: slot, b: first.register, c: second.register, mode: operation.rawValue)
        return Operand(register: slot, type: resultType(operation, first.type, second.type, place))
    }

    private func resultType(
        _ operation: BinaryOperator, _ left: ValueType, _ right: ValueType, _ place: Place
    ) -> ValueType {
        let numbers: Set<ValueType> = [.int, .double, .bool]
        switch (operation, left, right) {
        case (_, .any, _), (_, _, .any): return .any
        case (_, _, _) where numbers.contains(left) && numbers.contains(right):
            if operation == .divide { return .double }
            if operation == .power { return .any }
            return left == .double || right == .double ? .double : .int
        case (.add, .string, .string): return .string
        case (.add, .markup, .markup), (.add, .markup, .string), (.add, .string, .markup): return .markup
        case (.add, .list, .list): return left == right ? left : .list(.any)
        case (.multiply, .string, .int), (.multiply, .int, .string): return .string
        case (.multiply, .list, .int): return left
        case (.multiply, .int, .list): return right
        case (.add, .money, .money), (.subtract, .money, .money), (.multiply, .money, .int),
            (.multiply, .int, .money), (.add, .int, .money):
            return .money
        case (.divide, .money, .money): return .double
        case (.subtract, .date, .date): return .int
        case (.add, .date, .int), (.subtract, .date, .int): return .date
        default:
            var hint: String?
            if operation == .add, family(left) == 2 || family(right) == 2 { hint = "join texts with `~`" }
            error("\(words(left)) and \(words(right)) do not go together here", at: place, hint: hint)
            return .any
        }
    }
}
