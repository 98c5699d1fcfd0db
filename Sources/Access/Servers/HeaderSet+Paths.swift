internal import Files

extension HeaderSet {
    /// A regular expression (PCRE) for the URL paths of files that have this class; nil for `page`, which has the rest.
    ///
    /// No path matches two of them.
    var pathPattern: String? {
        switch self {
        case .page: nil
        case .asset: #"^/assets/(?![^/]+\.html$)"#
        case .download: "^/(?!assets/)[^/]+/files/."
        case .search: #"^/(?!assets/)[^/]+/search\.html$"#
        }
    }
}

extension MediaType {
    /// Types by file extension as a server sends them: text says that it is UTF-8.
    static let headerByExtension: [(name: String, type: String)] = byExtension.map { name, type in
        let isText = type.hasPrefix("text/") || type == "application/json"
        return (name, isText ? "\(type); charset=utf-8" : type)
    }
}
