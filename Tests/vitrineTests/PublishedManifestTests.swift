import Foundation
import TestSupport
import Testing

/// What a real build says of the database in its manifest, and what it refuses to say.
@Suite struct PublishedManifestTests {
    private func manifest(_ portal: Portal) throws -> String {
        try String(contentsOf: portal.access.appending(path: "access.json"), encoding: .utf8)
    }

    private func change(_ portal: Portal, _ arguments: String...) throws {
        let outcome = try Tool.vitrine(
            arguments + ["--actor", "ada"], in: portal.root, environment: Portal.environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    @Test(.enabled(if: SchemaChecker.isWanted, "python3 has no jsonschema"))
    func theSampleFollowsTheSchemas() throws {
        let portal = try Portal()
        try #require(portal.publish().code == 0)
        let manifest = try manifest(portal)
        let files = try String(contentsOf: portal.access.appending(path: "files.jsonl"), encoding: .utf8)
        let lines = files.split(separator: "\n").map { Array($0.utf8) }
        #expect(lines.count > 500)
        #expect(try SchemaChecker.problems(schema: "access", documents: [Array(manifest.utf8)]) == "")
        #expect(try SchemaChecker.problems(schema: "files", documents: lines) == "")
        for part in [#""198.51.100.0/24""#, #""valid_from": "2026-11-12""#, #""valid_until": "2026-12-31""#] {
            #expect(manifest.contains(part), "\(part)")
        }
    }

    @Test func theSameDataGivesTheSameBytes() throws {
        let portal = try Portal(begunWith: "first.sql")
        try #require(portal.publish().code == 0)
        let first = try manifest(portal)
        try FileManager.default.removeItem(at: portal.root.appending(path: "output"))
        try #require(portal.publish("--jobs", "1").code == 0)
        #expect(try manifest(portal) == first)
    }

    @Test func aFileHasItsDocumentsClassificationAndDays() throws {
        let portal = try Portal(of: ["acme"])
        try portal.run(
            sql: """
                insert into retention_policies (id, label, basis, days, action) values ('ten', 'Ten', 'created', 10, 'delete');
                update documents set retention_policy_id = 'ten', expires_on = '2026-11-25', is_legal_hold = 0,
                    classification = 'restricted', created_at = '2026-11-15T08:00:00Z' where code = 'acceptance-cases';
                """)
        try #require(portal.publish().code == 0)
        let files = try String(contentsOf: portal.access.appending(path: "files.jsonl"), encoding: .utf8)
        let lines = files.split(separator: "\n").filter { $0.contains("/acme/files/acceptance-cases") }
        try #require(!lines.isEmpty)
        for line in lines {
            for part in [
                #""classification":"restricted""#, #""retain_until":"2026-11-24""#,
                #""expires_on":"2026-11-25""#,
            ] { #expect(line.contains(part), "\(line)") }
        }
        #expect(try manifest(portal).contains(#""not_after": "2026-11-25""#))
        func verify(_ time: String) throws -> Int32 {
            try Tool.vitrine("access", "verify", in: portal.root, environment: ["SOURCE_DATE_EPOCH": time])
                .code
        }
        // 2026-11-24 and 2026-11-25, at noon.
        #expect(try verify("1795521600") == 0 && verify("1795608000") == 8)
        let path = String(lines[0].split(separator: "\"")[3])
        let told = try Tool.vitrine("access", "explain", "--path", path, in: portal.root)
        #expect(
            told.output.contains("restricted, gone on 2026-11-25, to be kept until 2026-11-24"),
            "\(told.text)")
    }

    @Test func aDocumentAboveItsAudienceHoldsItsClientBack() throws {
        let portal = try Portal(of: ["acme-corp", "noor"])
        try #require(portal.publish().code == 0)
        let before = try manifest(portal)
        try portal.run(
            sql: "update documents set classification = 'sealed' where client_id = 2 and audience = 'team'")
        let built = try portal.publish()
        #expect(built.code == 4 && built.errors.contains("documents 2"), "\(built.text)")
        #expect(try manifest(portal) == before)

        // The audience may read less than what is published: the same, and other clients are published.
        try portal.run(
            sql: """
                update documents set classification = 'confidential' where client_id = 2 and audience = 'team';
                update audiences set highest_classification = 'public' where client_id = 2;
                update users set expires_on = '2026-12-01' where username = 'yusuf';
                """)
        #expect(try portal.publish().code == 4)
        #expect(try manifest(portal).contains(#""valid_until": "2026-11-30""#))
        let verified = try Tool.vitrine("access", "verify", in: portal.root, environment: Portal.environment)
        #expect(verified.code == 0, "\(verified.text)")
    }

    @Test func addressRangesComeFromTheClient() throws {
        let portal = try Portal(of: ["acme-corp", "noor"])
        try change(portal, "set", "clients", "noor", "networks=192.0.2.0/24, 2001:db8::/32")
        try #require(portal.publish().code == 0)
        let shown = try Tool.vitrine("access", "show", "--edition", "noor", in: portal.root)
        #expect(shown.output.contains("192.0.2.0/24, 2001:db8::/32"), "\(shown.text)")
        let path = ["access", "explain", "--user", "yusuf", "--path", "/noor/index.html", "--address"]
        #expect(try Tool.vitrine(path + ["192.0.2.7"], in: portal.root).code == 0)
        #expect(try Tool.vitrine(path + ["192.0.3.7"], in: portal.root).code == 1)

        // What is none holds the client back, with the ranges that it had.
        try change(portal, "set", "clients", "noor", "networks=192.0.2.7/24")
        let checked = try Tool.vitrine("db", "check", in: portal.root, environment: Portal.environment)
        #expect(checked.code == 1 && checked.errors.contains("clients 7 (noor)"), "\(checked.text)")
        try change(portal, "set", "clients", "acme-corp", "name=Acme Two")
        let built = try portal.publish()
        #expect(built.code == 4 && built.errors.contains("no list of address ranges"), "\(built.text)")
        #expect(try Tool.vitrine(path + ["192.0.2.7"], in: portal.root).code == 0)
        #expect(try Tool.vitrine(path + ["192.0.3.7"], in: portal.root).code == 1)
    }

    @Test func whatAsksForASecondFactorIsNotPublishedForServersThatCannotAsk() throws {
        let portal = try Portal(of: ["acme-corp", "noor"])
        try #require(portal.publish().code == 0)
        try change(portal, "set", "clients", "noor", "is_second_factor_required=yes")
        let built = try portal.publish()
        #expect(built.code == 4 && built.errors.contains("clients 7 (noor)"), "\(built.text)")
        #expect(built.errors.contains("oauth2-proxy"))
        #expect(try !manifest(portal).contains("noor"))
        #expect(!FileManager.default.fileExists(atPath: portal.site.appending(path: "noor").path()))
        #expect(FileManager.default.fileExists(atPath: portal.site.appending(path: "acme-corp").path()))

        // Something else enforces the manifest, which says so.
        try portal.edit("vitrine.yaml") { $0.replacing("servers:", with: "servers:\n  kinds: []") }
        let again = try portal.publish()
        try #require(again.code == 0, "\(again.text)")
        #expect(try manifest(portal).contains(#""second_factor": true"#))
        let path = ["access", "explain", "--user", "yusuf", "--path", "/noor/index.html"]
        let explained = try Tool.vitrine(path, in: portal.root)
        #expect(explained.code == 0 && explained.output.contains("a second factor"), "\(explained.text)")
        let shown = try Tool.vitrine("access", "show", in: portal.root)
        #expect(shown.output.contains("with a second factor"))
        let verified = try Tool.vitrine("access", "verify", in: portal.root, environment: Portal.environment)
        #expect(verified.code == 0, "\(verified.text)")
    }
}
