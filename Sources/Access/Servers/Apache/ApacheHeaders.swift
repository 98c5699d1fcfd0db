/// The headers of all classes, as Apache sends them with every status.
enum ApacheHeaders {
    /// Those of `page` always, and after them what other classes have instead where a file of theirs is sent.
    static var directives: [String] {
        let page = HeaderSet.page.headers
        var lines = page.map { "Header always set \($0.name) \"\($0.value)\"" }
        for set in HeaderSet.allCases {
            guard let pattern = set.pathPattern else { continue }
            let condition = "expr=%{REQUEST_STATUS} in {'200', '206'} && %{REQUEST_URI} =~ m#\(pattern)#"
            lines += set.headers.filter { !page.contains($0) }.map {
                "Header always set \($0.name) \"\($0.value)\" \"\(condition)\""
            }
        }
        return lines + [#"Header always set Allow "GET, HEAD" "expr=%{REQUEST_STATUS} == '405'""#]
    }
}
