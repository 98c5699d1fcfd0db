import TemplateEngine
import Testing

/// What would take too much ends in an error: counted, so that no test depends on time.
@Suite struct LimitTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let template: String
        /// A part of the error.
        let says: String
        var testDescription: String { String(template.prefix(80)) }

        init(_ template: String, _ says: String) {
            self.template = template
            self.says = says
        }
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    @Test(arguments: [
        // A single instruction that takes long counts as many.
        Case(
            "{% for a in x %}{% for b in x %}{% endfor %}{% endfor %}", "more than 200000 steps"
        ),
        Case("{% for a in range(99999) %}{% if a in x %}{% endif %}{% endfor %}", "more than 200000 steps"),
        Case("{% for a in range(9999) %}{% if x == y %}{% endif %}{% endfor %}", "more than 200000 steps"),
        Case("{% for a in range(9999) %}{% if x < y %}{% endif %}{% endfor %}", "more than 200000 steps"),
        Case("{% for a in range(99999) %}{{ 'b' in s }}{% endfor %}", "more than 200000 steps"),
        Case("{% for a in range(99999) %}{{ s|wordcount }}{% endfor %}", "more than 200000 steps"),
        Case("{% for a in range(99999) %}{{ s == t }}{% endfor %}", "more than 200000 steps"),
        Case("{{ range(99999)|unique|length }}", "more than 200000 steps"),
        Case("{{ range(100001)|length }}", "at most 100000"),
        Case("{{ range(0, 9223372036854775807, 3)|length }}", "at most 100000"),
        // Values that double.
        Case(repeated("{% set l = [l, l] %}", 50) + "{{ l == [l, l][0] }}{{ l == m }}", ""),
        Case(
            "{% set l = 1 %}{% set m = 1 %}"
                + repeated("{% set l = [l, l] %}{% set m = [m, m] %}", 50) + "{{ l == m }}",
            "more than 200000 steps"),
        Case(
            "{% set l = {} %}{% set m = {} %}"
                + repeated("{% set l = {'a': l, 'b': l} %}{% set m = {'a': m, 'b': m} %}", 50)
                + "{{ l == m }}",
            "more than 200000 steps"),
        Case("{% set l = x %}" + repeated("{% set l = l + l %}", 40), "need more than 4 MiB"),
        Case("{% set t = s %}" + repeated("{% set t = t ~ t %}", 40), "than"),
        Case("{% set t = s %}" + repeated("{% set t = t|replace('a', t) %}", 9), "than"),
        Case("{% set t = s %}" + repeated("{% set t = [t, t]|join(t) %}", 40), "than"),
        Case("{% set t = s * 100 %}{{ t|list|length }}{{ t[1:]|length }}{{ t[1] }}", "need more than 4 MiB"),
        Case(
            "{{ x|batch(1000000, 1)|length }}{{ x|slice(1000000)|length }}{{ 1|abs }}", "need more than 4 MiB"
        ),
        Case("{{ 's' * 9223372036854775807 }}", "need more than 4 MiB"),
        Case("{{ ([1] * 9223372036854775807)|length }}", "need more than 4 MiB"),
        Case("{% for a in range(99999) %}{% set t = 'x' * 100000 %}{% endfor %}", "need more than 4 MiB"),
        Case("{% for a in range(99999) %}{% set t = [a, a, a, a] %}{% endfor %}", "need more than 4 MiB"),
        Case(
            "{% for a in range(99999) %}{% for b in s %}{% break %}{% endfor %}{% endfor %}",
            "need more than 4 MiB"),
        Case("{% for a in range(99999) %}{% set t %}{{ s }}{% endset %}{% endfor %}", "need more than 4 MiB"),
        Case("{% for a in range(99999) %}{{ s }}{% endfor %}", "larger than"),
        Case("{% for a in range(99999) %}{{ x|tojson }}{% endfor %}", "than"),
        // Depth.
        Case("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "more than 200 deep"),
        Case(
            "{% macro a(n) %}{{ b([n]) }}{% endmacro %}{% macro b(n) %}{{ a([n]) }}{% endmacro %}{{ a(1) }}",
            "more than 200 deep"),
        Case(
            "{% macro m() %}{% call m() %}{% endcall %}{% endmacro %}{% call m() %}{% endcall %}",
            "deep in each other"),
        Case(
            "{% macro m() %}{{ caller() }}{% endmacro %}"
                + repeated("{% call m() %}", 50) + repeated("{% endcall %}", 50),
            "deep in each other"),
        Case(repeated("{% set l = [l|default(1)] %}", 2000) + "{{ l|tojson }}", "too deep in each other"),
        Case(
            repeated("{% set l = [l|default(1)] %}{% set m = [m|default(1)] %}", 2000) + "{{ l == m }}",
            "too deep in each other"),
        Case(
            repeated("{% set l = [l|default(1)] %}{% set m = [m|default(1)] %}", 2000) + "{{ l < m }}",
            "too deep in each other"),
        Case(repeated("{% if true %}", 5000), "nested deeper"),
        Case(repeated("{% macro m() %}", 5000), "nested deeper"),
        Case("{% set x = " + repeated("{'a': ", 5000), "words"),
        Case("{% include \"page.html\" %}", "includes itself"),
        // Macros that each call another twice.
        Case(
            "{% macro m0(a) %}{{ a is string }}{% endmacro %}"
                + (1...30).map {
                    "{% macro m\($0)(a, b=1) %}{{ m\($0 - 1)(a) }}{{ m\($0 - 1)([a]) }}{% endmacro %}"
                }.joined() + "{{ m30(1) }}",
            "more than 200000 steps"),
        Case("{{ " + repeated("1 + ", 2000) + "1 }}", "words"),
        Case("{% set v = 1 %}" + repeated("x", 1 << 20), "larger than 1 MB"),
        Case("{{ 9223372036854775808 }}", "64 bits"), Case("{{ 9223372036854775807 * 2 }}", "64 bits"),
        Case("{{ 2 ** 9223372036854775807 }}", "64 bits"),
        Case("{{ -(-9223372036854775807 - 1) }}", "64 bits"),
    ])
    func endsInAnError(_ example: Case) throws {
        var harness = TemplateHarness(
            "{% set x = range(5000)|list %}{% set y = range(5000)|list %}{% set s = 'a' * 30000 %}{% set t = 'a' * 30000 %}"
                + example.template)
        harness.limits.steps = 200_000
        harness.limits.outputBytes = 1 << 20
        harness.limits.memoryBytes = 4 << 20
        let failure = try #require(harness.failure())
        #expect(failure.contains(example.says), "\(failure.prefix(300))")
    }

    /// Each would take hours if every character were read again for each other.
    @Test(arguments: [
        "{{ ('<' * 50000)|striptags|length }}", "{{ ('<!--' * 10000)|striptags|length }}",
        "{{ ('a' * 20000 ~ 'b') in 'a' * 40000 }}",
        "{{ ('a' * 40000)|replace('a' * 20000 ~ 'b', '')|length }}",
        "{{ ('&' * 20000)|striptags|length }}",
    ])
    func readsLongTextsOnce(_ template: String) throws {
        _ = try TemplateHarness(template).render()
    }

    @Test(arguments: [
        "(", "not ", "-", "[", "1 + ", "1 | abs | ", "a.a.a.", "{'a': ", "a if ", "1 ~ ", "1 < ", "a[", "a(",
        "not -(",
        "1 ** ", "1 and not ",
    ])
    func refusesDeepExpressionsInsteadOfCrashing(_ piece: String) {
        for count in [50, 300, 900, 5000] {
            _ = TemplateHarness("{{ \(Self.repeated(piece, count)) 1 }}").failure()
        }
        #expect(TemplateHarness("{{ \(Self.repeated(piece, 5000)) }}").failure() != nil)
    }

    @Test func thePageEndsExactlyAtItsLimit() throws {
        for size in [9_999, 10_000, 10_001] {
            var harness = TemplateHarness("{{ 'x' * \(size) }}")
            harness.limits.outputBytes = 10_000
            #expect((harness.failure() == nil) == (size <= 10_000))
        }
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

    /// A large part that is used often: few expansions, much text.
    @Test func boundsTheTextThatIsExpanded() {
        let part = Self.repeated("<p>text</p>", 5_000)
        let harness = TemplateHarness(templates: [
            ("page.html", Self.repeated("{% include \"part.html\" %}", 5_000)), ("part.html", part),
        ])
        #expect(harness.failure()?.contains("expands to more than") == true)
    }

    /// Templates, statements and expressions in each other: the machine's stack holds all that compiles.
    @Test(arguments: [1, 3, 5, 6, 20, 58])
    func deepTemplatesInsideOfEachOtherCompileOrAreRefused(_ deep: Int) throws {
        let open = Self.repeated("{% if true %}", deep)
        let close = Self.repeated("{% endif %}", deep)
        let expression = Self.repeated("(", 50) + "1" + Self.repeated(" + 1", 400) + Self.repeated(")", 50)
        var templates = [("page.html", open + "{% include \"t1.html\" %}" + close)]
        for number in 1..<38 {
            templates.append(("t\(number).html", open + "{% include \"t\(number + 1).html\" %}" + close))
        }
        templates.append(("t38.html", "{{ \(expression) }}"))
        let harness = TemplateHarness(templates: templates)
        if deep < 6 {
            #expect(try harness.render() == "401")
        } else {
            #expect(harness.failure()?.contains("deep in each other") == true)
        }
    }

    @Test func manyNamesAreFoundAsFastAsFew() throws {
        let names = (0..<15_000).map { "{% set v\($0) = \($0) %}" }.joined()
        #expect(try TemplateHarness(names + "{{ v0 + v14999 }}").render() == "14999")
    }

    @Test func moreFieldsThanCachesAreStillTheRightOnes() throws {
        let text =
            "{% macro m() %}" + Self.repeated("{{ r.a }}", 35_000) + "{% endmacro %}"
            + Self.repeated("{{ r.a }}", 35_000) + "{{ m()|length }}{{ r.b }}{{ r.a }}"
        let page = try TemplateHarness(text, context: "{\"r\": {\"a\": 1, \"b\": 2}}").render()
        #expect(page.hasSuffix("135000" + "21"))
    }
}
