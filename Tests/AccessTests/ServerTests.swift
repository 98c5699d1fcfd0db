import Access
import Files
import Foundation
import TestSupport
import Testing

/// Real servers with the generated files: who reads what, and what everyone else is told.
@Suite struct ServerTests {
    let manifest: Manifest

    init() throws { manifest = try SamplePortal.manifest() }

    /// Everybody there is, nobody, and somebody unknown.
    private static let identities: [String?] = [nil, "nobody", "mallory"] + SamplePortal.users.map(\.name)

    @Test(arguments: WebServer.allCases) func everyIdentityReadsExactlyWhatTheManifestAllows(
        _ kind: WebServer
    ) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        for file in try SamplePortal.files() {
            for user in Self.identities {
                let decision = manifest.decide(user: user, urlPath: file.urlPath, address: "127.0.0.1")
                let response = try server.get(file.urlPath, user: user)
                #expect(response.status == (decision.isAllowed ? 200 : 401), "\(user ?? "-") \(file.urlPath)")
                if decision.isAllowed {
                    #expect(Digest(of: response.text) == file.digest)
                    #expect(
                        response.header("Content-Type")?.split(separator: ";").first ?? "" == file.mediaType)
                }
                expectHeaders(response, of: decision.isAllowed ? file.headerSet : .page)
            }
        }
    }

    @Test(arguments: WebServer.allCases) func missingAndForbiddenAreAnsweredAlike(_ kind: WebServer) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        let paths = [
            "/acme-corp/index.html", "/acme-corp/missing.html", "/acme-corp/", "/acme-corp",
            "/nowhere/index.html",
            "/nowhere", "/far/index.html", "/far/", "/access.json", "/access/access.json",

            "/.git/config", "/acme.zip", "/acme~", "/index.html", "/assets", "/credentials/acme.htpasswd",
            "/portal.sqlite",
            "/.well-known/acme-challenge/x", "/ACME/index.html", "/acme-corp/files/report.pdf",
            "/default/index.html",
        ]
        for user in [nil, "alice", "dave", "mallory"] {
            let answers = try paths.map { try server.get($0, user: user) }
            let first = try #require(answers.first)
            #expect(first.status == 401 && first.text == "a password\n")
            #expect(first.header("WWW-Authenticate") == "Basic realm=\"Client portal\"")
            for (path, answer) in zip(paths, answers) { #expect(answer == first, "\(user ?? "-") \(path)") }
        }
        #expect(
            try server.get("/acme/index.html", user: "alice", password: "wrong") == server.get("/nowhere/x"))
    }

    @Test(arguments: WebServer.allCases) func aReaderSeesNothingThatIsNotPublished(_ kind: WebServer) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        let missing = try server.get("/acme/missing.html", user: "alice")
        #expect(missing.status == 404 && missing.text == "nothing here\n")
        expectHeaders(missing, of: .page)
        for path in [
            "/acme/projects", "/acme/projects/", "/acme/link.html", "/acme/linked/access.json",
            "/acme/index.html/", "/acme//",
            "/acme/index.html.bak", "/acme/index.html%20", "/acme/index.html.", "/acme/INDEX.html",
            "/acme/%00", "/acme/a%00b",
        ] {
            let answer = try server.get(path, user: "alice")
            #expect(!answer.text.contains("CANARY<secret>"), "\(path)")
            #expect([404, 400, 401].contains(answer.status) || path == "/acme//", "\(path) \(answer.status)")
            if answer.status == 404 { #expect(answer == missing, "\(path)") }
        }
        #expect(
            try server.get("/acme/", user: "alice").text == server.get("/acme/index.html", user: "alice").text
        )
    }

    @Test(arguments: WebServer.allCases) func thePublicPagesNeedNoPassword(_ kind: WebServer) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        #expect(try server.get("/").text == "use the link that you were sent\n")
        #expect(try server.get("/?a=b", user: "mallory").status == 200)
        #expect(try server.get("/assets/").status == 404)
        #expect(try server.get("/assets/missing.css").text == "nothing here\n")
        expectHeaders(try server.get("/"), of: .page)
        expectHeaders(try server.get("/assets/style.0123abcd.css"), of: .asset)
    }

    @Test(arguments: WebServer.allCases) func noSpellingOfAPathLeadsIntoAnotherEdition(_ kind: WebServer)
        throws
    {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        for user in [nil, "alice", "bob", "carol", "dave", "mallory"] {
            let own =
                user.flatMap { name in SamplePortal.users.first { $0.name == name } }
                .map { $0.isValid(on: "2026-06-01") ? $0.groups : [] } ?? []
            for target in Spellings.all {
                let answer = try server.get(target, user: user)
                #expect(
                    [200, 400, 401, 404].contains(answer.status), "\(user ?? "-") \(target): \(answer.status)"
                )
                for edition in SamplePortal.editions.map(\.name) + ["secret"]
                where !own.contains(edition) || edition == "far" {
                    #expect(
                        !answer.text.contains(SamplePortal.word(for: edition)),
                        "\(user ?? "-") reads \(edition) by \(target)")
                }
            }
        }
    }

    @Test(arguments: WebServer.allCases) func onlyGetAndHeadAreAnswered(_ kind: WebServer) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        for method in [
            "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "CONNECT", "FOO", "get", "GETX",
        ] {
            for path in [
                "/acme/index.html", "/acme-corp/index.html", "/nowhere", "/assets/style.0123abcd.css", "/",
            ] {
                let answer = try server.get(path, user: "alice", method: method)
                #expect([400, 405].contains(answer.status), "\(method) \(path): \(answer.status)")
                #expect(!answer.text.contains("CANARY"))
                if answer.status == 405, method != "TRACE", method != "CONNECT" {
                    #expect(answer.header("Allow") == "GET, HEAD")
                    expectHeaders(answer, of: .page)
                }
            }
        }
        let head = try server.get("/acme/index.html", user: "alice", method: "HEAD")
        #expect(head.status == 200 && head.text.isEmpty)
        #expect(try server.get("/acme-corp/index.html", user: "alice", method: "HEAD").status == 401)
    }

    @Test(arguments: WebServer.allCases) func rangesAndConditionsAreNoWayAround(_ kind: WebServer) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        let part = try server.get("/acme/files/report.pdf", user: "alice", headers: ["Range: bytes=0-6"])
        #expect(part.status == 206 && part.text == "<title>")
        expectHeaders(part, of: .download)
        #expect(part.header("Content-Disposition") == "attachment")
        let conditions = [
            "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT", "If-None-Match: *", "If-Match: \"x\"",
            "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", "If-Range: Fri, 01 Jan 2100 00:00:00 GMT",
            "Range: bytes=0-99999,0-9999,1-2", "Range: bytes=999999-", "Range: bytes=-0", "Range: lines=1-2",
        ]
        for condition in conditions {
            for path in ["/acme-corp/files/report.pdf", "/nowhere"] {
                let answer = try server.get(path, user: "alice", headers: [condition])
                #expect(answer.status == 401 && answer.text == "a password\n", "\(condition)")
            }
            let own = try server.get("/acme/index.html", user: "alice", headers: [condition])
            // `*` asks only whether anything is there, and nginx cannot be told to ignore it.
            #expect((own.status == 304) == (condition == "If-None-Match: *"), "\(condition)")
            // nginx 1.22 runs its header filter twice for 416.
            if own.status != 416 { expectHeaders(own, of: .page) }
            #expect(own.header("Content-Security-Policy") != nil && own.status < 500, "\(condition)")
        }
        #expect(try server.get("/acme/index.html", user: "alice").header("ETag") == nil)
        #expect(try server.get("/acme/index.html", user: "alice").header("Last-Modified") == nil)
    }

    @Test(arguments: WebServer.allCases) func noHeaderChangesWhoSomebodyIs(_ kind: WebServer) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        let headers = [
            "X-Original-URL: /assets/style.0123abcd.css", "X-Rewrite-URL: /assets/404.html",
            "X-Remote-User: bob",
            "Remote-User: bob", "X-Forwarded-User: bob", "X-Forwarded-For: 10.0.0.1", "X-Real-IP: 10.0.0.1",
            "Forwarded: for=10.0.0.1", "X-HTTP-Method-Override: HEAD",
            "X-Accel-Redirect: /acme-corp/index.html",
            "Host: acme-corp", "Via: 1.1 x", "Expect: 100-continue", "Upgrade: h2c", "Cookie: user=bob",
            "Authorization: Basic Ym9iOg==", "Proxy-Authorization: Basic Ym9iOg==",
        ]
        for header in headers {
            for path in ["/acme-corp/index.html", "/far/index.html"] {
                let answer = try server.get(path, user: "alice", headers: [header])
                #expect(
                    [400, 401].contains(answer.status) && !answer.text.contains("CANARY"),
                    "\(header): \(answer.status)")
            }
        }
        #expect(
            try server.get("/far/index.html", user: "bob", headers: ["X-Forwarded-For: 10.0.0.1"]).status
                == 401)
    }

    @Test(arguments: WebServer.allCases) func brokenCredentialsAreNoCredentials(_ kind: WebServer) throws {
        guard let server = try SampleServer(ifAvailable: kind) else { return }
        let values = [
            "", "Basic", "Basic ", "Basic  ", "Basic !!!!", "Basic YWxpY2U=", "Basic Og==", "Basic OmE=",
            "Bearer alice",
            "Digest username=\"alice\"", "basic", "Basic " + String(repeating: "QUFB", count: 1500),
            "Basic " + Data("alice\0:x".utf8).base64EncodedString(),
            "Basic " + Data("alice:secret of alice: a\n".utf8).base64EncodedString(),
            "Basic " + Data("alice:secret of alice: a x".utf8).base64EncodedString(),
            "Basic " + Data("ALICE:secret of alice: a".utf8).base64EncodedString(),
            "Basic " + Data("#:".utf8).base64EncodedString(),
            "Basic " + Data("\n:".utf8).base64EncodedString(),
        ]
        for value in values {
            let answer = try server.get("/acme/index.html", headers: ["Authorization: \(value)"])
            #expect(
                [400, 401].contains(answer.status) && !answer.text.contains("CANARY"), "\(value.prefix(40))")
        }
        let good = "Authorization: Basic " + Data("alice:secret of alice: a".utf8).base64EncodedString()
        #expect(try server.get("/acme/index.html", headers: [good]).status == 200)
        let twice = try server.get("/acme/index.html", user: "bob", headers: [good])
        #expect(!twice.text.contains(SamplePortal.word(for: "acme-corp")))
    }

    /// The headers of a class are all there once, and none of another class.
    private func expectHeaders(
        _ response: HTTPResponse, of set: HeaderSet, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let wanted = Dictionary(uniqueKeysWithValues: set.headers.map { ($0.name, $0.value) })
        for name in Set(HeaderSet.allCases.flatMap(\.headers).map(\.name)) {
            #expect(
                response.header(name) == wanted[name], "\(response.status)", sourceLocation: sourceLocation)
        }
    }
}
