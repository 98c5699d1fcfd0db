internal import CMagic
internal import Synchronization

/// What kind of file something is: by its name for what we publish, by its bytes for what others gave us.
public enum MediaType {
    /// Media types by file extension, in byte order of the extensions; what is not here is not served.
    public static let byExtension: [(name: String, type: String)] = [
        ("atom", "application/atom+xml"), ("avif", "image/avif"), ("css", "text/css"), ("csv", "text/csv"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("gif", "image/gif"), ("html", "text/html"), ("ics", "text/calendar"), ("jpeg", "image/jpeg"),
        ("jpg", "image/jpeg"), ("js", "text/javascript"), ("json", "application/json"),
        ("md", "text/markdown"),
        ("mp4", "video/mp4"),
        ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("odt", "application/vnd.oasis.opendocument.text"), ("pdf", "application/pdf"),
        ("png", "image/png"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("svg", "image/svg+xml"), ("txt", "text/plain"), ("webp", "image/webp"), ("woff2", "font/woff2"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("xml", "application/xml"),
        ("zip", "application/zip"),
    ]

    /// Of anything whose extension is unknown.
    public static let unknown = "application/octet-stream"

    /// The type that servers give to `path`.
    public static func ofPublished(_ path: RelativePath) -> String {
        types[path.pathExtension] ?? unknown
    }

    private static let types = Dictionary(
        uniqueKeysWithValues: byExtension.map { ($0.name[...], $0.type) })

    /// The type that libmagic finds in the bytes, as `application/pdf`; `unknown` where it finds none.
    ///
    /// Depends on the machine's version of libmagic, so use it to check and not to name what is published.
    public static func detect(_ bytes: UnsafeRawBufferPointer) -> String {
        cookie.withLock { cookie in
            if cookie == nil { cookie = Cookie() }
            guard let loaded = cookie?.pointer,
                let found = magic_buffer(loaded, bytes.baseAddress, bytes.count)
            else { return unknown }
            return String(cString: found)
        }
    }

    /// The type that libmagic finds in the bytes.
    public static func detect(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { detect($0) }
    }

    /// Loaded once (8 MB, 10 ms), when it is first asked.
    private static let cookie = Mutex<Cookie?>(nil)

    /// libmagic with its database.
    // SAFETY: reached only through the lock above; a cookie serves one thread at a time, not one for ever.
    private struct Cookie: @unchecked Sendable {
        let pointer: magic_t

        init?() {
            let flags = MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR
            guard let pointer = magic_open(flags) else { return nil }
            guard magic_load(pointer, nil) == 0 else {
                magic_close(pointer)
                return nil
            }
            self.pointer = pointer
        }
    }
}
