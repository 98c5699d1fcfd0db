import Access
import Files
import Foundation
import Glibc

/// A real nginx on loopback that serves `SamplePortal`, stopped with it.
final class NginxServer {
    static let isAvailable = path != nil

    /// Absent servers are skipped, unless everything must be tested.
    static let isWanted = isAvailable || ProcessInfo.processInfo.environment["VITRINE_TEST_ALL"] == "1"

    static let path = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    let folder = TemporaryFolder()
    let port: UInt16
    private let process = Process()

    init() throws {
        port = Self.freePort()
        let roots = ServerRoots(root: folder.path("srv"))
        let site = try Folder.create(path: roots.site)
        for content in SamplePortal.contents {
            try site.write(content.text, to: try RelativePath(checking: content.path))
        }
        let manifest = try SamplePortal.manifest()
        try SamplePortal.credentials().write(to: roots.credentials)
        try NginxConfig(manifest, roots: roots).write(to: roots.servers)
        let siteFile = "\(roots.servers)/\(NginxSite.name)"
        try AtomicWrite.write(
            try NginxSite(.plain(address: "127.0.0.1:\(port)"), roots: roots).text, to: siteFile)
        // What must never be served although it lies beside the published files.
        try folder.write("CANARY<secret>", to: "srv/site/acme/.hidden")
        try folder.write("CANARY<secret>", to: "srv/access/access.json")
        symlink("\(roots.access)/access.json", "\(roots.site)/acme/link.html")
        symlink(roots.access, "\(roots.site)/acme/linked")
        let user = getuid() == 0 ? "root" : nil
        try folder.write(
            try NginxSite.standalone(site: siteFile, workFolder: folder.path("work"), user: user),
            to: "nginx.conf")
        try FileSystem.makeFolder(folder.path("work"))
        try start()
    }

    private func start() throws {
        guard let path = Self.path else { throw FileError("find", "nginx", because: "it is not installed") }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-p", folder.path("work"), "-c", folder.path("nginx.conf"), "-e", "stderr"]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        for _ in 0..<500 {
            if let response = try? send("GET / HTTP/1.0\r\n\r\n"), response.status == 200 { return }
            if !process.isRunning {
                let text = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
                throw FileError("start", "nginx", because: text)
            }
            usleep(10_000)
        }
        throw FileError("reach", "nginx", because: "it does not answer")
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// Sends bytes as they are over a connection of their own and reads to its end.
    func send(_ request: String) throws -> Response { try send(Array(request.utf8)) }

    /// Sends bytes as they are over a connection of their own and reads to its end.
    func send(_ request: [UInt8]) throws -> Response {
        let socket = Self.openSocket()
        defer { close(socket) }
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = Self.loopback(port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) == 0 }
        }
        guard isConnected else { throw FileError("connect to", "nginx", because: "refused") }
        _ = request.withUnsafeBytes {
            Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return Response(bytes)
    }

    /// A plain request.
    func get(
        _ target: String, user: String? = nil, password: String? = nil, method: String = "GET",
        headers: [String] = []
    ) throws -> Response {
        var lines =
            ["\(method) \(target) HTTP/1.1", "Host: portal.example.org", "Connection: close"] + headers
        if let user {
            let secret = password ?? SamplePortal.passwords.first { $0.0 == user }?.1 ?? ""
            lines.append("Authorization: Basic \(Data("\(user):\(secret)".utf8).base64EncodedString())")
        }
        return try send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    private static func openSocket() -> Int32 { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func freePort() -> UInt16 {
        let socket = openSocket()
        defer { close(socket) }
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(socket, $0, size)
                getsockname(socket, $0, &size)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}

/// One answer, as it came.
struct Response: Equatable {
    let status: Int
    /// Names in lower case; `date` left out, which is another one every second.
    let headers: [String]
    let body: String

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        status = words.count > 1 && words[0].hasPrefix("HTTP/") ? Int(words[1]) ?? 0 : 0
        headers = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return line[..<colon].lowercased() + line[colon...]
        }.filter { !$0.hasPrefix("date:") }.sorted()
        body = parts.dropFirst().joined(separator: "\r\n\r\n")
    }

    func header(_ name: String) -> String? {
        let found = headers.filter { $0.hasPrefix(name.lowercased() + ": ") }
        return found.isEmpty
            ? nil : found.map { String($0.dropFirst(name.utf8.count + 2)) }.joined(separator: " | ")
    }
}
