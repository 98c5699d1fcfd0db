internal import Diagnostics

extension Compiler {
    /// Writes the code for an expression; its value is in the operand's register, in `target` if one is given.
    @discardableResult
    func evaluate(_ expression: Expression, into target: Int32? = nil, isLenient: Bool = false) -> Operand {
        let operand = operand(expression, target, isLenient: isLenient)
        guard let target, operand.register != target else { return operand }
        move(operand, to: target, expression.place)
        return Operand(register: target, type: operand.type)
    }

    private func operand(_ expression: Expression, _ target: Int32?, isLenient: Bool) -> Operand {
        let place = expression.place
        switch expression.kind {
        case .null: return null
        case .bool(let value): return Operand(register: constant(.bool(value)), type: .bool)
        case .int(let number): return integer(number)
        case .double(let number):
            return Operand(register: constant(.double(number.bitPattern)), type: .double)
        case .string(let bytes): return Operand(register: constant(.text(bytes)), type: .string)
        case .list(let items): return list(items, target, place)
        case .record(let fields): return record(fields, target, place)
        case .name(let name): return variable(name, target, place, isLenient: isLenient)
        case .field(let base, let name, let namePlace):
            if case .name(let loop) = base.kind, case .loop(let slot, let frame, let item)? = scope.find(loop)
            {
                return loopField(slot, frame, item, name, namePlace, target)
            }
            if case .name(let module) = base.kind, case .module(let scope)? = scope.find(module) {
                return member(scope, name, namePlace)
            }
            return field(evaluate(base), name, namePlace, expression, into: target)
        case .item(let base, let key): return item(base, key, target, place)
        case .slice(let base, let from, let to, let step):
            return slice(base, [from, to, step], target, place)
        case .call(let function, let arguments): return call(function, arguments, target, place)
        case .filter(let operand, let name, let namePlace, let arguments):
            guard let operand else { return null }
            return filter(operand, name, namePlace, arguments, target, place)
        case .test(let operand, let name, let namePlace, let arguments):
            return test(operand, name, namePlace, arguments, target, place)
        case .not(let operand):
            let value = evaluate(operand)
            let slot = target ?? frame.allocate()
            emit(.not, place, a: slot, b: value.register)
            return Operand(register: slot, type: .bool)
        case .negate(let operand), .plus(let operand): return sign(expression, operand, target)
        case .binary(let operation, let left, let right): return binary(operation, left, right, target, place)
        case .concatenate(let items):
            let (first, types) = consecutive(items)
            for (item, type) in zip(items, types) { checkText(type, item.place) }
            let slot = target ?? frame.allocate()
            emit(.concatenate, place, a: slot, b: first, c: Int32(items.count))
            let isPlain = types.allSatisfy { $0 != .markup && $0 != .any }
            return Operand(register: slot, type: types.contains(.markup) ? .markup : isPlain ? .string : .any)
        case .and(let left, let right), .or(let left, let right):
            let slot = frame.allocate()
            let first = evaluate(left, into: slot)
            let isAnd = if case .and = expression.kind { true } else { false }
            let skip = emit(isAnd ? .jumpIfFalse : .jumpIfTrue, place, b: slot)
            let second = evaluate(right, into: slot)
            code.land([skip])
            return Operand(register: slot, type: common(first.type, second.type))
        case .compare(let first, let rest): return comparison(first, rest, target, place)
        case .conditional(let then, let condition, let otherwise):
            let slot = frame.allocate()
            let skip = jumps(condition, when: false)
            var type = evaluate(then, into: slot).type
            let end = emit(.jump, place)
            code.land(skip)
            if let otherwise {
                type = common(type, evaluate(otherwise, into: slot).type)
            } else {
                emit(.undefined, place, a: slot, mode: 1)
            }
            code.land([end])
            return Operand(register: slot, type: type)
        }
    }

    /// Values in registers one after the other.
    func consecutive(_ items: [Expression]) -> (first: Int32, types: [ValueType]) {
        let first = frame.allocate(Int32(items.count))
        let top = frame.top
        var types: [ValueType] = []
        for (index, item) in items.enumerated() {
            types.append(evaluate(item, into: first + Int32(index)).type)
            frame.top = top
        }
        return (first, types)
    }

    func common(_ first: ValueType, _ second: ValueType) -> ValueType { first == second ? first : .any }

    private func checkText(_ type: ValueType, _ place: Place) {
        switch type {
        case .list, .record:
            error("\(words(type)) is no text", at: place, hint: "use `join` or one of its fields")
        default: break
        }
    }

    // MARK: Literals

    private func list(_ items: [Expression], _ target: Int32?, _ place: Place) -> Operand {
        let (first, types) = consecutive(items)
        let slot = target ?? frame.allocate()
        emit(.list, place, a: slot, b: first, c: Int32(items.count))
        let isUniform = types.dropFirst().allSatisfy { $0 == types[0] }
        return Operand(register: slot, type: .list(isUniform ? types.first ?? .any : .any))
    }

    private func record(
        _ fields: [(name: Name, value: Expression)], _ target: Int32?, _ place: Place
    ) -> Operand {
        let (first, types) = consecutive(fields.map(\.value))
        let shape = makeShape(
            Shape(
                name: "record",
                fields: zip(fields, types).map {
                    Shape.Field(name: library.names.text($0.name), type: $1, isOptional: true)
                }))
        let slot = target ?? frame.allocate()
        emit(.record, place, a: slot, b: first, c: Int32(shape), extra: fields.count)
        return Operand(register: slot, type: .record(ShapeID(index: shape)))
    }

    private func item(_ base: Expression, _ key: Expression, _ target: Int32?, _ place: Place) -> Operand {
        let container = evaluate(base)
        if case .string(let bytes) = key.kind {
            switch container.type {
            case .record, .any:
                let name = library.names.name(String(decoding: bytes, as: UTF8.self))
                return field(container, name, key.place, Expression(key.kind, place), into: target)
            default: break
            }
        }
        let index = evaluate(key)
        if case .record = container.type { noteWhole(container.type) }
        let failuresBefore = failures
        switch (container.type, kinds(index.type)) {
        case (.list, let kinds) where kinds.isDisjoint(with: .number),
            (.string, let kinds) where kinds.isDisjoint(with: .number):
            error(
                "\(words(container.type)) is indexed by numbers, this is \(words(index.type))", at: key.place)
        case (.record, let kinds) where kinds.isDisjoint(with: .text):
            error(
                "the fields of \(words(container.type)) have names, this is \(words(index.type))",
                at: key.place)
        default: break
        }
        guard failures == failuresBefore else { return null }
        let slot = target ?? frame.allocate()
        emit(.item, place, a: slot, b: container.register, c: index.register)
        switch container.type {
        case .list(let element): return Operand(register: slot, type: element)
        case .string, .markup: return Operand(register: slot, type: .string)
        case .any, .record: return Operand(register: slot, type: .any)
        default:
            error("\(words(container.type)) has no items", .name, at: place)
            return null
        }
    }

    private func slice(_ base: Expression, _ bounds: [Expression?], _ target: Int32?, _ place: Place)
        -> Operand
    {
        let first = frame.allocate(4)
        let top = frame.top
        let type = evaluate(base, into: first).type
        check(type, fits: [.text, .list], "a slice needs", base.place)
        for (index, bound) in bounds.enumerated() {
            frame.top = top
            if let bound {
                let type = evaluate(bound, into: first + Int32(index) + 1).type
                check(type, fits: .number, "the bound of a slice needs", bound.place)
            } else {
                move(null, to: first + Int32(index) + 1, place)
            }
        }
        let slot = target ?? frame.allocate()
        emit(.slice, place, a: slot, b: first)
        return Operand(register: slot, type: type == .markup ? .string : type)
    }
}
