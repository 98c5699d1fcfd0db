internal import Diagnostics

extension Compiler {
    // MARK: Pools

    /// The place of bytes in the text pool.
    func intern(_ bytes: [UInt8]) -> Int {
        if let offset = texts[bytes] { return offset }
        let offset = parts.texts.count
        parts.texts += bytes
        texts[bytes] = offset
        return offset
    }

    func constant(_ key: ConstantKey) -> Int32 {
        if let index = constants[key] { return Registers.constant(index) }
        let index = parts.constants.count
        constants[key] = index
        switch key {
        case .null: parts.constants.append(.null)
        case .bool(let value): parts.constants.append(.bool(value))
        case .int(let number): parts.constants.append(.int(number))
        case .double(let bits): parts.constants.append(.double(Double(bitPattern: bits)))
        case .text(let bytes):
            parts.constants.append(
                Value(kind: .string, detail: UInt32(bytes.count), payload: UInt64(intern(bytes))))
        case .global(let index):
            parts.constants.append(.null)
            parts.globalSlots.append((parts.constants.count - 1, index))
        case .page(let index):
            parts.constants.append(.null)
            parts.pageSlots.append((parts.constants.count - 1, index))
        }
        return Registers.constant(index)
    }

    /// The text of a constant; nil for what is known only when the page is made.
    func fixedText(_ register: Int32) -> [UInt8]? {
        let index = Int(Registers.constant(0) - register)
        guard parts.constants.indices.contains(index), parts.constants[index].kind == .string else {
            return nil
        }
        let start = Int(parts.constants[index].payload)
        return Array(parts.texts[start..<start + Int(parts.constants[index].detail)])
    }

    var null: Operand { Operand(register: constant(.null), type: .any) }
    func integer(_ number: Int64) -> Operand { Operand(register: constant(.int(number)), type: .int) }
    func string(_ text: String) -> Operand {
        Operand(register: constant(.text(Array(text.utf8))), type: .string)
    }

    /// The number of a name that is looked for at run time.
    func nameIndex(_ name: Name) -> Int32 {
        if let index = nameIndexes[name] { return Int32(index) }
        nameIndexes[name] = parts.names.count
        parts.names.append(library.names.text(name))
        return Int32(parts.names.count - 1)
    }

    /// A shape that the template makes itself.
    func makeShape(_ shape: Shape) -> Int {
        parts.shapes.append(shape)
        var indexes: [Name: Int] = [:]
        for (index, field) in shape.fields.enumerated() { indexes[library.names.name(field.name)] = index }
        shapeFields.append(indexes)
        return parts.shapes.count - 1
    }

    /// The shape of what `groupby` gives.
    func groupShape(key: ValueType, item: ValueType) -> Int {
        let type = ValueType.list(item)
        if let known = groupShapes[type], parts.shapes[known].fields[0].type == key { return known }
        let shape = makeShape(
            Shape(
                name: "groupby",
                fields: [
                    Shape.Field(name: "grouper", type: key, isOptional: true),
                    Shape.Field(name: "list", type: type, isOptional: false),
                ]))
        groupShapes[type] = shape
        return shape
    }

    // MARK: Registers

    @discardableResult
    func emit(
        _ operation: Instruction.Operation, _ place: Place, a: Int32 = 0, b: Int32 = 0, c: Int32 = 0,
        mode: UInt8 = 0,
        extra: Int = 0
    ) -> Int {
        work += 1
        return code.append(
            Instruction(
                operation: operation, mode: mode, extra: UInt16(truncatingIfNeeded: extra), a: a, b: b, c: c),
            place)
    }

    func move(_ operand: Operand, to slot: Int32, _ place: Place) {
        if operand.register != slot { emit(.move, place, a: slot, b: operand.register) }
    }

    /// Where a name's value is; nil for macros and the like.
    func value(of binding: Binding) -> Operand? {
        switch binding {
        case .variable(let variable):
            if variable.frame == frame.id { return Operand(register: variable.slot, type: variable.type) }
            if variable.frame == 0 {
                return Operand(register: Registers.main(variable.slot), type: variable.type)
            }
            return frame.captures[variable.capture].map { Operand(register: $0, type: variable.type) }
        case .global(let index):
            let global = library.vocabulary.globals[index]
            globals.insert(global.name)
            return Operand(register: constant(.global(index)), type: global.type)
        case .page(let index):
            return Operand(register: constant(.page(index)), type: pageVariables[index].type)
        default: return nil
        }
    }

    /// Whether this names the loop around it or an imported template: neither is a value.
    func isLoopOrModule(_ expression: Expression) -> Bool {
        guard case .name(let name) = expression.kind else { return false }
        switch scope.find(name) {
        case .loop?, .module?: return true
        default: return false
        }
    }

    // MARK: Words

    func words(_ type: ValueType) -> String {
        switch type {
        case .any: "a value"
        case .bool: Value.Kind.bool.words
        case .int, .double: Value.Kind.int.words
        case .string: Value.Kind.string.words
        case .markup: Value.Kind.markup.words
        case .date: Value.Kind.date.words
        case .instant: Value.Kind.instant.words
        case .money: Value.Kind.money.words
        case .list: Value.Kind.list.words
        case .record(let shape): "a record of `\(parts.shapes[shape.index].name)`"
        }
    }

    func nearestHint(_ name: String, _ known: [String]) -> String? { didYouMean(name, in: known.sorted()) }
}
