import Import
import TestSupport
import Testing

/// Every dialect gives the same rows, and what is no row is told with its place.
@Suite struct CSVReaderTests {
    struct Dialect: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
        init(_ name: String, _ bytes: [UInt8]) { (testDescription, self.bytes) = (name, bytes) }
    }

    static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBig ? pair : pair.reversed()
        }
    }

    static let plain = "code,name,title\nmueller,Müller €,\"a \"\"b\"\", c\"\nleer,Leer,\n"
    /// Commas inside of quotes would be taken for the separator but for the first line.
    static let announced =
        "sep=;\ncode;name;title\nmueller;Müller €;\"a \"\"b\"\", c\"\nleer;Leer;\n"
    static let dialects: [Dialect] = [
        Dialect("a line with the separator", announced),
        Dialect("a line with the separator, CRLF", announced.replacing("\n", with: "\r\n")),
        Dialect("a line with the separator behind a byte order mark", "\u{FEFF}" + announced),
        Dialect("a line with the separator in UTF-16", utf16(announced, isBig: false)),
        Dialect("a line with the separator in quotes", "\"sep=;\"" + announced.dropFirst(5)),
        Dialect("a line with an odd separator", announced.replacing(";", with: "^")),
        Dialect("LF", plain), Dialect("CRLF", plain.replacing("\n", with: "\r\n")),
        Dialect("CR", plain.replacing("\n", with: "\r")),
        Dialect("no line end at the end", String(plain.dropLast())),
        Dialect("a byte order mark", "\u{FEFF}" + plain),
        Dialect("empty lines", "\n" + plain.replacing("\n", with: "\n\n")),
        Dialect(
            "everything in quotes",
            "\"code\",\"name\",\"title\"\n\"mueller\",\"Müller €\",\"a \"\"b\"\", c\"\n\"leer\",\"Leer\",\"\""
        ),
        Dialect("semicolon", "code;name;title\nmueller;Müller €;\"a \"\"b\"\", c\"\nleer;Leer;\n"),
        Dialect("tab", "code\tname\ttitle\nmueller\tMüller €\ta \"b\", c\nleer\tLeer\t\n"),
        Dialect("bar", "code|name|title\nmueller|Müller €|a \"b\", c\nleer|Leer|\n"),
        Dialect("UTF-16, little end first", utf16(plain, isBig: false)),
        Dialect("UTF-16, big end first", utf16(plain, isBig: true)),
        Dialect("Windows-1252", plain.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }),
    ]

    @Test(arguments: dialects)
    func everyDialectGivesTheSameRows(_ dialect: Dialect) throws {
        let portal = try ImportPortal()
        let outcome = try portal.run(dialect.bytes, into: "people")
        #expect(outcome.counts == ["people 2 0 0"], "\(outcome.problems)")
        #expect(
            try portal.rows("select code, name, title from people order by id") == [
                "mueller|Müller €|a \"b\", c", "leer|Leer|",
            ])
    }

    @Test func theLineWithTheSeparatorIsALineAndGivesWayToTheOption() throws {
        let outcome = try ImportPortal().run("sep=;\ncode;name\na;A\nb\n", into: "people")
        #expect(outcome.problems.count == 1 && outcome.problems[0].hasPrefix("in.csv:4:1: "))
        let given = try ImportPortal().run("sep=;\ncode|name\na|A;B\n", into: "people") {
            $0.separator = UInt8(ascii: "|")
        }
        #expect(given.counts == ["people 1 0 0"], "\(given.problems)")
        // A column may be called so.
        let column = try ImportPortal().run("sep=x\n1\n", into: "people")
        #expect(column.problems.contains { $0.contains("no column `sep=x`") }, "\(column.problems)")
    }

    @Test func theEncodingThatIsNamedIsUsed() throws {
        let portal = try ImportPortal()
        try portal.run(
            [0x63, 0x6F, 0x64, 0x65, 0x2C] + Array("name\na,\u{A4}".utf8.filter { $0 != 0xC2 }),
            into: "people"
        ) { $0.encoding = .latin1 }
        #expect(try portal.rows("select name from people") == ["¤"])
    }

    @Test func lineEndsAndFormulasInQuotesAreText() throws {
        let portal = try ImportPortal()
        try portal.run("code,name,title\na,\"one\r\ntwo\n\",=1+1\nb,@x,\"+2\"\n", into: "people")
        #expect(
            try portal.rows("select name, title from people order by id") == ["one\r\ntwo\n|=1+1", "@x|+2"])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let text: String
        let problem: String
        var testDescription: String { problem }
    }

    @Test(arguments: [
        Mistake(text: "", problem: "in.csv:1:1: there is no header"),
        Mistake(text: "code,name,code\n", problem: "in.csv:1:11: two columns are called `code`"),
        Mistake(text: "code,nmae\na,b\n", problem: "in.csv:1:1: `people` has no column `nmae`"),
        Mistake(text: "code,name\na,b\nc\n", problem: "in.csv:3:1: the record has 1 fields, the header 2"),
        Mistake(
            text: "code,name\n\"a\nb\",\"x\"y\n", problem: "in.csv:3:7: text stands behind a closing quote"),
        Mistake(text: "code,name\na,\"b\n\nc", problem: "in.csv:2:3: a quote is never closed"),
        Mistake(text: "code,name\nä,b\u{0}\n", problem: "in.csv:2:3: a NUL character"),
        Mistake(text: "code,name\na,b\n,c\n", problem: "in.csv:3:1: the key is empty: `code`"),
        Mistake(
            text: "code,name\na,b\n\"a\r\nx\",c\n",
            problem: "in.csv:3:1: `code` must not be empty, must have at most 56"),
    ])
    func whatIsNoRowIsToldWithItsPlace(_ mistake: Mistake) throws {
        let portal = try ImportPortal()
        let outcome = try portal.run(mistake.text, into: "people")
        #expect(outcome.problems.contains { $0.hasPrefix(mistake.problem) }, "\(outcome.problems)")
        #expect(outcome.report?.isWritten != true)
        #expect(try portal.rows("select count(*) from people") == ["0"])
    }

    @Test func letterThatIsNotOfTheEncodingIsTold() throws {
        let portal = try ImportPortal()
        let outcome = try portal.run(Array("code,name\na,ö".utf8) + [0xFF], into: "people") {
            $0.encoding = .utf8
        }
        #expect(outcome.problems == ["in.csv:2:3: a character that is not utf-8"])
    }

    @Test func aFieldWithoutEndIsRefusedBeforeItFillsTheMemory() throws {
        let portal = try ImportPortal()
        let text = "code,name\na,\"" + String(repeating: "x\n", count: 1 << 20)
        let outcome = try portal.run(text, into: "people")
        #expect(outcome.problems == ["in.csv:2:3: a field is larger than 1048576 bytes"])
    }

    @Test func aFileOfManyPiecesIsReadLikeOne() throws {
        let portal = try ImportPortal()
        // Fields, quotes and line ends meet the ends of the pieces in every way.
        let names = (0..<20_000).map {
            "n\($0)" + String(repeating: $0 % 3 == 0 ? "\"\r\n" : "ü", count: $0 % 50)
        }
        let text =
            "code,name\r\n"
            + names.enumerated()
            .map { "c\($0.offset),\"\($0.element.replacing("\"", with: "\"\""))\"\r\n" }.joined()
        let outcome = try portal.run(text, into: "people")
        #expect(outcome.counts == ["people 20000 0 0"], "\(outcome.problems.prefix(3))")
        #expect(try portal.rows("select name from people order by id") == names)
    }
}
