import Diagnostics
import Testing
import YAML

@Suite struct YAMLReaderTests {
    @Test func readsWhatItKnows() throws {
        let document = try read(
            "title: Kick-off\nmenu: 20\nopen: true\naudience: team\ntags: [a, b]\nbrand:\n  name: x\nlist: [{n: 1}, {n: 2}]\nnothing:"
        )
        let reader = YAMLReader(document.source)
        let top = reader.mapping(document.root, name: "the front matter")
        #expect(top.string("title", required: true) == "Kick-off")
        #expect(top.int("menu", in: 0...99) == 20)
        #expect(top.bool("open") == true)
        #expect(top.strings("audience") == ["team"] && top.strings("tags") == ["a", "b"])
        #expect(top.strings("missing") == [] && top.string("nothing") == nil)
        #expect(top.mapping("brand")?.string("name") == "x")
        #expect(top.mappings("list").map { $0.int("n") } == [1, 2])
        try reader.finish()
    }

    @Test func reportsEverythingThatDoesNotFitInOrder() throws {
        let document = try read(
            "titel: x\nmenu: '20'\nopen: yes\nstate: activ\ntags: [a, [b]]\nbrand: [1]\ncount: 200\nblank: ' '"
        )
        let reader = YAMLReader(document.source)
        let top = reader.mapping(document.root, name: "the front matter")
        _ = top.string("title", required: true)
        _ = top.int("menu")
        _ = top.bool("open")
        _ = top.choice("state", of: ["active", "planned"])
        _ = top.strings("tags")
        _ = top.mapping("brand")
        _ = top.int("count", in: 1...99)
        _ = top.string("blank", required: true)
        let list = #expect(throws: DiagnosticList.self) { try reader.finish() }
        #expect(
            list?.all.map { "\($0.range?.line ?? 0) \($0.message); \($0.hint ?? "-")" } == [
                "1 the front matter has no `title`; add `title: …`",
                "1 the front matter has no key `titel`; did you mean `title`?",
                "2 `menu` must be a whole number; remove the quotes",
                "3 `open` must be `true` or `false`; -",
                "4 `state` cannot be `activ`; did you mean `active`?",
                "5 `tags` must be a list of texts, this is a list; -",
                "6 `brand` must be a mapping of keys to values, this is a list; -",
                "7 `count` must be from 1 to 99; -",
                "8 `blank` must not be empty; -",
            ])
    }

    @Test func aTextIsNoMapping() throws {
        let document = try read("just words")
        let reader = YAMLReader(document.source)
        _ = reader.mapping(document.root, name: "the front matter")
        let list = #expect(throws: DiagnosticList.self) { try reader.finish() }
        #expect(
            list?.all.map(\.message) == ["the front matter must be a mapping of keys to values, this is text"]
        )
    }

    @Test func anOpenMappingTakesAnyKey() throws {
        let document = try read("text: {a: x, b: y}")
        let reader = YAMLReader(document.source)
        let words = reader.mapping(document.root, name: "the locale").mapping("text")
        words?.allowAnyKey()
        #expect(words?.entries.map(\.key) == ["a", "b"])
        try reader.finish()
    }

    private func read(_ text: String) throws -> YAMLDocument {
        try YAMLDocument(YAMLSource(Array(text.utf8), file: "x.yaml"))
    }
}
