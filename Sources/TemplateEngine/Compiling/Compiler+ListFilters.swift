internal import Diagnostics

// Filters that are made of several steps.
extension Compiler {
    /// `default(value, boolean)`: the only filter that may be given something undefined.
    func standard(
        _ value: Operand, _ name: String, _ namePlace: Place, _ arguments: Arguments, _ place: Place
    ) -> Operand {
        let parameters = Self.standardParameters.map { (name: $0.name, isRequired: false) }
        guard let matched = match(parameters, arguments, name, namePlace) else { return null }
        var test = ValueTest.missing
        if let boolean = matched[1] {
            guard case .bool(let flag) = boolean.kind else {
                error("`\(name)` takes `true` or `false` here", at: boolean.place)
                return null
            }
            if flag { test = .empty }
        }
        let slot = frame.allocate(2)
        move(value, to: slot, place)
        emit(.test, place, a: slot + 1, b: slot, c: constant(.null), extra: Int(test.rawValue))
        let skip = emit(.jumpIfFalse, place, b: slot + 1)
        let second = matched[0].map { evaluate($0, into: slot) } ?? string("")
        move(second, to: slot, place)
        code.land([skip])
        return Operand(register: slot, type: common(value.type, second.type))
    }

    /// The arguments of `default`.
    static let standardParameters = [
        Signature.Parameter(name: "default_value", kinds: .any, standard: .text("")),
        Signature.Parameter(name: "boolean", kinds: .bool, standard: .bool(false)),
    ]

    /// `map(attribute=…)`, or `map("filter", …)` as a loop.
    func map(
        _ value: Operand, _ namePlace: Place, _ arguments: Arguments, _ target: Int32?, _ place: Place
    ) -> Operand {
        if arguments.named.contains(where: { library.names.text($0.name) == "attribute" }) {
            return run(.mapPath, "map", value, namePlace, arguments, target, place)
        }
        check(value.type, fits: [.list, .text], "`map` needs", namePlace)
        guard case .string(let bytes)? = arguments.positional.first?.kind else {
            error("`map` needs `attribute=\"…\"`, or a filter's name in quotes", at: namePlace)
            return null
        }
        var rest = arguments
        rest.positional.removeFirst()
        var type = ValueType.any
        let list = collect(value, place) { registers in
            let item = frame.allocate()
            let exit = emit(.loopNext, place, a: registers, b: item)
            let input = Operand(register: item, type: element(value.type))
            let result = apply(
                input, String(decoding: bytes, as: UTF8.self), arguments.positional[0].place, rest, nil, place
            )
            type = result.type
            return (exit, result, [])
        }
        return Operand(register: list, type: .list(type))
    }

    /// `selectattr(path, test, …)` and the like, as a loop.
    func select(
        _ value: Operand, _ name: String, _ namePlace: Place, _ arguments: Arguments, _ place: Place
    ) -> Operand {
        check(value.type, fits: [.list, .text], "`\(name)` needs", namePlace)
        var rest = arguments.positional
        let isAttribute = name.hasSuffix("attr")
        if let named = arguments.named.first {
            error("`\(name)` takes no named arguments", at: named.place)
            return null
        }
        guard !isAttribute || !rest.isEmpty else {
            error(
                "`\(name)` needs the path of a field in quotes", at: namePlace,
                hint: "as in `\(name)(\"state\", \"eq\", \"done\")`")
            return null
        }
        let attribute = isAttribute ? rest.removeFirst() : nil
        let test = rest.isEmpty ? nil : rest.removeFirst()
        let item = element(value.type)
        let list = collect(value, place) { registers in
            let slot = frame.allocate(3)
            let exit = emit(.loopNext, place, a: registers, b: slot)
            var subject = Operand(register: slot, type: item)
            if let attribute {
                let (path, type) = path(attribute, from: item, named: name)
                move(Operand(register: slot, type: item), to: slot + 1, place)
                move(path, to: slot + 2, place)
                emit(.follow, place, a: slot + 1, b: slot + 1, c: slot + 2)
                subject = Operand(register: slot + 1, type: type ?? .any)
            }
            var truth = subject
            if let test {
                guard case .string(let bytes) = test.kind else {
                    error("`\(name)` needs the name of a test in quotes", at: test.place)
                    return (exit, Operand(register: slot, type: item), [])
                }
                truth = self.test(
                    subject, String(decoding: bytes, as: UTF8.self), test.place, Arguments(positional: rest),
                    nil, place)
            }
            let skip = emit(name.hasPrefix("select") ? .jumpIfFalse : .jumpIfTrue, place, b: truth.register)
            return (exit, Operand(register: slot, type: item), [skip])
        }
        return Operand(register: list, type: .list(item))
    }

    // MARK: Tests

    static let testsByName: [String: ValueTest] = {
        var table: [String: ValueTest] = [:]
        for test in ValueTest.allCases { if let name = test.name { table[name] = test } }
        return table
    }()
    static let comparisons: [String: Comparison] = [
        "eq": .equal, "equalto": .equal, "==": .equal, "ne": .notEqual, "!=": .notEqual, "lt": .less,
        "lessthan": .less,
        "<": .less, "le": .lessOrEqual, "<=": .lessOrEqual, "gt": .greater, "greaterthan": .greater,
        ">": .greater,
        "ge": .greaterOrEqual, ">=": .greaterOrEqual, "in": .isIn, "sameas": .equal,
    ]

    /// `operand is name(arguments)`
    func test(
        _ operand: Expression, _ name: Name, _ namePlace: Place, _ arguments: Arguments, _ target: Int32?,
        _ place: Place
    ) -> Operand {
        let text = library.names.text(name)
        let isLenient = text == "defined" || text == "undefined"
        if isLenient, isLoopOrModule(operand) || callable(operand) != nil {
            return Operand(register: constant(.bool(text == "defined")), type: .bool)
        }
        return test(evaluate(operand, isLenient: isLenient), text, namePlace, arguments, target, place)
    }

    func test(
        _ value: Operand, _ name: String, _ namePlace: Place, _ arguments: Arguments, _ target: Int32?,
        _ place: Place
    ) -> Operand {
        let slot = target ?? frame.allocate()
        let comparison = Self.comparisons[name]
        let test = Self.testsByName[name]
        guard comparison != nil || test != nil else {
            error(
                "no test named `\(name)`", .name, at: namePlace,
                hint: nearestHint(name, Array(Self.testsByName.keys) + Array(Self.comparisons.keys)))
            return null
        }
        let wanted = comparison != nil || test == .divisibleby ? 1 : 0
        guard arguments.count == wanted, arguments.named.isEmpty else {
            error(
                "the test `\(name)` takes \(wanted == 0 ? "no argument" : "one argument")",
                at: namePlace)
            return null
        }
        let argument = arguments.positional.first.map { evaluate($0) } ?? null
        if let comparison {
            checkComparison(comparison, value.type, argument.type, namePlace)
            emit(
                .compare, place, a: slot, b: value.register, c: argument.register, mode: comparison.rawValue)
        } else if let test {
            if [.odd, .even, .divisibleby].contains(test) {
                check(value.type, fits: .number, "the test `\(name)` needs", namePlace)
                check(argument.type, fits: .number, "the argument of `\(name)` needs", namePlace)
            }
            emit(.test, place, a: slot, b: value.register, c: argument.register, extra: Int(test.rawValue))
        }
        return Operand(register: slot, type: .bool)
    }
}
