import Diagnostics
import PortalData
import Slices
import TemplateEngine
import Testing

@Suite struct NoteTests {
    @Test func notesFollowTheirAudience() throws {
        let portal = try SamplePortal()
        try portal.file(
            "acme/notes/a.md",
            "---\ntitle: A\naudience: team\nproject: website\nwritten_on: 2026-11-01\n---\n\nText ü\n")
        try portal.file("acme/b.md", "---\ntitle: B\naudience: finance\n---\nText\n")
        try portal.file("acme/c.md", "---\ntitle: C\n---\nNobody's\n")
        try portal.file("acme/d.md", "---\ntitle: D\naudience: team\nproject: funding\n---\nParent hidden\n")
        try portal.file("acme/readme.md", "no front matter\n")
        try portal.file("_shared/e.md", "---\ntitle: E\naudience: team\n---\nFor all\n")
        try portal.file("acme-corp/f.md", "---\ntitle: F\naudience: team\n---\nTheirs\n")
        let acme = try portal.contents(of: "acme")
        #expect(acme.texts("notes", "title") == ["A", "E"])
        #expect(acme.texts("notes", "source") == ["_shared/e.md", "acme/notes/a.md"])
        let first = acme.list("notes")[0]
        #expect(String(decoding: acme.field(first, "body_md").bytes, as: UTF8.self) == "\nText ü\n")
        #expect(acme.field(first, "body_line").integer == 7)
        #expect(acme.field(first, "written_on").kind == .date)
        #expect(acme.field(first, "project").kind == .record)
        #expect(try portal.contents(of: "acme.finance.team").texts("notes", "title") == ["A", "B", "D", "E"])
        #expect(try portal.contents(of: "acme-corp").texts("notes", "title") == ["E", "F"])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let message: String
        var line: Int?
        var path = "acme/n.md"
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(text: "---\naudience: team\n---\n", message: "the front matter has no `title`", line: 2),
        Case(
            text: "---\ntitle: T\naudiense: team\n---\n", message: "the front matter has no key `audiense`",
            line: 3),
        Case(text: "---\ntitle: T\ntitle: U\n---\n", message: "the key `title`", line: 3),
        Case(text: "---\ntitle: T\n", message: "the front matter has no end", line: 1),
        Case(
            text: "---\ntitle: T\naudience: Team A\n---\n", message: "`Team A` cannot be an audience", line: 3
        ),
        Case(
            text: "---\ntitle: T\nwritten_on: 2026-02-30\n---\n", message: "`written_on` must be a date",
            line: 3),
        Case(
            text: "---\ntitle: T\nproject: nothing\naudience: team\n---\n",
            message: "acme has no project `nothing`", line: 3),
        Case(text: "---\ntitle: T\ncode: A B\n---\n", message: "`A B` cannot be a code", line: 3),
        Case(
            text: "---\ntitle: T\n---\n", message: "the file name cannot be the note's code", line: 2,
            path: "acme/My note.md"),
        Case(
            text: "---\ntitle: T\nproject: website\n---\n", message: "a note for every client", line: 3,
            path: "_shared/n.md"),
        Case(text: "---\ntitle: T\naudience: tema\n---\n", message: "acme has no audience `tema`", line: 3),
        Case(text: "---\ntitle: T\n---\na\u{0}b", message: "the text is not valid UTF-8"),
    ])
    func aMistakeIsFoundWithItsPlace(_ example: Case) throws {
        let portal = try SamplePortal()
        try portal.file(example.path, example.text)
        let report = try portal.frozen().check(
            asOf: "2026-11-21", notes: portal.notes(), content: portal.folder + "/content")
        #expect(report.findings.count == 1)
        let finding = try #require(report.findings.first)
        #expect(finding.diagnostic.message.hasPrefix(example.message))
        #expect(finding.diagnostic.file == "content/" + example.path)
        #expect(finding.diagnostic.range?.line == example.line)
        #expect(finding.client == (example.path.hasPrefix("_shared") ? nil : "acme"))
    }

    @Test func aCodeIsTakenOnce() throws {
        let portal = try SamplePortal()
        try portal.file("acme/n.md", "---\ntitle: A\n---\n")
        try portal.file("_shared/n.md", "---\ntitle: B\n---\n")
        let report = try portal.frozen().check(
            asOf: "2026-11-21", notes: portal.notes(), content: portal.folder + "/content")
        #expect(
            report.findings.map(\.diagnostic.message) == ["the code `n` is taken by content/_shared/n.md"])
    }
}
