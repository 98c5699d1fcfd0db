import Import
import TestSupport
import Testing

/// JSON, JSON Lines and Markdown give the same rows as CSV, and tell their mistakes with their places.
@Suite struct SourceFormatTests {
    @Test(arguments: [
        (
            "in.json",
            #" [ {"code": "a", "name": "Ä \"x\" [1]", "position": 2}, {"position": null, "code": "b", "name": "B"} ] "#
        ),
        (
            "in.jsonl",
            "{\"code\": \"a\", \"name\": \"Ä \\\"x\\\" [1]\", \"position\": 2}\n\n{\"code\": \"b\", \"name\": \"B\"}"
        ),
        ("in.csv", "code,name,position\na,\"Ä \"\"x\"\" [1]\",2\nb,B,\n"),
    ])
    func everyFormatGivesTheSameRows(_ name: String, _ text: String) throws {
        let portal = try ImportPortal()
        let outcome = try portal.run(text, name: name, into: "projects")
        #expect(outcome.counts == ["projects 2 0 0"], "\(outcome.problems)")
        #expect(
            try portal.rows("select code, name, position from projects where id > 2 order by id") == [
                "a|Ä \"x\" [1]|2", "b|B|0",
            ])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let problem: String
        var testDescription: String { problem }
    }

    @Test(arguments: [
        Mistake(name: "in.json", text: "{}", problem: "in.json:1:2: the text is no array of objects"),
        Mistake(name: "in.json", text: "[{\"code\": 1}", problem: "in.json:1:13: the array has no end"),
        Mistake(
            name: "in.json", text: "[{\"code\": 1}\n {}]",
            problem: "in.json:2:3: expected `,` or `]` behind an item"),
        Mistake(
            name: "in.json", text: "[{\"code\": \"a\"},\n {\"code\" \"b\"}]",
            problem: "in.json:2:10: expected `:`"),
        Mistake(
            name: "in.json", text: "[{\"code\": \"a\"}, 3]",
            problem: "in.json:1:17: a record must be an object"),
        Mistake(
            name: "in.json", text: "[{\"code\": \"a\", \"name\": \"b\"}, {\"code\": \"a\", \"nmae\": 1}]",
            problem: "in.json:1:30: there is a field `nmae` that the first object did not have"),
        Mistake(name: "in.json", text: "[] x", problem: "in.json:1:5: text stands behind the array"),
        Mistake(
            name: "in.jsonl", text: "{\"code\": \"a\", \"name\": \"b\"}\n{\"code\": }\n",
            problem: "in.jsonl:2:10: no value begins with this character"),
        Mistake(name: "in.txt.gz", text: "", problem: "in.txt.gz: the name does not tell the format"),
        Mistake(name: "in.md", text: "---\ncode: a\n", problem: "in.md:1:1: the front matter has no end"),
        Mistake(
            name: "in.md", text: "---\ncode: [a]\n---\n", problem: "in.md:2:7: `code` must be a single value"),
    ])
    func tellsMistakes(_ mistake: Mistake) throws {
        let outcome = try ImportPortal().run(mistake.text, name: mistake.name, into: "people")
        #expect(outcome.problems.contains(mistake.problem), "\(outcome.problems)")
        #expect(outcome.report?.isWritten != true)
    }

    @Test func theFrontMatterIsColumnsAndTheBodyIsText() throws {
        let portal = try ImportPortal()
        let text = """
            ---
            project: app
            headline: "Half way: through"
            posted_at: 2026-11-20
            audience: team
            ---

            All is *well*.

            - one

            """
        let outcome = try portal.run(text, name: "week-47.md", into: "status_updates")
        #expect(outcome.counts == ["status_updates 1 0 0"], "\(outcome.problems)")
        #expect(
            try portal.rows("select code, headline, posted_at, body_md from status_updates") == [
                "week-47|Half way: through|2026-11-20T00:00:00Z|All is *well*.\n\n- one"
            ])
        let wrong = try portal.run(
            text.replacing("2026-11-20", with: "soon"), name: "week-48.md", into: "status_updates")
        #expect(wrong.problems == ["week-48.md:4:12: `posted_at`: not a time"])
    }
}
