import Foundation
import TestSupport
import Testing

@testable import TemplateEngine

/// The pages about the language say what the engine does: every example makes what stands beneath it, every name of the
/// language has its entry, and every entry is of the language.
///
/// `UPDATE_GOLDEN=1` writes what the engine says into the pages.
@Suite(.serialized) struct DocumentationTests {
    static let pages = ["templates.md", "template-reference.md"]
    static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    private func reference() throws -> DocumentedPage { try DocumentedPage("template-reference.md") }

    @Test(arguments: pages)
    func everyExampleMakesWhatStandsBeneathIt(name: String) throws {
        var page = try DocumentedPage(name)
        try #require(page.examples.count > 10)
        for example in page.examples.reversed() {
            let result = try example.rendered()
            if Self.isUpdating {
                page.update(example, to: result)
            } else {
                #expect(result == example.result, "docs/\(name):\(example.line)")
            }
        }
        if Self.isUpdating { try page.write() }
    }

    @Test(arguments: pages)
    func everyExampleHasAResult(name: String) throws {
        let page = try DocumentedPage(name)
        for (index, line) in page.lines.enumerated()
        where line.hasPrefix("```jinja") && !line.contains(" theme") {
            let end = try #require(page.lines[(index + 1)...].firstIndex(of: "```"))
            let isChecked = page.examples.contains { (index...end).contains($0.line) || $0.line == end + 3 }
            let isPart = line != "```jinja"
            #expect(isChecked || isPart, "docs/\(name):\(index + 1)")
        }
    }

    @Test func signaturesAreThoseOfTheCheckersTable() throws {
        var page = try reference()
        let filters = Filter.allCases.filter { $0 != .range }.map { ($0.name, $0.signatureText) }
        for (name, signature) in filters + [("default", Filter.defaultSignatureText)] {
            let heading = try #require(page.lines.firstIndex { $0.hasPrefix("### `\(name)`") }, "\(name)")
            let line = try #require(
                page.lines[heading...].firstIndex { $0.hasPrefix("`") && $0.contains(" → ") })
            if Self.isUpdating { page.lines[line] = "`\(signature)`" }
            #expect(page.lines[line] == "`\(signature)`")
        }
        if Self.isUpdating { try page.write() }
    }

    @Test func everyArgumentIsShownByName() throws {
        let entries = try reference().entries(of: "Filters")
        for filter in Filter.allCases where filter != .range {
            let entry = try #require(entries.first { $0.names.contains(filter.name) })
            let shown = entry.examples.flatMap(\.templates).map(\.text).joined(separator: "\n")
            for parameter in Filter.signatures[Int(filter.rawValue)].parameters {
                #expect(shown.contains("\(parameter.name)="), "\(filter.name): \(parameter.name)")
            }
        }
    }

    @Test func everyFilterHasAnEntryThatShowsIt() throws {
        let names = Compiler.filtersByName.keys + Compiler.specialFilters
        try expectEntries(of: "Filters", are: names.map { $0 }) { name in
            try Regex(#"(\||\{% filter) *"# + name + #"\b"#)
        }
    }

    @Test func everyTestHasAnEntryThatShowsIt() throws {
        let names = Compiler.testsByName.keys.map { $0 } + Compiler.comparisons.keys
        try expectEntries(of: "Tests", are: names) { name in
            try Regex(
                name.first?.isLetter == true
                    ? #"\bis (not )?"# + name + #"\b"#
                    : "\"" + NSRegularExpression.escapedPattern(for: name) + "\"")
        }
    }

    @Test func everyStatementHasAnEntryThatShowsIt() throws {
        let ends = ["elif", "else"]
        try expectEntries(of: "Statements", are: StatementKeyword.allCases.map(\.rawValue) + ends) { name in
            try Regex(#"\{% "# + name + #"\b"#)
        }
    }

    @Test func everyFunctionHasAnEntryThatShowsIt() throws {
        try expectEntries(of: "Functions", are: Compiler.functions + ["super", "caller", "self"]) { name in
            try Regex(#"\b"# + name + #"[(.]"#)
        }
    }

    @Test func everyPropertyOfTheLoopHasAnEntryThatShowsIt() throws {
        let names = LoopField.allCases.map(\.name) + Compiler.loopMethods
        try expectEntries(of: "The loop", are: names.map { "loop.\($0)" }) { name in
            try Regex(NSRegularExpression.escapedPattern(for: name) + #"\b"#)
        }
    }

    @Test func everyOperatorHasAnEntryThatShowsIt() throws {
        let arithmetic = ["+", "-", "*", "/", "//", "%", "**"]
        let comparisons = ["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
        try #require(arithmetic.count == BinaryOperator.allCases.count)
        try #require(comparisons.count == Comparison.allCases.count)
        let others = ["~", "and", "or", "not", "if else", "is", "|", ".", "[]", "[:]", "()"]
        try expectEntries(of: "Operators", are: arithmetic + comparisons + others) { name in
            switch name {
            case "[]": try Regex(#"[a-z]\["#)
            case "[:]": try Regex(#"\[[0-9]*:"#)
            case "()": try Regex(#"[a-z]\("#)
            case "if else": try Regex(" if .* else ")
            default: try Regex(NSRegularExpression.escapedPattern(for: name))
            }
        }
    }

    @Test func everyPlaceForAValueHasAnEntryWithExamples() throws {
        let entries = try reference().entries(of: "Where a value may stand")
        for mode in EscapeMode.allCases {
            let title = mode.title
            let entry = try #require(entries.first { $0.title == title }, "\(title)")
            #expect(!entry.examples.isEmpty, "\(title)")
        }
        let titles = EscapeMode.allCases.map(\.title) + ["What is refused"]
        #expect(entries.map(\.title).filter { $0 != "Where a value may stand" && !titles.contains($0) } == [])
    }

    @Test func everyRefusalIsShown() throws {
        let page = try reference().lines.joined(separator: "\n")
        let folder = Tool.repository.appending(path: "Sources/TemplateEngine/Contexts")
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
            let source = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for match in source.matches(of: /(?:message:|refusal\()\s*"([^"]+)"/) {
                count += 1
                #expect(page.contains("error: \(match.1)"), "\(name): \(match.1)")
            }
        }
        #expect(count > 20)
    }

    @Test func whatIsNotHereIsNotHere() throws {
        let page = try DocumentedPage("templates.md")
        let names = page.names(of: "What differs from Jinja2")
        try #require(names.count > 20)
        let known = Compiler.filtersByName.keys + Compiler.specialFilters + Compiler.functions
        #expect(names.filter { known.contains($0) && $0 != "filter" } == [])
        #expect(names.filter { Compiler.testsByName[$0] != nil || Compiler.comparisons[$0] != nil } == [])
        #expect(names.filter { StatementKeyword(rawValue: $0) != nil && $0 != "filter" } == [])
    }

    @Test func everyDeliberateDifferenceFromJinja2IsNamed() throws {
        let page = try DocumentedPage("templates.md").lines.map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ").lowercased()
        let source = try String(
            contentsOf: Tool.repository.appending(path: "Tests/conformance/differences.py"), encoding: .utf8)
        let reasons = source.matches(of: /Difference\(\s*"([^"]+)"/).map { String($0.1) }
        try #require(reasons.count > 10)
        for reason in reasons { #expect(page.contains(reason.lowercased()), "\(reason)") }
    }

    @Test func limitsAreThoseOfTheRenderer() throws {
        let page = try DocumentedPage("templates.md")
        let limits = Limits()
        let rows = page.entries(of: "Limits").flatMap(\.text)
        for wanted in [
            "| steps | \(limits.steps) ", "| depth | \(limits.depth) ",
            "| output | \(limits.outputBytes >> 20) MiB", "| memory | \(limits.memoryBytes >> 20) MiB",
        ] {
            #expect(rows.contains { $0.hasPrefix(wanted) }, "\(wanted)")
        }
        let text = rows.joined(separator: " ")
        #expect(text.contains("nest \(Parser.depthLimit) deep"))
        #expect(text.contains("at most \(Parser.tagLimit) words"))
    }

    /// The entries of a section are exactly these names, and an example of each entry holds what `use` makes of the name.
    private func expectEntries(
        of section: String, are names: [String], use: (String) throws -> Regex<AnyRegexOutput>
    ) throws {
        let entries = try reference().entries(of: section)
        let documented = entries.flatMap(\.names)
        #expect(Set(documented) == Set(names))
        #expect(documented.count == Set(documented).count, "an entry stands twice")
        for entry in entries {
            let shown = entry.examples.flatMap(\.templates).map(\.text).joined(separator: "\n")
            for name in entry.names { #expect(try shown.contains(use(name)), "\(name) is not shown") }
        }
    }
}

extension EscapeMode {
    /// The heading of its entry. A new case needs a new one.
    fileprivate var title: String {
        switch self {
        case .none: "Plain text"
        case .text: "Text, `title` and `textarea`"
        case .attribute: "Quoted attributes"
        case .urlStart: "The start of a URL"
        case .urlPath: "The path of a URL"
        case .urlSegment: "A URL behind another value"
        case .urlQuery: "The query of a URL"
        case .urlFragment: "The fragment of a URL"
        case .srcset: "`srcset`"
        case .json: "JSON in a script"
        case .urlLocal: "The start of a URL that loads code"
        case .urlRooted: "The path of a URL that loads code"
        case .scriptValue: "Values in a script"
        case .scriptString: "Texts in a script"
        case .styleValue: "Values in a style sheet"
        case .styleString: "Texts in a style sheet"
        case .styleURL: "URLs in a style sheet"
        }
    }
}
