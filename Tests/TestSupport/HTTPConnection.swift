import Foundation
import Glibc

/// A connection to a server on loopback that sends requests as they are given.
public final class HTTPConnection {
    /// No connection, or no whole answer.
    struct Failure: Error {}

    private let port: UInt16
    private let patienceMilliseconds: Int
    private var descriptor: Int32 = -1
    private var buffer: [UInt8] = []

    /// Connects when something is sent, and waits so long for each part of an answer.
    public init(port: UInt16, patienceMilliseconds: Int = 20_000) {
        self.port = port
        self.patienceMilliseconds = patienceMilliseconds
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The value of an `Authorization` header.
    public static func basic(user: String, password: String) -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    /// Sends bytes as they are, each over a connection of its own and all at once, and reads all that comes until each is
    /// closed, or until nothing has come for so long.
    ///
    /// - Throws: when nothing listens.
    public static func exchange(
        _ requests: [[UInt8]], port: UInt16, patienceMilliseconds: Int = 20_000
    ) throws -> [HTTPResponse] {
        let connections = try requests.map { request in
            let connection = HTTPConnection(port: port, patienceMilliseconds: patienceMilliseconds)
            try connection.open()
            // A server may refuse what it has not read to the end, and close.
            try? connection.write(request)
            return connection
        }
        var waiting = connections.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        while waiting.contains(where: { $0.fd >= 0 }),
            poll(&waiting, nfds_t(waiting.count), Int32(patienceMilliseconds)) > 0
        {
            for index in waiting.indices where waiting[index].fd >= 0 && waiting[index].revents != 0 {
                if (try? connections[index].fill()) == nil { waiting[index].fd = -1 }
            }
        }
        return connections.map { HTTPResponse($0.buffer) }
    }

    /// Sends a GET with basic authentication, where a user is given, and keeps the connection for the next.
    ///
    /// - Throws: when nothing listens, or an answer has no `Content-Length` and that many bytes.
    public func get(_ path: String, user: String? = nil, password: String = "") throws -> HTTPResponse {
        var request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        if let user { request += "Authorization: \(Self.basic(user: user, password: password))\r\n" }
        return try send(request + "\r\n")
    }

    private func send(_ request: String) throws -> HTTPResponse {
        for attempt in 0...1 {
            if descriptor < 0 { try open() }
            do {
                try write(Array(request.utf8))
                return try readResponse()
            } catch {
                // The server may have closed a connection that was kept alive long enough.
                close(descriptor)
                descriptor = -1
                buffer = []
                if attempt == 1 { throw error }
            }
        }
        throw Failure()
    }

    private func open() throws {
        descriptor = Loopback.socket()
        var timeout = timeval(
            tv_sec: patienceMilliseconds / 1000, tv_usec: patienceMilliseconds % 1000 * 1000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        guard Loopback.withAddress(port: port, { connect(descriptor, $0, $1) }) == 0 else { throw Failure() }
    }

    private func write(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure() }
            offset += count
        }
    }

    private func fill() throws {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw Failure() }
        buffer += chunk[..<count]
    }

    private func readResponse() throws -> HTTPResponse {
        var head = buffer.firstRange(of: HTTPResponse.separator)
        while head == nil {
            try fill()
            head = buffer.firstRange(of: HTTPResponse.separator)
        }
        guard let head,
            let length = HTTPResponse(head: buffer[..<head.lowerBound], body: []).header("Content-Length")
                .flatMap({ Int($0) })
        else { throw Failure() }
        let end = head.upperBound + length
        while buffer.count < end { try fill() }
        defer { buffer.removeFirst(end) }
        return HTTPResponse(head: buffer[..<head.lowerBound], body: buffer[head.upperBound..<end])
    }
}
