import Slices
import Testing

@Suite struct CalendarTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let days: Int64?
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(text: "1970-01-01", days: 0), Case(text: "2000-02-29", days: 11016),
        Case(text: "1969-12-31", days: -1), Case(text: "2026-11-21", days: 20778),
        Case(text: "0001-01-01", days: -719162), Case(text: "9999-12-31", days: 2_932_896),
        Case(text: "1900-02-29", days: nil), Case(text: "2026-13-01", days: nil),
        Case(text: "2026-00-10", days: nil), Case(text: "2026-04-31", days: nil),
        Case(text: "2026-4-3", days: nil), Case(text: "+026-04-03", days: nil), Case(text: "", days: nil),
        Case(text: "2026-04-03 ", days: nil),
    ])
    func readsDays(_ example: Case) { #expect(CalendarText.days(example.text) == example.days) }

    @Test(arguments: [
        "2026-01-01T24:00:00Z", "2026-01-01T10:60:00Z", "2026-01-01T10:00:00", "2026-01-01 10:00:00Z",
    ])
    func refusesOtherInstants(_ text: String) { #expect(CalendarText.seconds(text) == nil) }

    @Test func readsInstants() { #expect(CalendarText.seconds("1970-01-02T00:00:01Z") == 86401) }
}
