internal import Files

/// The headers of Caddy's answers.
///
/// All are deferred to the moment at which the answer's head is written: Go's file server removes some of them before.
enum CaddyHeaders {
    /// Of every answer, and none that says how the file lies on the disk: a time and a size do not tell two generations apart.
    static let common = deferred(
        "header", HeaderSet.common.map(directive) + ["-ETag", "-Last-Modified", "-Server", "-Vary"])

    /// What one class has of its own.
    static func own(_ set: HeaderSet) -> [String] {
        deferred("header", set.headers.filter { !HeaderSet.common.contains($0) }.map(directive))
    }

    /// The media type by the file's extension, whatever the machine's own table says.
    static let mediaType =
        CaddyText.block(
            "map {http.request.uri.path.file.ext} {vitrine_type}",
            MediaType.byExtension.map { ".\($0.name) \"\($0.type)\(charset(of: $0.type))\"" }
                + ["default \(MediaType.unknown)"])
        + ["header Content-Type {vitrine_type}"]

    private static func charset(of type: String) -> String {
        type.hasPrefix("text/") || type == "application/json" ? "; charset=utf-8" : ""
    }

    private static func directive(_ header: HeaderSet.Header) -> String {
        "\(header.name) \"\(header.value)\""
    }

    private static func deferred(_ name: String, _ lines: [String]) -> [String] {
        CaddyText.block(name, lines + ["defer"])
    }
}
