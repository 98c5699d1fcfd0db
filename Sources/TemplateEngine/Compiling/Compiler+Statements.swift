internal import Diagnostics

extension Compiler {
    func compile(_ statements: [Statement]) {
        statementDepth += 1
        defer { statementDepth -= 1 }
        for statement in statements {
            work += 1
            guard work < Self.workLimit, statementDepth < Self.statementDepthLimit else {
                return error(
                    "the page expands to more than \(Self.workLimit) steps, or statements lie more than "
                        + "\(Self.statementDepthLimit) deep in each other", .limit, at: statement.place,
                    hint: "write a loop in place of many includes of the same template")
            }
            compile(statement)
        }
    }

    private func compile(_ statement: Statement) {
        let mark = frame.top
        switch statement.kind {
        case .text(let start, let end): text(start, end, statement.place)
        case .output(let expression): output(expression)
        case .condition(let branches, let otherwise):
            return condition(branches, otherwise, statement.place)
        case .loop(let loop): compile(loop, statement.place)
        case .breakLoop, .continueLoop: leaveLoop(statement)
        case .set(let name, let place, let value): return set(name, place, value)
        case .setCapture(let name, let place, let filter, let body):
            return setCapture(name, place, filter, body)
        case .with(let values, let body): with(values, body)
        case .block(let block): place(block, at: statement.place)
        case .include(let name, let place, let ignoreMissing, let withContext):
            include(name, place, ignoreMissing: ignoreMissing, withContext: withContext)
        case .importAll(let name, let place, let alias): return importAll(name, place, alias)
        case .importNames(let name, let place, let names): return importNames(name, place, names)
        case .macro(let macro):
            let definition = MacroDefinition(macro, scope: scope, chain: chain)
            macros.append(definition)
            scope.bind(macro.name, .macro(definition))
        case .call(let parameters, let expression, let body): call(parameters, expression, body)
        case .filter(let filter, let body):
            let slot = capture(statement.place) { compile(body) }
            let result = evaluate(filter, piped: slot)
            emit(result, statement.place)
        }
        frame.top = mark
    }

    /// The top level of a template that extends another: only names that it gives have an effect.
    func compileSilently(_ statements: [Statement]) {
        let outer = context
        context = HTMLContext(mode)
        for statement in statements {
            switch statement.kind {
            case .set, .setCapture, .macro, .importAll, .importNames: compile(statement)
            case .condition(let branches, let otherwise):
                predeclare(branches.map(\.1) + [otherwise])
                var ends: [Int] = []
                for (test, body) in branches {
                    let skip = jumps(test, when: false)
                    compileSilently(body)
                    ends.append(code.append(Instruction(operation: .jump), statement.place))
                    code.land(skip)
                }
                compileSilently(otherwise)
                code.land(ends)
            case .text(let start, let end):
                if library.sources[Int(statement.place.source)].text[Int(start)..<Int(end)].contains(where: {
                    $0 > 32
                }) {
                    warnOfLostText(statement.place)
                }
            case .output, .include, .loop, .call, .filter, .with: warnOfLostText(statement.place)
            case .block, .breakLoop, .continueLoop: break
            }
        }
        context = outer
    }

    private func warnOfLostText(_ place: Place) {
        warning(
            "this is never shown: the template extends another", at: place,
            hint: "put it into a block of that one")
    }

    func text(_ start: Int32, _ end: Int32, _ place: Place) {
        let source = library.sources[Int(place.source)].text
        let bytes = source[Int(start)..<Int(end)]
        guard !bytes.isEmpty else { return }
        let textPlace = Place(source: place.source, start: start, end: end)
        let offset = textOffsets[textPlace] ?? parts.texts.count
        if offset == parts.texts.count {
            parts.texts += bytes
            textOffsets[textPlace] = offset
        }
        code.appendText(offset: offset, length: bytes.count, place)
        guard isReachable else { return }
        work += bytes.count / 4
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(ContextError) in try context.read(buffer) }
        }
        if case .failure(let failure) = result {
            let offset = start + Int32(failure.offset)
            error(
                failure.message, .escape, at: Place(source: place.source, start: offset, end: offset + 1),
                hint: failure.hint)
        }
    }

    /// Prints fixed bytes.
    func append(_ bytes: [UInt8], _ place: Place) {
        guard !bytes.isEmpty else { return }
        let offset = intern(bytes)
        code.appendText(offset: offset, length: bytes.count, place)
    }

    // MARK: Branches

    private func condition(
        _ branches: [(Expression, [Statement])], _ otherwise: [Statement], _ place: Place
    ) {
        predeclare(branches.map(\.1) + [otherwise])
        let mark = frame.top
        let before = context
        var after: HTMLContext?
        var ends: [Int] = []
        for (index, (test, body)) in branches.enumerated() {
            let skip = jumps(test, when: false)
            context = before
            isReachable = true
            compile(body)
            join(&after, place)
            if index < branches.count - 1 || !otherwise.isEmpty {
                ends.append(code.append(Instruction(operation: .jump), place))
            }
            code.land(skip)
        }
        context = before
        isReachable = true
        compile(otherwise)
        frame.top = mark
        join(&after, place)
        code.land(ends)
        isReachable = after != nil
        context = after ?? before
    }

    /// Adds the branch that ends here.
    func join(_ after: inout HTMLContext?, _ place: Place) {
        guard isReachable else { return }
        guard let other = after else {
            after = context
            return
        }
        after = HTMLContext.joining(other, context)
        if after == nil {
            after = other
            error(
                "the branches end in different places: one in \(other.name), another in \(context.name)",
                .escape,
                at: place,
                hint: "open and close tags and quotes in the same branch")
        }
    }

    /// Gives names that are set in branches their slots before the branches begin.
    func predeclare(_ bodies: [[Statement]]) {
        for body in bodies {
            for statement in body {
                switch statement.kind {
                case .set(let name, let place, _), .setCapture(let name, let place, _, _):
                    guard scope.own(name) == nil else { continue }
                    warnOfLostSet(name, place)
                    let slot = frame.allocate()
                    var type = ValueType.any
                    if let outer = scope.find(name), let operand = value(of: outer) {
                        type = operand.type
                        code.append(Instruction(operation: .move, a: slot, b: operand.register), place)
                    } else {
                        code.append(Instruction(operation: .undefined, a: slot), place)
                    }
                    scope.bind(name, .variable(Variable(slot: slot, frame: frame.id, type: type)))
                case .condition(let branches, let otherwise): predeclare(branches.map(\.1) + [otherwise])
                default: break
                }
            }
        }
    }

    // MARK: Names

    private func set(_ name: Name, _ place: Place, _ value: Expression) {
        warnOfLostSet(name, place)
        if case .variable(let variable)? = scope.own(name), variable.frame == frame.id {
            let mark = frame.top
            let operand = evaluate(value)
            move(operand, to: variable.slot, place)
            frame.top = mark
            let type = variable.type == operand.type ? variable.type : .any
            scope.bind(name, .variable(Variable(slot: variable.slot, frame: frame.id, type: type)))
            return
        }
        let slot = frame.allocate()
        let operand = evaluate(value, into: slot)
        frame.top = slot + 1
        scope.bind(name, .variable(Variable(slot: slot, frame: frame.id, type: operand.type)))
    }

    private func setCapture(_ name: Name, _ place: Place, _ filter: Expression?, _ body: [Statement]) {
        warnOfLostSet(name, place)
        let isKnown: Variable? = if case .variable(let variable)? = scope.own(name) { variable } else { nil }
        let slot = isKnown?.slot ?? frame.allocate()
        let mark = frame.top
        var operand = capture(place) { compile(body) }
        if let filter { operand = evaluate(filter, piped: operand) }
        move(operand, to: slot, place)
        frame.top = mark
        scope.bind(name, .variable(Variable(slot: slot, frame: frame.id, type: operand.type)))
    }

    /// Inside of a loop, `set` makes a name that ends with the round.
    private func warnOfLostSet(_ name: Name, _ place: Place) {
        guard !loops.isEmpty, scope.own(name) == nil, case .variable? = scope.find(name) else { return }
        warning(
            "this `set` ends with the loop's round: the outer `\(library.names.text(name))` stays as it is",
            at: place,
            hint: "use `sum`, `selectattr` or another filter, or another name")
    }

    private func with(_ values: [(Name, Place, Expression)], _ body: [Statement]) {
        let outer = scope
        var bound: [(Name, Variable)] = []
        for (name, _, value) in values {
            let slot = frame.allocate()
            let operand = evaluate(value, into: slot)
            frame.top = slot + 1
            bound.append((name, Variable(slot: slot, frame: frame.id, type: operand.type)))
        }
        scope = Scope(parent: outer, frame: frame.id)
        for (name, variable) in bound { scope.bind(name, .variable(variable)) }
        compile(body)
        scope = outer
    }

    // MARK: Captures

    /// What `body` prints, as a value: markup, or text in text mode.
    func capture(_ place: Place, _ body: () -> Void) -> Operand {
        let slot = frame.allocate()
        let outer = context
        let wasReachable = isReachable
        let outerLoops = loops
        loops = loops.isEmpty ? [] : loops + [nil]
        context = HTMLContext(mode)
        let outerScope = scope
        scope = Scope(parent: outerScope, frame: frame.id)
        code.append(Instruction(operation: .captureBegin, a: slot), place)
        body()
        scope = outerScope
        if context.state != .text, context.state != .plain {
            error(
                "what is captured here ends in \(context.name)", .escape, at: place,
                hint: "close tags and quotes inside")
        }
        let isMarkup = mode != .text
        code.append(Instruction(operation: .captureEnd, mode: isMarkup ? 1 : 0, a: slot), place)
        context = outer
        isReachable = wasReachable
        loops = outerLoops
        frame.top = slot + 1
        return Operand(register: slot, type: isMarkup ? .markup : .string)
    }
}
