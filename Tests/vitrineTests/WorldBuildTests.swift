import Foundation
import GeneratedWorlds
import SQLite
import TestSupport
import Testing

/// Whole builds of databases made at random: who reads what by the manifest, down to the bytes of the files.
@Suite struct WorldBuildTests {
    /// 3 in `make test`, more in `make soak`.
    static let seeds: [Int] = {
        let worlds = ProcessInfo.processInfo.environment["WORLDS"].flatMap { Int($0) } ?? 30
        // Of three worlds two are lawful; the others would be held back.
        return (1...max(3, worlds / 20)).map { 1000 + $0 * 3 + 1 }
    }()

    /// A page with a line for each row that the edition has: `[milestones 17 w17x]`.
    private func page(of tables: [WorldSchema.Table]) -> String {
        let lines = tables.map { table in
            let words = table.columns.map(\.name).filter { name in
                !["audience", "file", "storage_url"].contains(name)
                    && !["internal_", "is_"].contains(where: name.hasPrefix)
                    && !["_on", "_at", "_id"].contains(where: name.hasSuffix)
            }
            let texts = words.map { " || ' ' || ifnull(\($0), '')" }.joined()
            return """
                {% for row in query("select '[\(table.name) ' || id || ' '\(texts) || ']' as words from \(table.name) order by id") %}{{ row.words }}
                {% endfor %}
                """
        }
        return "---\npath: \"everything.html\"\ntitle: \"Everything\"\n---\n" + lines.joined(separator: "\n")
    }

    @Test(arguments: seeds) func readersReadWhatTheyMaySee(_ seed: Int) throws {
        let folder = TemporaryFolder()
        try folder.write(
            "title: T\nagency: A\ncontact: a@b.example\nas_of: \(World.today)\nbase_url: https://portal.example/\n",
            to: "vitrine.yaml")
        let created = try Tool.vitrine("db", "create", in: folder.url)
        try #require(created.code == 0, "\(created.errors)")
        let writer = try Connection(path: folder.path("portal.sqlite"), mode: .readWrite)
        let world = try World(seed: seed, isLawful: true, in: writer)
        let judge = try Judge(writer, asOf: World.today)
        let shown = judge.schema.tables.filter(judge.isShown)
        for note in world.notes { try folder.write(note.text, to: "content/\(note.path)") }
        let png: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13] + Array("IHDR".utf8)
        for (table, start) in [("document_versions", Array("%PDF-1.4".utf8)), ("photos", png)] {
            for row in judge.all(table) {
                let client = judge.all("clients").first { $0.key == row.values["client_id"] }
                guard let slug = client?.values["slug"], let file = row.values["file"] else { continue }
                try folder.write(start + Array("\n(file \(row.key))\n".utf8), to: "content/\(slug)/\(file)")
            }
        }
        try folder.write(page(of: shown), to: "Templates/pages/everything.html")
        let outcome = try Tool.vitrine("build", "--publish", in: folder.url)
        #expect(outcome.code == 0, "world \(seed): \(outcome.errors)")

        let files = try Portal.tree(folder.url.appending(path: "output/site")).mapValues {
            String(decoding: $0, as: UTF8.self)
        }
        let manifest = try JSONDecoder().decode(
            ReadManifest.self, from: Data(contentsOf: folder.url.appending(path: "output/access/access.json"))
        )
        for (path, text) in files { #expect(!text.contains(World.secret), "\(path) of world \(seed)") }
        try #require(
            judge.all("users").contains { !judge.views(of: $0).isEmpty }, "world \(seed) has no reader")
        for user in judge.all("users") {
            let views = judge.views(of: user)
            let groups = manifest.principals.users.first { $0.name == user.values["username"] }?.groups ?? []
            #expect(groups.isEmpty == views.isEmpty, "world \(seed), user \(user.key)")
            let prefixes = manifest.rules.filter { !Set($0.groups ?? []).isDisjoint(with: groups) }
                .compactMap(\.prefix)
            let read = files.filter { file in prefixes.contains { ("/" + file.key).hasPrefix($0) } }
            expect(read, of: user, toBe: views, world, judge, shown, "world \(seed), user \(user.key)")
        }
    }

    private func expect(
        _ files: [String: String], of user: Judge.Row, toBe views: [View], _ world: World, _ judge: Judge,
        _ shown: [WorldSchema.Table], _ reader: String
    ) {
        let rows = shown.flatMap { judge.all($0.name) }
        let mayRead = rows.filter { row in views.contains { judge.maySee(row, $0) } }
        let pages = files.filter { $0.key.hasSuffix("everything.html") }.values.joined()
        let listed = Set(pages.matches(of: #/\[([a-z_]+ \d+) /#).map { String($0.1) })
        #expect(listed == Set(mayRead.map { "\($0.table.name) \($0.key)" }), "\(reader)")

        // Every word of every file is of a row that he may see, or of what all editions name.
        let notes = world.notes.filter { note in views.contains { judge.maySee(note, $0) } }
        let named = ["clients", "staff", "services", "workflows", "workflow_states", "document_types"]
            .flatMap(judge.all)
        let access = views.flatMap { judge.accessTexts(of: user, $0) }.flatMap(Self.words)
        let words = Set(
            (mayRead + named).flatMap(\.values.values).flatMap(Self.words) + notes.map(\.code) + access)
        let found = Set(files.values.flatMap(Self.words))
        #expect(found.subtracting(words) == [], "\(reader)")
        #expect(Set(notes.map(\.code)).isSubset(of: found), "\(reader)")
        #expect(Set(access).isSubset(of: found), "\(reader)")

        let loads = Set(files.values.flatMap { $0.matches(of: /\(file (\d+)\)/).map { String($0.1) } })
        let mayLoad = mayRead.filter { row in
            row.table.name == "document_versions" && row.values["file"] != nil
                && views.contains { judge.maySee(row, $0) && judge.mayDownload(row, $0) }
        }
        #expect(loads == Set(mayLoad.map(\.key)), "\(reader)")
    }

    private static func words(_ text: String) -> [String] { text.matches(of: /w\d+x/).map { String($0.0) } }

    private struct ReadManifest: Decodable {
        let principals: Principals
        let rules: [Rule]
        struct Principals: Decodable { let users: [User] }
        struct User: Decodable {
            let name: String
            let groups: [String]
        }
        struct Rule: Decodable {
            let prefix: String?
            let groups: [String]?
        }
    }
}
