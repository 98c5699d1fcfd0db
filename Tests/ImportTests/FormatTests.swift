import Testing

@testable import Import

@Suite struct FormatTests {
    struct Date: Sendable, CustomTestStringConvertible {
        let pattern: String
        let text: String
        let seconds: Int64?
        var testDescription: String { "\(pattern): \(text)" }
    }

    @Test(arguments: [
        Date(pattern: "DD.MM.YYYY", text: "20.11.2026", seconds: 1_795_132_800),
        Date(pattern: "DD.MM.YYYY", text: "31.02.2026", seconds: nil),
        Date(pattern: "DD.MM.YYYY", text: "2.1.2026", seconds: nil),
        Date(pattern: "D.M.YY", text: "20.11.26", seconds: 1_795_132_800),
        Date(pattern: "M/D/YYYY", text: "11/20/2026", seconds: 1_795_132_800),
        Date(pattern: "M/D/YYYY", text: "11/20/2026 ", seconds: nil),
        Date(pattern: "D MMM YYYY", text: "20 Nov 2026", seconds: 1_795_132_800),
        Date(pattern: "D MMM YYYY", text: "20 Now 2026", seconds: nil),
        Date(pattern: "DD.MM.YYYY H:mm", text: "20.11.2026 9:30", seconds: 1_795_167_000),
        Date(pattern: "YYYY-MM-DDTHH:mm:ssZ", text: "2026-11-20T10:30:00+01:00", seconds: 1_795_167_000),
        Date(pattern: "YYYY-MM-DDTHH:mm:ssZ", text: "2026-11-20T24:00:00Z", seconds: nil),
    ])
    func readsDates(_ example: Date) throws {
        #expect(try #require(DateFormat(example.pattern)).read(example.text)?.seconds == example.seconds)
    }

    @Test(arguments: ["", "DD.MM", "YYYY YYYY-MM-DD", "DD.MM.YYYY q", "day"])
    func refusesAPatternThatIsNoDay(_ pattern: String) { #expect(DateFormat(pattern) == nil) }

    struct Number: Sendable, CustomTestStringConvertible {
        let example: String
        let text: String
        let value: Int64?
        var testDescription: String { "\(example): \(text)" }
    }

    @Test(arguments: [
        Number(example: "1.234,56", text: "1.234,56", value: 123456),
        Number(example: "1.234,56", text: "-0,5", value: -50),
        Number(example: "1.234,56", text: "1234,5", value: 123450),
        Number(example: "1.234,56", text: "1.23,00", value: nil),
        Number(example: "1.234,56", text: "1,234.56", value: nil),
        Number(example: "1,234.56", text: "1,234.56", value: 123456),
        Number(example: "1 234,56", text: "1\u{A0}234,56", value: 123456),
        Number(example: "1'234.56", text: "1’234.50", value: 123450),
        Number(example: "1234.56", text: "12.345", value: nil),
        Number(example: "1234.56", text: "12.340", value: 1234),
        Number(example: "1234.56", text: "92233720368547758.07", value: .max),
        Number(example: "1234.56", text: "92233720368547758.08", value: nil),
        Number(example: "1234.56", text: "", value: nil),
        Number(example: "1234.56", text: ".", value: nil),
        Number(example: "1234.56", text: "1e3", value: nil),
        Number(example: "1234.56", text: "−3", value: -300),
        Number(example: "1234.56", text: "٣", value: nil),
    ])
    func readsAmounts(_ example: Number) throws {
        #expect(
            try #require(NumberFormat(example: example.example)).scaled(example.text, digits: 2)
                == example.value)
    }

    @Test(arguments: ["", "1234", "a.b", "1.234.56", "1,234,567.8x", "1x234.5"])
    func refusesWhatIsNoExample(_ example: String) { #expect(NumberFormat(example: example) == nil) }
}
