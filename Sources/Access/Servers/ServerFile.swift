/// A file that a web server reads.
public struct ServerFile: Hashable, Sendable {
    /// Within `output/access/servers`: `access.nginx.conf`.
    public let name: String
    /// The whole of it.
    public let text: String
    /// Whether it holds hashes of passwords, so that nobody but the server's group may read it.
    public let isSecret: Bool

    init(_ name: String, _ text: String, isSecret: Bool = false) {
        self.name = name
        self.text = text
        self.isSecret = isSecret
    }

    /// As `chmod` takes it.
    public var mode: UInt32 { isSecret ? 0o640 : 0o644 }
}
