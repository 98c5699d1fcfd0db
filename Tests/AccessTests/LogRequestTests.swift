import Testing

@testable import Access

/// Lines of the four servers' logs, as those write them.
@Suite struct LogRequestTests {
    private func read(_ line: String) -> LogRequest? {
        Array(line.utf8).withUnsafeBytes { LogRequest(line: $0) }
    }

    @Test(arguments: [
        // nginx, Apache
        #"203.0.113.9 - dana [21/Nov/2026:10:00:00 +0100] "GET /acme/?q=1 HTTP/1.1" 200 5123 "-" "Mozilla/5.0""#,
        // lighttpd: the host in the second place
        #"203.0.113.9 portal.example dana [21/Nov/2026:09:00:00 +0000] "GET /acme/ HTTP/1.1" 200 5123 "-" "x""#,
        #"{"level":"info","ts":1795251600.25,"msg":"handled request","request":{"remote_ip":"203.0.113.9","method":"GET","host":"portal.example","uri":"/acme/"},"user_id":"dana","size":5123,"status":200}"#,
        #"{"time_iso8601":"2026-11-21T10:00:00+01:00","remote_addr":"203.0.113.9","remote_user":"dana","request_method":"GET","request_uri":"/acme/","status":"200","body_bytes_sent":"5123"}"#,
        #"{"time":"21/Nov/2026:10:00:00 +0100","address":"203.0.113.9","user":"dana","method":"GET","path":"/acme/","status":200,"bytes":5123}"#,
        #"{"time":"2026-11-21 09:00:00.5Z","address":"203.0.113.9","user":"dana","method":"GET","path":"http://portal.example/acme/","status":200,"bytes":5123}"#,
    ])
    func eachDialectTellsTheSame(_ line: String) throws {
        let request = try #require(read(line))
        #expect(request.address == "203.0.113.9" && request.user == "dana" && request.method == "GET")
        #expect(request.at == "2026-11-21T09:00:00Z" && request.path == "/acme/")
        #expect(request.status == 200 && request.bytes == 5123)
    }

    @Test func nobodyIsNobodyAndNoSizeIsNone() throws {
        let request = try #require(
            read(#"::1 - - [01/Jan/2026:00:30:00 +0100] "HEAD / HTTP/1.0" 401 - "-" "-""#))
        #expect(request.user == nil && request.bytes == nil && request.at == "2025-12-31T23:30:00Z")
    }

    @Test func whatAReaderTypesMakesUpNoOtherRequest() throws {
        let forged =
            #"1.2.3.4 - x [01/Jan/2026:00:00:00 +0000] \x22GET /acme/ HTTP/1.1\x22 200 1 [21/Nov/2026:10:00:00 +0100] "GET /assets/a.css HTTP/1.1" 401 10 "-" "] \x22GET""#
        let request = try #require(read(forged))
        #expect(request.path == "/assets/a.css" && request.status == 401)
        #expect(request.at == "2026-11-21T09:00:00Z")
        #expect(request.user?.hasPrefix("x [01/Jan") == true)
        let quoted = try #require(
            read(#"1.2.3.4 - - [21/Nov/2026:10:00:00 +0100] "GET /a\"b\x22\\c HTTP/1.1" 404 1 "-" "-""#))
        #expect(quoted.path == #"/a"b"\c"#)
    }

    @Test(arguments: [
        "", "x", "{}", "{", #"{"status":200}"#,
        "2026/11/21 10:00:00 [error] 12#12: *1 user \"x\" was not found",
        #"1.2.3.4 - - [21/Nov/2026:10:00:00 +0100] "\x16\x03\x01" 400 157 "-" "-""#,
        #"1.2.3.4 - - [21/Nov/2026:10:00:00 +0100] "" 400 0 "-" "-""#,
        #"1.2.3.4 - - [30/Feb/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 1 "-" "-""#,
        #"1.2.3.4 - - [21/Nov/2026:25:00:00 +0100] "GET / HTTP/1.1" 200 1 "-" "-""#,
        #"1.2.3.4 - - [21/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 999 1 "-" "-""#,
        #"1.2.3.4 - - [21/Nov/2026:10:00:00 +0100] "get / HTTP/1.1" 400 1 "-" "-""#,
        #"1.2.3.4 - - [21/Nov/2026:10:00:00 +0100] "GET acme HTTP/1.1" 400 1 "-" "-""#,
        #"1.2.3.4 - - [21/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1"#,
    ])
    func whatIsNoRequestIsNone(_ line: String) { #expect(read(line) == nil) }
}
