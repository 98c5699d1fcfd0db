import Access
import Files
import Foundation
import LiveServers
import TestSupport

/// A real web server that serves `SamplePortal`, with what must never be served beside it.
struct SampleServer {
    private let folder = TemporaryFolder()
    private let server: LiveServer

    init(_ kind: WebServer) throws {
        let folder = folder
        let roots = ServerRoots(root: folder.path("srv"))
        let site = try Folder.create(path: roots.site)
        for content in SamplePortal.contents {
            try site.write(content.text, to: try RelativePath(checking: content.path))
        }
        let credentials = try SamplePortal.credentials()
        try credentials.write(to: roots.credentials)
        try FileSystem.makeFolder(roots.servers)
        for file in try kind.accessFiles(
            try SamplePortal.manifest(), credentials: credentials, roots: roots)
        {
            try AtomicWrite.write(Array(file.text.utf8), to: "\(roots.servers)/\(file.name)", mode: file.mode)
        }
        // What must never be served although it lies beside the published files.
        try folder.write("CANARY<secret>", to: "srv/site/acme/.hidden")
        try folder.write("CANARY<secret>", to: "srv/access/access.json")
        symlink("\(roots.access)/access.json", "\(roots.site)/acme/link.html")
        symlink(roots.access, "\(roots.site)/acme/linked")
        server = try LiveServer(kind, roots: roots)
    }

    /// Sends a text as it is over a connection of its own and reads to its end.
    func send(_ request: String) throws -> HTTPResponse { try server.send(Array(request.utf8)) }

    /// Sends bytes as they are over a connection of their own and reads to its end.
    func send(_ request: [UInt8]) throws -> HTTPResponse { try server.send(request) }

    /// A plain request.
    func get(
        _ target: String, user: String? = nil, password: String? = nil, method: String = "GET",
        headers: [String] = []
    ) throws -> HTTPResponse {
        var lines =
            ["\(method) \(target) HTTP/1.1", "Host: portal.example.org", "Connection: close"] + headers
        if let user {
            let secret = password ?? SamplePortal.passwords.first { $0.0 == user }?.1 ?? ""
            lines.append("Authorization: \(HTTPConnection.basic(user: user, password: secret))")
        }
        return try send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }
}

extension SampleServer {
    /// The server, where it is installed; where it must be and is not, the test fails.
    init?(ifAvailable kind: WebServer) throws {
        guard kind.isAvailable(for: "asking a real server") else { return nil }
        try self.init(kind)
    }
}
