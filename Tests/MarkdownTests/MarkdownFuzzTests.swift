import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Markdown

@Suite struct MarkdownFuzzTests {
    private static let pieces = [
        "a", " ", "\n", "\n\n", "    ", "\t", "*", "**", "_", "`", "```", "~~~", "~~", "#", "## ", "> ", "- ",
        "1. ", "[ ] ",
        "[x] ", "[", "]", "(", ")", "](", "![", "<", ">", "</", "/>", "\"", "'", "&", "&amp;", "&#106;",
        "&#0;", "\\", "|", "|-|",
        "\n|-|:-:|\n", "|a|b|\n", "---", "===", "javascript:", "data:", "http://", "https://e.org/",
        "www.e.org", "@", "a@b.c", "//",
        "#a", "%", "%2f", "<script>", "<b x='y'>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>",
        "<a href=\"", "onerror=", "\0",
        "\u{1}", "ü", "\u{202E}", "🏳️‍🌈", "[r]: ", "[r]", "<javascript:x>", "<https://e.org/\">", "\"title\"",
        "[^1]", "$", "[a](https://e.org/x)", "[a](https://e.org/x", "\\[a](https://e.org)",
    ]

    private static func text(_ generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 1...60, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    private static func html(_ text: String, extensions: [String]? = nil) -> [UInt8] {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            MarkdownTree.parsing(bytes, extensions: extensions) { root in
                var writer = MarkdownWriter(options: MarkdownOptions(), text: bytes) { .url($0.destination) }
                MarkdownTree.walk(root) { writer.visit($0, isEntering: $1) }
                return writer.finish().html
            }
        }
    }

    @Test(arguments: 0..<20)
    func extensionsThatAreLeftOutWouldChangeNothing(_ seed: Int) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let text = Self.text(&generator)
            let all = Self.html(text, extensions: ["table", "strikethrough", "autolink", "tasklist"])
            #expect(Self.html(text) == all, "\(text.debugDescription)")
        }
    }

    @Test func threadsTakeTurnsAndATextMayBeReadWhileAnotherIs() {
        var generator = SeededGenerator(seed: 7)
        let texts = (0..<200).map { _ in Self.text(&generator) }
        let renderer = MarkdownRenderer()
        let expected = texts.map { text in renderer.render(Array(text.utf8)) { .url($0.destination) } }
        let differing = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            for (text, result) in zip(texts, expected) {
                let again = renderer.render(Array(text.utf8)) { link in
                    _ = renderer.headings(of: Array(text.utf8))
                    return .url(link.destination)
                }
                if again != result { differing.withLock { $0 += 1 } }
            }
        }
        #expect(differing.withLock { $0 } == 0)
    }

    @Test(arguments: 0..<40)
    func whateverIsWrittenBecomesSafeHTML(_ seed: Int) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let text = Self.text(&generator)
            let result = MarkdownRenderer(options: MarkdownOptions(headingShift: 1, idPrefix: "n-")).render(
                Array(text.utf8)
            ) { .url($0.destination) }
            let html = String(decoding: result.html, as: UTF8.self)
            #expect(HTMLCheck.problem(in: html) == nil, "\(text.debugDescription)\n\(html)")
            #expect(
                result.problems.allSatisfy {
                    $0.line >= 1 && !$0.columns.isEmpty && $0.columns.lowerBound >= 1
                })
            #expect(Set(result.headings.map(\.id)).count == result.headings.count)
        }
    }
}

/// Whether HTML is made of the elements and attributes that the renderer may write, each closed in its order.
enum HTMLCheck {
    private static let attributes: [String: Set<String>] = [
        "a": ["href", "title"], "img": ["src", "alt", "title"], "ol": ["start"], "li": ["class"],
        "th": ["scope", "class"],
        "td": ["class"], "div": ["class"], "code": ["class"], "h2": ["id"], "h3": ["id"], "h4": ["id"],
        "h5": ["id"],
        "h6": ["id"], "p": [], "br": [], "hr": [], "em": [], "strong": [], "del": [], "blockquote": [],
        "ul": [], "pre": [],
        "table": [], "thead": [], "tbody": [], "tr": [],
    ]

    static func problem(in html: String) -> String? {
        var open: [String] = []
        var rest = html[...]
        while let start = rest.firstIndex(where: { $0 == "<" || $0 == ">" }) {
            guard rest[start] == "<" else { return "a bare >" }
            guard let end = rest[start...].firstIndex(of: ">") else { return "a tag without end" }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return "</\(tag)> closes nothing" }
                continue
            }
            let name = String(tag.prefix { $0 != " " })
            guard let allowed = attributes[name] else { return "<\(name)>" }
            if let problem = problem(inAttributes: tag.dropFirst(name.count), allowed) {
                return "\(name): \(problem)"
            }
            if name == "a", open.contains("a") { return "a link in a link" }
            if !["br", "hr", "img"].contains(name) { open.append(name) }
        }
        return open.isEmpty ? nil : "<\(open.last ?? "")> is not closed"
    }

    private static func problem(inAttributes text: Substring, _ allowed: Set<String>) -> String? {
        var rest = text
        while !rest.isEmpty {
            guard rest.hasPrefix(" "), let equals = rest.firstIndex(of: "=") else {
                return "attributes `\(rest)`"
            }
            let name = String(rest[..<equals].dropFirst())
            let value = rest[equals...].dropFirst()
            guard allowed.contains(name), value.first == "\"",
                let end = value.dropFirst().firstIndex(of: "\"")
            else {
                return "attribute \(name)"
            }
            let content = value[..<end].dropFirst().lowercased()
            let scheme = content.prefix { !":/?#".contains($0) }
            let hasScheme = content.dropFirst(scheme.count).first == ":"
            if name == "href" || name == "src", hasScheme,
                !["http", "https", "mailto", "tel"].contains(scheme)
            {
                return "the URL \(content)"
            }
            if name == "src", hasScheme || content.hasPrefix("//") { return "the image \(content)" }
            rest = value[value.index(after: end)...]
        }
        return nil
    }
}
