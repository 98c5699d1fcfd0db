import Foundation
import TestSupport
import Testing

/// `vitrine import` and `vitrine sync`, as a user types them.
@Suite struct ImportCommandTests {
    private func portal() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        for command in [["init"], ["db", "load", "first.sql"]] {
            let outcome = try Tool.vitrine(command, in: folder.url)
            try #require(outcome.code == 0, "\(outcome.text)")
        }
        return folder
    }

    @Test func theExitCodeTellsHowItEnded() throws {
        let folder = try portal()
        try folder.write("code,name\na,A\n", to: "good.csv")
        try folder.write("code,name\nb,B\nc,\n", to: "bad.csv")
        func code(_ arguments: String...) throws -> Int32 { try Tool.vitrine(arguments, in: folder.url).code }
        #expect(try code("import", "good.csv", "--into", "people", "--client", "hello") == 0)
        #expect(try code("import", "bad.csv", "--into", "people", "--client", "hello") == 1)
        #expect(try code("import", "bad.csv", "--into", "people", "--client", "hello", "--partial") == 4)
        #expect(try code("import", "good.csv") == 2)
        #expect(try code("import", "good.csv", "--into", "people", "--preset", "asana") == 2)
        #expect(try code("import", "good.csv", "--into", "people", "--separator", "ab") == 2)
        #expect(try code("sync", "retry") == 1)
        #expect(try code("sync", "resolve", "x") == 2)
        #expect(try code("sync", "resolve", "7") == 1)
        #expect(try code("sync", "resolve", "1", "--with", "source") == 1)
        #expect(try code("sync", "resolve", "1") == 0)
        #expect(try code("sync", "retry", "--all") == 0)
        #expect(try code("audit", "verify") == 0)
    }

    @Test func neitherMessagesNorTheListHoldAValueOrAControlCharacter() throws {
        let folder = try portal()
        try folder.write("code,name,unit\u{1B}[31m\nSECRET-1,x,y\n", to: "in.csv")
        let unknown = try Tool.vitrine(
            "import", "in.csv", "--into", "people", "--client", "hello", in: folder.url)
        #expect(unknown.code == 1 && !unknown.text.contains("\u{1B}"))
        try folder.write(
            "{\"code\": \"a\", \"name\": \"b\"}\n{\"code\": \"SECRET-2\", \"x\\u001b\": 1}\n", to: "in.jsonl")
        let kept = try Tool.vitrine(
            "import", "in.jsonl", "--into", "people", "--client", "hello", "--partial", in: folder.url)
        let listed = try Tool.vitrine("sync", "list", in: folder.url)
        #expect(kept.code == 4 && listed.code == 0 && listed.output.contains("in.jsonl:2"))
        for outcome in [unknown, kept, listed] {
            #expect(!outcome.text.contains("SECRET") && !outcome.text.contains("\u{1B}"), "\(outcome.text)")
        }
    }

    @Test func pagesKnowHowOldASourceIsWhereItHasALabel() throws {
        let folder = try portal()
        try folder.write("code,name\na,A\n", to: "in.csv")
        for (source, label) in [("crm", "label: Address book\n"), ("wiki", "")] {
            try folder.write(
                "source: \(source)\n\(label)stale_after_minutes: 60\ntables: [{into: people, columns: {code: code, name: name}}]\n",
                to: "map.yaml")
            let outcome = try Tool.vitrine(
                "import", "in.csv", "--map", "map.yaml", "--client", "hello", in: folder.url,
                environment: ["SOURCE_DATE_EPOCH": "1795132800"])
            try #require(outcome.code == 0, "\(outcome.text)")
        }
        try folder.write(
            """
            ---
            path: sources.html
            title: Sources
            ---
            {% for source in freshness %}[{{ source.label }} {{ source.last_success_at | date("yyyy-MM-dd") }} {{ source.is_stale }}]{% endfor %}
            """, to: "Templates/pages/sources.html")
        for (day, isStale) in [("2026-11-20", "false"), ("2026-11-21", "true")] {
            let built = try Tool.vitrine("build", "--publish", "--as-of", day, in: folder.url)
            try #require(built.code == 0, "\(built.text)")
            let page = folder.url.appending(path: "output/site/hello/sources.html")
            let text = try String(contentsOf: page, encoding: .utf8)
            #expect(text.contains("[Address book 2026-11-20 \(isStale)]"), "\(text)")
            #expect(!text.contains("wiki"))
        }
    }
}
