public import JSON

/// Makes values of JSON, where no schema says what there is: records' shapes are found while reading.
public final class DynamicShapes {
    let table = ShapeTable()
    private var known: [[String]: Int] = [:]

    /// No shapes yet.
    public init() {}

    /// A record with the given fields, copied into `arena`.
    public func record(names: [String], values: [Value], into arena: Arena) -> Value {
        let fields = arena.fields(count: values.count)
        for (index, value) in values.enumerated() { fields[index] = value }
        return .record(fields, shape: shape(names))
    }

    /// The shape with these names.
    public func shape(_ names: [String]) -> ShapeID {
        if let index = known[names] { return ShapeID(index: ShapeTable.dynamicBase + index) }
        let index = table.append(names)
        known[names] = index
        return ShapeID(index: ShapeTable.dynamicBase + index)
    }

    /// The value of a JSON text's value; an object with the one member `$safe` is trusted markup.
    public func value(_ json: JSONValue, into arena: Arena) -> Value {
        switch json {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let number): return .int(number)
        case .double(let number): return .double(number)
        case .string(let text): return arena.string(text)
        case .array(let items): return arena.list(items.map { value($0, into: arena) })
        case .object(let members):
            if members.count == 1, members[0].name == "$safe", var text = members[0].value.string {
                return text.withUTF8 { arena.markup(UnsafeRawBufferPointer($0)) }
            }
            return record(
                names: members.map(\.name), values: members.map { value($0.value, into: arena) }, into: arena)
        }
    }
}
