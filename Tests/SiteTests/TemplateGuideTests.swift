import Foundation
import TemplateEngine
import TestSupport
import Testing

@testable import Site

/// The guide to templates names what the site gives them, and nothing else.
@Suite struct TemplateGuideTests {
    private let vocabulary = SiteVocabulary(
        slice: Vocabulary(shapes: [Shape(name: "clients", fields: [])], globals: []), textKeys: [])

    @Test func frontMatterIsWhatTheReaderAsksFor() throws {
        let source = try String(
            contentsOf: Tool.repository.appending(path: "Sources/Site/ThemeCompiler.swift"), encoding: .utf8)
        let asked = source.matches(of: /root\.(?:string|strings|int|bool|node|mapping|mappings)\("(\w+)"/)
            .map { String($0.1) }
        #expect(try Set(guide("Front matter")) == Set(asked))
    }

    @Test func theNamesAndFieldsThatATemplateSeesAreThere() throws {
        var names = vocabulary.all.globals.map(\.name) + ["page"]
        for (owner, shape) in [
            ("site", vocabulary.site), ("page", vocabulary.page), ("entry", vocabulary.menuItem),
            ("file", vocabulary.dataFile),
        ] {
            names += vocabulary.all.shapes[shape.index].fields.map { "\(owner).\($0.name)" }
        }
        #expect(try Set(guide("What a template sees")) == Set(names))
    }

    @Test func functionsAndFiltersOfTheSiteHaveTheirSignatures() throws {
        let functions = HostInterface.signatures(headings: vocabulary.heading).filter { $0.form != .query }
        #expect(try Set(guide("Links and files")) == Set(functions.map(spelled)))
    }

    private func guide(_ section: String) throws -> [String] {
        let page = try DocumentedPage("templates.md")
        return page.entries(of: section).flatMap(\.names)
    }

    /// `text | filename`
    private func spelled(_ function: HostFunction) -> String {
        let parameters = function.parameters.map(Self.spelled)
        return function.form == .filter
            ? "\(parameters[0]) | \(function.name)"
            : "\(function.name)(\(parameters.joined(separator: ", ")))"
    }

    private static func spelled(_ type: ValueType) -> String { type == .string ? "text" : "\(type)" }
}
