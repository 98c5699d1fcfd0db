internal import JSON
internal import TemplateEngine

/// Gives data from JSON the types that a portal's rows have, so that templates are checked and compiled as in a build.
struct TypedData {
    var vocabulary = Vocabulary()

    init(_ members: [JSONValue.Member]) {
        for member in members {
            let type = type(of: member.value, named: member.name)
            vocabulary.globals.append(.init(name: member.name, type: type))
        }
    }

    private mutating func type(of value: JSONValue, named name: String) -> ValueType {
        switch value {
        case .null: return .any
        case .bool: return .bool
        case .int: return .int
        case .double: return .double
        case .string: return .string
        case .array(let items): return .list(items.first.map { type(of: $0, named: name) } ?? .any)
        case .object(let members):
            let fields = members.map { member in
                Shape.Field(
                    name: member.name, type: type(of: member.value, named: member.name), isOptional: false)
            }
            vocabulary.shapes.append(Shape(name: name, fields: fields))
            return .record(ShapeID(index: vocabulary.shapes.count - 1))
        }
    }

    /// A value as its type says.
    func value(_ value: JSONValue, of type: ValueType, into arena: Arena) -> Value {
        switch (value, type) {
        case (.bool(let flag), _): return .bool(flag)
        case (.int(let number), .double): return .double(Double(number))
        case (.int(let number), _): return .int(number)
        case (.double(let number), _): return .double(number)
        case (.string(let text), _): return arena.string(text)
        case (.array(let items), .list(let type)):
            return arena.list(items.map { self.value($0, of: type, into: arena) })
        case (.object(let members), .record(let shape)):
            let fields = arena.fields(count: members.count)
            for (index, member) in members.enumerated() {
                fields[index] = self.value(
                    member.value, of: vocabulary.shapes[shape.index].fields[index].type, into: arena)
            }
            return .record(fields, shape: shape)
        default: return .null
        }
    }
}
