import Foundation
import SQLite
import TestSupport
import Testing

/// Tables and columns that an agency adds, from the database to its pages, with the tool alone.
@Suite struct OwnTablesTests {
    private static let script = """
        create table trophies ( -- What the agency won for its clients.
            -- listed by: won_on desc
            id integer primary key,
            client_id integer not null,
            title text not null,
            won_on text, -- the day of the ceremony
            internal_fee_minor integer,
            audience text not null default 'internal',
            foreign key (client_id, audience) references audiences (client_id, key)
        ) strict;
        create index trophies_client on trophies (client_id);
        create table trophy_photos (
            id integer primary key,
            trophy_id integer not null references trophies (id),
            caption text
        ) strict;
        create table gossip (id integer primary key, word text);
        create table internal_jokes (id integer primary key, client_id integer, audience text, word text);
        alter table projects add column budget_code text default 'none';
        alter table projects add column "internal_margin" integer check (internal_margin < 100);
        alter table documents add column scan blob;
        insert into clients (id, slug, name, status) values (91, 'own', 'Own Ltd', 'active'), (92, 'other', 'Other Ltd', 'active');
        insert into projects (id, client_id, code, name, audience, budget_code, internal_margin) values
            (910, 91, 'site', 'Site', 'team', 'B-17', 42), (920, 92, 'site', 'Site', 'team', 'Grackle', 1);
        insert into trophies (id, client_id, title, won_on, audience, internal_fee_minor) values
            (1, 91, 'Golden Pencil', '2026-05-01', 'team', 6666), (2, 91, 'Grackle', null, 'internal', null),
            (3, 91, 'Grackle', null, 'finance', null), (4, 92, 'Grackle', null, 'team', null);
        insert into trophy_photos (trophy_id, caption) values
            (1, 'On the stage'), (2, 'Grackle'), (3, 'Grackle'), (4, 'Grackle');
        insert into gossip (word) values ('Grackle');
        insert into internal_jokes (client_id, audience, word) values (91, 'team', 'Grackle');
        """

    private static let page = """
        ---
        path: "trophies.html"
        title: "Trophies"
        if_any: [trophies]
        data:
          captions: "select caption from trophy_photos order by id"
        data_files:
          - {rows: trophies, columns: [title, won_on], path: files/trophies.csv}
          - {rows: trophy_photos, columns: [caption, trophy.title], path: files/photos.json}
          - {rows: projects, columns: [code, budget_code], path: files/codes.csv}
          - {rows: projects, columns: [code, name], path: files/projects.csv}
        ---
        {% for trophy in trophies %}
        <p>{{ trophy.title }} of {{ trophy.won_on }}:{% for photo in trophy.trophy_photos %} {{ photo.caption }}{% endfor %}</p>
        {% endfor %}
        {% for project in projects %}
        <p>{{ project.name }} {{ project.budget_code }}</p>
        {% endfor %}
        <p>{{ captions | length }} captions</p>
        """

    private func portal() throws -> Portal {
        let portal = try Portal(begunWith: "first.sql")
        try portal.run(sql: Self.script)
        return portal
    }

    @Test func pagesShowWhatTheRuleCopies() throws {
        let portal = try portal()
        try portal.edit("Templates/pages/trophies.html") { _ in Self.page }
        let outcome = try portal.publish("--as-of", "2026-11-20")
        try #require(outcome.code == 0, "\(outcome.errors)")
        let site = try Portal.tree(portal.site).mapValues { String(decoding: $0, as: UTF8.self) }
        let shown = try #require(site["own/trophies.html"])
        #expect(
            shown.split(separator: "\n") == [
                "<p>Golden Pencil of 2026-05-01: On the stage</p>", "<p>Site B-17</p>", "<p>1 captions</p>",
            ])
        #expect(site["own/files/trophies.csv"] == "title,won_on\r\nGolden Pencil,2026-05-01\r\n")
        #expect(
            site["own/files/photos.json"]
                == "[{\"caption\":\"On the stage\",\"trophy.title\":\"Golden Pencil\"}]\n")
        #expect(site["own/files/codes.csv"] == "code,budget_code\r\nsite,B-17\r\n")
        // An added column is in no file that does not list it.
        #expect(site["own/files/projects.csv"] == "code,name\r\nsite,Site\r\n")
        for (path, text) in site where path.hasPrefix("own/") {
            #expect(!text.contains("Grackle") && !text.contains("6666"), "\(path)")
        }
        // Who has no trophy has no such page.
        #expect(
            site.keys.filter { $0.hasSuffix("trophies.html") }.sorted() == [
                "other/trophies.html", "own/trophies.html",
            ])
    }

    @Test(arguments: [
        ("{{ gossip | length }}", "gossip"), ("{{ internal_jokes | length }}", "internal_jokes"),
        ("{{ projects[0].internal_margin }}", "internal_margin"), ("{{ documents[0].scan }}", "scan"),
        ("{{ query(\"select word from gossip order by 1\") | length }}", "gossip"),
        (
            "{{ query(\"select internal_fee_minor from trophies order by 1\") | length }}",
            "internal_fee_minor"
        ),
    ])
    func whatIsNotCopiedHasNoName(_ template: String, _ name: String) throws {
        let portal = try portal()
        try portal.edit("Templates/pages/own.html") { _ in
            "---\npath: \"own.html\"\ntitle: \"Own\"\n---\n\(template)\n"
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("Templates/pages/own.html:5:") && outcome.errors.contains(name))
    }

    @Test func theCheckSaysWhatHappensToEach() throws {
        let portal = try portal()
        let checked = try Tool.vitrine("db", "check", in: portal.root, environment: Portal.environment)
        #expect(checked.code == 0, "\(checked.errors)")
        for line in [
            "column `documents.scan`: not copied: binary values are not shown; keep files under content/",
            "table `gossip`: not copied: it has no `audience` and no parent that is copied",
            "table `internal_jokes`: not copied: it is internal",
            "column `projects.budget_code`: copied into editions",
            "column `projects.internal_margin`: not copied: it is internal",
            "table `trophies`: copied by its own audience",
            "column `trophies.internal_fee_minor`: not copied: it is internal",
            "table `trophy_photos`: copied with the records that it belongs to",
        ] { #expect(checked.output.contains(line + "\n"), "\(line)") }
    }

    @Test func theSchemaListsThemInEachFormat() throws {
        let portal = try portal()
        func schema(_ format: String) throws -> String {
            let outcome = try Tool.vitrine("schema", "--format", format, in: portal.root)
            try #require(outcome.code == 0, "\(outcome.errors)")
            return outcome.output
        }
        let dictionary = try schema("dictionary")
        #expect(
            dictionary.contains(
                "### trophies\n\nAdded by the agency.\n\nWhat the agency won for its clients.\n\nWho sees it: readers of its `audience`."
            ))
        #expect(dictionary.contains("| `won_on` | date, may be null |  | the day of the ceremony |"))
        #expect(dictionary.contains("| `budget_code` | text, may be null | `'none'` | added by the agency |"))
        #expect(
            dictionary.contains(
                "| `internal_margin` | integer, may be null |  | added by the agency; never copied |"))
        #expect(
            dictionary.contains(
                "### gossip\n\nAdded by the agency.\n\nWho sees it: the agency alone: never copied."))
        #expect(try schema("mermaid").contains("trophies ||--o{ trophy_photos : \"trophy_id\""))
        let json = try JSONDecoder().decode(Schema.self, from: Data(schema("json").utf8))
        #expect(
            json.tables.filter(\.is_own).map(\.name) == [
                "gossip", "internal_jokes", "trophies", "trophy_photos",
            ])
        let added = json.tables.filter { !$0.is_own }.flatMap { table in
            table.columns.filter(\.is_own).map { "\(table.name).\($0.name)" }
        }
        #expect(added == ["documents.scan", "projects.budget_code", "projects.internal_margin"])

        // The SQL makes a database of the same schema.
        let copy = try Connection(path: portal.root.appending(path: "copy.sqlite").path(), mode: .create)
        try Script(try schema("sql")).run(on: copy)
        try portal.edit("vitrine.yaml") {
            $0.replacing("database: portal.sqlite", with: "database: copy.sqlite")
        }
        #expect(try schema("json").contains("\"budget_code\""))
        #expect(try schema("dictionary") == dictionary)
        #expect(throws: SQLiteError.self, "its CHECK came along") {
            try copy.execute("insert into clients (id, slug, name) values (1, 'a', 'A')")
            try copy.execute(
                "insert into projects (client_id, code, name, internal_margin) values (1, 'a', 'A', 100)")
        }
    }

    private struct Schema: Decodable {
        let tables: [Table]
        struct Table: Decodable {
            let name: String
            let is_own: Bool
            let columns: [Column]
        }
        struct Column: Decodable {
            let name: String
            let is_own: Bool
        }
    }
}
