public import Access
internal import Files

/// What each request of one reader is answered with: the file and its headers, or what everybody gets who may not know.
public struct PreviewAnswers {
    /// One answer.
    public struct Answer: Hashable, Sendable {
        /// Of HTTP.
        public let status: Int
        /// In the order in which they are sent.
        public let headers: [(name: String, value: String)]
        /// Whole; for HEAD the server leaves it out.
        public let body: [UInt8]

        /// Whether status, headers and body are the same.
        public static func == (left: Answer, right: Answer) -> Bool {
            left.status == right.status && left.body == right.body
                && left.headers.elementsEqual(right.headers) { $0 == $1 }
        }

        /// By status and body.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(status)
            hasher.combine(body)
        }
    }

    private let manifest: Manifest
    private let reader: String?
    private let files: [String: PublishedFile]
    private let bytes: (PublishedFile) throws -> [UInt8]

    /// Answers from a site's files.
    ///
    /// - Parameters:
    ///   - reader: a user of the manifest; nil looks with the agency's eyes, who may see all.
    ///   - bytes: of a file; those that are not the list's are not sent.
    public init(
        manifest: Manifest, reader: String?, files: [PublishedFile],
        bytes: @escaping (PublishedFile) throws -> [UInt8]
    ) {
        self.manifest = manifest
        self.reader = reader
        self.files = Dictionary(files.map { ($0.urlPath, $0) }) { first, _ in first }
        self.bytes = bytes
    }

    /// The answer to a request, and the file that it is where one was found.
    ///
    /// - Parameters:
    ///   - path: as it was sent; what is not spelled as published is missing.
    ///   - hosts: the values of all `Host` headers.
    public func answer(
        method: String, path: String, hosts: [String], port: UInt16
    ) -> (answer: Answer, file: PublishedFile?) {
        guard hosts.count == 1, Self.isOurs(hosts[0], port: port) else {
            return (Self.text(421, "This preview answers to localhost alone.\n"), nil)
        }
        guard method == "GET" || method == "HEAD" else {
            return (Self.text(405, "Only GET and HEAD.\n", [("Allow", "GET, HEAD")]), nil)
        }
        guard isAllowed(path), let file = files[Self.served(path)] else { return (missing, nil) }
        guard let content = content(of: file) else {
            return (Self.text(503, "The site has changed since the preview began. Start it again.\n"), nil)
        }
        return (Self.answer(200, file, content), file)
    }

    /// `/acme/` is `/acme/index.html`, and `/` the page that tells nothing.
    private static func served(_ path: String) -> String {
        if path == "/" { return "/" + PublicPages.landing.text }
        return path.hasSuffix("/") ? path + "index.html" : path
    }

    private func isAllowed(_ path: String) -> Bool {
        if reader == nil { return true }
        return manifest.decide(user: reader, urlPath: path).isAllowed
    }

    private func content(of file: PublishedFile) -> [UInt8]? {
        guard let content = try? bytes(file), Digest(of: content) == file.digest else { return nil }
        return content
    }

    /// The same for what is not there and for what this reader may not see.
    private var missing: Answer {
        guard let file = files["/" + PublicPages.missing.text], let content = content(of: file) else {
            return Self.text(404, "Not found.\n")
        }
        return Self.answer(404, file, content)
    }

    private static func answer(_ status: Int, _ file: PublishedFile, _ content: [UInt8]) -> Answer {
        let type = file.mediaType
        return Answer(
            status: status,
            headers: [("Content-Type", type.hasPrefix("text/") ? type + "; charset=utf-8" : type)]
                + file.headerSet.headers.map { ($0.name, $0.value) },
            body: content)
    }

    private static func text(
        _ status: Int, _ text: String, _ more: [(name: String, value: String)] = []
    ) -> Answer {
        Answer(
            status: status,
            headers: [("Content-Type", "text/plain; charset=utf-8")] + more
                + HeaderSet.page.headers.map { ($0.name, $0.value) },
            body: Array(text.utf8))
    }

    /// Whether somebody meant this server: a name that is always this machine, and its port.
    private static func isOurs(_ host: String, port: UInt16) -> Bool {
        ["localhost", "127.0.0.1"].contains { name in
            host.lowercased() == "\(name):\(port)" || (port == 80 && host.lowercased() == name)
        }
    }
}
