/// Where a server listens; the operator's own file says it.
public enum Listener: Hashable, Sendable {
    /// Without encryption, so for a loopback address only: `127.0.0.1:8080`.
    case plain(address: String)
    /// On port 443 of a host, with the files of its certificate; port 80 leads there.
    ///
    /// Where each client has a host of its own, `host` is the pattern of all of them, `*.portal.example.org`.
    case secure(host: String, certificate: String, key: String)
}
