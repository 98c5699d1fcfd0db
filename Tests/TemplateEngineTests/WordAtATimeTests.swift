import Testing

/// What is done eight bytes at a time gives the same as byte by byte, whatever the length and wherever the byte stands.
@Suite struct WordAtATimeTests {
    private static func texts(_ special: [Character]) -> [String] {
        (0...25).flatMap { length in
            (0..<max(length, 1)).flatMap { position in
                special.map { character in
                    String((0..<length).map { $0 == position ? character : "x" })
                }
            }
        }
    }

    private static func render(_ expression: String, _ texts: [String]) throws -> [Substring] {
        let list = texts.map { "\"" + $0.replacing("\"", with: "\\\"") + "\"" }
        let output = try TemplateHarness(
            "{% for x in list %}\(expression)\n{% endfor %}",
            context: "{\"list\": [\(list.joined(separator: ","))]}"
        ).render()
        return output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    @Test func everySpecialByteIsEscapedAtEveryPlace() throws {
        let texts = Self.texts(["&", "<", ">", "\"", "'", "é", "%", ";", "?", "="])
        let expected = texts.map { text in
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&#34;").replacing("'", with: "&#39;")
        }
        #expect(try Self.render("{{ x }}", texts).map(String.init) == expected)
    }

    @Test func lettersAloneChangeTheirCase() throws {
        let texts = Self.texts(["a", "z", "A", "Z", "@", "[", "`", "{", "0", "ß", "É"])
        #expect(try Self.render("{{ x|upper }}", texts).map(String.init) == texts.map { $0.uppercased() })
        #expect(try Self.render("{{ x|lower }}", texts).map(String.init) == texts.map { $0.lowercased() })
    }

    @Test(arguments: ["path/{{ x }}", "?q={{ x }}", "#{{ x }}"])
    func numbersInAddressesAreWrittenAsTheyAre(place: String) throws {
        let page = "<a href=\"\(place)\">"
        let output = try TemplateHarness(page, context: "{\"x\": -120}").render()
        #expect(output == page.replacing("{{ x }}", with: "-120"))
    }
}
