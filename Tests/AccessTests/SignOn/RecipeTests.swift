import Access
import Foundation
import TestSupport
import Testing

/// The commands of docs/single-sign-on.md make from a manifest what decides as it does.
@Suite(.enabled(if: Tool.isAvailable("/usr/bin/jq", for: "following the recipes for single sign-on")))
struct RecipeTests {
    static let page = String(
        decoding: (try? Data(contentsOf: Tool.repository.appending(path: "docs/single-sign-on.md")))
            ?? Data(),
        as: UTF8.self)

    /// The fenced block of a kind below a heading.
    static func block(_ kind: String, below heading: String) throws -> String {
        let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix(heading) })
        let parts = section.components(separatedBy: "```\(kind)\n")
        try #require(parts.count == 2)
        return try #require(parts[1].components(separatedBy: "```").first)
    }

    /// Runs the command below a heading beside a manifest; what it wrote, and what it said.
    private func follow(_ heading: String, _ manifest: Manifest) throws -> (json: Any?, errors: String) {
        let folder = TemporaryFolder()
        try folder.write(manifest.json(), to: "output/access/access.json")
        let command = try Self.block("sh", below: heading)
        let outcome = try Tool.run("/bin/sh", ["-ec", command], in: folder.url)
        let name = try #require(command.split(separator: ">").last).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let data = try Data(contentsOf: folder.url.appending(path: name))
        return (try? JSONSerialization.jsonObject(with: data), outcome.errors)
    }

    private static let paths =
        SamplePortal.contents.map { "/" + $0.path } + Spellings.unlisted + [
            "/acme-board/index.html", "/", "/x",
        ]

    @Test(arguments: SamplePortal.Layout.allCases)
    func autheliaDecidesAsTheManifestDoes(_ layout: SamplePortal.Layout) throws {
        let manifest = try SamplePortal.manifest(layout)
        let reference = try Reference(manifest: manifest.json())
        let json = try #require(try follow("Authelia", manifest).json as? [String: [String: Any]])
        let control = try #require(json["access_control"])
        #expect(control["default_policy"] as? String == "deny")
        let rules = try #require(control["rules"] as? [[String: Any]])
        func decide(_ groups: [String], _ host: String, _ path: String) throws -> Bool {
            for rule in rules {
                let domains = (rule["domain"] as? [String]) ?? [rule["domain"] as? String ?? ""]
                let pattern = try Regex(try #require((rule["resources"] as? [String])?.first))
                // Networks are Authelia's to look at: here, everybody is where he must be.
                let isHere = domains.contains {
                    $0 == host || $0.hasPrefix("*.") && host.hasSuffix($0.dropFirst())
                }
                if !isHere || path.firstMatch(of: pattern) == nil { continue }
                guard let subjects = rule["subject"] as? [[String]] else {
                    return rule["policy"] as? String == "bypass"
                }
                #expect(rule["policy"] as? String == "one_factor")
                return subjects.contains {
                    $0.allSatisfy { subject in groups.contains { "group:\($0)" == subject } }
                }
            }
            return false
        }
        for edition in SamplePortal.editions {
            let host = layout.host(of: edition.name)
            for path in Self.paths {
                for groups in SamplePortal.editions.map({ [$0.name] }) + [[]] {
                    let rule = reference.rules.first {
                        $0.exact == path || $0.prefix.map(path.hasPrefix) == true
                    }
                    let may = rule.map {
                        $0.public == true
                            || ($0.host ?? host) == host && !Set($0.groups ?? []).isDisjoint(with: groups)
                    }
                    #expect(try decide(groups, host, path) == (may ?? false), "\(groups) \(host) \(path)")
                }
            }
        }
        let strict = try #require(
            try follow("Authelia", SamplePortal.manifest(asking: ["acme"])).json as? [String: [String: Any]])
        let policies = (strict["access_control"]?["rules"] as? [[String: Any]] ?? []).compactMap {
            $0["policy"] as? String
        }
        #expect(policies.count { $0 == "two_factor" } == 1)
        #expect(
            rules.compactMap { $0["networks"] as? [String] } == [
                ["10.0.0.0/8", "2001:db8::/32"], ["127.0.0.0/8"],
            ])
    }

    @Test(arguments: SamplePortal.Layout.allCases)
    func cloudflareHasAnApplicationForEachRule(_ layout: SamplePortal.Layout) throws {
        let manifest = try SamplePortal.manifest(layout)
        let apps = try #require(try follow("Cloudflare", manifest).json as? [[String: Any]])
        #expect(apps.count == SamplePortal.editions.count + 2)
        let last = try #require(apps.last)
        #expect(last["domain"] as? String == "portal.example.org")
        #expect((last["policies"] as? [[String: Any]])?.map { $0["decision"] as? String } == ["deny"])
        for edition in SamplePortal.editions {
            let host = layout.host(of: edition.name)
            let app = try #require(apps.first { $0["domain"] as? String == "\(host)/\(edition.name)/*" })
            let policies = try #require(app["policies"] as? [[String: Any]])
            #expect(policies.count == 1 && policies[0]["decision"] as? String == "allow")
            let groups = policies[0]["include"] as? [[String: [String: String]]]
            #expect(groups == [["group": ["id": edition.name]]])
            #expect(
                (policies[0]["require"] as? [[String: [String: String]]])?.count == edition.networks.count)
        }
    }

    @Test func azureHasARoleForEachEditionAndRefusesWhatItCannotSay() throws {
        let sample = try SamplePortal.manifest()
        func manifest(_ editions: [Manifest.Edition], _ users: [AccessUser]) -> Manifest {
            Manifest(baseURL: sample.baseURL, snapshot: sample.snapshot, editions: editions, users: users)
        }
        let plain = manifest(SamplePortal.editions.filter(\.networks.isEmpty), SamplePortal.users)
        let json = try #require(try follow("Azure", plain).json as? [String: Any])
        let routes = try #require(json["routes"] as? [[String: Any]])
        func decide(_ role: String, _ path: String) -> Bool {
            let route = routes.first { route in
                let text = route["route"] as? String ?? ""
                return text.hasSuffix("*") ? path.hasPrefix(text.dropLast()) : text == path
            }
            let roles = route?["allowedRoles"] as? [String] ?? []
            return roles.contains(role) || roles.contains("anonymous")
        }
        for path in Self.paths {
            for role in ["authenticated"] + plain.groups.map(\.id) {
                let rule = plain.rules.first { $0.covers(path) }
                let may = rule.map { $0.readers == .everyone || $0.readers == .groups([role]) } ?? false
                #expect(decide(role, path) == may, "\(role) \(path)")
            }
        }
        #expect(
            !routes.contains {
                $0["route"] as? String != "/*" && $0["methods"] as? [String] != ["GET", "HEAD"]
            })
        let refused = try follow("Azure", sample)
        #expect(refused.json == nil && refused.errors.contains("cannot be said"))
        let many = manifest((0..<51).map { Manifest.Edition(name: "client-\($0)") }, [])
        #expect(try follow("Azure", many).errors.contains("more than 50 roles"))
    }

    @Test func theFileOfOAuth2ProxyIsTOMLAndFitsTheGeneratedFiles() throws {
        let python = """
            import json, sys, tomllib
            print(json.dumps(tomllib.loads(sys.stdin.read())))
            """
        let outcome = try Tool.run(
            "/usr/bin/python3", ["-c", python],
            input: try Self.block("toml", below: "nginx with oauth2-proxy"))
        try #require(outcome.code == 0, "\(outcome.errors)")
        let settings = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(settings["proxy_prefix"] as? String == "/_sign-in")
        #expect(settings["set_xauthrequest"] as? Bool == true && settings["allowed_groups"] == nil)
        let files = try WebServer.nginx.accessFiles(
            try SamplePortal.manifest(), credentials: CredentialSet([]), roots: ServerRoots(),
            signOn: SingleSignOn(proxy: settings["http_address"] as? String ?? "", name: .preferredUsername))
        let text = files.map(\.text).joined()
        #expect(
            text.contains("proxy_pass http://127.0.0.1:4180/_sign-in/auth?allowed_groups=$vitrine_wanted;"))
        #expect(!text.contains("auth_basic"))
    }
}
