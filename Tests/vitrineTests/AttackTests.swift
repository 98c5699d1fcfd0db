import Foundation
import TestSupport
import Testing

/// Statements that ask for more than an edition holds, by `query(…)` and by `data:`, in whole builds of a portal in which
/// every row that is not for the readers at hand carries a word of its own.
@Suite struct AttackTests {
    private let folder = TemporaryFolder()

    /// `Tests/attacks/<name>.sql`: one statement a line.
    static func statements(_ name: String) throws -> [String] {
        let file = Tool.repository.appending(path: "Tests/attacks/\(name).sql")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// What only these editions may show.
    private static let words: [String: Set<String>] = [
        "juniper": ["acme", "acme.finance.team"], "copperleaf": ["acme.finance.team"], "tumbleweed": [],
        "bobolink": ["acme-corp"], "merganser": [], "grackle": [], "nightjar": [],
    ]

    init() throws {
        try folder.write(
            "title: T\nagency: A\ncontact: a@b.example\nas_of: 2026-11-21\nbase_url: https://portal.example/\n",
            to: "vitrine.yaml")
        try folder.write(Self.sql, to: "rows.sql")
        for arguments in [["db", "create"], ["db", "load", "rows.sql"]] {
            let outcome = try Tool.vitrine(arguments, in: folder.url)
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
    }

    private static let sql = """
        insert into staff (id, code, name, internal_notes_md) values (1, 'ada', 'Ada', 'grackle');
        insert into clients (id, slug, name, status, lead_id, internal_notes_md) values
            (1, 'acme', 'Acme juniper', 'active', 1, 'tumbleweed'), (2, 'acme-corp', 'Corp bobolink', 'active', 1, 'grackle');
        insert into projects (id, client_id, code, name, audience, internal_notes_md, publish_on) values
            (1, 1, 'a', 'juniper', 'team', 'tumbleweed', null), (2, 1, 'b', 'copperleaf', 'finance', null, null),
            (3, 1, 'c', 'tumbleweed', 'internal', null, null), (4, 1, 'd', 'tumbleweed', 'team', null, '2027-01-01'),
            (5, 2, 'a', 'bobolink', 'team', 'grackle', null), (6, 2, 'b', 'merganser', 'finance', null, null);
        insert into milestones (id, client_id, project_id, code, title, due_on, audience) values
            (1, 1, 1, 'a', 'juniper', '2026-12-01', 'team'), (2, 1, 1, 'b', 'tumbleweed', '2026-12-01', 'internal'),
            (3, 1, 3, 'c', 'tumbleweed', '2026-12-01', 'team'), (4, 2, 5, 'a', 'bobolink', '2026-12-01', 'team'),
            (5, 2, 6, 'b', 'merganser', '2026-12-01', 'team');
        insert into users (id, username, email, status) values
            (1, 'nightjar', 'nightjar@nightjar.example', 'active'), (2, 'nightjar2', null, 'active');
        insert into memberships (user_id, client_id, role_id) values (1, 1, 'member'), (2, 1, 'billing');

        """

    /// Builds, and looks for a word that is not where it may be: in what is said, and in every file.
    private func build() throws -> (code: Int32, errors: String, files: [String: String]) {
        let outcome = try Tool.vitrine("build", "--publish", in: folder.url)
        let output = folder.url.appending(path: "output")
        // The moment that the build saw is a copy of the database, for the owner's eyes alone.
        let cache = try FileManager.default.attributesOfItem(atPath: output.appending(path: "cache").path())
        #expect(cache[.posixPermissions] as? Int == 0o700)
        let files = try Portal.tree(output).filter { !$0.key.hasPrefix("cache/") }
            .mapValues { String(decoding: $0, as: UTF8.self) }
        for (word, editions) in Self.words {
            for (place, text) in files.merging(
                ["what the build says": outcome.text], uniquingKeysWith: { $1 })
            {
                let edition = place.split(separator: "/").dropFirst().first.map(String.init) ?? ""
                if place.hasPrefix("site/"), editions.contains(edition) { continue }
                // The password files and the list of who may read name users.
                if word == "nightjar", place.hasPrefix("access/") { continue }
                #expect(!text.lowercased().contains(word), "\(place)")
            }
        }
        return (outcome.code, outcome.errors, files)
    }

    private static func quoted(_ sql: String) -> String {
        "\"" + sql.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    @Test func whatReachesTooFarIsRefusedAtItsPlace() throws {
        let statements = try Self.statements("refused")
        try #require(statements.count >= 100)
        let data = statements.enumerated().map { "  d\($0): \(Self.quoted($1))" }
        try folder.write(
            "---\npath: \"data.html\"\ntitle: \"X\"\ndata:\n\(data.joined(separator: "\n"))\n---\n",
            to: "Templates/pages/data.html")
        for (index, sql) in statements.enumerated() {
            try folder.write(
                "---\npath: \"x\(index).html\"\ntitle: \"X\"\n---\n{{ query(\(Self.quoted(sql))) | length }}\n",
                to: "Templates/pages/x\(index).html")
        }
        let (code, errors, files) = try build()
        #expect(code == 1)
        #expect(!files.keys.contains { $0.hasPrefix("site/") })
        let lines = Set(errors.matches(of: #/data\.html:(\d+):\d+: error: /#).compactMap { Int($0.1) })
        let accepted = statements.enumerated().flatMap { index, sql in
            (lines.contains(index + 5) ? [] : ["data: " + sql])
                + (errors.contains("/x\(index).html:5:") ? [] : ["query: " + sql])
        }
        #expect(accepted == [])
    }

    @Test func whatIsAnsweredIsOfTheEditionAlone() throws {
        let statements = try Self.statements("harmless")
        let data = statements.enumerated().map { "  d\($0): \(Self.quoted($1))" }
        let shown = statements.enumerated().map { index, sql in
            """
            {% for row in query(\(Self.quoted(sql))) %}<b>\(index): {{ row.x }}</b>{% endfor %}
            {% for row in d\(index) %}<i>\(index): {{ row.x }}</i>{% endfor %}
            """
        }
        try folder.write(
            "---\npath: \"x.html\"\ntitle: \"X\"\ndata:\n" + (data + ["---"] + shown).joined(separator: "\n"),
            to: "Templates/pages/x.html")
        let (code, errors, files) = try build()
        #expect(code == 0, "\(errors)")
        let pages = ["acme", "acme.finance.team", "acme-corp"].compactMap { files["site/\($0)/x.html"] }
        #expect(pages.count == 3)
        for page in pages {
            #expect(page.contains(/<b>0: (juniper|copperleaf|bobolink)<\/b>/))
            #expect(page.matches(of: /<b>/).count == page.matches(of: /<i>/).count)
        }
    }

    @Test func whatHasNoEndStopsInItsLimit() throws {
        let statements = try Self.statements("stopped")
        for (index, sql) in statements.enumerated() {
            try folder.write(
                """
                ---
                path: "x\(index).html"
                title: "X"
                ---
                {% if client.slug == "acme" %}
                {% for row in query(\(Self.quoted(sql))) %}{{ row.x }}{% endfor %}
                {% endif %}
                """, to: "Templates/pages/x\(index).html")
        }
        let (code, errors, files) = try build()
        #expect(code == 4)
        #expect(!files.keys.contains { $0.hasPrefix("site/acme/") || $0.hasPrefix("site/acme.") })
        #expect(files.keys.contains { $0.hasPrefix("site/acme-corp/") })
        let unstopped = statements.enumerated().filter {
            !errors.contains("Templates/pages/x\($0.offset).html:6:")
        }
        #expect(unstopped.map(\.element) == [])
        #expect(!errors.contains("10 seconds"), "\(errors)")
    }
}
