import Foundation
import TestSupport
import Testing

/// What each type of page is made of, as a publication leaves it for the next build.
@Suite struct PageDependencyTests {
    private struct Line: Decodable {
        let page: String
        let templates: [String]
        let tables: [String]
        let reads_as_of: Bool
    }

    private func lines(_ portal: Portal) throws -> [String: Line] {
        let text = try String(
            contentsOf: portal.root.appending(path: "output/state/pages.jsonl"), encoding: .utf8)
        let lines = try text.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
        return Dictionary(uniqueKeysWithValues: lines.map { ($0.page, $0) })
    }

    @Test func templatesTablesAndTheDateAreToldForEachPage() throws {
        let portal = try Portal()
        func page(_ name: String, _ matter: String, _ body: String) throws {
            try portal.edit("Templates/pages/\(name).html") { _ in
                "---\npath: \(name).html\ntitle: \(name)\n\(matter)---\n\(body)\n"
            }
        }
        try portal.edit("Templates/partials/list.html") { _ in
            "{% for p in projects %}{{ p.code }}{{ p.state.client_label }}{% endfor %}"
        }
        try page("plain", "", "{{ site.title }}")
        try page("listing", "", "{% include \"partials/list.html\" %}")
        try page("dated", "", "{{ as_of }}")
        try page("next", "", "{{ site.next_on }}")
        try page("reckoned", "", "{{ waiting_items | length }}")
        try page("asking", "data:\n  n: select count(*) as n from milestones\n", "{{ (n | first).n }}")
        try page(
            "offering",
            "data_files: [{rows: milestones, columns: [code, project.name], path: files/offer.csv}]\n",
            "")
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let pages = try lines(portal)
        func expect(_ name: String, _ templates: [String], _ tables: [String], readsDay: Bool) {
            let line = pages[name]
            #expect(line?.templates == (templates + ["pages/\(name).html"]).sorted(), "\(name)")
            #expect(line?.tables == tables, "\(name)")
            #expect(line?.reads_as_of == readsDay, "\(name)")
        }
        expect("plain", [], [], readsDay: false)
        expect("listing", ["partials/list.html"], ["projects", "workflow_states"], readsDay: false)
        expect("dated", [], [], readsDay: true)
        expect("next", [], [], readsDay: true)
        expect("reckoned", [], ["waiting_items"], readsDay: true)
        expect("asking", [], ["milestones"], readsDay: false)
        expect("offering", [], ["milestones", "projects"], readsDay: false)
        // The layout of every page of the theme tells when the next edition comes.
        #expect(pages["home"]?.templates.contains("layouts/base.html") == true)
        #expect(pages["home"]?.reads_as_of == true)
    }
}
