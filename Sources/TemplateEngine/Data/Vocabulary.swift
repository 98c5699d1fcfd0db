/// The position of a shape in its vocabulary.
public struct ShapeID: Hashable, Sendable {
    /// Counted from 0.
    public let index: Int

    /// The shape at `index` of `Vocabulary.shapes`.
    public init(index: Int) { self.index = index }
}

/// What is known of a value before the template runs.
public indirect enum ValueType: Hashable, Sendable {
    /// Anything: checked when the template runs.
    case any
    case bool, int, double, string, markup, date, instant, money
    case list(ValueType)
    case record(ShapeID)
}

/// The fields that records of one kind have, in the order in which they are stored.
public struct Shape: Hashable, Sendable {
    /// One field of a shape.
    public struct Field: Hashable, Sendable {
        /// As a template writes it after the dot.
        public let name: String
        /// What it holds, where it is not null.
        public let type: ValueType
        /// Whether it may be null.
        public let isOptional: Bool

        /// A field.
        public init(name: String, type: ValueType, isOptional: Bool) {
            self.name = name
            self.type = type
            self.isOptional = isOptional
        }
    }

    /// As errors name it: the table, `projects`.
    public let name: String
    /// In storage order; names are unique.
    public let fields: [Field]

    /// A shape.
    public init(name: String, fields: [Field]) {
        self.name = name
        self.fields = fields
    }
}

/// The names that templates may use, and their types: the schema as the checker sees it.
public struct Vocabulary: Sendable {
    /// A name that every template sees.
    public struct Global: Hashable, Sendable {
        /// As a template writes it.
        public let name: String
        /// What it holds.
        public let type: ValueType

        /// A global name.
        public init(name: String, type: ValueType) {
            self.name = name
            self.type = type
        }
    }

    /// Found by `ShapeID.index`.
    public var shapes: [Shape]
    /// In the order in which a renderer is given their values; names are unique.
    public var globals: [Global]

    /// A vocabulary.
    public init(shapes: [Shape] = [], globals: [Global] = []) {
        self.shapes = shapes
        self.globals = globals
    }
}
