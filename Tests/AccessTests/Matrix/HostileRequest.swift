/// A request, byte for byte, and what is known of it.
struct HostileRequest: Sendable {
    /// Who asks.
    let identity: Identity
    /// The hosts that it names, of which the server may take any; of a plain request the one.
    let hosts: [String]
    /// What goes over the wire.
    let bytes: [UInt8]
    /// The same about something that does not exist: the answers must not tell the two apart.
    var twin: [UInt8]?
    /// Whether it is well formed, so that everything about its answer is prescribed.
    var isPlain: Bool

    /// What somebody asks of a host.
    init(_ parts: RequestParts, of hosts: [String], by identity: Identity, isPlain: Bool = true) {
        self.init(parts.bytes, of: hosts, by: identity, isPlain: isPlain)
    }

    /// The same, byte for byte.
    init(_ bytes: [UInt8], of hosts: [String], by identity: Identity, isPlain: Bool = false) {
        self.identity = identity
        self.hosts = hosts
        self.bytes = bytes
        self.isPlain = isPlain
    }

    /// In one line, for reports.
    var line: String {
        let text = String(decoding: bytes.prefix(300), as: UTF8.self)
        return "\(identity): \(text.debugDescription)"
    }
}

/// A request as its parts, of which each may be odd.
struct RequestParts: Sendable {
    var method = "GET"
    var target: String
    var version = " HTTP/1.1"
    /// Lines, `Host` among them.
    var headers: [String]
    var body = ""

    /// A plain request for a path on a host.
    init(_ target: String, host: String, by identity: Identity) {
        self.target = target
        headers = ["Host: \(host)", "Connection: close"]
        if let authorization = identity.authorization { headers.append("Authorization: \(authorization)") }
    }

    /// What goes over the wire.
    var bytes: [UInt8] {
        let head = (["\(method) \(target)\(version)"] + headers).joined(separator: "\r\n")
        return Array((head + "\r\n\r\n" + body).utf8)
    }
}
