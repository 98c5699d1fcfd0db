internal import Glibc

/// Where a portal is to be had: `https://portal.example.org`, with a port where it is another.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether what is sent can be read on the way.
    public let isPlain: Bool
    /// In lower case.
    public let host: String
    /// That of the scheme where none is named.
    public let port: Int

    /// Reads an address with nothing behind the host and port but a slash; nil for any other.
    public init?(_ text: String) {
        let schemes = [("https://", false), ("http://", true)]
        guard let (scheme, isPlain) = schemes.first(where: { text.hasPrefix($0.0) }) else { return nil }
        var rest = text.dropFirst(scheme.count)
        if rest.last == "/" { rest.removeLast() }
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = String(parts.first ?? "").lowercased()
        guard HostName.isValid(host) else { return nil }
        let port = parts.count == 2 ? Self.port(parts[1]) : isPlain ? 80 : 443
        guard let port else { return nil }
        self.init(isPlain: isPlain, host: host, port: port)
    }

    init(isPlain: Bool, host: String, port: Int) {
        self.isPlain = isPlain
        self.host = host
        self.port = port
    }

    /// The number of a port; nil for anything else.
    public static func port(_ text: some StringProtocol) -> Int? {
        Int(String(text)).flatMap { (1...65_535).contains($0) && String($0) == text ? $0 : nil }
    }

    /// Whether a host is this machine itself, so that nobody listens on the way.
    public static func isLoopback(_ host: some StringProtocol) -> Bool {
        host == "localhost" || Network("127.0.0.0/8")?.contains(String(host)) == true
    }

    /// As it is typed, without a slash at its end.
    public var description: String {
        (isPlain ? "http://" : "https://") + host + (port == (isPlain ? 80 : 443) ? "" : ":\(port)")
    }
}
