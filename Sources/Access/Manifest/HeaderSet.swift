public import Files

/// The headers that a class of files is answered with.
public enum HeaderSet: String, Hashable, Sendable, CaseIterable {
    /// A page of an edition, and every answer that is not a success.
    case page
    /// A page that searches: the same, with a script of this site.
    case search
    /// A client's file, saved and never shown inside the portal.
    case download
    /// What is the same for all clients and has its digest in its name.
    case asset

    /// The set of a published file: decided by its path alone, so that a server needs no list of files.
    ///
    /// `assets/*.html` are pages, the rest of `assets/` are assets; `<edition>/files/` are downloads;
    /// `<edition>/search.html` is the search.
    public init(for path: RelativePath) {
        let segments = path.segments
        if segments.first == "assets" {
            self = segments.count == 2 && path.pathExtension == "html" ? .page : .asset
        } else if segments.count > 2, segments[1] == "files" {
            self = .download
        } else if segments.count == 2, segments[1] == "search.html" {
            self = .search
        } else {
            self = .page
        }
    }

    /// Names and values, in the order in which they are sent.
    public var headers: [Header] {
        var headers = [
            Header(
                "Cache-Control", self == .asset ? "public, max-age=31536000, immutable" : "private, no-store"),
            Header("Content-Security-Policy", contentSecurityPolicy),
        ]
        if self == .download { headers.append(Header("Content-Disposition", "attachment")) }
        return headers + Self.common
    }

    private var contentSecurityPolicy: String {
        let scripts = self == .search ? "script-src 'self'; connect-src 'self'; " : ""
        return
            "default-src 'none'; \(scripts)style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
    }

    /// The headers that all sets have.
    public static let common = [
        Header("X-Content-Type-Options", "nosniff"),
        Header("Referrer-Policy", "no-referrer"),
        Header("X-Robots-Tag", "noindex, nofollow, noarchive"),
        Header("Cross-Origin-Opener-Policy", "same-origin"),
        Header("Cross-Origin-Embedder-Policy", "require-corp"),
        Header("Cross-Origin-Resource-Policy", "same-origin"),
        Header(
            "Permissions-Policy",
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
        Header("Strict-Transport-Security", "max-age=63072000"),
    ]

    /// One header.
    public struct Header: Hashable, Sendable {
        /// As it is usually written.
        public let name: String
        /// Printable ASCII without double quotes, backslashes and dollar signs.
        public let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}
