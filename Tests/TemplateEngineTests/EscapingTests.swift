import Diagnostics
import TemplateEngine
import Testing

@Suite struct EscapingTests {
    struct Place: Sendable, CustomTestStringConvertible {
        let template: String
        let value: String
        let expected: String
        var testDescription: String { "\(template) with \(value)" }
    }

    @Test(arguments: [
        Place(template: "<p>{{ x }}</p>", value: "<b>&\"'", expected: "<p>&lt;b&gt;&amp;&#34;&#39;</p>"),
        Place(
            template: "<title>{{ x }}</title>", value: "</title><s>",
            expected: "<title>&lt;/title&gt;&lt;s&gt;</title>"),
        Place(
            template: "<a title='{{ x }}'>", value: "' onclick='a",
            expected: "<a title='&#39; onclick=&#39;a'>"),
        Place(
            template: "<a href=\"{{ x }}\">", value: "javascript:alert(1)",
            expected: "<a href=\"about:invalid#blocked\">"),
        Place(
            template: "<a href=\"{{ x }}\">", value: " \\tjava\\nscript:a",
            expected: "<a href=\"about:invalid#blocked\">"),
        Place(
            template: "<a HREF=\"{{ x }}\">", value: "data:text/html,a",
            expected: "<a HREF=\"about:invalid#blocked\">"),
        Place(
            template: "<a href=\"{{ x }}\">", value: "HTTPS://a.b/?c=d&e",
            expected: "<a href=\"HTTPS://a.b/?c=d&amp;e\">"),
        Place(template: "<a href=\"{{ x }}\">", value: "../a.html#b", expected: "<a href=\"../a.html#b\">"),
        Place(
            template: "<a href=\"/a/{{ x }}\">", value: "b c/?#\\\"é",
            expected: "<a href=\"/a/b%20c/%3F%23%22%C3%A9\">"),
        Place(
            template: "<a href=\"?q={{ x }}\">", value: "a&b=c d/",
            expected: "<a href=\"?q=a%26b%3Dc%20d%2F\">"),
        Place(template: "<a href=\"#{{ x }}\">", value: "a b", expected: "<a href=\"#a%20b\">"),
        Place(
            template: "<a href=\"mailto:{{ x }}?subject={{ x }}\">", value: "a@b.c",
            expected: "<a href=\"mailto:a@b.c?subject=a%40b.c\">"),
        Place(
            template: "<a href=\"{{ x }}{{ x }}\">", value: "javascript:",
            expected: "<a href=\"about:invalid#blockedjavascript%3A\">"),
        Place(
            template: "<img srcset=\"{{ x }}\">", value: "a.png 1x, javascript:b 2x",
            expected: "<img srcset=\"a.png 1x, about:invalid#blocked 2x\">"),
        Place(
            template: "<svg><title>{{ x }}</title><rect width=\"{{ x }}\"/></svg>", value: "\\\"<",
            expected: "<svg><title>&#34;&lt;</title><rect width=\"&#34;&lt;\"/></svg>"),
        Place(
            template: "<p {% if x %} class=\"a\"{% endif %}>{{ x }}</p>", value: "<",
            expected: "<p  class=\"a\">&lt;</p>"),
        Place(
            template: "<p data-longer-than-sixteen=\"{{ x }}\">", value: "<",
            expected: "<p data-longer-than-sixteen=\"&lt;\">"),
        Place(
            template: "<meta name=\"a\" content=\"{% for y in [x] %}{{ y }}{% endfor %}\">", value: "<",
            expected: "<meta name=\"a\" content=\"&lt;\">"),
        Place(
            template: "<meta name=\"a\" content=\"{% if x %}{{ x }}{% endif %}\">", value: "<",
            expected: "<meta name=\"a\" content=\"&lt;\">"),
        Place(
            template: "<a href=\"{% if x %}https{% else %}http{% endif %}://a.b\">{{ x }}", value: "<",
            expected: "<a href=\"https://a.b\">&lt;"),
        Place(
            template: "<a href=\"{{ x }}&amp;a/b:c\">", value: "b",
            expected: "<a href=\"b&amp;a/b:c\">"),
        Place(
            template: "<!-- a --!><p>{{ x }}<!----->{{ x }}<!-->{{ x }}<!--a--b->-->{{ x }}", value: "<",
            expected: "<!-- a --!><p>&lt;<!----->&lt;<!-->&lt;<!--a--b->-->&lt;"),
        Place(
            template: "<svg><![CDATA[ > ]] ]]]>{{ x }}</svg>", value: "<",
            expected: "<svg><![CDATA[ > ]] ]]]>&lt;</svg>"),
        Place(
            template: "{% set c %}{{ x }}<hr>{% endset %}{{ c | trim }}{{ c | trim(\">\") }}", value: "a",
            expected: "a<hr>a&lt;hr"),
    ])
    func writesValuesSafely(_ place: Place) throws {
        let context = "{\"x\": \"" + place.value.replacing("\"'", with: "\\\"'") + "\"}"
        #expect(try TemplateHarness(place.template, context: context).render() == place.expected)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let template: String
        let message: String
        var testDescription: String { template }
    }

    @Test(arguments: [
        Refusal(template: "<a href={{ x }}>", message: "without quotes"),
        Refusal(template: "<a {{ x }}>", message: "in place of an attribute"),
        Refusal(template: "<a {{ x }}=\"b\">", message: "in place of an attribute"),
        Refusal(template: "<{{ x }}>", message: "name of an element"),
        Refusal(template: "<h{{ x }}>", message: "name of an element"),
        Refusal(template: "<p onclick=\"{{ x }}\">", message: "event handler"),
        Refusal(template: "<p ONMOUSEOVERANDMUCHLONGER='{{ x }}'>", message: "event handler"),
        Refusal(template: "<style>{{ x }} { a: b }</style>", message: "selector of a style sheet"),
        Refusal(template: "<script>{{ x }}</script>", message: "in a script"),
        Refusal(template: "<script>a = `{{ x }}`</script>", message: "template literal"),
        Refusal(template: "<script>a = b{{ x }}</script>", message: "behind a name"),
        Refusal(
            template: "<script type=\"application/javascript\">`{{ x }}`</script>",
            message: "template literal"),
        Refusal(
            template: "<script {% if x %}type {% endif %}type=\"application/json\">{{ x }}</script>",
            message: "different places"),
        Refusal(template: "<svg><svg></svg><script>a</script></svg>", message: "script in SVG"),
        Refusal(template: "<script src=\"//{{ x }}\"></script>", message: "host of a URL"),
        Refusal(template: "<ScRiPt type=\"module\">{{ x }}</script>", message: "in a script"),
        Refusal(template: "<!-- {{ x }} -->", message: "comment"),
        Refusal(template: "<!--!>{{ x }}-->", message: "comment"),
        Refusal(template: "<!doctype {{ x }}>", message: "declaration"),
        Refusal(template: "<svg><![CDATA[ a > {{ x }} ]]></svg>", message: "CDATA"),
        Refusal(template: "<a title=a\u{b}title=\"{{ x }}\">", message: "without quotes"),
        Refusal(
            template: "<meta content=\"{% for y in x %}{{ y }}{% endfor %}\" http-equiv=\"refresh\">",
            message: "http-equiv"),
        Refusal(template: "<iframe srcdoc=\"{{ x }}\">", message: "`srcdoc`"),
        Refusal(template: "<base href=\"{{ x }}\">", message: "`base`"),
        Refusal(template: "<object data=\"{{ x }}\">", message: "`object`"),
        Refusal(template: "<meta http-equiv=\"refresh\" content=\"{{ x }}\">", message: "http-equiv"),
        Refusal(template: "<meta content=\"{{ x }}\" http-equiv=\"refresh\">", message: "http-equiv"),
        Refusal(template: "<a href=\"java{{ x }}\">", message: "scheme"),
        Refusal(template: "<a href=\"{{ x }}:alert(1)\">", message: "scheme"),
        Refusal(template: "<a href=\"{{ x }}&colon;alert(1)\">", message: "scheme"),
        Refusal(template: "<a href=\"{{ x }}&#58;alert(1)\">", message: "scheme"),
        Refusal(template: "<a href=\"{{ x }}{% if x %}&{% endif %}#58;a\">", message: "scheme"),
        Refusal(template: "<a href=\"{% if x %}{{ x }}{% else %}b{% endif %}:c\">", message: "scheme"),
        Refusal(template: "<a href=\"{% if x %}{{ x }}{% endif %}script:c\">", message: "scheme"),
        Refusal(template: "<a href=\"{% if x %}{{ x }}{% endif %}&#x3a;c\">", message: "scheme"),
        Refusal(template: "<a href=\"{% if x %}{{ x }}{% endif %}&colon;c\">", message: "scheme"),
        Refusal(template: "<a href=\"javascript:{{ x }}\">", message: "scheme"),
        Refusal(template: "<a href=\"&#106;avascript:{{ x }}\">", message: "scheme"),
        Refusal(template: "<svg><script>a</script></svg>", message: "script in SVG"),
        Refusal(template: "<svg><animate to=\"{{ x }}\"/></svg>", message: "animation"),
        Refusal(
            template: "<script type=\"application/json\">{\"a\": \"{{ x }}\"}</script>",
            message: "inside of a JSON string"),
        Refusal(
            template: "<script type=\"module\" type=\"application/json\">{{ x }}</script>",
            message: "in a script"),
        Refusal(template: "<noscript>{{ x }}</noscript>", message: "no markup"),
        Refusal(template: "<xmp>{{ x }}</xmp>", message: "no markup"),
        Refusal(template: "{% if x %}<a href=\"{% endif %}b", message: "end in different places"),
        Refusal(template: "{% for i in x %}<a {% endfor %}", message: "a round of the loop"),
        Refusal(template: "<p title=\"", message: "ends in"),
        Refusal(template: "{% set a %}<p title=\"{% endset %}", message: "captured"),
        Refusal(template: "<p {% if x %}on{% endif %}click=\"{{ x }}\">", message: "may have ended"),
        Refusal(
            template: "<script>{% if x %}</script>{% endif %}{{ x }}</script>", message: "different places"),
        Refusal(template: "{{ x | safe }}", message: "no filter named `safe`"),
    ])
    func refusesWhatCannotBeSafe(_ refusal: Refusal) {
        let failure = TemplateHarness(refusal.template, context: "{\"x\": 1}").failure() ?? "it rendered"
        #expect(failure.contains(refusal.message), "\(failure)")
        #expect(failure.contains("hint:") || failure.contains("end"), "\(failure)")
    }

    @Test func keepsTheContextAcrossTemplates() throws {
        let harness = TemplateHarness(
            templates: [
                (
                    "page.html",
                    "{% from \"m.html\" import m %}<a href=\"{% include \"i.html\" %}\">{{ m(x) }}</a><i title=\"{{ m(x) }}\">"
                ),
                ("i.html", "{{ x }}"), ("m.html", "{% macro m(a) %}{{ a }}{% endmacro %}"),
            ], context: #"{"x": "javascript:'<"}"#)
        #expect(
            try harness.render()
                == "<a href=\"about:invalid#blocked\">javascript:&#39;&lt;</a><i title=\"javascript:&#39;&lt;\">"
        )
    }

    @Test func writesValuesOfJSONScripts() throws {
        let harness = TemplateHarness(
            "<script type='application/ld+json'>{\"a\\\"\": {{ x }}, \"b\": {{ x.s | tojson }}}</script><p>{{ x.s }}</p>",
            context: #"{"x": {"s": "</script>", "n": [1, null]}}"#)
        #expect(
            try harness.render()
                == #"<script type='application/ld+json'>{"a\"": {"n": [1, null], "s": "\u003c/script\u003e"}, "#
                + #""b": "\u003c/script\u003e"}</script><p>&lt;/script&gt;</p>"#)
    }

    @Test(arguments: [
        Place(template: "<script>a = {{ x }}</script>", value: "-1", expected: "<script>a =  -1</script>"),
        Place(
            template: "<script>a = -{{ x }};</script>", value: "-1.5",
            expected: "<script>a = - -1.5;</script>"),
        Place(template: "<script>a = {{ x }}</script>", value: "null", expected: "<script>a = null</script>"),
        Place(
            template: "<script>a = {{ 1 if x == 2 }};</script>", value: "1",
            expected: "<script>a = null;</script>"),
        Place(
            template: "<script>a = {{ 1e308 * 10 * x }};</script>", value: "1",
            expected: "<script>a = null;</script>"),
        Place(
            template: "<script>a = {{ x }};</script>", value: #"{"b": ["<", true]}"#,
            expected: #"<script>a = {"b": ["\u003c", true]};</script>"#),
        Place(
            template: "<script>a = '{{ x }}'</script>", value: "-1.5", expected: "<script>a = '-1.5'</script>"
        ),
        Place(template: "<script>a = '{{ x }}'</script>", value: "null", expected: "<script>a = ''</script>"),
        Place(
            template: "<script>a = [{% for y in x %}{{ y }}, {% endfor %}];</script>", value: "[1, 2]",
            expected: "<script>a = [1, 2, ];</script>"),
        Place(
            template: "<p style=\"width: {{ x }}%; color: {% if x %}{{ x }}{% endif %}\">", value: "-1.5",
            expected: "<p style=\"width: -1.5%; color: -1.5\">"),
        Place(
            template: "<style>a { b: {% for y in x %}{{ y }} 1s, {% endfor %}c }</style>",
            value: #"["d", "e("]"#,
            expected: "<style>a { b: d 1s, blocked 1s, c }</style>"),
        Place(
            template:
                "{% macro m(y) %}{{ y }}{% endmacro %}<script>a = [{{ m(x) }}, {{ m(x) | tojson }}]</script>",
            value: #""'""#, expected: #"<script>a = ["\u0027", "\u0026#39;"]</script>"#),
        Place(
            template: "<iframe src=\"{{ x }}/a\"></iframe><iframe src=\"/{{ x }}/a\"></iframe>",
            value: "\"/\"",
            expected: "<iframe src=\"/./a\"></iframe><iframe src=\"/%2F/a\"></iframe>"),
        Place(
            template: "<a href=\"{{ x }}\"></a><link href=\"{{ x }}\">", value: "\"//a.b\"",
            expected: "<a href=\"//a.b\"></a><link href=\"about:invalid#blocked\">"),
    ])
    func writesScriptsAndStyles(_ place: Place) throws {
        let harness = TemplateHarness(place.template, context: "{\"x\": \(place.value)}")
        #expect(try harness.render() == place.expected)
    }

    @Test func escapesNothingInTextMode() throws {
        #expect(
            try TemplateHarness("{{ x }} & <", context: #"{"x": "<&>"}"#, mode: .text).render() == "<&> & <")
    }

    @Test(arguments: [
        Refusal(template: "<s:svg><s:script>{{ x }}</s:script></s:svg>", message: "script in SVG"),
        Refusal(template: "<s:svg><s:style>{{ x }}</s:style></s:svg>", message: "style sheet"),
        Refusal(template: "<svg><a q:href=\"java{{ x }}\"/></svg>", message: "scheme"),
        Refusal(template: "<svg><![CDATA[ a > {{ x }} ]]></svg>", message: "CDATA"),
    ])
    func readsNamesOfXMLWithoutTheirPrefix(_ refusal: Refusal) {
        let harness = TemplateHarness(refusal.template, context: "{\"x\": 1}", mode: .xml)
        #expect((harness.failure() ?? "it rendered").contains(refusal.message))
    }

    @Test func treatsTitlesOfXMLAsMarkup() throws {
        let harness = TemplateHarness(
            "<?xml version=\"1.0\"?><feed><title>{{ x }}</title><a href=\"{{ x }}\"/></feed>",
            context: #"{"x": "<&"}"#,
            mode: .xml)
        #expect(
            try harness.render()
                == "<?xml version=\"1.0\"?><feed><title>&lt;&amp;</title><a href=\"&lt;&amp;\"/></feed>")
    }
}
