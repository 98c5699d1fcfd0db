public import Diagnostics

/// One mapping of a document, asked key by key.
///
/// Every question notes its key as known. A value of the wrong kind is reported to the reader and answered like a
/// missing one.
public final class YAMLMapping {
    /// Where the mapping begins.
    public let range: SourceRange
    /// The entries, in the order in which they were written.
    public let entries: [YAMLEntry]
    private let name: String
    // The reader lets go of its mappings in `finish`.
    private let reader: YAMLReader
    private var known: [String] = []
    private var isOpen = false

    init(_ node: YAMLNode, name: String, reader: YAMLReader) {
        range = node.range
        entries = node.mapping ?? []
        self.name = name
        self.reader = reader
    }

    /// The value of a key, whatever it is; nil where it is missing or null.
    public func node(_ key: String) -> YAMLNode? {
        if !known.contains(key) { known.append(key) }
        let value = entries.first { $0.key == key }?.value
        return value?.isNull == true ? nil : value
    }

    /// Allows any key: the format does not name them.
    public func allowAnyKey() {
        isOpen = true
    }

    /// Text; required text must be there and not be empty.
    public func string(_ key: String, required: Bool = false) -> String? {
        let value = value(key, expected: "text", required: required) { $0.string }
        guard required, let value, value.allSatisfy(\.isWhitespace) else { return value }
        report("`\(key)` must not be empty", at: key)
        return nil
    }

    /// A whole number.
    public func int(_ key: String, in bounds: ClosedRange<Int>? = nil) -> Int? {
        guard let value = value(key, expected: "a whole number", { $0.int }) else { return nil }
        if let bounds, !bounds.contains(value) {
            report("`\(key)` must be from \(bounds.lowerBound) to \(bounds.upperBound)", at: key)
            return nil
        }
        return value
    }

    /// `true` or `false`.
    public func bool(_ key: String) -> Bool? {
        value(key, expected: "`true` or `false`") { $0.bool }
    }

    /// One of `allowed`.
    public func choice(_ key: String, of allowed: [String]) -> String? {
        guard let value = string(key) else { return nil }
        if allowed.contains(value) { return value }
        let all = "it may be " + allowed.map { "`\($0)`" }.joined(separator: ", ")
        report("`\(key)` cannot be `\(value)`", at: key, hint: didYouMean(value, in: allowed) ?? all)
        return nil
    }

    /// A list of texts; a single text is a list of one, a missing key an empty list.
    public func strings(_ key: String) -> [String] {
        let found: [String]? = value(key, expected: "a list of texts") { node in
            if let text = node.string { return [text] }
            guard let elements = node.list else { return nil }
            let texts = elements.compactMap(\.string)
            return texts.count == elements.count ? texts : nil
        }
        return found ?? []
    }

    /// A mapping inside of this one; nil where it is missing.
    public func mapping(_ key: String) -> YAMLMapping? {
        node(key).map { reader.mapping($0, name: "`\(key)`") }
    }

    /// A list of mappings; a missing key is an empty list.
    public func mappings(_ key: String) -> [YAMLMapping] {
        let elements = value(key, expected: "a list of mappings") { $0.list } ?? []
        return elements.map { reader.mapping($0, name: "each element of `\(key)`") }
    }

    /// Adds an error at a key's value, or where the mapping begins if the key is missing.
    public func report(_ message: String, at key: String, hint: String? = nil) {
        reader.report(message, at: node(key)?.range ?? range, hint: hint)
    }

    /// A diagnostic at a key's value that is not added yet.
    public func diagnostic(_ message: String, at key: String) -> Diagnostic {
        reader.source.diagnostic(message, at: node(key)?.range ?? range)
    }

    private func value<Value>(
        _ key: String, expected: String, required: Bool = false, _ convert: (YAMLNode) -> Value?
    ) -> Value? {
        guard let node = node(key) else {
            if required { reader.report("\(name) has no `\(key)`", at: range, hint: "add `\(key): …`") }
            return nil
        }
        if let value = convert(node) { return value }
        let isQuoted = if case .scalar(_, isPlain: false) = node.content { true } else { false }
        let isUnquotable = isQuoted && (expected.contains("number") || expected.contains("true"))
        reader.report(
            "`\(key)` must be \(expected)\(node.string == nil ? ", this is \(node.kindName)" : "")",
            at: node.range,
            hint: isUnquotable ? "remove the quotes" : nil)
        return nil
    }

    func reportUnknownKeys() {
        guard !isOpen else { return }
        for entry in entries where !known.contains(entry.key) {
            let all = known.isEmpty ? nil : "it knows " + known.map { "`\($0)`" }.joined(separator: ", ")
            reader.report(
                "\(name) has no key `\(entry.key)`", at: entry.range,
                hint: didYouMean(entry.key, in: known) ?? all)
        }
    }
}
