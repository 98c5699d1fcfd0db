internal import CCurl
internal import Glibc

/// What is asked of a web server.
struct WebRequest: Sendable {
    var method = "GET"
    /// As it stands in the first line: nothing in it is normalised.
    let target: String
    var login: Login?
    /// Whole lines.
    var headers: [String] = []

    /// A name and a password.
    struct Login: Hashable, Sendable {
        let user: String
        let password: String
    }
}

/// No connection, no trust in the other side, or no whole answer.
struct WebError: Error, Hashable, CustomStringConvertible {
    /// In libcurl's words.
    let description: String
    /// Whether it is the certificate.
    let isUntrusted: Bool
}

/// Asks one web server, over connections that are kept.
///
/// Nothing of what is asked is changed on the way: no path is normalised, no redirect is followed, no proxy, cookie or
/// `.netrc` of the environment is used. An untrusted certificate ends everything: no password reaches it.
final class WebClient {
    private let handle: UnsafeMutableRawPointer

    /// - Parameters:
    ///   - connectTo: `HOST:PORT` where the connection goes, whatever the address says; nil where the address says it.
    ///   - authority: a file of certificates to be trusted instead of the system's.
    init(_ address: WebAddress, connectTo: String? = nil, authority: String? = nil) throws(WebError) {
        guard let handle = curl_easy_init() else {
            throw WebError(description: "libcurl cannot be used", isUntrusted: false)
        }
        self.handle = handle
        set(CURLOPT_URL, address.description + "/")
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOSIGNAL, 1)
        // HTTP/2 would be another way to write the same; head and target are compared as they stand.
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_CERTINFO, 1)
        set(CURLOPT_CONNECTTIMEOUT, 10)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, 30)
        if let authority { set(CURLOPT_CAINFO, authority) }
        if let connectTo {
            let list = curl_slist_append(nil, "::\(connectTo)")
            vitrine_curl_list(handle, CURLOPT_CONNECT_TO, list)
            connections = list
        }
    }

    private var connections: UnsafeMutablePointer<curl_slist>?

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(connections)
    }

    /// Asks, and waits for the whole answer.
    func ask(_ request: WebRequest) throws(WebError) -> WebAnswer {
        set(CURLOPT_CUSTOMREQUEST, request.method)
        set(CURLOPT_NOBODY, request.method == "HEAD" ? 1 : 0)
        set(CURLOPT_REQUEST_TARGET, request.target)
        set(CURLOPT_USERNAME, request.login?.user)
        set(CURLOPT_PASSWORD, request.login?.password)
        var lines = curl_slist_append(nil, "Accept:")
        for header in request.headers { lines = curl_slist_append(lines, header) }
        defer { curl_slist_free_all(lines) }
        vitrine_curl_list(handle, CURLOPT_HTTPHEADER, lines)

        let reader = WebAnswerReader()
        let context = Unmanaged.passUnretained(reader).toOpaque()
        vitrine_curl_sinks(handle, Self.takeLine, Self.takePart, context)
        let code = withExtendedLifetime(reader) { curl_easy_perform(handle) }
        switch code {
        case CURLE_OK: return reader.finish()
        // What a server will not even refuse.
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR: return WebAnswer()
        default:
            throw WebError(
                description: String(cString: curl_easy_strerror(code)),
                isUntrusted: code == CURLE_PEER_FAILED_VERIFICATION)
        }
    }

    /// The end of the certificate of the last connection, in seconds since 1970; nil where there is none.
    var certificateEnd: Int? {
        guard let found = vitrine_curl_certificates(handle)?.pointee, found.num_of_certs > 0 else {
            return nil
        }
        var entry = found.certinfo[0]
        while let current = entry?.pointee {
            let parts = String(cString: current.data).split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "expire date" {
                let end = curl_getdate(String(parts[1]), nil)
                return end < 0 ? nil : end
            }
            entry = current.next
        }
        return nil
    }

    private static let takeLine: vitrine_curl_sink = { bytes, size, count, context in
        reader(context)?.take(line: UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    private static let takePart: vitrine_curl_sink = { bytes, size, count, context in
        reader(context)?.take(part: UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    private static func reader(_ context: UnsafeMutableRawPointer?) -> WebAnswerReader? {
        context.map { Unmanaged<WebAnswerReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func set(_ option: CURLoption, _ value: Int) { vitrine_curl_number(handle, option, value) }

    private func set(_ option: CURLoption, _ value: String?) { vitrine_curl_text(handle, option, value) }
}
