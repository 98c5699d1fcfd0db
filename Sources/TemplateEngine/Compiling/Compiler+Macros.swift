internal import Diagnostics

extension Compiler {
    /// Calls a macro's function for this context and these kinds of arguments.
    func callFunction(_ definition: MacroDefinition, _ arguments: Arguments, _ place: Place) {
        let macro = definition.macro
        guard isReachable,
            let matched = match(
                macro.parameters.map { (library.names.text($0.name), false) }, arguments,
                library.names.text(macro.name), place)
        else { return }
        let captures = definition.captures
        if !loops.isEmpty, inlineDepth < 2, captures.isEmpty, macro.body.isShort {
            return inline(definition, matched, place)
        }
        let base = frame.allocate(Int32(max(matched.count + captures.count, 1)))
        let top = frame.top
        var types: [ValueType?] = []
        for (index, argument) in matched.enumerated() {
            types.append(argument.map { evaluate($0, into: base + Int32(index)).type })
            frame.top = top
        }
        if definition.functions.values.contains(where: { $0.end == nil }) {
            types = types.map { $0 == nil ? nil : .any }
        }
        for (index, variable) in captures.enumerated() {
            guard let outer = value(of: .variable(variable)) else { continue }
            move(outer, to: base + Int32(matched.count + index), place)
        }
        let key = MacroDefinition.FunctionKey(definition, context, types)
        if definition.functions[key] == nil { compile(definition, key, place) }
        guard let function = definition.functions[key] else { return }
        emit(.call, place, a: Int32(function.index), b: base)
        context = function.end ?? context
    }

    /// Writes a short macro where a loop calls it; fixed arguments become part of the text.
    private func inline(_ definition: MacroDefinition, _ arguments: [Expression?], _ place: Place) {
        definition.isExpanded = true
        let mark = frame.top
        let values = arguments.map { $0.map { evaluate($0) } }
        let outer = (scope, chain, blocks, loops)
        inlineDepth += 1
        nested("macro `\(library.names.text(definition.macro.name))`, called from", at: place) {
            scope = Scope(parent: definition.scope, frame: frame.id)
            (chain, blocks) = (definition.chain, [])
            loops.append(nil)
            for (parameter, value) in zip(definition.macro.parameters, values) {
                if let value {
                    let variable = Variable(slot: value.register, frame: frame.id, type: value.type)
                    scope.bind(parameter.name, .variable(variable))
                } else {
                    bind(parameter, nil, to: frame.allocate())
                }
            }
            scope.bind(library.names.name("caller"), .undefined)
            compile(definition.macro.body)
        }
        inlineDepth -= 1
        (scope, chain, blocks, loops) = outer
        frame.top = mark
    }

    func compile(_ definition: MacroDefinition, _ key: MacroDefinition.FunctionKey, _ place: Place) {
        let index = functions.count
        functions.append(Code())
        definition.functions[key] = CompiledFunction(index: index, end: nil)
        let outer = (code, frame, scope, chain, blocks, loops, isReachable, context)
        code = Code()
        frame = Frame(id: frameCount)
        frameCount += 1
        scope = Scope(parent: definition.scope, frame: frame.id)
        (chain, blocks, loops) = (definition.chain, [], [])
        let name = library.names.text(definition.macro.name)
        parts.functionNames.append(name)
        nested("macro `\(name)`, called from", at: place) {
            // A fault says who called it when it happened.
            code.surrounding = -1
            _ = frame.allocate(Int32(definition.macro.parameters.count))
            for capture in key.captures { frame.captures[capture] = frame.allocate() }
            for (number, parameter) in definition.macro.parameters.enumerated() {
                bind(parameter, key.arguments[number], to: Int32(number))
            }
            scope.bind(library.names.name("caller"), .undefined)
            compile(definition.macro.body)
        }
        if context != key.context, code.places.isEmpty == false,
            code.instructions.contains(where: { $0.operation == .call && $0.a == Int32(index) })
        {
            error(
                "a macro that calls itself must end where it began: in \(key.context.name)", .escape,
                at: definition.macro.place)
        }
        emit(.returns, place)
        code.frameSize = frame.size
        functions[index] = code
        definition.functions[key] = CompiledFunction(index: index, end: context)
        (code, frame, scope, chain, blocks, loops, isReachable, context) = outer
    }

    /// Gives a parameter its slot, and its default where the call leaves it out.
    private func bind(_ parameter: Parameter, _ type: ValueType?, to slot: Int32) {
        var type = type
        if type == nil {
            if let standard = parameter.standard {
                type = evaluate(standard, into: slot).type
            } else {
                emit(.undefined, parameter.place, a: slot)
            }
        }
        scope.bind(parameter.name, .variable(Variable(slot: slot, frame: frame.id, type: type ?? .any)))
    }

    // MARK: Call blocks

    /// `call`: the macro is expanded here, so that its `caller()` sees the names around the block.
    func call(_ parameters: [Parameter], _ expression: Expression, _ body: [Statement]) {
        guard case .call(let function, let arguments) = expression.kind else { return }
        guard case .macro(let definition)? = callable(function) else {
            if case .name(let name) = function.kind, scope.find(name) == nil {
                let text = library.names.text(name)
                return error(
                    "no macro named `\(text)`", .name, at: function.place,
                    hint: nearestHint(text, visibleMacros))
            }
            return error("`call` needs a macro", at: function.place)
        }
        definition.isExpanded = true
        let caller = Caller(parameters: parameters, body: body, scope: scope, chain: chain, blocks: blocks)
        expand(
            definition.macro.parameters, arguments, library.names.text(definition.macro.name),
            expression.place
        ) {
            scope.bind(library.names.name("caller"), .caller(caller))
            compile(definition.macro.body)
        } in: {
            (definition.scope, definition.chain, [])
        }
        if !caller.isUsed {
            warning(
                "the body of this `call` is never shown", at: expression.place,
                hint: "`\(library.names.text(definition.macro.name))` does not write `{{ caller() }}`")
        }
    }

    /// `caller(…)`
    func compile(_ caller: Caller, _ arguments: Arguments, _ place: Place) {
        caller.isUsed = true
        expand(caller.parameters, arguments, "caller", place) {
            compile(caller.body)
        } in: {
            (caller.scope, caller.chain, caller.blocks)
        }
    }

    private func expand(
        _ parameters: [Parameter], _ arguments: Arguments, _ name: String, _ place: Place, body: () -> Void,
        in environment: () -> (Scope, Chain?, [OpenBlock])
    ) {
        guard isReachable,
            let matched = match(
                parameters.map { (library.names.text($0.name), false) }, arguments, name, place)
        else { return }
        let mark = frame.top
        let first = frame.allocate(Int32(parameters.count))
        let top = frame.top
        var types: [ValueType?] = []
        for (index, argument) in matched.enumerated() {
            types.append(argument.map { evaluate($0, into: first + Int32(index)).type })
            frame.top = top
        }
        let outer = (scope, chain, blocks, loops)
        nested("\(name == "caller" ? "" : "macro ")`\(name)`, called from", at: place) {
            let (parent, itsChain, itsBlocks) = environment()
            (scope, chain, blocks) = (Scope(parent: parent, frame: frame.id), itsChain, itsBlocks)
            loops = loops.isEmpty ? [] : loops + [nil]
            for (index, parameter) in parameters.enumerated() {
                bind(parameter, types[index], to: first + Int32(index))
            }
            body()
        }
        (scope, chain, blocks, loops) = outer
        frame.top = mark
    }
}

extension [Statement] {
    /// Whether these are a few texts, values and branches, and nothing that makes names.
    fileprivate var isShort: Bool {
        count <= 8
            && allSatisfy { statement in
                switch statement.kind {
                case .text, .output: true
                case .condition(let branches, let otherwise):
                    branches.count <= 4 && branches.allSatisfy { $0.1.isShort } && otherwise.isShort
                default: false
                }
            }
    }
}
