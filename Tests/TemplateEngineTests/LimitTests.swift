import TemplateEngine
import Testing

@Suite struct LimitTests {
    @Test func endsALoopThatNeverEnds() {
        var harness = TemplateHarness(
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
        harness.limits.steps = 100_000
        #expect(harness.failure()?.contains("more than 100000 steps") == true)
    }

    @Test func boundsThePage() {
        var harness = TemplateHarness("{% for a in range(9999) %}0123456789{% endfor %}")
        harness.limits.outputBytes = 10_000
        #expect(harness.failure()?.contains("larger than 10000 bytes") == true)
    }

    @Test func boundsMemory() {
        var harness = TemplateHarness("{{ \"x\" * 999999999 }}")
        harness.limits.memoryBytes = 1 << 20
        #expect(harness.failure()?.contains("need more than 1 MiB") == true)
    }

    @Test(arguments: [
        String(repeating: "(", count: 50_000), String(repeating: "not ", count: 50_000) + "a",
        String(repeating: "-", count: 50_000) + "1", "1" + String(repeating: " + 1", count: 50_000),
        "1" + String(repeating: " | abs", count: 50_000), "a" + String(repeating: ".a", count: 50_000),
        String(repeating: "[", count: 50_000),
    ])
    func refusesDeepExpressionsInsteadOfCrashing(_ expression: String) {
        #expect(TemplateHarness("{{ \(expression) }}").failure() != nil)
    }

    @Test func refusesDeepStatements() {
        let text = String(repeating: "{% if true %}", count: 50_000)
        #expect(TemplateHarness(text).failure()?.contains("nested deeper") == true)
    }

    @Test func boundsExpansion() {
        var templates = [("page.html", "{% include \"t0.html\" %}")]
        for number in 0..<30 {
            let next = "{% include \"t\(number + 1).html\" %}"
            templates.append(("t\(number).html", next + next))
        }
        templates.append(("t30.html", "{{ 1 }}"))
        let failure = TemplateHarness(templates: templates).failure()
        #expect(failure?.contains("expands to too much") == true)
    }
}
