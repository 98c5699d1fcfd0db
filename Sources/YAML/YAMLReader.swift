public import Diagnostics

/// Reads the values that a format knows from a document and collects what does not fit.
///
/// Ask for every key that the format has, then call `finish`: keys that nobody asked for are errors.
public final class YAMLReader {
    /// The text, for diagnostics of the caller's own.
    public let source: YAMLSource
    /// What was found so far, in the order of the questions.
    public private(set) var problems: [Diagnostic] = []
    private var mappings: [YAMLMapping] = []

    /// A reader of one document.
    public init(_ source: YAMLSource) {
        self.source = source
    }

    /// The mapping at `node`; what is no mapping is reported and read as an empty one.
    ///
    /// `name` is what messages call it: "the front matter". Null is an empty mapping.
    public func mapping(_ node: YAMLNode, name: String) -> YAMLMapping {
        if node.mapping == nil, !node.isNull {
            report("\(name) must be a mapping of keys to values, this is \(node.kindName)", at: node.range)
        }
        let mapping = YAMLMapping(node, name: name, reader: self)
        mappings.append(mapping)
        return mapping
    }

    /// Adds an error of the caller's own.
    public func report(
        _ message: String, at range: SourceRange, severity: Diagnostic.Severity = .error, hint: String? = nil
    ) {
        problems.append(source.diagnostic(message, at: range, severity: severity, hint: hint))
    }

    /// Reports the keys that nobody asked for.
    ///
    /// - Throws: everything that was found, in the order of the lines, if any of it is an error.
    public func finish() throws(DiagnosticList) {
        for mapping in mappings { mapping.reportUnknownKeys() }
        mappings = []
        let list = DiagnosticList(problems).inSourceOrder
        if list.hasErrors { throw list }
    }
}
