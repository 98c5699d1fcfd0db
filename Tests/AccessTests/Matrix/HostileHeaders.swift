import Foundation
import TestSupport

/// Headers that have led servers astray.
enum HostileHeaders {
    /// Parts, and what may have changed.
    static let conditions = [
        "Range: bytes=0-6", "Range: bytes=7-18", "Range: bytes=-5", "Range: bytes=0-", "Range: bytes=999999-",
        "Range: bytes=0-99999,0-9999,1-2", "Range: bytes=-0", "Range: lines=1-2", "Range: bytes=",
        "Range: bytes=a-b",
        "Range: bytes=5-2", "Range: bytes=0-0,-1", "Range: bytes=0-18446744073709551616",
        "Range: bytes=0-6\r\nIf-Range: \"x\"",
        "Range: bytes=0-6\r\nIf-Range: Fri, 01 Jan 2100 00:00:00 GMT", "If-None-Match: \"x\"",
        "If-None-Match: *",
        "If-None-Match: W/\"x\", \"y\"", "If-Match: \"x\"", "If-Match: *",
        "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT", "If-Modified-Since: yesterday",
        "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        "Range: " + (0..<300).map { "\($0)-" }.joined(separator: ","),
    ]

    /// Other paths, other users, other hosts, other ways.
    static let injections: [String] =
        [
            "X-Original-URL", "X-Rewrite-URL", "X-Override-URL", "X-Forwarded-Uri", "X-Forwarded-Prefix",
            "X-Original-URI", "X-Accel-Redirect", "X-Sendfile", "X-LIGHTTPD-send-file", "Referer",
            "Destination",
        ].flatMap { ["\($0): /assets/style.0123abcd.css", "\($0): /acme-corp/same.html"] }
        + [
            "X-Remote-User", "Remote-User", "X-Forwarded-User", "X-Auth-Request-User", "X-WebAuth-User",
            "From",
            "X-Token-User-Name", "X-Forwarded-Email",
        ].map { "\($0): bob" }
        + [
            "X-Forwarded-For", "X-Real-IP", "X-Client-IP", "Client-IP", "True-Client-IP", "CF-Connecting-IP",
            "X-Originating-IP", "X-Remote-Addr", "X-Cluster-Client-IP",
        ].map { "\($0): 10.0.0.1" }
        + [
            "Forwarded: for=10.0.0.1;host=acme-corp;proto=https", "X-Forwarded-Proto: https",
            "X-Forwarded-Port: 443", "X-HTTP-Method-Override: PUT", "X-HTTP-Method: HEAD",
            "X-Method-Override: HEAD",
            "Via: 1.1 x", "Cookie: user=bob",
            "Proxy-Authorization: " + HTTPConnection.basic(user: "bob", password: "x"),
            "Accept: ../../acme-corp/same.html", "Accept-Language: ../acme-corp",
            "Accept-Encoding: gzip, br, zstd",
            "Accept-Encoding: ../acme-corp", "Negotiate: trans", "TE: trailers", "Trailer: Authorization",
            "Max-Forwards: 0", "Upgrade-Insecure-Requests: 1", "Origin: null", "Depth: infinity",
            "Access-Control-Request-Method: PUT", "Content-Type: multipart/form-data", "Range-Unit: bytes",
            "X_Remote_User: bob", "Remote_User: bob", "X-Forwarded-Host: acme-corp.portal.example.org",
            "X-Host: acme-corp.portal.example.org", "X-" + String(repeating: "a", count: 3_000) + ": x",
        ]

    /// Whole lines.
    static let credentials: [String] =
        [
            "", "Basic", "Basic ", "Basic  ", "Basic !!!!", "Basic YWxpY2U=", "Basic Og==", "Basic OmE=",
            "Bearer alice",
            "Digest username=\"alice\"", "basic", "Basic " + String(repeating: "QUFB", count: 1_500),
            "Basic =", "Basic ====",
            "Negotiate YWxpY2U=", "NTLM TlRMTVNTUAABAAAA", "Basic \u{1F600}", "Basic YWxpY2U6\u{0B}",
            "Basic,Basic Og==",
        ].map { "Authorization: \($0)" }
        + [
            "alice\0:secret of alice: a", "alice:secret of alice: a\n",
            "alice:secret of alice: a x", "alice:secret of alice: ", "ALICE:secret of alice: a",
            "Alice:secret of alice: a",
            " alice:secret of alice: a", "alice :secret of alice: a", "alice\n:secret of alice: a", "#:",
            "\n:", ":", "::",
            "alice", "alice:", "alice:x:y", "../acme-corp:x", "*:secret of bob: a",
            "alice\nbob:secret of bob: b",
            "nobody:", "root:", "www-data:", "alice:$2y$04$", "dave:secret of bob: a",
            String(repeating: "a", count: 2_000) + ":x", "alice:" + String(repeating: "x", count: 2_000),
            "\u{FF41}lice:secret of alice: a",
        ].map { "Authorization: Basic " + Data($0.utf8).base64EncodedString() }
        + [
            "authorization : " + HTTPConnection.basic(user: "mallory", password: "x"),
            "X-Authorization: " + HTTPConnection.basic(user: "bob", password: "secret of bob: a"),
            "Proxy-Authorization: " + HTTPConnection.basic(user: "bob", password: "secret of bob: a"),
            "WWW-Authenticate: " + HTTPConnection.basic(user: "bob", password: "secret of bob: a"),
            "Cookie: Authorization=" + HTTPConnection.basic(user: "bob", password: "secret of bob: a"),
        ]
}
