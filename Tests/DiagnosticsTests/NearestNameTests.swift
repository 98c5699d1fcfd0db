import Diagnostics
import Testing

@Suite struct NearestNameTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let candidates: [String]
        let nearest: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "mony", candidates: ["date", "money", "many"], nearest: "money"),
        Case(name: "nmae", candidates: ["name", "code"], nearest: "name"),
        Case(name: "Projects", candidates: ["project", "projects"], nearest: "projects"),
        Case(name: "x", candidates: ["a", "b"], nearest: nil),
        Case(name: "milestone", candidates: ["milestones", "milestone_chart"], nearest: "milestones"),
        Case(name: "zebra", candidates: ["money", "date"], nearest: nil),
        Case(name: "", candidates: ["a"], nearest: nil),
        Case(name: "abc", candidates: [], nearest: nil),
    ])
    func finds(_ example: Case) {
        #expect(nearest(example.name, in: example.candidates) == example.nearest)
    }

    @Test func becomesAHint() { #expect(didYouMean("mony", in: ["money"]) == "did you mean `money`?") }
}
