import Foundation
import TestSupport
import Testing

/// Mistakes of a portal's own templates, as `vitrine build` tells them.
@Suite struct TemplateErrorTests {
    @Test func allOfAThemeAreToldInOneRunInTheOrderOfFilesEachOnce() throws {
        let portal = try Portal()
        let card = "Templates/partials/broken.html"
        try portal.edit(card) { _ in "<p>{{ client.nmae }}</p>\n" }
        try portal.edit("Templates/partials/unused.html") { _ in "\n{{ 1 + }}{{ a & b }}\n" }
        for name in ["one", "two", "three"] {
            try portal.edit("Templates/pages/\(name).html") { _ in
                """
                ---
                path: "\(name)/{{ p.cod }}.html"
                title: '{{ p.name | uper }}'
                each: projects as p
                linked: false
                menus: 1
                ---
                {% include "partials/broken.html" %}
                {{ p.nmae }}
                """
            }
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 1)
        let places = outcome.errors.split(separator: "\n").filter { $0.contains(": error: ") }
            .map { $0.prefix(while: { $0 != " " }) }
        let pages = ["one", "three", "two"].flatMap { name in
            ["2:\(name.count + 14)", "3:21", "6:1", "9:6"].map { "Templates/pages/\(name).html:\($0):" }
        }
        #expect(
            places.map(String.init) == pages + [
                "\(card):1:14:", "Templates/partials/unused.html:2:8:",
                "Templates/partials/unused.html:2:15:",
            ], "\(outcome.errors)")
        #expect(outcome.errors.contains("  2 | path: \"one/{{ p.cod }}.html\"\n"))
        #expect(outcome.errors.contains("  in: included from Templates/pages/one.html:8\n"))
    }

    @Test func twoKindsOfPageOfOneTableSayWhichIsWhereLinksLead() throws {
        let portal = try Portal()
        func text(_ linked: String) -> String {
            """
            ---
            path: "brief/{{ project.code | slug }}.html"
            title: "{{ project.name }}, in brief"
            \(linked)each: projects as project
            ---
            <a href="{{ url(project) }}">x</a>
            """
        }
        try portal.edit("Templates/pages/brief.html") { _ in text("") }
        let refused = try portal.publish()
        #expect(refused.code == 1)
        #expect(
            refused.errors.contains(
                "Templates/pages/brief.html:4:7: error: `project` pages are those of `projects` already"),
            "\(refused.errors)")
        try portal.edit("Templates/pages/brief.html") { _ in text("linked: false\n") }
        try #require(try portal.publish().code == 0)
        let briefs = try Portal.tree(portal.site).filter { $0.key.contains("/brief/") }
        #expect(!briefs.isEmpty)
        for text in briefs.values.map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(text.contains("<a href=\"../projects/"))
        }
    }

    @Test func anErrorOfARunningPageNamesItsRowsAndHowManyMore() throws {
        let portal = try Portal()
        try portal.edit("Templates/pages/extra.html") { _ in
            """
            ---
            path: "extra/{{ project.code }}.html"
            title: Extra
            each: projects as project
            linked: false
            ---
            {% extends "layouts/base.html" %}
            {% block main %}{% for m in project.milestones %}{{ 1 // (m.due_on - m.due_on) }}{% endfor %}{% endblock %}
            """
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 4, "\(outcome.errors)")
        let place =
            #/Templates/pages/extra.html:8:53: milestone [a-z0-9-]+ on the page of project [a-z0-9-]+ of acme: error: division by zero\n/#
        #expect(outcome.errors.contains(place), "\(outcome.errors)")
        #expect(outcome.errors.contains("  in: block `main`, included from Templates/layouts/base.html:"))
        #expect(outcome.errors.contains(#/  in: \d+ more pages? of this edition\n/#))
    }

    @Test func warningsOfTemplatesAreToldOnceAndStopNothing() throws {
        let portal = try Portal()
        try portal.edit("Templates/pages/extra.html") { _ in
            """
            ---
            path: "extra.html"
            title: Extra
            ---
            {% extends "layouts/base.html" %}
            {% block mian %}{% endblock %}
            {% block main %}<a href="{{ "javascript:1" }}">x</a>{% endblock %}
            """
        }
        try portal.edit("Templates/partials/spare.html") { _ in "<p></p>" }
        let outcome = try portal.publish()
        #expect(outcome.code == 0, "\(outcome.errors)")
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("Templates/pages/extra.html:6:10: warning: ") } == 1)
        #expect(
            lines.count { $0 == "Templates/partials/spare.html: warning: no page uses this template" } == 1)
        let blocked = lines.filter { $0.hasPrefix("Templates/pages/extra.html:7:29: client ") }
        #expect(!blocked.isEmpty && Set(blocked).count == blocked.count, "\(outcome.errors)")
    }
}
