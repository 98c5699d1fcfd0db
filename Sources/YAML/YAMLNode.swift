public import Diagnostics

/// One value of a YAML text and where it stands.
///
/// A scalar is text until it is asked to be something else: `no` is "no", and `1.10` is "1.10".
public struct YAMLNode: Hashable, Sendable {
    /// What the value is made of.
    public enum Content: Hashable, Sendable {
        /// `isPlain` is false for quoted text and blocks.
        case scalar(String, isPlain: Bool)
        case list([YAMLNode])
        /// In the order in which it was written; keys are unique.
        case mapping([YAMLEntry])
    }

    /// The value.
    public let content: Content
    /// Where it begins, as far as its line goes.
    public let range: SourceRange

    /// A value at a place.
    public init(_ content: Content, range: SourceRange) {
        self.content = content
        self.range = range
    }

    /// The text of a scalar; nil for null, lists and mappings.
    public var string: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }

    /// A whole number in decimal digits, as `-12`; quoted ones are text.
    public var int: Int? {
        guard case .scalar(let text, isPlain: true) = content, text.first != "+" else { return nil }
        return Int(text)
    }

    /// `true` or `false`, and nothing else.
    public var bool: Bool? {
        guard case .scalar(let text, isPlain: true) = content else { return nil }
        return text == "true" ? true : text == "false" ? false : nil
    }

    /// The elements of a list.
    public var list: [YAMLNode]? {
        guard case .list(let elements) = content else { return nil }
        return elements
    }

    /// The entries of a mapping, in the order in which they were written.
    public var mapping: [YAMLEntry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// Nothing, `~` or `null`, not quoted.
    public var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// The value of a key; nil where it is missing or this is no mapping.
    public subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key == key }?.value
    }

    /// What it is, as a message names it: "text", "a list", "a mapping", "nothing".
    public var kindName: String {
        switch content {
        case .scalar: isNull ? "nothing" : "text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A key of a mapping and its value.
public struct YAMLEntry: Hashable, Sendable {
    /// Always text.
    public let key: String
    /// Where the key stands.
    public let range: SourceRange
    /// What it stands for.
    public let value: YAMLNode

    /// A key and its value.
    public init(key: String, range: SourceRange, value: YAMLNode) {
        self.key = key
        self.range = range
        self.value = value
    }
}
