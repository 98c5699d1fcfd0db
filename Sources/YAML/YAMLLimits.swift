/// How large a YAML text may be.
public struct YAMLLimits: Hashable, Sendable {
    /// Bytes of the text.
    public var bytes: Int
    /// Lists and mappings inside one another.
    public var depth: Int
    /// Scalars, lists and mappings, keys included.
    public var nodes: Int

    /// Generous for what people write by hand.
    public init(bytes: Int = 1 << 20, depth: Int = 32, nodes: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}
