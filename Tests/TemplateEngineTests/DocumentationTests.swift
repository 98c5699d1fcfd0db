import Foundation
import TestSupport
import Testing

@testable import TemplateEngine

@Suite struct DocumentationTests {
    @Test func namesEveryFilterAndTest() throws {
        let page = try String(
            contentsOf: Tool.repository.appending(path: "docs/templates.md"), encoding: .utf8)
        let words = Set(page.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        let filters = Filter.allCases.map(\.name) + Compiler.specialFilters.filter { $0 != "d" }
        let names = filters + ValueTest.allCases.compactMap(\.name) + LoopField.allCases.map(\.name)
        #expect(names.filter { !words.contains($0) } == [])
    }
}
