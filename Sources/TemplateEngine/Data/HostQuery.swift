/// A question of a template to the embedding program, understood when the template is compiled.
public struct HostQuery: Hashable, Sendable {
    /// Judges the text of a question.
    public typealias Preparer = (String) throws(HostError) -> HostQuery

    /// What the program calls it; the first argument of the call when the template runs.
    public let id: Int
    /// The records of its answer; the shape's index in the template is the call's second argument.
    public let shape: Shape
    /// How many values it takes.
    public let parameterCount: Int
    /// The names of the data that it reads, for `Template.globals`.
    public let reads: [String]

    /// A question that is understood.
    public init(id: Int, shape: Shape, parameterCount: Int, reads: [String]) {
        self.id = id
        self.shape = shape
        self.parameterCount = parameterCount
        self.reads = reads
    }
}
