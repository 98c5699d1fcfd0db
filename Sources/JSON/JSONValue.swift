/// A parsed JSON document; objects keep the order of their members.
public indirect enum JSONValue: Hashable, Sendable {
    /// One name and its value in an object.
    public struct Member: Hashable, Sendable {
        /// Unique in its object.
        public let name: String
        /// What stands after the colon.
        public let value: JSONValue

        /// A member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// The member of an object by name; nil for every other kind and where there is none.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text of a string.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
    /// The number, where it is an integer.
    public var int: Int64? {
        if case .int(let number) = self { number } else { nil }
    }
    /// True or false.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }
    /// The items of an array.
    public var array: [JSONValue]? {
        if case .array(let items) = self { items } else { nil }
    }
    /// The members of an object, as written.
    public var object: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }
}
