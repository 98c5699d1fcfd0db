internal import Diagnostics

// Names, and the fields behind their dots.
extension Compiler {
    func variable(_ name: Name, _ target: Int32?, _ place: Place, isLenient: Bool) -> Operand {
        if let binding = scope.find(name) {
            if let operand = value(of: binding) { return operand }
            switch binding {
            case .undefined: return undefined(target, place)
            case .caller, .macro: return Operand(register: constant(.bool(true)), type: .bool)
            default:
                error(
                    "`\(library.names.text(name))` is no value", at: place,
                    hint: "write what you want of it behind a dot")
            }
            return null
        }
        let text = library.names.text(name)
        if isLenient || !library.isStrict { return undefined(target, place) }
        if library.hostFunctions.contains(where: { $0.name == text && $0.isFunction })
            || Self.functions.contains(text)
        {
            error("`\(text)` is a function", at: place, hint: "call it: `\(text)(…)`")
            return null
        }
        let special = [
            "loop": "`loop` is there inside of `for` only", "caller": "`caller` is there in macros only",
            "super": "call it: `super()`", "varargs": "name the macro's parameters",
            "kwargs": "name the macro's parameters",
        ]
        error(
            "no variable named `\(text)`", .name, at: place,
            hint: special[text] ?? nearestHint(text, visibleNames))
        return null
    }

    private var visibleNames: [String] {
        var names: [String] = []
        var current: Scope? = scope
        while let scope = current {
            names += scope.names.map { library.names.text($0.name) }
            current = scope.parent
        }
        return names
    }

    func undefined(_ target: Int32?, _ place: Place) -> Operand {
        let slot = target ?? frame.allocate()
        emit(.undefined, place, a: slot)
        return Operand(register: slot, type: .any)
    }

    func member(_ module: Scope, _ name: Name, _ place: Place) -> Operand {
        if let binding = module.own(name) {
            if let operand = value(of: binding) { return operand }
            return Operand(register: constant(.bool(true)), type: .bool)
        }
        let text = library.names.text(name)
        error(
            "the template has no `\(text)`", .name, at: place,
            hint: nearestHint(text, module.names.map { library.names.text($0.name) }))
        return null
    }

    /// A field of a record: by index where its shape is known.
    func field(
        _ base: Operand, _ name: Name, _ place: Place, _ whole: Expression, into target: Int32?
    ) -> Operand {
        switch base.type {
        case .any:
            let slot = target ?? frame.allocate()
            emit(.lookup, whole.place, a: slot, b: base.register, c: nameIndex(name), extra: parts.cacheCount)
            parts.cacheCount = min(parts.cacheCount + 1, Int(UInt16.max))
            return Operand(register: slot, type: .any)
        case .record(let shape):
            guard let index = fieldIndex(shape, name, place) else { return null }
            let slot = target ?? frame.allocate()
            emit(.field, whole.place, a: slot, b: base.register, c: Int32(index))
            return Operand(register: slot, type: parts.shapes[shape.index].fields[index].type)
        default:
            let text = library.names.text(name)
            var hint = methodHint(text, on: base.type)
            if hint == nil, case .list = base.type { hint = "go through it with `for`, or use `first`" }
            error("\(words(base.type)) has no field `\(text)`", .name, at: place, hint: hint)
            return null
        }
    }

    /// The filter that does what a method of that name does elsewhere.
    func methodHint(_ name: String, on type: ValueType) -> String? {
        let others = [
            "strip": "trim", "keys": "items", "values": "items", "count": "length", "size": "length",
            "len": "length", "format": "number", "isoformat": "date", "strftime": "date", "toFixed": "round",
            "toUpperCase": "upper", "toLowerCase": "lower",
        ]
        guard let filter = Self.filtersByName[others[name] ?? name],
            !Filter.signatures[Int(filter.rawValue)].input.isDisjoint(with: kinds(type))
        else { return nil }
        return "use a filter, as in `| \(filter.name)`"
    }

    /// The index of a field; an error where the shape does not have it.
    func fieldIndex(_ shape: ShapeID, _ name: Name, _ place: Place) -> Int? {
        if let index = shapeFields[shape.index][name] {
            note(index, of: shape)
            return index
        }
        let known = parts.shapes[shape.index]
        let text = library.names.text(name)
        let isSingle = (library.vocabulary.globals + pageVariables).contains {
            $0.name == known.name && $0.type == .record(shape)
        }
        let isRow = shape.index < library.vocabulary.shapes.count && !isSingle
        error(
            "`\(known.name)` has no \(isRow ? "column" : "field") `\(text)`", .name, at: place,
            hint: nearestHint(text, known.fields.map(\.name)))
        return nil
    }

    /// A field of one of the vocabulary's shapes that is read; -1 for all of them.
    struct ReadField: Hashable {
        let shape: Int
        let field: Int
    }

    /// As `Template.fields` tells it: `projects.name`.
    func name(_ read: ReadField) -> String {
        let shape = parts.shapes[read.shape]
        return "\(shape.name).\(read.field < 0 ? "*" : shape.fields[read.field].name)"
    }

    private func note(_ field: Int, of shape: ShapeID) {
        if shape.index < parts.schemaShapeCount { fields.insert(ReadField(shape: shape.index, field: field)) }
    }

    /// Whatever is in a value of this type may be read.
    func noteWhole(_ type: ValueType) {
        switch type {
        case .record(let shape): note(-1, of: shape)
        case .list(let item): noteWhole(item)
        default: break
        }
    }

    func loopField(
        _ registers: Int32, _ loopFrame: Int, _ item: ValueType, _ name: Name, _ place: Place,
        _ target: Int32?
    ) -> Operand {
        let text = library.names.text(name)
        guard let field = LoopField.allCases.first(where: { $0.name == text }) else {
            error(
                "`loop` has no `\(text)`", .name, at: place,
                hint: nearestHint(text, LoopField.allCases.map(\.name) + Self.loopMethods))
            return null
        }
        let variable = Variable(slot: registers, frame: loopFrame, type: .any)
        guard let loop = value(of: .variable(variable)) else {
            error(
                "a macro cannot see the `loop` around it", at: place,
                hint: "pass `loop.\(text)` as an argument")
            return null
        }
        switch field {
        // These the loop counts in registers of its own.
        case .index0: return Operand(register: loop.register + 1, type: .int)
        case .index: return Operand(register: loop.register + 3, type: .int)
        default: break
        }
        let slot = target ?? frame.allocate()
        emit(.loopInfo, place, a: slot, b: loop.register, mode: field.rawValue)
        switch field {
        case .first, .last: return Operand(register: slot, type: .bool)
        case .previtem, .nextitem: return Operand(register: slot, type: item)
        default: return Operand(register: slot, type: .int)
        }
    }
}
