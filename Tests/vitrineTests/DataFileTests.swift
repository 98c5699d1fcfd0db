import Foundation
import TestSupport
import Testing

/// Rows as CSV and JSON beside a page, from the front matter to the published file.
@Suite struct DataFileTests {
    private func portal(_ sql: String = "") throws -> Portal {
        let portal = try Portal(begunWith: "first.sql")
        if !sql.isEmpty { try portal.run(sql: sql) }
        return portal
    }

    private func page(_ portal: Portal, _ matter: String, name: String = "offer", body: String = "") throws {
        try portal.edit("Templates/pages/\(name).html") { _ in
            "---\npath: \(name).html\ntitle: Offer\n\(matter)\n---\n\(body)\n"
        }
    }

    private func file(_ portal: Portal, _ path: String) throws -> Data {
        try Data(contentsOf: portal.site.appending(path: path))
    }

    private static let values = """
        create table samples (
            -- listed by: code
            id integer primary key,
            client_id integer not null references clients (id),
            project_id integer,
            code text not null,
            title text,
            is_open integer,
            amount_minor integer,
            currency text,
            share real,
            day_on text,
            seen_at text,
            internal_word text default 'Grackle',
            other text default 'Magpie',
            audience text not null default 'team',
            foreign key (client_id, audience) references audiences (client_id, key)
        ) strict;
        """

    private static let titles = [
        "plain", "comma, \"quotes\"", "two\r\nlines", "one\nline", "=1+1", "+1", "-1", "@sum(a)", "\ttab",
        "\rreturn",
        "a=b", "'quoted", "\"", "\u{1F469}\u{200D}\u{1F680} \u{202E}right to left", "שלום", " space ", "",
        "a;b|c", "\u{1}\u{7f}",
        "=\"a\",b",
    ]

    @Test func hostileTextsComeOutWholeInTheReadersOfPython() throws {
        func quoted(_ text: String) -> String {
            "'\(text.replacing("'", with: "''").replacing("\r", with: "'||char(13)||'"))'"
        }
        let rows = Self.titles.enumerated().map { index, title in
            "((select id from clients), '\(String(format: "c%02d", index))', \(quoted(title)))"
        }
        let portal = try portal(
            Self.values
                + "insert into samples (client_id, code, title) values \(rows.joined(separator: ","));")
        try page(
            portal,
            "data_files: [{rows: samples, columns: [code, title], path: [files/s.csv, files/s.json]}]")
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let read = try Tool.run(
            "/usr/bin/python3",
            [
                "-c",
                """
                import csv, json, sys
                with open(sys.argv[1], encoding="utf-8", newline="") as file:
                    rows = list(csv.reader(file, strict=True))
                with open(sys.argv[2], encoding="utf-8") as file:
                    objects = json.load(file)
                print(json.dumps([rows, [list(map(str, o)) for o in objects[:1]], [[o["code"], o["title"]] for o in objects]]))
                """,
                portal.site.appending(path: "hello/files/s.csv").path(),
                portal.site.appending(path: "hello/files/s.json").path(),
            ])
        try #require(read.code == 0, "\(read.errors)")
        let lists = try JSONDecoder().decode([[[String]]].self, from: Data(read.output.utf8))
        #expect(lists[0][0] == ["code", "title"] && lists[1] == [["code", "title"]])
        #expect(lists[2].map { $0[1] } == Self.titles)
        // In CSV, what begins a formula has a quote in front; nothing else differs.
        let guarded = Self.titles.map { title in
            title.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true
                ? "'" + title : title
        }
        #expect(lists[0].dropFirst().map { $0[1] } == guarded)
        #expect(guarded.count { $0.hasPrefix("'") } == 8)
        // A line ends with CR LF, and only a quoted field holds another end.
        let text = String(decoding: try file(portal, "hello/files/s.csv"), as: UTF8.self)
        #expect(text.hasPrefix("code,title\r\nc00,plain\r\n") && text.hasSuffix("\r\n"))
    }

    @Test func aTextWithNULIsRefusedAndNotWritten() throws {
        let portal = try portal(
            Self.values
                + "insert into samples (client_id, code, title) select id, 'a', 'x' || char(0) || 'y' from clients;"
        )
        try page(portal, "data_files: [{rows: samples, columns: [code, title], path: files/s.csv}]")
        let outcome = try portal.publish()
        #expect(outcome.code != 0 && outcome.errors.contains("`samples.title` is not valid UTF-8"))
        #expect(
            !FileManager.default.fileExists(atPath: portal.site.appending(path: "hello/files/s.csv").path()))
    }

    @Test func everyTypeHasItsForm() throws {
        let portal = try portal(
            Self.values + """
                insert into samples
                (client_id, project_id, code, title, is_open, amount_minor, currency, share, day_on, seen_at)
                select client_id, id, 'a', 'A', 1, -1250, null, 0.5, '2026-11-21', '2026-11-21T08:30:00Z'
                from projects union all
                select client_id, null, 'b', null, 0, 9007199254740993, 'JPY', -1e30, null, null from projects;
                """)
        let columns = "[code, title, is_open, amount_minor, currency, share, day_on, seen_at, client.name]"
        try page(
            portal, "data_files: [{rows: samples, columns: \(columns), path: [files/s.csv, files/s.json]}]")
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        #expect(
            String(decoding: try file(portal, "hello/files/s.csv"), as: UTF8.self) == """
                code,title,is_open,amount_minor,currency,share,day_on,seen_at,client.name\r
                a,A,true,-1250,GBP,0.5,2026-11-21,2026-11-21T08:30:00Z,Hello Ltd\r
                b,,false,9007199254740993,JPY,-1e+30,,,Hello Ltd\r\n
                """)
        #expect(
            String(decoding: try file(portal, "hello/files/s.json"), as: UTF8.self)
                == #"[{"code":"a","title":"A","is_open":true,"amount_minor":-1250,"currency":"GBP","share":0.5,"#
                + #""day_on":"2026-11-21","seen_at":"2026-11-21T08:30:00Z","client.name":"Hello Ltd"},"#
                + #"{"code":"b","title":null,"is_open":false,"amount_minor":9007199254740993,"currency":"JPY","#
                + #""share":-1e+30,"day_on":null,"seen_at":null,"client.name":"Hello Ltd"}]"# + "\n")
    }

    @Test func filesAreDownloadsOfTheEditionAndLinkedFromTheirPage() throws {
        let portal = try portal()
        try page(
            portal,
            """
            data_files:
              - {rows: milestones, columns: [code], path: files/one.csv}
              - {rows: tickets, columns: [code], path: [files/none.csv, files/none.json]}
              - {rows: tickets, columns: [title], path: files/null.csv}
            """,
            body: "{% for file in page.data_files %}{{ file.url }} {{ file.format }} {{ file.rows }} "
                + "{{ file.row_count }};{% endfor %}")
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        #expect(
            String(decoding: try file(portal, "hello/offer.html"), as: UTF8.self)
                == "files/one.csv csv milestones 1;files/none.csv csv tickets 0;"
                + "files/none.json json tickets 0;files/null.csv csv tickets 0;")
        #expect(try file(portal, "hello/files/none.csv") == Data("code\r\n".utf8))
        #expect(try file(portal, "hello/files/none.json") == Data("[]\n".utf8))
        let lines = try String(contentsOf: portal.access.appending(path: "files.jsonl"), encoding: .utf8)
        let line = try #require(
            lines.split(separator: "\n").first { $0.contains("\"/hello/files/one.csv\"") })
        #expect(line.contains("\"headers\":\"download\"") && line.contains("\"media_type\":\"text/csv"))
        #expect(!line.contains("\"record\"") && !line.contains("\"classification\""))
    }

    @Test func aRowThatIsNothingIsNoEmptyLine() throws {
        let portal = try portal(
            Self.values + "insert into samples (client_id, code) select id, 'a' from clients;")
        try page(portal, "data_files: [{rows: samples, columns: [title], path: files/s.csv}]")
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        #expect(try file(portal, "hello/files/s.csv") == Data("title\r\n\"\"\r\n".utf8))
    }

    @Test func anAddedColumnIsInNoFileThatDoesNotListIt() throws {
        let portal = try portal(
            Self.values + """
                alter table projects add column budget_code text default 'B-17';
                alter table projects add column internal_margin integer default 4242;
                insert into samples (client_id, code, title) select id, 'a', 'Golden' from clients;
                """)
        try page(
            portal,
            """
            data_files:
              - {rows: projects, columns: [code, name], path: [files/plain.csv, files/plain.json]}
              - {rows: projects, columns: [budget_code, code], path: files/own.csv}
              - {rows: samples, columns: [title], path: files/table.csv}
            """)
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        #expect(try file(portal, "hello/files/own.csv") == Data("budget_code,code\r\nB-17,website\r\n".utf8))
        #expect(try file(portal, "hello/files/table.csv") == Data("title\r\nGolden\r\n".utf8))
        #expect(
            try file(portal, "hello/files/plain.csv") == Data("code,name\r\nwebsite,A new website\r\n".utf8))
        #expect(
            try file(portal, "hello/files/plain.json")
                == Data("[{\"code\":\"website\",\"name\":\"A new website\"}]\n".utf8))
        for (path, bytes) in try Portal.tree(portal.site) {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(
                !text.contains("Grackle") && !text.contains("Magpie") && !text.contains("4242"), "\(path)")
            #expect(path.hasSuffix("files/own.csv") == text.contains("B-17"), "\(path)")
        }
    }

    @Test func mistakesInFrontMatterAreAllToldWithTheirPlaces() throws {
        let portal = try portal("alter table projects add column internal_margin integer;")
        try portal.edit("Templates/pages/offer.html") { _ in
            """
            ---
            each: projects as project
            linked: false
            path: "offer/{{ project.code | slug }}.html"
            title: "Offer"
            data_files:
              - rows: milstones
                columns: [code]
                path: files/a.csv
              - rows: project.milstones
                columns: [code]
                path: files/b.csv
              - rows: project.name
                columns: [code]
                path: files/c.csv
              - rows: milestones
                columns: [titel, project, project.nmae, project.tickets, code, code, code.x]
                path: data/d.csv
              - rows: projects
                columns: [internal_margin, id, client_id]
                path: "files/{{ project.cod }}.csv"
              - rows: invoice_totals
                columns: [gross_minor]
                path: [files/e.txt, "files/{{ 'f.csv' }}"]
              - columns: []
                row: milestones
              - {rows: tickets, columns: code, path: files/g.json}
              - text
            ---
            """
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 1)
        let place = "Templates/pages/offer.html"
        for line in [
            "\(place):7:11: error: no variable named `milstones`", "did you mean `milestones`?",
            "\(place):10:11: error: `projects` has no column `milstones`",
            "\(place):13:11: error: `project.name` is not a list of rows",
            "\(place):17:15: error: `milestones` has no column `titel`", "did you mean `title`?",
            "\(place):17:22: error: `project` is a record, not a value",
            "name a column of it: `project.code`",
            "\(place):17:31: error: `projects` has no column `nmae`",
            "\(place):17:45: error: `project.tickets` is a list, not a value",
            "\(place):17:68: error: the column `code` is listed twice",
            "\(place):17:74: error: `code.x` goes on behind a value",
            "\(place):18:11: error: the path of a data file begins with `files/`", "write `files/data/d.csv`",
            "\(place):20:15: error: `projects` has no column `internal_margin`",
            "\(place):20:32: error: `projects` has no column `id`",
            "\(place):20:36: error: `projects` has no column `client_id`", "did you mean `client`?",
            "\(place):21:29: error: `projects` has no column `cod`",
            "\(place):23:14: error: `gross_minor` is listed without its currency",
            "add `currency` to the columns",
            "\(place):24:12: error: the path of a data file ends in `.csv` or `.json`",
            "\(place):24:25: error: the path of a data file ends in `.csv` or `.json`",
            "\(place):25:14: error: `columns` is empty",
            "\(place):25:5: error: a data file has no `path`",
            "\(place):25:5: error: each element of `data_files` has no `rows`",
            "each element of `data_files` has no key `row`", "did you mean `rows`?",
            "\(place):28:5: error: each element of `data_files` must be a mapping",
        ] { #expect(outcome.errors.contains(line), "\(line) is not in:\n\(outcome.errors)") }
        #expect(!outcome.errors.contains("\(place):27:"))
    }

    @Test(arguments: [
        ("files/same.csv", "two files have the path `files/same.csv`", "{{ project.code | slug }}"),
        (
            "\"files/{{ project.name }}.csv\"", "`files/A new website.csv` cannot be the path of a data file",
            "letters"
        ),
        ("\"files/../{{ project.code }}.csv\"", "cannot be the path of a data file", "letters"),
        (
            "\"files/{{ 'plan-v1' }}.csv\"", "two files have the path `files/plan-v1.csv`",
            "{{ project.code | slug }}"
        ),
    ])
    func aPathThatCannotBeIsToldWithItsRow(_ path: String, _ message: String, _ hint: String) throws {
        let portal = try portal(
            """
            insert into projects (client_id, code, name, audience) select id, 'second', 'Second', 'team' from clients;
            insert into documents (client_id, code, title, audience) select id, 'plan', 'Plan', 'team' from clients;
            insert into document_versions (client_id, document_id, number, file, state, media_type)
            select client_id, id, 1, 'plan.csv', 'current', 'text/csv' from documents;
            """)
        try portal.edit("content/hello/plan.csv") { _ in "a\r\n" }
        try portal.edit("Templates/pages/offer.html") { _ in
            """
            ---
            each: projects as project
            linked: false
            path: "offer/{{ project.code | slug }}.html"
            title: "Offer"
            data_files: [{rows: project.milestones, columns: [code], path: \(path)}]
            ---
            """
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 1 || outcome.code == 4)
        #expect(outcome.errors.contains(message) && outcome.errors.contains(hint), "\(outcome.errors)")
        #expect(outcome.errors.contains("of hello"), "\(outcome.errors)")
    }
}
