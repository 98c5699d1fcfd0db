/// What is not one plain request: two in one, ill-formed ones, other protocols.
struct HostileShapes {
    let edition: String
    let host: String
    let identity: Identity

    private var secret: String { "/\(edition)/same.html" }
    private var open: String { "/assets/style.0123abcd.css" }
    private var authorization: String {
        identity.authorization.map { "Authorization: \($0)\r\n" } ?? ""
    }
    /// What comes behind: a request for a page of the edition, and the end of the connection.
    private var hidden: String {
        "GET \(secret) HTTP/1.1\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n"
    }

    /// Each of them.
    var all: [[UInt8]] {
        let texts = pipelines + bodies + lines + versions + incomplete + upgrades
        return texts.map { Array($0.utf8) } + [priorKnowledge, tls, Array(repeating: 0, count: 64)]
    }

    private func request(_ target: String, _ headers: String = "", method: String = "GET") -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n\(headers)\r\n"
    }

    /// One request behind another on one connection: each is judged by itself.
    private var pipelines: [String] {
        let bob = Identity(user: "bob").authorization ?? ""
        return [
            request(open) + hidden, request(open) + request(open) + request(secret) + hidden,
            request(open, "Authorization: \(bob)\r\n")
                + "GET \(secret) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n",
            request("/", method: "HEAD") + hidden, request("/nowhere") + hidden, "\r\n\r\n" + hidden,
            request("/acme/../..", "") + hidden,
        ]
    }

    /// Bodies of two lengths.
    private var bodies: [String] {
        let length = hidden.utf8.count
        let chunk = "\(String(length, radix: 16))\r\n\(hidden)\r\n0\r\n\r\n"
        let spellings = [
            "Transfer-Encoding: chunked", "Transfer-Encoding:chunked", "Transfer-Encoding : chunked",
            "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: gzip, chunked", "Transfer-Encoding:\tchunked",
            "Transfer-Encoding: \u{0B}chunked",
            "X: x\r\n Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
            "TRANSFER-ENCODING: CHUNKED", "Transfer-Encoding: \"chunked\"", "Transfer_Encoding: chunked",
            "Transfer-Encoding\r\n : chunked", "X: x\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked;x=y",
        ]
        let lengths = [
            "Content-Length: 0\r\nContent-Length: \(length)",
            "Content-Length: \(length)\r\nContent-Length: 0",
            "Content-Length: 0, \(length)", "Content-Length: +0", "Content-Length: -1",
            "Content-Length: 0x10",
            "Content-Length : 5", "Content-Length: \(length)", "Content-Length: 99999999999999999999",
        ]
        let chunks = [chunk, "0;x=\n\r\n\r\n", "-1\r\n\r\n", "fffffffffffffffff\r\n"]
        var bodies: [String] = []
        for method in ["GET", "POST"] {
            for spelling in spellings {
                let longer = "\(spelling)\r\nContent-Length: \(length + 5)\r\n"
                bodies.append(
                    request(open, "Content-Length: 4\r\n\(spelling)\r\n", method: method) + "0\r\n\r\n"
                        + hidden)
                bodies.append(request(open, longer, method: method) + "0\r\n\r\n" + hidden)
            }
            for length in lengths {
                bodies.append(request(open, length + "\r\n", method: method) + hidden + hidden)
            }
            for chunk in chunks {
                bodies.append(
                    request(open, "Transfer-Encoding: chunked\r\n", method: method) + chunk + hidden)
            }
        }
        return bodies
    }

    /// Lines that end, begin or go on oddly.
    private var lines: [String] {
        let close = "Connection: close\r\n"
        return [
            hidden.replacing("\r\n", with: "\n"), hidden.replacing("\r\n", with: "\r") + "\r\n\r\n",
            "GET \(secret) HTTP/1.1\nHost: \(host)\n\(authorization.replacing("\r\n", with: "\n"))Connection: close\n\n",
            request(secret, "X: y\r\n z\r\n\(authorization)\(close)"),
            request(secret, " \(authorization)\(close)"), request(secret, "\t\(authorization)\(close)"),
            request(secret, "X\0: y\r\n\(authorization)\(close)"),
            request(secret, "X: \0\r\n\(authorization)\(close)"),
            request(secret, ": y\r\n\(authorization)\(close)"),
            request(secret, "X\r\n\(authorization)\(close)"),
            request(secret, "X y: z\r\n\(authorization)\(close)"),
            request(secret, "X: \u{7F}\r\n\(authorization)\(close)"),
            "GET  \(secret)  HTTP/1.1\r\nHost: \(host)\r\n\(authorization)\(close)\r\n",
            "GET\t\(secret)\tHTTP/1.1\r\nHost: \(host)\r\n\(authorization)\(close)\r\n",
            "GET \(secret) x HTTP/1.1\r\nHost: \(host)\r\n\(authorization)\(close)\r\n",
            "GET \(open) \(secret) HTTP/1.1\r\nHost: \(host)\r\n\(authorization)\(close)\r\n",
            "GET \(secret)\0 HTTP/1.1\r\nHost: \(host)\r\n\(authorization)\(close)\r\n",
            "GET /\(edition)\u{1}/same.html HTTP/1.1\r\nHost: \(host)\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: \(host)\r\nHost: acme.portal.example.org\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: acme.portal.example.org\r\nHost: \(host)\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: \(host), acme.portal.example.org\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost : \(host)\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: \r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: \(host)/x\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: ../\(edition)\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: [::1]\r\n\(authorization)\(close)\r\n",
            "GET \(secret) HTTP/1.1\r\nHost: \(host):x\r\n\(authorization)\(close)\r\n",
            request(secret, authorization + authorization + close),
            request(
                secret,
                "Authorization: Basic Og==\r\n\(authorization)Authorization: Basic Og==\r\n\(close)"),
            request(secret + String(repeating: "x", count: 20_000), close),
            request(secret, (0..<300).map { "X-\($0): x\r\n" }.joined() + close),
            request(secret, "X: " + String(repeating: "x", count: 70_000) + "\r\n" + close),
        ]
    }

    /// Other versions of the protocol, and none.
    private var versions: [String] {
        [
            "GET \(secret)\r\n", "GET \(secret)\r\n\r\n", "GET \(secret) HTTP/0.9\r\n\r\n",
            "GET \(secret) HTTP/1.0\r\n\r\n", "GET \(secret) HTTP/1.0\r\n\(authorization)\r\n",
            "GET \(secret) HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + hidden,
            "GET \(secret) HTTP/2.0\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n",
            "GET \(secret) HTTP/1.99\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n",
            "GET \(secret) HTTP/11.1\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n",
            "GET \(secret) HTTPS/1.1\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n",
            "GET \(secret) ICY\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n",
            "CONNECT \(host):80 HTTP/1.1\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n"
                + hidden,
        ]
    }

    /// What has no end.
    private var incomplete: [String] {
        [
            "GET", "GET \(secret)", "GET \(secret) HTTP/1.1", "GET \(secret) HTTP/1.1\r\nHost: \(host)\r\n",
            request(open, "Content-Length: 1000\r\n", method: "POST") + hidden,
            request(secret, "\(authorization)Expect: 100-continue\r\nContent-Length: 10\r\n", method: "POST"),
            request(secret, "\(authorization)Expect: 200-ok\r\n"),
        ]
    }

    /// Ways into the second version of the protocol.
    private var upgrades: [String] {
        [
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n",
            "Upgrade: h2c\r\nConnection: Upgrade\r\n",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: eA==\r\n",
            "Upgrade: TLS/1.0\r\nConnection: Upgrade\r\n",
        ].flatMap { upgrade in
            [request(secret, authorization + upgrade), request(open, upgrade) + hidden]
        }
    }

    /// The second version from the first byte: a request of its own for the page.
    private var priorKnowledge: [UInt8] {
        func field(_ index: UInt8, _ value: String) -> [UInt8] {
            [index, UInt8(value.utf8.count)] + value.utf8
        }
        var block: [UInt8] = [0x82, 0x86] + field(0x04, secret) + field(0x01, host)
        if let authorization = identity.authorization {
            block += [0x0F, 0x08] + field(0, authorization).dropFirst()
        }
        let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
        let head: [UInt8] = [0, 0, UInt8(block.count), 1, 5, 0, 0, 0, 1]
        return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + settings + head + block
    }

    /// The beginning of an encrypted connection.
    private var tls: [UInt8] { [0x16, 3, 1, 0, 0x2E, 1, 0, 0, 0x2A, 3, 3] + Array(repeating: 1, count: 40) }
}
