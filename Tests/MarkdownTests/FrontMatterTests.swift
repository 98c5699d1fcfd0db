import Markdown
import Testing

@Suite struct FrontMatterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let yaml: String
        let body: String
        let bodyLine: Int
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(text: "---\na: 1\n---\nbody\n", yaml: "a: 1\n", body: "body\n", bodyLine: 4),
        Case(text: "---\r\na: 1\r\n---\r\nbody", yaml: "a: 1\r\n", body: "body", bodyLine: 4),
        Case(text: "---  \n---\t\nbody", yaml: "", body: "body", bodyLine: 3),
        Case(text: "---\na: 1\n---", yaml: "a: 1\n", body: "", bodyLine: 4),
        Case(text: "\u{FEFF}---\na\n---\nb", yaml: "a\n", body: "b", bodyLine: 4),
        Case(text: "---\na: |\n  ---\n---\nb", yaml: "a: |\n  ---\n", body: "b", bodyLine: 5),
        Case(text: "body\n---\nmore", yaml: "", body: "body\n---\nmore", bodyLine: 1),
        Case(text: "\u{FEFF}body", yaml: "", body: "body", bodyLine: 1),
        Case(text: "----\nx", yaml: "", body: "----\nx", bodyLine: 1),
        Case(text: "", yaml: "", body: "", bodyLine: 1),
    ])
    func splits(_ example: Case) throws {
        let bytes = Array(example.text.utf8)
        let parts = try FrontMatter.split(bytes)
        #expect(String(decoding: bytes[parts.yaml], as: UTF8.self) == example.yaml)
        #expect(String(decoding: bytes[parts.body], as: UTF8.self) == example.body)
        #expect(parts.bodyLine == example.bodyLine && parts.isPresent == (example.bodyLine > 1))
    }

    @Test(arguments: ["---", "---\n", "---\na: 1\n", "---\na\n --- \n"])
    func refusesWhatIsNotClosed(_ text: String) {
        #expect(throws: FrontMatter.Problem.notClosed) { try FrontMatter.split(Array(text.utf8)) }
    }
}
