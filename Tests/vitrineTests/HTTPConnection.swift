import Foundation
import Glibc

/// One kept-alive connection to a server on loopback that sends requests as they are given.
final class HTTPConnection {
    struct Response {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]
    }

    struct Failure: Error {}

    private let port: UInt16
    private var descriptor: Int32 = -1
    private var buffer: [UInt8] = []

    init(port: UInt16) { self.port = port }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Sends a GET with basic authentication, where a user is given, and reads the whole answer.
    func get(_ path: String, user: String? = nil, password: String = "") throws -> Response {
        var request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        if let user {
            let token = Data("\(user):\(password)".utf8).base64EncodedString()
            request += "Authorization: Basic \(token)\r\n"
        }
        return try send(request + "\r\n")
    }

    private func send(_ request: String) throws -> Response {
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
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure() }
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
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw Failure() }
        buffer += chunk[..<count]
    }

    private func readResponse() throws -> Response {
        let separator = Array("\r\n\r\n".utf8)
        while buffer.firstRange(of: separator) == nil { try fill() }
        guard let end = buffer.firstRange(of: separator)?.lowerBound else { throw Failure() }
        let head = String(decoding: buffer[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        buffer.removeFirst(end + separator.count)
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] =
                parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        guard let status = Int(head[0].split(separator: " ")[1]),
            let length = headers["content-length"].flatMap({ Int($0) })
        else { throw Failure() }
        while buffer.count < length { try fill() }
        let body = Array(buffer[..<length])
        buffer.removeFirst(length)
        return Response(status: status, headers: headers, body: body)
    }
}
