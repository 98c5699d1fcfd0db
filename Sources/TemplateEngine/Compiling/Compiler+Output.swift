internal import Diagnostics

extension Compiler {
    /// `{{ expression }}`
    func output(_ expression: Expression) {
        guard isReachable else { return }
        let mark = frame.top
        defer { frame.top = mark }
        switch expression.kind {
        case .filter(let value?, let name, _, let arguments)
        where context.takesJSON && arguments.count == 0 && library.names.text(name) == "tojson":
            return emit(evaluate(value), expression.place)
        case .call(let function, let arguments):
            if let callable = callable(function) {
                return compileCall(callable, arguments, expression.place)
            }
        case .conditional(let then, let condition, let otherwise) where !context.takesJSON:
            return outputConditional(then, condition, otherwise, expression.place)
        case .field(let base, let name, let place):
            if isLoopOrModule(base) || callable(expression) != nil { break }
            let record = evaluate(base)
            guard case .record(let shape) = record.type else {
                return emit(field(record, name, place, expression, into: nil), expression.place)
            }
            guard let index = fieldIndex(shape, name, place) else { return }
            let type = parts.shapes[shape.index].fields[index].type
            guard let mode = hole(type, expression.place) else { return }
            emit(.emitField, expression.place, a: record.register, b: Int32(index), mode: mode.rawValue)
            return
        default: break
        }
        emit(evaluate(expression), expression.place)
    }

    /// Prints a value where the template stands.
    func emit(_ operand: Operand, _ place: Place) {
        guard let mode = hole(operand.type, place) else { return }
        if [.none, .text, .attribute].contains(mode), let text = fixedText(operand.register) {
            return append(mode == .none ? text : text.escaped, place)
        }
        emit(.emit, place, a: operand.register, mode: mode.rawValue)
    }

    /// How a value is escaped here; nil where it may not stand.
    private func hole(_ type: ValueType, _ place: Place) -> EscapeMode? {
        switch type {
        case .list where context.takesJSON, .record where context.takesJSON: break
        case .list, .record:
            error(
                "\(words(type)) cannot be printed", at: place,
                hint: "use `join`, `tojson` or one of its fields")
            return nil
        default: break
        }
        do throws(ContextError) {
            return try context.readValue()
        } catch {
            self.error(error.message, .escape, at: place, hint: error.hint)
            return nil
        }
    }

    private func outputConditional(
        _ then: Expression, _ condition: Expression, _ otherwise: Expression?, _ place: Place
    ) {
        let skip = jumps(condition, when: false)
        let before = context
        var after: HTMLContext?
        output(then)
        join(&after, place)
        guard let otherwise else {
            code.land(skip)
            return
        }
        let end = emit(.jump, place)
        code.land(skip)
        context = before
        output(otherwise)
        join(&after, place)
        context = after ?? context
        code.land([end])
    }
}
