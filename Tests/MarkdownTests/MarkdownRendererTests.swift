import Markdown
import Testing

@Suite struct MarkdownRendererTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let markdown: String
        let html: String
        var testDescription: String { markdown }
    }

    @Test(arguments: [
        Case(markdown: "", html: ""),
        Case(
            markdown: "a *b* **c** `d<`", html: "<p>a <em>b</em> <strong>c</strong> <code>d&lt;</code></p>\n"),
        Case(markdown: "a  \nb\nc", html: "<p>a<br>\nb\nc</p>\n"),
        Case(markdown: "<>&\"'", html: "<p>&lt;&gt;&amp;&quot;&#39;</p>\n"),
        Case(
            markdown: "- a\n- b\n  - c",
            html: "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
        Case(
            markdown: "3. a\n\n4. b",
            html: "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"),
        Case(markdown: "1. a", html: "<ol>\n<li>a</li>\n</ol>\n"),
        Case(markdown: "> q\n\n---", html: "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n"),
        Case(
            markdown: "```swift title\nlet a = \"<\"\n```",
            html: "<pre><code class=\"language-swift\">let a = &quot;&lt;&quot;\n</code></pre>\n"),
        Case(markdown: "    x\n", html: "<pre><code>x\n</code></pre>\n"),
        Case(
            markdown: "``` \"><script>\nx\n```",
            html: "<pre><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>\n"),
        Case(markdown: "~~a~~", html: "<p><del>a</del></p>\n"),
        Case(
            markdown: "- [ ] a\n- [x] b",
            html: "<ul>\n<li class=\"task\">☐ a</li>\n<li class=\"task\">☑ b</li>\n</ul>\n"),
        Case(
            markdown: "- [ ] a\n\n- b",
            html: "<ul>\n<li class=\"task\"><p>☐ a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"),
        Case(
            markdown: "a|b|c\n:-|:-:|-:\n1|2|`x\\|y`",
            html: """
                <div class="table">
                <table>
                <thead>
                <tr>
                <th scope="col" class="align-left">a</th>
                <th scope="col" class="align-center">b</th>
                <th scope="col" class="align-right">c</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td class="align-left">1</td>
                <td class="align-center">2</td>
                <td class="align-right"><code>x|y</code></td>
                </tr>
                </tbody>
                </table>
                </div>

                """),
        Case(
            markdown: "|a|\n|-|",
            html:
                "<div class=\"table\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n"
        ),
        Case(
            markdown: "see https://example.org/?a=1&b=2.",
            html:
                "<p>see <a href=\"https://example.org/?a=1&amp;b=2\">https://example.org/?a=1&amp;b=2</a>.</p>\n"
        ),
        Case(
            markdown: "me@example.org", html: "<p><a href=\"mailto:me@example.org\">me@example.org</a></p>\n"),
        Case(markdown: "get ftp://example.org/x", html: "<p>get ftp://example.org/x</p>\n"),
        Case(markdown: "[a](b.md \"t\\\"\")", html: "<p><a href=\"b.md\" title=\"t&quot;\">a</a></p>\n"),
        Case(markdown: "![a *b* <](c.png)", html: "<p><img src=\"c.png\" alt=\"a b &lt;\"></p>\n"),
        Case(markdown: "[a]( <x y\\\\z'\"é>)", html: "<p><a href=\"x%20y%5Cz&#39;%22%C3%A9\">a</a></p>\n"),
        Case(
            markdown: "[a](100%zz%2f%) <https://ü.example:8080/x?%7>",
            html:
                "<p><a href=\"100%25zz%2f%25\">a</a> <a href=\"https://%C3%BC.example:8080/x?%257\">https://ü.example:8080/x?%7</a></p>\n"
        ),
        Case(
            markdown: "[a <https://e.org/> <javascript:x> b](c) d",
            html: "<p><a href=\"c\">a https://e.org/ javascript:x b</a> d</p>\n"),
        Case(markdown: "[![a](b.png)](c)", html: "<p><a href=\"c\"><img src=\"b.png\" alt=\"a\"></a></p>\n"),
        Case(markdown: "a <!-- secret --> b\n\n<!--\nsecret\n-->\n\nc", html: "<p>a  b</p>\n<p>c</p>\n"),
    ])
    func renders(_ example: Case) {
        let result = render(example.markdown)
        #expect(String(decoding: result.html, as: UTF8.self) == example.html)
        #expect(result.problems == [])
    }

    @Test func rawHTMLNeverComesThrough() {
        let result = render(
            "a <b onclick=x>c</b>\n\n<script>alert(1)</script>\n\n<div>\nx\n</div>\n\n<?php ?>\n")
        #expect(String(decoding: result.html, as: UTF8.self) == "<p>a c</p>\n")
        #expect(result.problems.map(\.isWarning) == [true])
        #expect(result.problems.first?.line == 1 && result.problems.first?.columns == 3..<4)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java&#10;script:alert(1)",
        "&#1;javascript:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "//evil.example/",
        "\\\\\\\\evil.example",
        "/\\\\evil.example", "foo:bar", "http://[::1]/", "http://", "https:x", "http://a%62/",
        "https://bank.example@evil.example/",
        "http://a:99999/", "java%73cript:x",
    ])
    func aDangerousDestinationIsNeverALink(_ destination: String) {
        for prefix in ["", "!"] {
            let result = render("\(prefix)[a](<\(destination)>)")
            #expect(String(decoding: result.html, as: UTF8.self) == "<p>a</p>\n")
            #expect(result.problems.map(\.isWarning) == [false])
        }
    }

    @Test func anImageOfAnotherSiteIsRefused() {
        #expect(render("![a](https://example.org/x.png)").problems.count == 1)
        #expect(render("[a](https://example.org/x.png)").problems == [])
    }

    @Test func headingsHaveUniqueIdsLikeGitHub() {
        let result = render(
            "# Über *uns*!\n## A b_c-d (2)\nA B_C-D 2\n===\n# ¿?\n# a-b_c-d-2-1\n## A b_c-d 2", shift: 1)
        #expect(
            result.headings.map(\.id) == [
                "über-uns", "a-b_c-d-2", "a-b_c-d-2-1", "section", "a-b_c-d-2-1-1", "a-b_c-d-2-2",
            ])
        #expect(result.headings.map(\.level) == [2, 3, 2, 2, 2, 3])
        #expect(result.headings.first?.text == "Über uns!")
        #expect(result.html.starts(with: "<h2 id=\"über-uns\">Über <em>uns</em>!</h2>\n".utf8))
        #expect(render("###### x", shift: 3).headings.first?.level == 6)
    }

    @Test func linksToHeadingsAreChecked() {
        let options = MarkdownOptions(idPrefix: "n-", firstLine: 10)
        let text = "[a](#b-ü) [c](#b-%C3%BC)\n[x](#nowhere)\n\n# B ü"
        let result = MarkdownRenderer(options: options).render(Array(text.utf8)) { _ in .url("") }
        #expect(
            result.html.starts(with: "<p><a href=\"#n-b-%C3%BC\">a</a> <a href=\"#n-b-%C3%BC\">c</a>".utf8))
        #expect(result.headings.map(\.id) == ["n-b-ü"])
        #expect(result.problems.map(\.message) == ["no heading here has the id `nowhere`"])
        #expect(result.problems.first?.line == 11 && result.problems.first?.columns == 5..<13)
        #expect(
            result.problems.first?.text == "[x](#nowhere)" && result.problems.first?.hint == "it has `#b-ü`")
    }

    @Test func everyLinkIsResolvedInOrderWithItsLine() {
        let text =
            "# [h](1.md)\n\nwords\nmore [a](2.md) and\n![b](3.png)\n\n- x\n- [c][r]\n\n| t |\n|-|\n| [d](5.md) |\n\n[r]: 4.md\n"
        var seen: [String] = []
        let result = MarkdownRenderer(options: MarkdownOptions(firstLine: 101)).render(Array(text.utf8)) {
            link in
            seen.append("\(link.line) \(link.destination)\(link.isImage ? "!" : "")")
            return link.destination == "4.md" || link.isImage
                ? .problem("no `\(link.destination)`", hint: "h") : .url("x.html")
        }
        #expect(seen == ["101 1.md", "104 2.md", "105 3.png!", "108 4.md", "112 5.md"])
        #expect(result.problems.map(\.line) == [105, 108])
        #expect(result.problems.first?.columns == 6..<11)
        #expect(String(decoding: result.html, as: UTF8.self).contains("<a href=\"x.html\">a</a> and\nb</p>"))
        #expect(String(decoding: result.html, as: UTF8.self).contains("<li>c</li>"))
    }

    @Test func hostileBytesBecomeText() {
        let bytes: [UInt8] = [0xFF, 0x3C, 0x00, 0xC0, 0xAF, 0x0A]
        let html = MarkdownRenderer().render(bytes) { _ in .url("") }.html
        #expect(String(validating: html, as: UTF8.self) == "<p>\u{FFFD}&lt;\u{FFFD}\u{FFFD}</p>\n")
    }

    @Test func thousandsOfEqualHeadingsAreCheap() {
        let result = render(String(repeating: "# a\n", count: 20_000))
        #expect(result.headings.last?.id == "a-19999" && Set(result.headings.map(\.id)).count == 20_000)
    }

    @Test func deepNestsEnd() {
        let text = String(repeating: "> ", count: 5_000) + String(repeating: "*a **b ", count: 5_000)
        #expect(!render(text).html.isEmpty)
    }

    @Test func manyAtOnceGiveTheSameBytesAsOneByOne() async {
        let texts = (0..<400).map {
            "# h\($0)\n~~a\($0)~~ www.example.org/\($0) ~b~\n\n|a|\n|-|\n|~~\($0)~~|\n- [x] *\($0)*\n"
        }
        let expected = texts.map { render($0).html }
        let found = await withTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, text) in texts.enumerated() { group.addTask { (index, render(text).html) } }
            return await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        for index in texts.indices { #expect(found[index] == expected[index]) }
    }

    private func render(_ text: String, shift: Int = 0) -> MarkdownRenderer.Result {
        MarkdownRenderer(options: MarkdownOptions(headingShift: shift)).render(Array(text.utf8)) {
            .url($0.destination)
        }
    }
}
