internal import Diagnostics

extension Compiler {
    /// The functions of the language, and the methods of `loop`.
    static let functions = ["range"]
    static let loopMethods = ["cycle", "changed"]

    /// What can be called by writing to the output.
    enum Callable {
        case macro(MacroDefinition)
        case caller(Caller)
        case parentBlock
        case block(Name)
    }

    /// The macro, caller or block that an expression names.
    func callable(_ function: Expression) -> Callable? {
        switch function.kind {
        case .name(let name):
            switch scope.find(name) {
            case .macro(let macro)?: return .macro(macro)
            case .caller(let caller)?: return .caller(caller)
            case nil: return library.names.text(name) == "super" ? .parentBlock : nil
            default: return nil
            }
        case .field(let base, let name, _):
            guard case .name(let owner) = base.kind else { return nil }
            switch scope.find(owner) {
            case .module(let module)?:
                if case .macro(let macro)? = module.own(name) { return .macro(macro) }
                return nil
            case nil where library.names.text(owner) == "self": return .block(name)
            default: return nil
            }
        default: return nil
        }
    }

    /// Calls it so that its output lands where the template stands.
    func compileCall(_ callable: Callable, _ arguments: Arguments, _ place: Place) {
        switch callable {
        case .macro(let macro): callFunction(macro, arguments, place)
        case .caller(let caller): compile(caller, arguments, place)
        case .parentBlock: compileSuper(at: place)
        case .block(let name):
            guard chain?.blocks[name] != nil else {
                return error(
                    "no block named `\(library.names.text(name))`", .name, at: place,
                    hint: nearestHint(
                        library.names.text(name),
                        (chain?.blocks.keys).map { $0.map { library.names.text($0) } } ?? []))
            }
            compile(definition: 0, of: name, at: place, parent: chain?.scope ?? scope)
        }
    }

    /// A call whose result is a value.
    func call(_ function: Expression, _ arguments: Arguments, _ target: Int32?, _ place: Place) -> Operand {
        if let callable = callable(function) {
            return capture(place) { compileCall(callable, arguments, place) }
        }
        if case .field(let base, let name, let namePlace) = function.kind {
            if case .name(let loop) = base.kind, case .loop(let slot, let loopFrame, _)? = scope.find(loop) {
                return loopCall(slot, loopFrame, name, namePlace, arguments, target, place)
            }
            let text = library.names.text(name)
            if case .name(let module) = base.kind, case .module(let scope)? = scope.find(module) {
                error(
                    "the template has no macro named `\(text)`", .name, at: namePlace,
                    hint: nearestHint(text, scope.names.map { library.names.text($0.name) }))
                return null
            }
            let type = evaluate(base).type
            if case .record(let shape) = type, shapeFields[shape.index][name] != nil {
                error("`\(text)` is no function", at: namePlace, hint: "leave the parentheses out")
            } else {
                error(
                    "there are no methods: `\(text)(…)`", at: namePlace,
                    hint: methodHint(text, on: type) ?? "use a filter")
            }
            return null
        }
        guard case .name(let name) = function.kind else {
            error("this cannot be called", at: function.place)
            return null
        }
        let text = library.names.text(name)
        if scope.find(name) == nil {
            if let index = library.hostFunctions.firstIndex(where: { $0.name == text && $0.isFunction }) {
                return library.hostFunctions[index].form == .query
                    ? query(index, arguments, target, place)
                    : hostCall(index, piped: nil, arguments, target, place)
            }
            if text == "range" { return range(arguments, function.place, target, place) }
        }
        if case .undefined? = scope.find(name) {
            let slot = undefined(target, place).register
            emit(.emit, place, a: slot)
            return null
        }
        let removed = [
            "namespace": "use filters such as `sum`, or `set` outside of loops",
            "dict": "write `{\"name\": value}`",
            "cycler": "use `loop.cycle(…)`", "joiner": "use `join`, or `loop.first`",
            "query": "only the pages of a portal have a database to ask",
        ]
        let known =
            library.hostFunctions.filter(\.isFunction).map(\.name) + Self.functions + visibleMacros
        error(
            "no function or macro named `\(text)`", .name, at: function.place,
            hint: removed[text] ?? nearestHint(text, known))
        return null
    }

    var visibleMacros: [String] {
        var names: [String] = []
        var current: Scope? = scope
        while let scope = current {
            for (name, binding) in scope.names {
                if case .macro = binding { names.append(library.names.text(name)) }
            }
            current = scope.parent
        }
        return names
    }

    private func range(_ arguments: Arguments, _ name: Place, _ target: Int32?, _ place: Place) -> Operand {
        guard (1...3).contains(arguments.count), arguments.named.isEmpty else {
            error("`range` takes one to three numbers, not \(arguments.count)", at: name)
            return null
        }
        let rest = Arguments(positional: Array(arguments.positional.dropFirst()))
        let result = run(.range, "range", evaluate(arguments.positional[0]), name, rest, target, place)
        return Operand(register: result.register, type: .list(.int))
    }

    /// `loop.cycle(…)` and `loop.changed(…)`
    private func loopCall(
        _ registers: Int32, _ loopFrame: Int, _ name: Name, _ namePlace: Place, _ arguments: Arguments,
        _ target: Int32?,
        _ place: Place
    ) -> Operand {
        guard let loop = value(of: .variable(Variable(slot: registers, frame: loopFrame, type: .any))) else {
            error("a macro cannot see the `loop` around it", at: place)
            return null
        }
        guard arguments.count > 0, arguments.named.isEmpty else {
            error("`loop.\(library.names.text(name))` takes values", at: place)
            return null
        }
        let (first, types) = consecutive(arguments.positional)
        let slot = target ?? frame.allocate()
        switch library.names.text(name) {
        case "cycle":
            let list = frame.allocate(2)
            emit(.list, place, a: list, b: first, c: Int32(types.count))
            emit(
                .arithmetic, place, a: list + 1, b: loop.register + 1,
                c: integer(Int64(types.count)).register,
                mode: BinaryOperator.modulo.rawValue)
            emit(.item, place, a: slot, b: list, c: list + 1)
            return Operand(
                register: slot, type: types.dropFirst().allSatisfy { $0 == types[0] } ? types[0] : .any)
        case "changed":
            emit(.loopChanged, place, a: slot, b: loop.register, c: first, extra: types.count)
            return Operand(register: slot, type: .bool)
        default:
            error(
                "`loop` has no `\(library.names.text(name))`", .name, at: namePlace,
                hint: nearestHint(
                    library.names.text(name), LoopField.allCases.map(\.name) + Self.loopMethods))
            return null
        }
    }

    /// A function or filter of the host.
    func hostCall(
        _ index: Int, piped: Operand?, _ arguments: Arguments, _ target: Int32?, _ place: Place
    ) -> Operand {
        let function = library.hostFunctions[index]
        let pipedCount = piped == nil ? 0 : 1
        let count = arguments.positional.count + pipedCount
        let least = function.parameters.count - function.optionalCount
        guard arguments.named.isEmpty else {
            error("`\(function.name)` takes no named arguments", at: arguments.named[0].place)
            return null
        }
        guard (least...function.parameters.count).contains(count) else {
            let wanted =
                function.optionalCount == 0
                ? "\(least - pipedCount)"
                : "\(least - pipedCount) to \(function.parameters.count - pipedCount)"
            error(
                "`\(function.name)` takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count - pipedCount)",
                at: place)
            return null
        }
        let first = frame.allocate(Int32(max(count, 1)))
        let top = frame.top
        if let piped {
            move(piped, to: first, place)
            noteWhole(piped.type)
            check(piped.type, is: function.parameters[0], function.name, place)
        }
        for (number, argument) in arguments.positional.enumerated() {
            let type = evaluate(argument, into: first + Int32(number + pipedCount)).type
            noteWhole(type)
            check(type, is: function.parameters[number + pipedCount], function.name, argument.place)
            frame.top = top
        }
        let slot = target ?? frame.allocate()
        emit(.host, place, a: slot, b: first, c: Int32(count), extra: index)
        return Operand(register: slot, type: function.result)
    }

    private func check(_ type: ValueType, is wanted: ValueType, _ name: String, _ place: Place) {
        let isFit =
            switch (type, wanted) {
            case (.any, _), (_, .any), (.list(.any), .list), (.list, .list(.any)), (.string, .markup),
                (.markup, .string),
                (.int, .double):
                true
            default: type == wanted
            }
        if !isFit { error("`\(name)` needs \(words(wanted)), this is \(words(type))", at: place) }
    }
}
