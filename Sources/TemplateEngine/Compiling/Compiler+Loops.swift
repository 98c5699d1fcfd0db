internal import Diagnostics

extension Compiler {
    func compile(_ loop: Loop, _ place: Place) {
        let outer = scope
        var items = evaluate(loop.items)
        let element = elementType(items.type, loop.items)
        if let condition = loop.condition { items = filtered(items, element, loop, condition) }
        let registers = frame.allocate(Registers.ofLoop)
        code.append(Instruction(operation: .loopBegin, a: registers, b: items.register), loop.items.place)
        let surrounding = code.surrounding
        surround(Surrounding(parent: surrounding, loop: registers, place: loop.items.place))
        let before = context
        context = before.atLoop
        scope = Scope(parent: outer, frame: frame.id)
        scope.bind(loopName, .loop(slot: registers, frame: frame.id, item: element))
        let mark = frame.top
        let start = code.label()
        let exit = next(loop, registers, element, place)
        loops.append(LoopLabels(start: start, context: context))
        compile(loop.body)
        if isReachable {
            checkRound(place)
            code.jump(to: start, place)
        }
        isReachable = true
        code.surrounding = surrounding
        let breaks = loops.removeLast()?.breaks ?? []
        code.land([exit] + breaks)
        scope = outer
        frame.top = mark
        guard !loop.otherwise.isEmpty else {
            context = HTMLContext.joining(before, before.atLoop) ?? before
            return
        }
        let skip = code.append(Instruction(operation: .jumpUnlessEmpty, a: registers), place)
        var after: HTMLContext? = before.atLoop
        context = before
        scope = Scope(parent: outer, frame: frame.id)
        compile(loop.otherwise)
        scope = outer
        join(&after, place)
        isReachable = true
        context = after ?? before
        code.land([skip])
    }

    /// Takes the next item into the loop's names.
    private func next(_ loop: Loop, _ registers: Int32, _ element: ValueType, _ place: Place) -> Int {
        let target = frame.allocate()
        let exit = code.append(
            Instruction(operation: .loopNext, a: registers, b: target), loop.items.place)
        if loop.targets.count == 1 {
            scope.bind(
                loop.targets[0].0, .variable(Variable(slot: target, frame: frame.id, type: element)))
            return exit
        }
        checkParts(element, loop)
        let parts = frame.allocate(Int32(loop.targets.count))
        code.append(
            Instruction(operation: .unpack, a: parts, b: target, c: Int32(loop.targets.count)),
            loop.items.place)
        for (index, (name, _)) in loop.targets.enumerated() {
            let type = partType(element, index)
            scope.bind(name, .variable(Variable(slot: parts + Int32(index), frame: frame.id, type: type)))
        }
        return exit
    }

    private func checkParts(_ element: ValueType, _ loop: Loop) {
        let place = loop.targets[0].1.through(loop.targets[loop.targets.count - 1].1)
        switch element {
        case .any, .list: break
        case .record(let shape) where parts.shapes[shape.index].fields.count == loop.targets.count: break
        case .record(let shape):
            error(
                "\(words(element)) has \(parts.shapes[shape.index].fields.count) parts, not \(loop.targets.count)",
                at: place, hint: "take one name, and its fields with a dot")
        default:
            error(
                "\(words(element)) has no parts for \(loop.targets.count) names", at: place,
                hint: element == .string ? "for names and values, go through `record | items`" : nil)
        }
    }

    /// The type of part `index` of an item that is spread over several names.
    private func partType(_ element: ValueType, _ index: Int) -> ValueType {
        switch element {
        case .list(let inner): return inner
        case .record(let shape) where shape.index < parts.shapes.count:
            let fields = parts.shapes[shape.index].fields
            return fields.indices.contains(index) ? fields[index].type : .any
        default: return .any
        }
    }

    /// The items for which the loop's condition holds, so that `loop.length` and the like count them alone.
    private func filtered(_ items: Operand, _ element: ValueType, _ loop: Loop, _ condition: Expression)
        -> Operand
    {
        let outer = scope
        scope = Scope(parent: outer, frame: frame.id)
        // `loop` is the one around this loop.
        let list = collect(items, loop.items.place) { registers in
            let exit = next(loop, registers, element, loop.items.place)
            let target = registers + Registers.ofLoop
            return (exit, Operand(register: target, type: element), jumps(condition, when: false))
        }
        scope = outer
        return Operand(register: list, type: .list(element))
    }

    /// A list that is made in a loop of its own: `body` takes the next item and returns the jump to the exit, the value
    /// to keep, and the jumps that leave it out.
    func collect(
        _ items: Operand, _ place: Place, _ body: (Int32) -> (exit: Int, value: Operand, skips: [Int])
    ) -> Int32 {
        let list = frame.allocate(2)
        let registers = frame.allocate(Registers.ofLoop)
        code.append(Instruction(operation: .listBegin, a: list), place)
        code.append(Instruction(operation: .loopBegin, a: registers, b: items.register), place)
        let surrounding = code.surrounding
        surround(Surrounding(parent: surrounding, loop: registers, place: place))
        let start = code.label()
        let (exit, value, skips) = body(registers)
        code.append(Instruction(operation: .listAppend, a: list, b: value.register), place)
        code.surrounding = surrounding
        code.land(skips)
        code.jump(to: start, place)
        code.land([exit])
        frame.top = list + 2
        return list
    }

    /// A round must end where it began.
    private func checkRound(_ place: Place) {
        guard let start = loops.last??.context else { return }
        if HTMLContext.joining(start, context) != start {
            error(
                "a round of the loop begins in \(start.name) and ends in \(context.name)", .escape, at: place,
                hint: start.isInScript
                    ? "end each round as it began, behind a `,` or `;`, or write the whole list: `{{ … }}`"
                    : "open and close tags and quotes inside of the loop")
        }
    }

    func leaveLoop(_ statement: Statement) {
        guard let last = loops.last, let labels = last else {
            return error(
                loops.isEmpty ? "this stands outside of a loop" : "this would leave a captured text",
                at: statement.place)
        }
        guard isReachable else { return }
        checkRound(statement.place)
        isReachable = false
        if case .continueLoop = statement.kind {
            code.jump(to: labels.start, statement.place)
        } else {
            loops[loops.count - 1]?.breaks.append(
                code.append(Instruction(operation: .jump), statement.place))
        }
    }

    /// What a loop over a value of this type gives.
    func elementType(_ type: ValueType, _ expression: Expression) -> ValueType {
        switch type {
        case .list(let element): return element
        case .string, .markup, .record: return .string
        case .any: return .any
        default:
            error("\(words(type)) is no list to go through", at: expression.place)
            return .any
        }
    }

    var loopName: Name { library.names.name("loop") }
}
