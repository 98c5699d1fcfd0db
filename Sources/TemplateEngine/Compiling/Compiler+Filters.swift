internal import Diagnostics

extension Compiler {
    static let filtersByName: [String: Filter] = {
        var table: [String: Filter] = [:]
        for filter in Filter.allCases where filter != .mapPath && filter != .range {
            table[filter.name] = filter
        }
        table["count"] = .length
        table["e"] = .escape
        table["filesizeformat"] = .filesize
        return table
    }()
    static let specialFilters = ["default", "d", "map", "select", "reject", "selectattr", "rejectattr"]

    /// `operand | name(arguments)`
    func filter(
        _ operand: Expression, _ name: Name, _ namePlace: Place, _ arguments: Arguments, _ target: Int32?,
        _ place: Place
    ) -> Operand {
        let text = library.names.text(name)
        let isLenient = text == "default" || text == "d"
        return apply(evaluate(operand, isLenient: isLenient), text, namePlace, arguments, target, place)
    }

    /// The filters of a `filter` or `set` block, from the inside out.
    func evaluate(_ filter: Expression, piped: Operand) -> Operand {
        guard case .filter(let inner, let name, let namePlace, let arguments) = filter.kind else {
            return piped
        }
        let value = inner.map { evaluate($0, piped: piped) } ?? piped
        return apply(value, library.names.text(name), namePlace, arguments, nil, filter.place)
    }

    /// A filter with its value in a register.
    func apply(
        _ value: Operand, _ name: String, _ namePlace: Place, _ arguments: Arguments, _ target: Int32?,
        _ place: Place
    ) -> Operand {
        if let index = library.hostFunctions.firstIndex(where: { $0.name == name && $0.form == .filter }) {
            return hostCall(index, piped: value, arguments, target, place)
        }
        switch name {
        case "default", "d": return standard(value, name, namePlace, arguments, place)
        case "map": return map(value, namePlace, arguments, target, place)
        case "select", "reject", "selectattr", "rejectattr":
            return select(value, name, namePlace, arguments, place)
        default: break
        }
        guard let filter = Self.filtersByName[name] else {
            let removed = [
                "safe": "only Markdown and captured output are trusted; write the markup in the template",
                "format": "use `~`, `number` or `round`", "forceescape": "escaping is always on",
            ]
            let known =
                Array(Self.filtersByName.keys) + Self.specialFilters
                + library.hostFunctions.filter { $0.form == .filter }.map(\.name)
            error(
                "no filter named `\(name)`", .name, at: namePlace,
                hint: removed[name] ?? nearestHint(name, known))
            return null
        }
        return run(filter, name, value, namePlace, arguments, target, place)
    }

    func run(
        _ filter: Filter, _ name: String, _ value: Operand, _ namePlace: Place, _ arguments: Arguments,
        _ target: Int32?,
        _ place: Place
    ) -> Operand {
        let signature = Filter.signatures[Int(filter.rawValue)]
        if [.tojson, .items, .dictsort].contains(filter) { noteWhole(value.type) }
        let failuresBefore = failures
        check(value.type, fits: signature.input, "`\(name)` needs", namePlace)
        let parameters = signature.parameters.map { ($0.name, $0.standard == nil) }
        guard let matched = match(parameters, arguments, name, namePlace) else { return null }
        let count = Int32(matched.count + 2)
        let first = window(for: value, count, place)
        let top = frame.top
        var pathType: ValueType?
        for (index, parameter) in signature.parameters.enumerated() {
            let slot = first + Int32(index) + 1
            if let argument = matched[index] {
                if parameter.kinds == .path {
                    let (path, type) = self.path(argument, from: element(value.type), named: name)
                    move(path, to: slot, argument.place)
                    pathType = type
                } else {
                    let type = evaluate(argument, into: slot).type
                    check(
                        type, fits: parameter.kinds, "`\(parameter.name)` of `\(name)` needs", argument.place)
                    check(argument, isOf: parameter, name)
                }
            } else {
                move(constant(of: parameter.standard), to: slot, place)
            }
            frame.top = top
        }
        let type = resultType(filter, signature.result, value.type, pathType)
        if filter == .groupby, case .list(.record(let shape)) = type {
            move(integer(Int64(shape.index)), to: first + count - 1, place)
        }
        let slot = target ?? frame.allocate()
        emit(.filter, place, a: slot, b: first, c: count, extra: Int(filter.rawValue))
        // What comes out of a mistake is blamed for nothing.
        return Operand(register: slot, type: failures == failuresBefore ? type : .any)
    }

    /// The first of `count` registers in a row, which holds `value`.
    private func window(for value: Operand, _ count: Int32, _ place: Place) -> Int32 {
        if value.register >= 0, value.register == frame.top - 1 {
            return frame.allocate(count - 1) - 1
        }
        let first = frame.allocate(count)
        move(value, to: first, place)
        return first
    }

    private func constant(of standard: Signature.Standard?) -> Operand {
        switch standard {
        case .null, nil: null
        case .bool(let value): Operand(register: constant(.bool(value)), type: .bool)
        case .int(let number): integer(number)
        case .text(let text): string(text)
        }
    }

    /// The arguments of a call in the order of its parameters, nil for those that it leaves out; nil after an error.
    func match(
        _ parameters: [(name: String, isRequired: Bool)], _ arguments: Arguments, _ name: String,
        _ place: Place
    ) -> [Expression?]? {
        let most = parameters.count
        guard arguments.positional.count <= most else {
            let wanted = "at most \(most) argument\(most == 1 ? "" : "s"), not \(arguments.count)"
            error(
                "`\(name)` takes \(most == 0 ? "no arguments" : wanted)", at: arguments.positional[most].place
            )
            return nil
        }
        var matched: [Expression?] =
            arguments.positional + Array(repeating: nil, count: most - arguments.positional.count)
        for (argument, argumentPlace, value) in arguments.named {
            let text = library.names.text(argument)
            guard let index = parameters.firstIndex(where: { $0.name == text }) else {
                let known = parameters.map { "`\($0.name)`" }.joined(separator: ", ")
                error(
                    "`\(name)` has no argument `\(text)`", .name, at: argumentPlace,
                    hint: nearestHint(text, parameters.map(\.name)) ?? (most == 0 ? nil : "it takes \(known)")
                )
                return nil
            }
            guard matched[index] == nil else {
                error("the argument `\(text)` is given twice", at: argumentPlace)
                return nil
            }
            matched[index] = value
        }
        for (index, parameter) in parameters.enumerated() where matched[index] == nil && parameter.isRequired
        {
            error("`\(name)` needs an argument: `\(parameter.name)`", at: place)
            return nil
        }
        return matched
    }

    // MARK: Types

    func kinds(_ type: ValueType) -> Signature.Kinds {
        switch type {
        case .any: .any
        case .bool: [.bool, .number]
        case .int, .double: .number
        case .string, .markup: .text
        case .date: .day
        case .instant: .moment
        case .money: .money
        case .list: .list
        case .record: .record
        }
    }

    func check(_ type: ValueType, fits wanted: Signature.Kinds, _ what: String, _ place: Place) {
        guard type != .any, kinds(type).isDisjoint(with: wanted) else { return }
        let names: [(Signature.Kinds, String)] =
            wanted == .scalar
            ? [(.text, "a text or a number")]
            : [
                (.text, "a text"), (.number, "a number"), (.list, "a list"), (.record, "a record"),
                (.day, "a date"),
                (.moment, "an instant"), (.money, "an amount of money"), (.bool, "true or false"),
            ]
        let list = names.filter { wanted.contains($0.0) }.map(\.1).joined(separator: " or ")
        error("\(what) \(list), this is \(words(type))", at: place)
    }

    /// Where an argument is written out, it is one of the texts that its parameter knows.
    private func check(_ argument: Expression, isOf parameter: Signature.Parameter, _ filter: String) {
        guard !parameter.choices.isEmpty, case .string(let bytes) = argument.kind else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        guard !parameter.choices.contains(text) else { return }
        let choices = parameter.choices.map { "`\($0)`" }.joined(separator: ", ")
        error("`\(parameter.name)` of `\(filter)` is one of \(choices), not `\(text)`", at: argument.place)
    }

    func element(_ type: ValueType) -> ValueType {
        switch type {
        case .list(let element): element
        case .string, .markup: .string
        default: .any
        }
    }

    private func resultType(
        _ filter: Filter, _ result: Signature.Result, _ input: ValueType, _ path: ValueType?
    ) -> ValueType {
        let item = element(input)
        switch result {
        case .input:
            if filter == .list || filter == .sort || filter == .unique { return .list(item) }
            if [.upper, .lower, .capitalize, .trim].contains(filter), input != .markup, input != .any {
                return .string
            }
            return input
        case .text: return .string
        case .markup: return .markup
        case .int: return .int
        case .double: return .double
        case .number: return input == .int || input == .double ? input : .any
        case .item: return item
        case .groups: return .list(.record(ShapeID(index: groupShape(key: path ?? .any, item: item))))
        case .lists: return .list(.list(item))
        case .pairs: return .list(.list(.any))
        case .any:
            if filter == .mapPath { return .list(path ?? .any) }
            return .any
        }
    }

    /// A path in quotes, checked against the records that it starts from; its value is its number.
    func path(_ argument: Expression, from start: ValueType, named name: String) -> (Operand, ValueType?) {
        let text: String
        switch argument.kind {
        case .string(let bytes): text = String(decoding: bytes, as: UTF8.self)
        case .int(let number): text = String(number)
        case .null: return (null, nil)
        default:
            error(
                "`\(name)` needs the path of a field in quotes", at: argument.place,
                hint: "as in `\(name)(attribute=\"client.name\")`")
            return (null, nil)
        }
        if text.contains(",") {
            error(
                "`\(name)` takes one field", at: argument.place,
                hint: "sort twice, by the weaker field first: the order of equal items stays")
            return (null, nil)
        }
        var type = start
        let first = parts.pathSteps.count
        var steps: [PathStep] = []
        var offset = 0
        for part in text.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
            let field = library.names.name(part)
            let place = place(of: part, at: offset, in: text, argument)
            var index: Int?
            switch type {
            case .any: break
            case .record(let shape):
                index = fieldIndex(shape, field, place)
                guard let index else { return (null, nil) }
                type = parts.shapes[shape.index].fields[index].type
            case .list(let item) where Int(part) != nil: type = item
            case .string where Int(part) != nil: break
            default:
                error("\(words(type)) has no field `\(part)`", .name, at: place)
                return (null, nil)
            }
            steps.append(PathStep(name: nameIndex(field), field: Int32(index ?? -1)))
            offset += part.utf8.count + 1
        }
        parts.pathSteps += steps
        return (integer(Int64(first | steps.count << 32)), type)
    }

    /// Where a part of a path stands inside of its quotes; the whole argument where escapes move it.
    private func place(of part: String, at offset: Int, in text: String, _ argument: Expression) -> Place {
        var place = argument.place
        guard Int(place.end - place.start) == text.utf8.count + 2 else { return place }
        place.start += Int32(offset + 1)
        place.end = place.start + Int32(max(part.utf8.count, 1))
        return place
    }
}
