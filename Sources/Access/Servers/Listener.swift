/// Where a server listens; the operator's own file says it.
public enum Listener: Hashable, Sendable {
    /// Without encryption, so for a loopback address only: `127.0.0.1:8080`.
    case plain(address: String)
    /// On port 443 of a host, with the files of its certificate; port 80 leads there.
    ///
    /// Where each client has a host of its own, `host` is the pattern of all of them, `*.portal.example.org`.
    case secure(host: String, certificate: String, key: String)

    /// Whether a text is an address and a port from 1: `127.0.0.1:8080`, `[::1]:8080`.
    public static func isAddress(_ text: String) -> Bool {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            port > 0, text.hasSuffix(":\(port)")
        else { return false }
        let host = text[..<colon]
        let isSixth = host.hasPrefix("[") && host.hasSuffix("]")
        let address = String(isSixth ? host.dropFirst().dropLast() : host)
        return !address.contains("/") && address.contains(":") == isSixth && Network(address) != nil
    }
}
