/// A function or filter that the embedding program provides, as the checker sees it.
public struct HostFunction: Hashable, Sendable {
    /// How a template calls it.
    public enum Form: Hashable, Sendable {
        /// `name(a, b)`
        case function
        /// `a | name(b)`; the piped value is the first argument.
        case filter
        /// `name("text", a, b)`: a list of records that the library's `prepare` knows by the text; `parameters` are not asked.
        case query
    }

    /// As a template writes it.
    public let name: String
    /// Function or filter.
    public let form: Form
    /// The types of its positional arguments, the piped value included; `.any` takes all.
    public let parameters: [ValueType]
    /// How many of `parameters`, counted from the last, may be left out.
    public let optionalCount: Int
    /// What it returns.
    public let result: ValueType

    var isFunction: Bool { form != .filter }

    /// A host function's signature.
    public init(name: String, form: Form, parameters: [ValueType], optionalCount: Int = 0, result: ValueType)
    {
        self.name = name
        self.form = form
        self.parameters = parameters
        self.optionalCount = optionalCount
        self.result = result
    }
}
