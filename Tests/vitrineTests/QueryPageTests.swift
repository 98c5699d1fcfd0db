import Foundation
import TestSupport
import Testing

/// A portal's own pages ask the edition in SQL: `query(…)` in a template, `data:` in front matter.
@Suite struct QueryPageTests {
    private func page(_ portal: Portal, _ text: String) throws {
        try portal.edit("Templates/pages/answers.html") { _ in text }
    }

    /// What was published of the page, by path.
    private func answers(_ portal: Portal) throws -> [String: String] {
        try Portal.tree(portal.site).filter { $0.key.contains("/answers/") }
            .mapValues { String(decoding: $0, as: UTF8.self) }
    }

    private let sound = """
        ---
        each: projects as project
        linked: false
        path: "answers/{{ project.code | slug }}.html"
        title: "{{ late | length }} late"
        data:
          late: "select code from milestones where due_on < (select as_of_on from moment) order by due_on, code"
          mine:
            sql: |
              select title, due_on as due, project_id from milestones
              where project_id = (select id from projects where code = ?) order by due_on, code
            with: [project.code]
        ---
        {{ page.title }}
        {% for row in mine %}
        <p title="{{ row.title }}">{{ row.title }} {{ row.due | date("yyyy") }} <a href="{{ url(row.project) }}">x</a>
        {% endfor %}
        {% for row in query("select count(*) as n, max(due_on) as last_on from milestones where due_on > ?", as_of) %}
        <b>{{ row.n }} until {{ row.last_on | date("yyyy") }}</b>
        {% endfor %}
        """

    @Test func answersAreValuesOfTheEditionAlone() throws {
        let portal = try Portal()
        try page(portal, sound)
        try portal.run(
            sql: """
                update milestones set title = '<img src=x onerror=alert(1)>"''&'
                where code = 'glove-test' and client_id = (select id from clients where slug = 'acme');
                insert into milestones (client_id, project_id, code, title, due_on, audience)
                select client_id, id, 'canary-' || id, 'CANARY-' || id, '2026-01-01', 'internal' from projects;
                """)
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let pages = try answers(portal)
        let hostile = "&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;"
        let showing = pages.filter { $0.value.contains("<p title=\"\(hostile)\">\(hostile) 2026 ") }.keys
        #expect(!showing.isEmpty && showing.allSatisfy { $0.split(separator: "/")[0].hasPrefix("acme") })
        #expect(!showing.contains { $0.hasPrefix("acme-corp") })
        for (path, text) in pages {
            #expect(!text.contains("CANARY") && !text.contains("<img"), "\(path)")
            #expect(text.contains("<a href=\"../projects/") || !text.contains("<p "), "\(path)")
            #expect(text.contains(#/<b>\d+ until (20\d\d)?<\/b>/#), "\(path)")
        }
    }

    @Test func theSameDataGivesTheSameBytesInAnyZoneAndOrder() throws {
        let portal = try Portal()
        try page(portal, sound)
        try #require(try portal.publish("--jobs", "1", environment: ["TZ": "Pacific/Kiritimati"]).code == 0)
        let first = try answers(portal)
        let second = try Portal()
        try page(second, sound)
        try #require(try second.publish("--jobs", "3", environment: ["TZ": "America/Adak"]).code == 0)
        #expect(!first.isEmpty)
        #expect(try answers(second) == first)
    }

    @Test func mistakesAreAllToldWithTheirPlacesBeforeAnythingIsRendered() throws {
        let portal = try Portal()
        try page(
            portal,
            """
            ---
            each: projects as project
            linked: false
            path: "answers/{{ project.code }}.html"
            title: "{{ late.nmae }}"
            data:
              late: "select code from milstones order by code"
              mine:
                sql: "select code from milestones where code = ? order by code"
                with: [project.cod]
              client: "select 1 as x"
            ---
            """)
        try portal.edit("Templates/pages/others.html") { _ in
            """
            ---
            path: "others.html"
            title: "Others"
            data:
              late: "select code, title from milestones order by code"
            ---
            {% for row in query("select nmae from projects order by code") %}{{ row.code }}{% endfor %}
            {% for row in query("select name from projects order by code") %}{{ row.nmae }}{% endfor %}
            {{ query("select name from projects where code = ? order by code") | length }}
            {{ query("select name from projects where code = ? order by code", projects) | length }}
            {{ query(site.title) | length }}
            {{ late[0].titel }}
            """
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 1)
        for line in [
            "Templates/pages/answers.html:7:9: error: there is no table `milstones` to ask",
            "hint: did you mean `milestones`?",
            "Templates/pages/answers.html:10:11: error: `projects` has no column `cod`",
            "Templates/pages/answers.html:11:11: error: `client` means something else in templates",
            "Templates/pages/others.html:7:29: error: no table of the query has a column `nmae`",
            "Templates/pages/others.html:8:73: error: `query` has no field `nmae`",
            "Templates/pages/others.html:9:4: error: the text has 1 `?`, the call 0 values",
            "Templates/pages/others.html:10:68: error: `query` cannot compare with a list",
            "Templates/pages/others.html:11:4: error: `query` takes a text in quotes first, and then values",
            "Templates/pages/others.html:12:12: error: `late` has no column `titel`",
            "hint: did you mean `title`?",
        ] { #expect(outcome.errors.contains(line), "\(line) is not in:\n\(outcome.errors)") }
    }

    @Test func whatFailsWhileAPageIsMadeIsToldAtTheTemplateAndHoldsTheClientBack() throws {
        let portal = try Portal()
        try page(
            portal,
            """
            ---
            each: projects as project
            linked: false
            path: "answers/{{ project.code }}.html"
            title: "Answers"
            ---
            {{ query("select abs(min(-9223372036854775807) - 1) as x from projects where code = ?", project.code) | length }}
            """)
        let outcome = try portal.publish()
        #expect(outcome.code == 4)
        #expect(
            outcome.errors.contains(
                "Templates/pages/answers.html:7:4: project lab-console of acme: error: integer overflow"),
            "\(outcome.errors)")
    }

    /// In processes of their own: SQLite counts memory by process.
    @Test func whatNeedsTooMuchMemoryIsStoppedWhilePreparingAndWhileRunning() throws {
        let portal = try Portal()
        let tables = (1..<30).map { "a\($0) as (select p.x from a\($0 - 1) p, a\($0 - 1) q limit 5)" }
        let large =
            "with a0 as (select 1 as x), \(tables.joined(separator: ", ")) select count(*) as n from a29"
        func message(of sql: String) throws -> String {
            try page(portal, "---\npath: \"x.html\"\ntitle: \"X\"\n---\n{{ query(\"\(sql)\") | length }}\n")
            return try portal.publish().errors
        }
        #expect(try message(of: large).contains("answers.html:5:10: error: the query takes too much memory"))
        let long =
            "with recursive a(x) as (select 1 union all select x + 1 from a) select x from a order by x"
        #expect(try message(of: long).contains("error: the query takes too m"))
    }

    @Test func aTemplateWithoutAPortalHasNothingToAsk() throws {
        let folder = TemporaryFolder()
        try "{{ query(\"select 1 as x\") | length }}".write(
            to: folder.url.appending(path: "a.html"), atomically: true, encoding: .utf8)
        let outcome = try Tool.vitrine("render", "a.html", in: folder.url)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("a.html:1:4: error: no function or macro named `query`"))
        #expect(outcome.errors.contains("hint: only the pages of a portal have a database to ask"))
    }
}
