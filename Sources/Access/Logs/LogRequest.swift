/// One request, as a web server's log tells it.
public struct LogRequest: Hashable, Sendable {
    /// Where it came from, as the server wrote it.
    public let address: String
    /// The name that was given with it; a server writes it down even where the password was wrong.
    public let user: String?
    /// The instant in UTC, `2026-06-01T03:00:00Z`.
    public let at: String
    /// `GET`
    public let method: String
    /// The path as it was asked for, without what follows a `?`; begins with `/`.
    public let path: String
    /// Of the answer.
    public let status: Int
    /// The size of the answer's body; nil where the server did not say.
    public let bytes: Int?

    /// Reads a line of a log, without its end: combined format where it does not begin with `{`, else JSON.
    ///
    /// Nil for what is no request: a message of another kind, or bytes that a server could not read as one.
    public init?(line: UnsafeRawBufferPointer) {
        guard let first = line.first else { return nil }
        guard let found = first == UInt8(ascii: "{") ? LogRequest(json: line) : LogRequest(combined: line)
        else {
            return nil
        }
        self = found
    }

    init?(
        address: String, user: String?, at: String, method: String, target: String, status: Int, bytes: Int?
    ) {
        guard (100...599).contains(status), !method.isEmpty,
            method.utf8.allSatisfy({ (65...90).contains($0) })
        else { return nil }
        var path = target.prefix { $0 != "?" && $0 != "#" }
        // The absolute form names a host first.
        if !path.hasPrefix("/"), let scheme = path.firstRange(of: "://") {
            path = path[scheme.upperBound...].drop { $0 != "/" }
        }
        guard path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
        self.address = address
        self.user = user
        self.at = at
        self.method = method
        self.path = String(path)
        self.status = status
        self.bytes = bytes.flatMap { $0 < 0 ? nil : $0 }
    }
}
