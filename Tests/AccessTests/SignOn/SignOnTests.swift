import Access
import Files
import TestSupport
import Testing

/// Where oauth2-proxy knows the readers: nginx gives nobody more than both the manifest and his groups allow.
@Suite struct SignOnTests {
    static let people = SamplePortal.users.map(\.name) + ["mallory", "zoe"]

    private func ask(
        _ server: SampleServer, _ target: String, of edition: String, by user: String?, headers: [String] = []
    ) throws -> HTTPResponse {
        var parts = RequestParts(target, host: server.layout.host(of: edition), by: .nobody)
        if let user { parts.headers.append("Cookie: session=\(user)") }
        parts.headers += headers
        return try server.send(parts.bytes)
    }

    @Test(arguments: SamplePortal.Layout.allCases, [true, false])
    func aReaderHasWhatTheManifestAndHisGroupsAllow(
        _ layout: SamplePortal.Layout, hasGroups: Bool
    ) throws {
        guard let server = try StandInProxy().server(layout, hasGroups: hasGroups) else { return }
        let reference = try Reference(manifest: try SamplePortal.manifest(layout).json())
        let missing = try ask(server, "/nowhere/at/all", of: "acme", by: "alice")
        #expect(missing.status == 404 && missing.text == "nothing here\n")
        var allowed: Set<String> = []
        for (path, text) in SamplePortal.contents {
            let edition = String(path.prefix { $0 != "/" })
            let host = layout.host(of: edition)
            for user in Self.people {
                let answer = try ask(server, "/" + path, of: edition, by: user)
                let rule = reference.rule(lets: user, read: "/" + path, onHost: host, from: "127.0.0.1")
                let isMember = !hasGroups || StandInProxy.groups[user]?.contains(edition) == true
                if edition == "assets" || rule != nil && isMember {
                    #expect(answer.status == 200 && answer.text == text, "\(user) \(path)")
                    if edition != "assets" { allowed.insert(user) }
                } else {
                    #expect(answer == missing, "\(user) \(path): \(answer.status)")
                }
            }
            let anonymous = try ask(server, "/" + path, of: edition, by: nil)
            if edition != "assets" {
                #expect(anonymous.status == 302)
                #expect(anonymous.header("Location") == "/_sign-in/start?rd=/\(path)")
            }
        }
        #expect(allowed == ["alice", "bob", "carol", "dora", "sam"])
    }

    @Test func whatIsMissingAndForbiddenAreAlikeAndHeadersAreThere() throws {
        guard let server = try StandInProxy().server() else { return }
        let reference = try Reference(manifest: try SamplePortal.manifest().json())
        let headers = try #require(reference.defaults.header_sets["page"])
        for user in [nil, "alice", "mallory"] {
            let pattern = try ask(server, "/nowhere/index.html", of: "acme", by: user)
            for (name, value) in headers { #expect(pattern.header(name) == value, "\(name)") }
            for path in Spellings.unlisted + ["/acme-corp/", "/acme-corp/index.html", "/acme-corp"]
            where !path.hasPrefix("/assets/") {
                let answer = try ask(server, path, of: "acme", by: user)
                let location = answer.header("Location")
                #expect(answer.status == pattern.status && answer.body == pattern.body, "\(path)")
                #expect(user == nil ? location == "/_sign-in/start?rd=\(path)" : location == nil, "\(path)")
            }
        }
    }

    @Test func noSpellingAndNoHeaderOpensAnything() throws {
        guard let server = try StandInProxy().server() else { return }
        for user in [nil, "alice", "mallory", "zoe"] {
            for edition in ["acme-corp", "acme.board", "default"] {
                for path in Spellings.paths(into: edition) {
                    let answer = try ask(server, path, of: edition, by: user)
                    #expect(!answer.text.contains(SamplePortal.word(for: edition)), "\(user ?? "-") \(path)")
                }
            }
        }
        let forged = [
            "X-Auth-Request-Preferred-Username: alice", "X-Auth-Request-User: alice",
            "X-Forwarded-User: alice",
            "Authorization: \(HTTPConnection.basic(user: "alice", password: SamplePortal.password(of: "alice")))",
            "X-Original-URL: /assets/404.html", "X-Forwarded-Uri: /assets/404.html", "Cookie: session=",
            "Cookie: vitrine_user=alice", "X-Accel-Redirect: /acme/index.html",
        ]
        for header in forged {
            let answer = try ask(server, "/acme/index.html", of: "acme", by: nil, headers: [header])
            #expect(answer.status == 302, "\(header)")
        }
        for target in [
            "/acme/index.html?allowed_groups=", "/acme/index.html?allowed_groups=far",
            "/acme/index.html?session=alice",
        ] { #expect(try ask(server, target, of: "acme", by: "zoe").status == 404, "\(target)") }
        #expect(try ask(server, "/_sign-in/auth", of: "acme", by: "alice").status == 404)
        #expect(try ask(server, "/_sign-in/auth?allowed_groups=", of: "acme", by: "alice").status == 404)
        #expect(try ask(server, "/_sign-in/start?rd=/acme/", of: "acme", by: nil).status == 302)
    }

    @Test func whoseLastDayIsOverIsOutByTheClock() throws {
        // As if his last day were over: any time matches.
        let edit = { (_: String, text: String) in text.replacing(/"~\^\(\?:2533.*?"/, with: #""~^""#) }
        guard let server = try StandInProxy().server(), let late = try StandInProxy().server(edit: edit)
        else {
            return
        }
        #expect(try ask(server, "/acme/index.html", of: "acme", by: "alice").status == 200)
        #expect(try ask(late, "/acme/index.html", of: "acme", by: "alice").status == 404)
        #expect(try ask(late, "/acme/index.html", of: "acme", by: "carol").status == 200)
    }

    @Test func nobodyReadsWhereOAuth2ProxyIsNotThere() throws {
        guard let server = try StandInProxy().server(isRunning: false) else { return }
        for user in [nil, "alice"] {
            let answer = try ask(server, "/acme/index.html", of: "acme", by: user)
            #expect(answer.status == 500 && !answer.text.contains("CANARY"))
        }
        #expect(try ask(server, "/assets/404.html", of: "acme", by: nil).status == 200)
    }

    @Test func whatCannotBeSaidIsRefused() throws {
        let roots = ServerRoots()
        func refusal(
            _ kind: WebServer, _ manifest: Manifest, _ signOn: SingleSignOn
        ) throws -> String {
            do {
                _ = try kind.accessFiles(
                    manifest, credentials: CredentialSet([]), roots: roots, signOn: signOn)
                return ""
            } catch { return error.description }
        }
        let signOn = SingleSignOn(proxy: "127.0.0.1:4180", name: .preferredUsername)
        let manifest = try SamplePortal.manifest()
        for kind in WebServer.allCases where kind != .nginx {
            #expect(try refusal(kind, manifest, signOn).contains("nginx alone is told to ask oauth2-proxy"))
        }
        #expect(
            try refusal(.nginx, manifest, SingleSignOn(proxy: "h; return 200", name: .user))
                .contains("the address of oauth2-proxy"))
        let asking = try SamplePortal.manifest(asking: ["acme"])
        #expect(
            try refusal(.nginx, asking, signOn).contains("nobody has said that the identity provider asks"))
        let strong = SingleSignOn(proxy: "127.0.0.1:4180", name: .preferredUsername, hasSecondFactor: true)
        #expect(try refusal(.nginx, asking, strong).isEmpty)
        let twice = Manifest(
            baseURL: manifest.baseURL, snapshot: manifest.snapshot, editions: SamplePortal.editions,
            users: SamplePortal.users + [AccessUser(name: "Alice", groups: ["acme"], home: "acme")])
        #expect(try refusal(.nginx, twice, signOn).contains("it tells no capital letters from small ones"))
    }
}
