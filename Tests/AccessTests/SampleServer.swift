import Access
import Files
import Foundation
import TestSupport

/// A real nginx that serves `SamplePortal`, with what must never be served beside it.
struct SampleServer {
    private let folder = TemporaryFolder()
    private let nginx: NginxServer

    init() throws {
        let folder = folder
        let server = WebServer.nginx
        let roots = ServerRoots(root: folder.path("srv"))
        let site = try Folder.create(path: roots.site)
        for content in SamplePortal.contents {
            try site.write(content.text, to: try RelativePath(checking: content.path))
        }
        try SamplePortal.credentials().write(to: roots.credentials)
        let credentials = try SamplePortal.credentials()
        for file in try server.accessFiles(
            try SamplePortal.manifest(), credentials: credentials, roots: roots)
        {
            try folder.write(file.text, to: "srv/access/servers/\(file.name)")
        }
        // What must never be served although it lies beside the published files.
        try folder.write("CANARY<secret>", to: "srv/site/acme/.hidden")
        try folder.write("CANARY<secret>", to: "srv/access/access.json")
        symlink("\(roots.access)/access.json", "\(roots.site)/acme/link.html")
        symlink(roots.access, "\(roots.site)/acme/linked")
        let siteFile = "\(roots.servers)/\(server.siteName)"
        nginx = try NginxServer { port, workFolder in
            try AtomicWrite.write(
                try server.siteFile(.plain(address: "127.0.0.1:\(port)"), roots: roots).text, to: siteFile)
            return try server.standalone(site: siteFile, workFolder: workFolder, user: NginxServer.user)
        }
    }

    /// Sends a text as it is over a connection of its own and reads to its end.
    func send(_ request: String) throws -> HTTPResponse { try nginx.send(Array(request.utf8)) }

    /// Sends bytes as they are over a connection of their own and reads to its end.
    func send(_ request: [UInt8]) throws -> HTTPResponse { try nginx.send(request) }

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
