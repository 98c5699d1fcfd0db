import JSON
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"b":1,"a":[true,false,null,-2.5,"x\n\"é"]}"#, "[]", "{}", #""""#, "-9223372036854775808",
        "[[[]],{}]",
    ])
    func writesWhatItRead(_ text: String) throws {
        var writer = JSONWriter()
        writer.json(try JSONReader.read(text))
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test func decodesEscapesAndSurrogatePairs() throws {
        #expect(try JSONReader.read(#""\u00e9\ud83d\ude00\/\b""#) == .string("é😀/\u{8}"))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let text: String
        let offset: Int
        var testDescription: String { text }
    }

    @Test(arguments: [
        Bad(text: "", offset: 0), Bad(text: "[1,]", offset: 3), Bad(text: "01", offset: 1),
        Bad(text: "[1] 2", offset: 4), Bad(text: #"{"a":1,"a":2}"#, offset: 7),
        Bad(text: "\"\u{1}\"", offset: 1),
        Bad(text: #""\ud800""#, offset: 7), Bad(text: "tru", offset: 3), Bad(text: "1e999", offset: 0),
        Bad(text: "{a:1}", offset: 1), Bad(text: #""\x""#, offset: 2),
    ])
    func refusesAtAPlace(_ bad: Bad) {
        #expect { try JSONReader.read(bad.text) } throws: { ($0 as? JSONError)?.offset == bad.offset }
    }

    @Test func refusesDeepNestingInsteadOfCrashing() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try JSONReader.read(text) }
    }

    @Test func indentsMembersOnTheirOwnLines() {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.endArray()
        writer.name("b")
        writer.int(1)
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\n  \"a\": [],\n  \"b\": 1\n}")
    }
}
