internal import JSON

/// A place in an object: `due`, or `list.name` for a member of a member.
enum JSONPath {
    /// What stands there as a field's text: nothing for null and what is missing, a list's texts with commas between.
    static func text(_ path: String, in value: JSONValue) -> String {
        find(path, in: value).map(text) ?? ""
    }

    /// A member of that very name comes before one of a member.
    static func find(_ path: String, in value: JSONValue) -> JSONValue? {
        if let member = value[path] { return member }
        var end = path.startIndex
        while let dot = path[end...].firstIndex(of: ".") {
            let rest = path.index(after: dot)
            if let member = value[String(path[..<dot])], let found = find(String(path[rest...]), in: member) {
                return found
            }
            end = rest
        }
        return nil
    }

    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: return ""
        case .bool(let value): return value ? "true" : "false"
        case .int(let number): return "\(number)"
        case .double(let number): return number.description
        case .string(let text): return text
        case .array(let items) where items.allSatisfy({ $0.array == nil && $0.object == nil }):
            return items.map(text).joined(separator: ", ")
        case .array, .object:
            var writer = JSONWriter()
            writer.json(value)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}
