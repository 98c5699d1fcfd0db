import Foundation
import TestSupport
import Testing

/// A page of a template's own links to what is not there, and holds its client back.
@Suite struct LinkCheckTests {
    private static let page = "Templates/pages/extra.html"

    private func text(_ body: String, path: String = "extra.html") -> String {
        "---\npath: \"\(path)\"\ntitle: \"Extra\"\n---\n\(body)\n"
    }

    @Test func linksOfTemplatesLeadToWhatIsThere() throws {
        let portal = try Portal(begunWith: "first.sql")
        try portal.edit(Self.page) { _ in
            text(
                """
                <p id="here"><a href="#here">a</a> <a href="#top">b</a> <a href="index.html#s.content">c</a>
                <a href="{{ url("home") }}?q=1">d</a> <a href="https://example.org/">e</a> <a href="mailto:a@b.example">f</a>
                <img src="{{ asset("style.css") }}" alt=""> <a href="">g</a> <a href="./">h</a>
                &lt;a href="not/a/link"&gt;</p>
                """)
        }
        let outcome = try portal.publish()
        #expect(outcome.code == 0, "\(outcome.text)")
    }

    struct Plant: Sendable, CustomTestStringConvertible {
        let body: String
        let message: String
        var path = "extra.html"
        var testDescription: String { body }
    }

    @Test(arguments: [
        Plant(
            body: "<p>\n<a href=\"nowhere.html\">x</a>", message: "the link `nowhere.html` leads to no file"),
        Plant(body: "<img src='logo.png' alt=''>", message: "the link `logo.png` leads to no file"),
        Plant(
            body: "<a href=\"#nothing\">x</a>",
            message: "leads to an id that `hello/extra.html` does not have"),
        Plant(
            body: "<a href=\"index.html#nothing\">x</a>",
            message: "leads to an id that `hello/index.html` does not have"),
        Plant(body: "<a href=\"../other/index.html\">x</a>", message: "leads to no file of this edition"),
        Plant(
            body: "<a href=\"index.html\">x</a>", message: "`index.html` leads to no file",
            path: "below/extra.html"),
        Plant(body: "<a href=\"/assets/gone.css\">x</a>", message: "`/assets/gone.css` leads to no file"),
    ])
    func aLinkToNothingHoldsItsClientBack(_ plant: Plant) throws {
        let portal = try Portal(begunWith: "first.sql")
        try portal.edit(Self.page) { _ in text(plant.body, path: plant.path) }
        let outcome = try portal.publish()
        #expect(outcome.code == 4 && outcome.errors.contains("held back: hello"), "\(outcome.text)")
        #expect(outcome.errors.contains(plant.message), "\(outcome.text)")
        #expect(
            outcome.errors.contains(#/hello/[a-z/]*extra\.html:[0-9]+:[0-9]+: error: the link/#),
            "\(outcome.text)")
        #expect(!FileManager.default.fileExists(atPath: portal.site.appending(path: "hello").path()))
    }

    @Test func aRowThatIsGoneForSomeReadersHoldsThatClientAlone() throws {
        let portal = try Portal(begunWith: "first.sql")
        try portal.run(
            sql: """
                insert into clients (id, slug, name, status) values (91, 'alder', 'Alder', 'active');
                insert into projects (client_id, code, name, audience) values (91, 'quay', 'Quay', 'team');
                """)
        try portal.edit(Self.page) { _ in text("<a href=\"projects/website.html\">Website</a>") }
        let outcome = try portal.publish()
        #expect(outcome.code == 4, "\(outcome.text)")
        #expect(outcome.errors.contains("held back: alder") && !outcome.errors.contains("held back: hello"))
        #expect(
            FileManager.default.fileExists(atPath: portal.site.appending(path: "hello/extra.html").path()))
    }
}
